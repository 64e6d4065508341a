"""Importing the county from spreadsheets: rows are read, judged together, and all written or none.

What opens files stands in bot/sheets.py; what asks and writes in models/imports.py. A kind of import is one
module with its columns, its row, and `draw_up`: from rows to a draft that knows what changes and writes it.
"""
