"""Tables as Excel's own files, in which no cell is ever taken for a formula or a link."""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.pictures.sheets import Cell, harmless

_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TITLE: Final = 31  # UTF-16 units
_LONGEST_CELL: Final = 32_767
_WIDEST: Final = 60  # letters in a column whose width nobody gave
_MADE_AT: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # of every file: equal ones are equal


def xlsx(
    title: str, head: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int] | None = None
) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE_AT})
        sheet = book.add_worksheet(_title(title))
        bold, top = book.add_format({"bold": True}), book.add_format({"valign": "top"})
        for column, width in enumerate(widths or _widths(head, rows)):
            sheet.set_column(column, column, width)
        _write(sheet, 0, head, bold)
        for number, row in enumerate(rows, 1):
            _write(sheet, number, row, top)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), max(len(head) - 1, 0))
    return file.getvalue()


def _write(sheet: Worksheet, number: int, row: Sequence[Cell], look: Format) -> None:
    for column, cell in enumerate(row):
        match harmless(cell):
            case None:
                sheet.write_blank(number, column, None, look)
            case str() as text:
                # Letter by letter a text, whatever it looks like: write() would make links of some.
                sheet.write_string(number, column, _NOT_IN_XML.sub("", text)[:_LONGEST_CELL], look)
            case figure:
                sheet.write_number(number, column, figure, look)


def _title(wanted: str) -> str:
    """A name that Excel takes for a sheet."""
    known = _NOT_IN_TITLES.sub(" ", wanted).encode("utf-16-le", "ignore")
    title = known[: 2 * _LONGEST_TITLE].decode("utf-16-le", "ignore").strip(" '")
    return title if title and title.casefold() != "history" else "Sheet"


def _widths(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    columns = zip(head, *(tuple(row) + ("",) * (len(head) - len(row)) for row in rows), strict=False)
    return [
        min(max(len(str(cell if cell is not None else "")) for cell in one) + 2, _WIDEST) for one in columns
    ]
