"""Whose event a draft is to be: the campaign's own, or a partner's. For organizers."""

from typing import Final

from bot.handlers import event_desk, refusals
from bot.handlers.event_desk import NUMBER
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screen import paged
from bot.screens import event_choices as screens
from bot.storage import organizations
from bot.turn import Turn

_OWN: Final = 0  # stands for the campaign itself


async def choose(turn: Turn, number: str, page: str = "0") -> None:
    event = await event_desk.draft(turn, number)
    if event is None:
        return
    here, pages = paged(page, await organizations.how_many(turn.session), screens.PAGE)
    found = await organizations.listed(turn.session, offset=here * screens.PAGE, limit=screens.PAGE)
    partners = {one.id: one.name for one in found}
    turn.show(screens.organization(turn.t, event.id, event.organization_id, partners, here, pages))


async def chosen(turn: Turn, number: str, organization: str) -> None:
    event = await event_desk.draft(turn, number)
    if event is None:
        return
    of = int(organization)
    if of != _OWN and await organizations.find(turn.session, of) is None:
        await event_desk.outdated(turn, event)
    else:
        turn.show(await event_desk.change(turn, event, organization_id=of or None))


ROUTES: Final[tuple[Route, ...]] = only(
    Role.ORGANIZER,
    refusals.refuse,
    tap(f"{NUMBER}:org", choose, alone=True),
    tap(f"{NUMBER}:org:p(?P<page>[0-9]{{1,4}})", choose, alone=True),
    tap(f"{NUMBER}:org:(?P<organization>[0-9]{{1,9}})", chosen, alone=True),
)
