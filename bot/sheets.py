"""The door to openpyxl: .xlsx and .csv files become sheets of text and dates, whatever Excel did to them."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, TypeVar

from openpyxl import load_workbook
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.functions import ParseError

from bot.sheet_archive import check_archive
from handlers.imports.sheet import Cell, File, FileError, Sheet, Unusable
