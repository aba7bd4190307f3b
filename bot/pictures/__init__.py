"""Files that are made of data: certificates, posters, sheets. Knows no people and no events.

What makes them is loaded by who makes them: it takes a while, and memory.
"""

from collections.abc import Mapping
from typing import Any

__all__ = ["render"]


def render(name: str, args: Mapping[str, Any]) -> bytes:
    """The file of this name made of these values: the same bytes for the same values. Blocks meanwhile."""
    match name:
        case "certificate" | "poster":
            from bot.pictures import typesetting

            return typesetting.pdf(name, args)
        case "door" | "year" | "qr":
            from bot.pictures import typesetting

            return typesetting.png(name, args)
        case "poster-picture":
            from bot.pictures import typesetting

            return typesetting.png("poster", args, ppi=150)
        case "sheet":
            from bot.pictures import workbooks

            return workbooks.xlsx(args["title"], args["head"], args["rows"], args.get("widths"))
        case _:
            raise LookupError(name)
