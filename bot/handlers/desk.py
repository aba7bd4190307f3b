"""An organizer's desk: finding a broadcast, and the card that stands for it."""

from typing import Final

from bot.handlers import events, refusals, standing, watching
from bot.roles import Role
from bot.screen import Screen, paged
from bot.screens import broadcasts as screens
from bot.screens import notes
from bot.services import broadcasts, letters
from bot.storage import broadcasts as storage
from bot.storage.models import Broadcast, Event, Stage
from bot.turn import Turn

NUMBER: Final = "bc:(?P<number>[0-9]{1,9})"


async def look(turn: Turn, number: str | int) -> Broadcast | Screen:
    """One that the person may see, locked; or what is shown where there is none, or it is not a manager's.

    The card that was tapped shows from now on something else.
    """
    if turn.card is not None:
        await storage.unwatch(turn.session, turn.person.telegram_id, turn.card)
    found = await storage.find(turn.session, int(number), lock=True)
    if found is not None and await letters.shown(turn.session, found, turn.person, turn.role):
        return found
    if found is not None and turn.role is Role.PARTNER:
        return await refusals.turn_away(turn, f"bc:{found.id}")
    if turn.update.callback_query is None:
        return (await listed(turn)).under(notes.changed(turn.t))
    turn.toast(notes.changed(turn.t))
    return await listed(turn)


async def find(turn: Turn, number: str | int) -> Broadcast | None:
    """The same, shown where it is no broadcast."""
    found = await look(turn, number)
    if isinstance(found, Screen):
        turn.show(found)
        return None
    return found


async def draft(turn: Turn, number: str | int) -> Broadcast | None:
    """The same, as long as it may be changed; shows how it stands where it may not."""
    found = await find(turn, number)
    if found is not None and found.stage is not Stage.DRAFT:
        turn.toast(notes.changed(turn.t))
        await show(turn, found)
        return None
    return found


async def show(turn: Turn, broadcast: Broadcast) -> None:
    """The draft, or how it goes."""
    if broadcast.stage is Stage.DRAFT:
        turn.show(await hub(turn, broadcast))
    else:
        await watching.show(turn, broadcast)


async def not_ready(turn: Turn, draft: Broadcast) -> None:
    """Says what keeps it from going, and shows it."""
    turn.toast(screens.too_long(turn.t) if draft.texts else screens.no_text(turn.t), alert=True)
    await show(turn, draft)


async def hub(turn: Turn, of: Broadcast) -> Screen:
    heads = await broadcasts.heads(turn.session, of)
    shown = screens.Draft(
        of.id,
        of.texts,
        of.fallback,
        of.picture is not None,
        of.button,
        of.urgent,
        broadcasts.too_long(of),
        heads.people,
        heads.left_out,
        to=await participants(turn, of),
        closed=await broadcasts.closed(turn.session, of, turn.now),
        bound=turn.role is Role.PARTNER,
    )
    return screens.draft(turn.t, shown)


async def participants(turn: Turn, of: Broadcast) -> tuple[str, str] | None:
    """Of which event, and which of them, if it is to them that it goes."""
    number, group = of.audience.get("participants", (None, ""))
    event = await turn.session.get(Event, number) if number is not None else None
    return (events.title(turn.t, event), group) if event is not None else None


async def show_list(turn: Turn, page: int = 0) -> None:
    if turn.card is not None:
        await storage.unwatch(turn.session, turn.person.telegram_id, turn.card)
    turn.show(await listed(turn, page))


async def listed(turn: Turn, page: int = 0) -> Screen:
    author, manager = turn.person.id, turn.role is Role.PARTNER
    theirs = await letters.listed(turn.session, turn.person) if manager else []
    everything = len(theirs) if manager else await storage.how_many(turn.session, author)
    page, pages = paged(page, everything, screens.PAGE)
    offset, limit = page * screens.PAGE, screens.PAGE
    found = (
        theirs[offset : offset + limit]
        if manager
        else await storage.listed(turn.session, author, offset=offset, limit=limit)
    )
    withdrawn = await storage.withdrawn(turn.session, [one.id for one in found])
    lines = [
        screens.Line(
            one.id, screens.title(turn.t, one.texts), one.stage.value, one.starts_at, one.id in withdrawn
        )
        for one in found
    ]
    return screens.listed(turn.t, lines, page, pages, standing.way_back(turn), new=not manager)
