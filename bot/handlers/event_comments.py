"""What people said about an event, for its organizers."""

from typing import Final

from bot.handlers import event_desk, events, refusals
from bot.handlers.event_desk import NUMBER
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screens import event_comments as screens
from bot.storage import results
from bot.turn import Turn


async def page(turn: Turn, number: str, at: str) -> None:
    """A page beyond the last shows the last."""
    event = await event_desk.find(turn, number)
    if event is None:
        return
    last = max(await results.how_many_comments(turn.session, event.id) - 1, 0) // screens.PAGE
    here = min(int(at), last)
    said = await results.comments(turn.session, event.id, offset=here * screens.PAGE, limit=screens.PAGE)
    turn.show(screens.page(turn.t, event.id, events.title(turn.t, event), said, here, last))


ROUTES: Final[tuple[Route, ...]] = only(
    Role.PARTNER, refusals.refuse, tap(f"{NUMBER}:said:(?P<at>[0-9]{{1,4}})", page, alone=True)
)
