"""An organizer's desk: finding an event, and the card that stands for it."""

from typing import Any, Final

from bot.handlers import standing
from bot.roles import Role
from bot.screen import Screen
from bot.screens import event_desk as screens
from bot.screens import notes
from bot.screens.event_desk import Desk
from bot.services import events, seats, staff, telling
from bot.services.staff import Deed
from bot.storage import event_drafts as storage
from bot.storage import participations
from bot.storage.models import Answer, Event, Phase
from bot.turn import Turn

NUMBER: Final = "ev:(?P<number>[0-9]{1,9})"


async def look(turn: Turn, number: str | int) -> Event | None:
    """One that the person may see, held."""
    found = await participations.hold(turn.session, int(number))
    return found if found is not None and events.shown(found, turn.person) else None


async def find(turn: Turn, number: str | int) -> Event | None:
    """The same; says so, and shows the list, where there is none."""
    found = await look(turn, number)
    if found is None:
        turn.toast(notes.changed(turn.t))
        turn.show(await listed(turn))
    return found


async def editable(turn: Turn, number: str | int) -> Event | None:
    """The same, as long as it may be changed; shows how it stands where it may not."""
    found = await find(turn, number)
    if found is not None and not events.editable(found, turn.now):
        await outdated(turn, found)
        return None
    return found


async def draft(turn: Turn, number: str | int) -> Event | None:
    found = await find(turn, number)
    if found is not None and found.phase is not Phase.DRAFT:
        await outdated(turn, found)
        return None
    return found


async def outdated(turn: Turn, event: Event) -> None:
    turn.toast(notes.changed(turn.t))
    turn.show(await card(turn, event))


async def change(turn: Turn, event: Event, **values: Any) -> Screen:
    """Changes parts of it, and gives its card; of what is public the log tells."""
    changed = await events.change(turn.session, event, turn.now, **values)
    if changed and event.phase is not Phase.DRAFT:
        await note(turn, event, Deed.EVENT_CHANGED)
    return await card(turn, event)


async def note(turn: Turn, event: Event, deed: Deed) -> None:
    await staff.note(turn.session, turn.person, deed, turn.now, about={"event": event.id})


async def card(turn: Turn, event: Event) -> Screen:
    return screens.card(turn.t, await desk(turn, event))


async def desk(turn: Turn, event: Event) -> Desk:
    counted = await participations.counts(turn.session, event.id)
    return Desk(
        event.id,
        _phase(turn, event),
        event.titles,
        [language for language in event.titles if language in event.texts],
        event.starts_at,
        event.ends_at,
        event.city,
        event.place,
        event.map_url,
        event.contact,
        event.goal,
        event.credit,
        event.capacity,
        event.adults,
        events.missing(event, turn.now),
        counted[Answer.GOING],
        counted[Answer.OFFERED],
        counted[Answer.WAITING],
        counted[Answer.MAYBE],
        event.tell_at,
        await telling.affected(turn.session, event),
        may_write=turn.role >= Role.ORGANIZER,
        open=seats.open_(event, turn.now),
    )


async def listed(turn: Turn, page: int = 0) -> Screen:
    """A page beyond the last shows the last."""
    author = turn.person.id
    pages = max(-(-await storage.how_many(turn.session, author) // screens.PAGE), 1)
    page = min(page, pages - 1)
    found = await storage.listed(turn.session, author, offset=page * screens.PAGE, limit=screens.PAGE)
    lines = [
        screens.Line(one.id, screens.title(turn.t, one.titles), _phase(turn, one), one.starts_at)
        for one in found
    ]
    return screens.listed(turn.t, lines, page, pages, standing.way_back(turn))


def _phase(turn: Turn, event: Event) -> str:
    over = event.phase is Phase.PUBLIC and not events.editable(event, turn.now)
    return "over" if over else event.phase.value
