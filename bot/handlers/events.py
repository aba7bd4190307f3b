"""Events for students: finding one, answering, and what one has answered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from bot.content import studies
from bot.content.goals import COUNT
from bot.content.places import OTHER
from bot.handlers import present, sharing, standing
from bot.i18n import Translator
from bot.routing import Route, command, tap
from bot.screen import Screen, paged
from bot.screens import calendar_files, links
from bot.screens import events as screens
from bot.screens import goals as goal_screens
from bot.screens.events import Line, View
from bot.services import arrivals, checkins, consents, feedback, seats
from bot.services.seats import Closed, Going, Noted, Outcome, TooYoung, Waiting
from bot.storage import events as storage
from bot.storage import participations
from bot.storage.models import Answer, Event, Organization, Participation, Person, Phase, Presence
from bot.turn import Turn

NUMBER: Final = "e:(?P<number>[0-9]{1,9})"
_HELD: Final = "e:(?P<event>[0-9]{1,9})"
_WHICH: Final = f"(?P<which>all|city|goals|g[1-{COUNT}])"
_PAGE: Final = "(?P<page>[0-9]{1,4})"


async def listed(turn: Turn, which: str = "all", page: str = "0") -> None:
    """What suits the person first. A page beyond the last shows the last."""
    person = turn.person
    goals = studies.goals(person.interests) if which == "goals" else _goal(which)
    city = person.city if which == "city" else None
    conditions = storage.coming(turn.now, adult=not _minor(person), city=city, goals=goals)
    here, pages = paged(page, await storage.how_many(turn.session, conditions), screens.PAGE)
    found = await storage.listed(
        turn.session, conditions, turn.person, offset=here * screens.PAGE, limit=screens.PAGE
    )
    lines = [_line(turn.t, event) for event in found]
    home = standing.way_back(turn)
    known = {"city": person.city not in {None, OTHER}, "goals": bool(studies.goals(person.interests))}
    filters = [name for name, there in known.items() if there]
    turn.show(screens.listed(turn.t, lines, which, here, pages, home, filters))


async def of_goal(turn: Turn, goal: str) -> None:
    conditions = storage.coming(turn.now, adult=not _minor(turn.person), goals=[int(goal)])
    if await storage.how_many(turn.session, conditions):
        await listed(turn, f"g{goal}")
    else:
        turn.toast(goal_screens.no_events(turn.t), alert=True)


async def mine(turn: Turn, page: str = "0") -> None:
    person = turn.person
    here, pages = paged(page, await storage.how_many_of_person(turn.session, person.id), screens.PAGE)
    found = await storage.of_person(turn.session, person.id, offset=here * screens.PAGE, limit=screens.PAGE)
    lines = [_line(turn.t, event, "came" if came else answer) for event, answer, came in found]
    turn.show(screens.mine(turn.t, lines, here, pages, standing.way_back(turn)))


async def opened(turn: Turn, number: str) -> None:
    if event := await seen(turn, number):
        turn.show(await card(turn, event))


async def seen(turn: Turn, number: str) -> Event | None:
    """One that the person may see; says so, and shows the list, where there is none."""
    event = await turn.session.get(Event, int(number))
    if event is None or event.phase is Phase.DRAFT:
        turn.toast(screens.gone(turn.t))
    elif event.adults and _minor(turn.person):
        turn.toast(screens.too_young(turn.t))
    else:
        return event
    await listed(turn)
    return None


async def lead_to(turn: Turn, number: int) -> None:
    """The card that a link leads to, below what is there."""
    event = await turn.session.get(Event, number)
    if event is None or event.phase is Phase.DRAFT:
        turn.show_below(links.nowhere(turn.t))
    elif event.adults and _minor(turn.person):
        turn.show_below(present.now(turn).under(screens.too_young(turn.t)))
    else:
        turn.show_below(await card(turn, event))


async def go(turn: Turn, event: str) -> None:
    if found := await _held(turn, event):
        say(turn, outcome := await seats.go(turn.session, found, turn.person, turn.now))
        if isinstance(outcome, TooYoung):
            await listed(turn)
        else:
            turn.show(await card(turn, found))


async def decline(turn: Turn, event: str, answer: str) -> None:
    if found := await _held(turn, event):
        said = Answer(answer)
        say(turn, await seats.decline(turn.session, found, turn.person, said, turn.now))
        if found.adults and _minor(turn.person):
            await listed(turn)
        else:
            turn.show(await card(turn, found))


async def card(turn: Turn, event: Event) -> Screen:
    of = await view(turn, event)
    calendar = calendar_files.row(turn.t, of, link(turn, event.id))
    return screens.card(turn.t, of, standing.way_back(turn), sharing.links(turn), calendar)


def link(turn: Turn, number: int) -> str:
    """Leads to the card."""
    return f"https://t.me/{turn.campaign.bot_username}?start=e{number}"


async def view(turn: Turn, event: Event) -> View:
    seen = await participations.seating(turn.session, event.id, turn.person.id)
    mine, of = seen.mine, event.organization_id
    organization = await turn.session.get(Organization, of) if of is not None else None
    assert event.starts_at is not None, "what is public has a time"
    assert event.ends_at is not None, "and an end"
    return View(
        event.id,
        title(turn.t, event),
        str(event.texts.get(turn.t.language, "")),
        organization.name if organization else None,
        event.starts_at,
        event.ends_at,
        event.city or "",
        event.place or "",
        event.map_url,
        event.contact or "",
        event.goal,
        event.credit,
        None if event.capacity is None else event.capacity - seen.taken,
        seen.waiting,
        event.adults,
        seats.open_(event, turn.now),
        event.phase is Phase.CANCELLED,
        mine.answer.value if mine else None,
        seen.ahead + 1 if mine and mine.line is not None else 0,
        mine.until if mine else None,
        came=mine is not None and mine.presence is Presence.CAME,
        doors=checkins.open_(event, turn.now),
        earned=_earned(event, mine) if mine and feedback.takes(event, mine, turn.now) else None,
        over=event.ends_at <= turn.now,
    )


def _earned(event: Event, mine: Participation) -> int:
    return event.credit if mine.minutes is None else mine.minutes


def title(t: Translator, event: Event) -> str:
    return said(t, event.titles)


def said(t: Translator, titles: Mapping[str, str]) -> str:
    """In the reader's language, or else in any."""
    return titles.get(t.language) or next(iter(titles.values()), "")


