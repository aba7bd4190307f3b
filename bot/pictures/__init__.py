"""Files that are made of data: certificates, what hangs at a door, sheets. Knows no people and no events."""

from collections.abc import Mapping
from typing import Any

from bot.pictures import sheets, typesetting

__all__ = ["render"]


def render(name: str, args: Mapping[str, Any]) -> bytes:
    """The file of this name made of these values: the same bytes for the same values. Blocks meanwhile."""
    match name:
        case "certificate":
            return typesetting.pdf(name, args)
        case "door":
            return typesetting.png(name, args)
        case "sheet":
            return sheets.xlsx(args["title"], args["head"], args["rows"], args.get("widths"))
        case _:
            raise LookupError(name)
