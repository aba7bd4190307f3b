"""Tables as text, in which no cell is ever taken for a formula."""

import csv as comma
import io
from collections.abc import Sequence
from typing import Final

Cell = str | int | float | None

_BOM: Final = "\ufeff"  # by which Excel knows UTF-8
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: Cell) -> Cell:
    """A text that a table would take for a formula gets an apostrophe; numbers are what they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def csv(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    lines = io.StringIO(newline="")
    lines.write(_BOM)
    comma.writer(lines).writerows([harmless(cell) for cell in row] for row in (head, *rows))
    return lines.getvalue()
