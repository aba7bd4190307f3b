"""What people said about an event when they rated it: without their names."""

from collections.abc import Sequence
from html import escape
from typing import Final

from bot.i18n import Translator
from bot.screen import Screen, pager, units
from bot.screens import event_desk

PAGE: Final = 5  # comments on one card
_LONGEST: Final = 700  # units of one: more only emoji take


def page(t: Translator, number: int, title: str, said: Sequence[str], at: int, last: int) -> Screen:
    """Of the event with this number; pages are counted from 0."""
    heading = t("<b>Comments</b>\nEvent: {title}", title=title)
    listed = "\n\n".join(f"– {escape(_short(one), quote=False)}" for one in said)
    text = listed or t("No comments yet.")
    return Screen(
        f"{heading}\n\n{text}", (*pager(f"ev:{number}:said:", at, last), (event_desk.back(t, number),))
    )


def _short(said: str) -> str:
    while units(said) > _LONGEST:
        said = f"{said[: _LONGEST // 2 - 1]}…"
    return said
