"""Spreadsheets (XLSX), row by row, by openpyxl."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from kgraph.errors import BadSource, UsageError
from kgraph.read.parts import Part

_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_INSIDE = b"xl/"
_DAMAGED = (zipfile.BadZipFile, KeyError, ValueError, TypeError, ParseError, OSError, EOFError)


def is_xlsx(head: bytes) -> bool:
    """Tell by its beginning whether a file is a spreadsheet as Excel writes it since 2007."""
    return head.startswith(_ZIP) and _INSIDE in head


def is_xls(head: bytes) -> bool:
    """Tell whether a file is a document of the older Excel."""
    return head.startswith(_OLD)


def records(part: Part, sheet: str) -> Iterator[tuple[int, list[Any]]]:
    """Yield the rows of a sheet, the first one if none is named, with their numbers.

    Formulas count as what Excel last made of them. BadSource where there is no such sheet.
    """
    try:
        import openpyxl  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        raise UsageError(
            "Spreadsheets are read with openpyxl, which is not installed.",
            "pip install 'kgraph[xlsx]', or save the sheet as CSV (UTF-8).",
        ) from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, which say nothing of cells
        try:
            book = openpyxl.load_workbook(io.BytesIO(part.data()), read_only=True, data_only=True)
            page = book[sheet] if sheet in book.sheetnames else None if sheet else book.worksheets[0]
            if page is None:
                known = ", ".join(repr(name) for name in book.sheetnames)
                raise BadSource(part.shown, f"there is no sheet {sheet!r}.", f"Known: {known}.")
            page.reset_dimensions()  # some programs write wrong ones
            for number, cells in enumerate(page.iter_rows(values_only=True), 1):
                yield number, list(cells)
            book.close()
        except (*_DAMAGED, IndexError) as error:
            what = f"the spreadsheet cannot be read: {str(error).rstrip('.') or type(error).__name__}."
            raise BadSource(part.shown, what, "Open it and save it again as .xlsx.") from error
