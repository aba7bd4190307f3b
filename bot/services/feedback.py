"""How people who came found an event: a rating, and a comment if they like. The last one counts."""

from datetime import datetime
from typing import Final

from bot.dialog import Parsed, Problem
from bot.screen import units
from bot.storage.models import Event, Participation, Phase, Presence

COMMENT: Final = 500  # letters


def parse_comment(raw: str) -> Parsed:
    said = "\n".join(" ".join(line.split()) for line in raw.strip().splitlines())
    if not said.strip() or not said.replace("\n", "").isprintable():
        return Problem("letters")
    return said if units(said) <= COMMENT else Problem("long", COMMENT)


def takes(event: Event, of: Participation, now: datetime) -> bool:
    """Whether somebody may say how it was: they came, and it is over."""
    over = event.phase is Phase.PUBLIC and event.ends_at is not None and event.ends_at <= now
    return over and of.presence is Presence.CAME


def rate(of: Participation, stars: int) -> None:
    """From 1 to 5."""
    of.stars = stars


def comment(of: Participation, said: str) -> None:
    of.comment = said
