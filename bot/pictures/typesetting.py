"""Typst makes the templates beside this file into PDF and PNG.

Values come to a template as data, never as markup; of fonts there are those beside it and no others.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import segno
import typst

from bot.pictures import letters

FOLDER: Final = Path(__file__).parent
FONTS: Final = FOLDER / "fonts"


def pdf(name: str, args: Mapping[str, Any]) -> bytes:
    return _compiled(name, args, format="pdf")


def png(name: str, args: Mapping[str, Any], ppi: int = 72) -> bytes:
    """At 72 pixels an inch a point is a pixel."""
    return _compiled(name, args, format="png", ppi=ppi)


def _compiled(name: str, args: Mapping[str, Any], **options: Any) -> bytes:
    values = letters.printable(args) | {"code_of_link": _dots(args["link"])}
    inputs = {"values": json.dumps(values, ensure_ascii=False)}
    made = _compiler(name).compile(sys_inputs=inputs, timestamp=0, **options)
    if not isinstance(made, bytes):
        raise ValueError(f"{name} has not exactly one page")  # noqa: TRY004 of its values
    return made


@cache
def _compiler(name: str) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(FOLDER / f"{name}.typ", root=FOLDER, font_paths=fonts, ignore_system_fonts=True)


def _dots(link: str) -> list[str]:
    """A QR code of a link, row by row, without its quiet zone."""
    code = segno.make_qr(link, error="m")
    return ["".join("1" if dark else "0" for dark in row) for row in code.matrix]