def passed_on(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    title = of["titles"].get(t.language, "")
    return screens.passed_on(t, of["event"], title, datetime.fromisoformat(of["starts_at"]))


def offered(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    starts_at, until = (datetime.fromisoformat(of[name]) for name in ("starts_at", "until"))
    return screens.offered(t, of["event"], of["titles"].get(t.language, ""), starts_at, until)


def sign_up_first(turn: Turn, number: str) -> None:
    """Who answers an event comes back to it after signing up."""
    arrivals.keep(turn.person, f"e{number}")
    turn.stay()
    turn.show(present.first(turn))


async def _held(turn: Turn, number: str) -> Event | None:
    """The event, to answer it."""
    if not standing.complete(turn):
        sign_up_first(turn, number)
        return None
    event = await participations.hold(turn.session, int(number))
    if event is None or event.phase is Phase.DRAFT:
        turn.toast(screens.gone(turn.t))
        await listed(turn)
        return None
    return event


def say(turn: Turn, outcome: Outcome) -> None:
    t = turn.t
    match outcome:
        case Going():
            turn.toast(screens.going(t))
        case Waiting(place):
            turn.toast(screens.waits(t, place))
        case Noted():
            turn.toast(screens.noted(t))
        case Closed():
            turn.toast(screens.closed(t))
        case TooYoung():
            turn.toast(screens.too_young(t))


def _line(t: Translator, event: Event, mine: str | None = None) -> Line:
    assert event.starts_at is not None, "what is public has a time"
    cancelled = event.phase is Phase.CANCELLED
    return Line(event.id, screens.short(title(t, event)), event.starts_at, cancelled, mine)


def _goal(which: str) -> list[int]:
    return [int(which[1:])] if which[1:].isdecimal() else []


def _minor(person: Person) -> bool:
    return person.age_band == consents.Age.YOUTH


ROUTES: Final[tuple[Route, ...]] = (
    command("events", listed),
    command("my", mine),
    tap(f"events:{_WHICH}:{_PAGE}", listed),
    tap(f"my:{_PAGE}", mine),
    tap(f"goal:(?P<goal>[1-{COUNT}]):events", of_goal),
    tap(NUMBER, opened),
    tap(f"{_HELD}:go", go, holds="event"),
    tap(f"{_HELD}:(?P<answer>maybe|no)", decline, holds="event"),
)
