"""An organizer's desk: finding an event, and the card that stands for it."""

from typing import Any, Final

from bot.handlers import event_clashes, refusals, standing
from bot.roles import Role
from bot.screen import Screen, paged
from bot.screens import event_desk as screens
from bot.screens import notes
from bot.screens.clashes import NONE
from bot.screens.event_desk import Desk
from bot.screens.event_results import Result
from bot.services import attendance, checkins, events, seats, staff, telling
from bot.services.staff import Deed
from bot.storage import event_desk as storage
from bot.storage import organizations, participations, results
from bot.storage.models import Answer, Event, Person, Phase
from bot.turn import Turn

NUMBER: Final = "ev:(?P<number>[0-9]{1,9})"
_MOVES: Final = {"starts_at", "ends_at", "city", "titles"}  # what may bring it in another's way


async def look(turn: Turn, number: str | int) -> Event | Screen:
    """One that the person may see, held; or what is shown where there is none, or it is not a manager's."""
    found = await participations.hold(turn.session, int(number))
    if found is not None and events.shown(found, turn.person, turn.role):
        return found
    if found is not None and turn.role is Role.PARTNER:
        return await refusals.turn_away(turn, f"ev:{found.id}")
    if turn.update.callback_query is None:
        return (await listed(turn)).under(notes.changed(turn.t))
    turn.toast(notes.changed(turn.t))
    return await listed(turn)


async def find(turn: Turn, number: str | int) -> Event | None:
    """The same, shown where it is no event."""
    found = await look(turn, number)
    if isinstance(found, Screen):
        turn.show(found)
        return None
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


async def announced(turn: Turn, number: str | int) -> Event | None:
    """The same, once it has been public; shows the draft where it is one."""
    found = await find(turn, number)
    if found is not None and found.phase is Phase.DRAFT:
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
    return await card(turn, event, moved=not _MOVES.isdisjoint(changed))


async def note(
    turn: Turn, event: Event, deed: Deed, whom: Person | None = None, key: str | None = None
) -> None:
    about = {"event": event.id}
    await staff.note(turn.session, turn.person, deed, turn.now, whom, about, key)


async def card(turn: Turn, event: Event, *, moved: bool = False) -> Screen:
    return screens.card(turn.t, await desk(turn, event, moved=moved))


async def desk(turn: Turn, event: Event, *, moved: bool = False) -> Desk:
    """What it gets in the way of is told of a draft, and of a public event that was just `moved`."""
    counted = await participations.counts(turn.session, event.id)
    draft, of = event.phase is Phase.DRAFT, event.organization_id
    organization = await organizations.find(turn.session, of) if of is not None else None
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
        organization=organization.name if organization else None,
        assignable=draft and turn.role >= Role.ORGANIZER,
        clashes=await event_clashes.of(turn, event) if draft or moved else NONE,
        may_invite=turn.role >= Role.ORGANIZER,
        open=seats.open_(event, turn.now),
        door=checkins.soon(event, turn.now),
        result=await _result(turn, event) if attendance.open_(event, turn.now) else None,
    )


async def _result(turn: Turn, event: Event) -> Result:
    of = await results.outcome(turn.session, event)
    rating = of.stars / of.rated if of.rated else None
    comments = await results.how_many_comments(turn.session, event.id)
    figures = (of.came, of.walked_in, of.absent, of.excused, of.minutes)
    return Result(*figures, rating, of.rated, comments, of.gone)


async def listed(turn: Turn, page: int = 0) -> Screen:
    author, of = turn.person.id, turn.person.organization_id if turn.role is Role.PARTNER else None
    page, pages = paged(page, await storage.how_many(turn.session, author, of), screens.PAGE)
    found = await storage.listed(
        turn.session, author, of, turn.now, offset=page * screens.PAGE, limit=screens.PAGE
    )
    came = await results.came(turn.session, [one.id for one in found])
    lines = [
        screens.Line(
            one.id, screens.title(turn.t, one.titles), _phase(turn, one), one.starts_at, came.get(one.id, 0)
        )
        for one in found
    ]
    return screens.listed(turn.t, lines, page, pages, standing.way_back(turn))


def _phase(turn: Turn, event: Event) -> str:
    over = event.phase is Phase.PUBLIC and not events.editable(event, turn.now)
    return "over" if over else event.phase.value
