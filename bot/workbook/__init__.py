"""Workbooks 表格: ledgers as Excel files, our own and the office's. With bot/sheets the door to openpyxl."""
