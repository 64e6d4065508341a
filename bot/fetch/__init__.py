"""Fetching 取回: pictures and files that belong to tickets, from wherever they lie, safely."""
