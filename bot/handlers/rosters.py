"""The roster of an event: who comes and, from the time that its doors open, who came."""

from typing import Final

from bot.handlers import event_desk, events, refusals, roster_search
from bot.handlers.event_desk import NUMBER
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screen import Screen
from bot.screens import roster_people
from bot.screens import rosters as screens
from bot.screens.roster_people import Entry
from bot.screens.rosters import FOUND, Name, Roster
from bot.services import attendance, rosters, thanking
from bot.services.attendance import Marked, Nobody, NotYet
from bot.services.staff import Deed
from bot.storage import people as everybody
from bot.storage import rosters as storage
from bot.storage.models import Answer, Event, Presence
from bot.turn import Turn

GROUP: Final = f"(?P<group>{'|'.join((*storage.GROUPS, FOUND))}):(?P<page>[0-9]{{1,4}})"
PERSON: Final = "(?P<person>[1-9][0-9]{0,8})"


async def who(turn: Turn, number: str, group: str = "", page: str = "0", way: str = "who") -> None:
    if event := await event_desk.announced(turn, number):
        turn.show(await listed(turn, event, group, int(page), cards=way == "cards"))


async def tick(turn: Turn, number: str, person: str, wanted: str, group: str, page: str) -> None:
    """Somebody came, or did not: as the button says, whatever was so before."""
    event = await event_desk.find(turn, number)
    if event is not None and await _mark(turn, event, int(person), wanted):
        turn.show(await listed(turn, event, group, int(page)))


async def one(turn: Turn, number: str, person: str, group: str, page: str) -> None:
    event = await event_desk.find(turn, number)
    if event is not None:
        turn.show(await card(turn, event, int(person), group, int(page)))


async def mark(turn: Turn, number: str, person: str, wanted: str, group: str, page: str) -> None:
    event = await event_desk.find(turn, number)
    if event is not None and await _mark(turn, event, int(person), wanted):
        turn.show(await card(turn, event, int(person), group, int(page)))


async def rest(turn: Turn, number: str, people: str = "") -> None:
    """Asked once more if they are other than so many by now."""
    event = await event_desk.find(turn, number)
    if event is None:
        return
    left = (await storage.counts(turn.session, event.id))["unmarked"]
    if not attendance.over(event, turn.now):
        await event_desk.outdated(turn, event)
    elif left and people != str(left):
        turn.show(screens.rest(turn.t, event.id, left))
    else:
        if marked := await attendance.mark_rest(turn.session, event, turn.now):
            await event_desk.note(turn, event, Deed.REST_MARKED)
            turn.toast(screens.rest_marked(turn.t, marked))
        turn.show(await listed(turn, event, "absent", 0))


async def listed(turn: Turn, event: Event, group: str, page: int, *, cards: bool = False) -> Screen:
    """A page of a group; those who were looked for, if that is known; or what is looked at first."""
    open_, over = attendance.open_(event, turn.now), attendance.over(event, turn.now)
    if group == FOUND and (found := await roster_search.again(turn, event, cards=cards)):
        return found
    roster_search.close(turn)
    people = await storage.counts(turn.session, event.id)
    if group not in people:
        group = "came" if over and people["came"] else "going"
    shown = await rosters.page(turn.session, event.id, group, page)
    of = Roster(
        event.id,
        events.title(turn.t, event),
        people,
        group,
        shown.number,
        shown.last,
        shown.first,
        [roster_search.name(person) for person in shown.people],
        open_,
        over,
        open_ and thanking.thanked(event, turn.now),
        cards,
    )
    return screens.roster(turn.t, of)


async def card(turn: Turn, event: Event, person: int, group: str, page: int) -> Screen:
    """One person's; the list where they are not on it any more, or nothing can be said of them yet."""
    found = await storage.entries(turn.session, event.id, person)
    if not found or not attendance.open_(event, turn.now):
        turn.toast(screens.gone(turn.t))
        return await listed(turn, event, group, page, cards=True)
    (of,) = found
    name = Name(of.person_id, of.name, of.presence, of.answer is Answer.WALK_IN)
    entry = Entry(name, of.answer, of.answered_at, of.came_at, of.minutes, of.own is not None)
    return roster_people.card(turn.t, event.id, events.title(turn.t, event), entry, group, page)


async def _mark(turn: Turn, event: Event, person: int, wanted: str) -> bool:
    """Whether it could be said; else shows how the event stands."""
    presence = None if wanted == "none" else Presence(wanted)
    match await attendance.mark(turn.session, event, person, presence, turn.now):
        case Marked(new):
            if new:
                await _note(turn, event, person)
                (of,) = await storage.entries(turn.session, event.id, person)
                turn.toast(screens.marked(turn.t, Name(person, of.name, presence)))
            return True
        case Nobody():
            turn.toast(screens.gone(turn.t))
            return True
        case NotYet():
            await event_desk.outdated(turn, event)
            return False


async def _note(turn: Turn, event: Event, person: int) -> None:
    """At the door one entry a day stands for all ticks; what changes hours afterwards has one each."""
    if attendance.over(event, turn.now):
        whom = await everybody.by_number(turn.session, person)
        await event_desk.note(turn, event, Deed.MARKED, whom)
    else:
        key = f"ticked:{event.id}:{turn.person.id}:{turn.now:%Y%m%d}"
        await event_desk.note(turn, event, Deed.TICKED, key=key)


_WANTED: Final = f"(?P<wanted>none|{'|'.join(Presence)})"

ROUTES: Final[tuple[Route, ...]] = only(
    Role.PARTNER,
    refusals.refuse,
    tap(f"{NUMBER}:who", who, alone=True),
    tap(f"{NUMBER}:(?P<way>who|cards):{GROUP}", who, alone=True),
    tap(f"{NUMBER}:tick:{PERSON}:(?P<wanted>came|none):{GROUP}", tick, alone=True),
    tap(f"{NUMBER}:one:{PERSON}:{GROUP}", one, alone=True),
    tap(f"{NUMBER}:mark:{PERSON}:{_WANTED}:{GROUP}", mark, alone=True),
    tap(f"{NUMBER}:rest", rest, alone=True),
    tap(f"{NUMBER}:rest:(?P<people>[0-9]{{1,9}})", rest, alone=True),
)
