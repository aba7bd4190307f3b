"""What the staff did, page by page: for owners."""

from collections.abc import Mapping
from typing import Any, Final

from bot.handlers import refusals, standing
from bot.roles import Role
from bot.routing import Route, command, only, tap
from bot.screens import log as screens
from bot.screens.log import PAGE, Line, Someone
from bot.storage import people, staff
from bot.turn import Turn


async def page(turn: Turn, number: str = "0") -> None:
    """A page beyond the last shows the last."""
    last = max(await staff.log_length(turn.session) - 1, 0) // PAGE
    at = min(int(number), last)
    entries = await staff.log(turn.session, offset=at * PAGE, limit=PAGE)
    numbers = {n for entry in entries for n in (entry.actor, entry.person) if n is not None}
    names = await people.names(turn.session, numbers)

    def someone(n: int) -> Someone:
        return Someone(n, names.get(n))

    lines = [
        Line(
            entry.at,
            someone(entry.actor),
            entry.act,
            someone(entry.person) if entry.person else None,
            _number(entry.about or {}),
        )
        for entry in entries
    ]
    turn.show(screens.page(turn.t, lines, at, last, standing.way_back(turn)))


def _number(about: Mapping[str, Any]) -> int | None:
    """Of the broadcast, the event, the organization or the link that it was done with."""
    known = (about.get(name) for name in ("broadcast", "event", "organization", "source"))
    found = next(filter(None, known), None)
    return found if isinstance(found, int) else None


ROUTES: Final[tuple[Route, ...]] = only(
    Role.OWNER,
    refusals.refuse,
    command("log", page),
    tap("log", page),
    tap("log:(?P<number>[0-9]{1,6})", page),
)
