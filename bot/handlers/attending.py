"""Who comes to an event: lists for its organizers."""

from typing import Final

from bot.handlers import event_desk, events, refusals
from bot.handlers.event_desk import NUMBER
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screens import attending as screens
from bot.storage import attendance
from bot.storage.models import Phase
from bot.turn import Turn

_GROUP: Final = f"(?P<group>{'|'.join(attendance.GROUPS)})"


async def who(turn: Turn, number: str, group: str = "going", page: str = "0") -> None:
    """A page beyond the last shows the last."""
    event = await event_desk.find(turn, number)
    if event is None:
        return
    if event.phase is Phase.DRAFT:
        await event_desk.outdated(turn, event)
        return
    people = await attendance.counts(turn.session, event.id)
    here = min(int(page), max(people[group] - 1, 0) // screens.PAGE)
    names = await attendance.names(
        turn.session, event.id, group, offset=here * screens.PAGE, limit=screens.PAGE
    )
    title = events.title(turn.t, event)
    turn.show(screens.who(turn.t, event.id, title, people, group, here, names))


ROUTES: Final[tuple[Route, ...]] = only(
    Role.PARTNER,
    refusals.refuse,
    tap(f"{NUMBER}:who", who, alone=True),
    tap(f"{NUMBER}:who:{_GROUP}:(?P<page>[0-9]{{1,4}})", who, alone=True),
)
