"""What of an event is written: words in each language, when, where, whom to ask, how many seats."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

from bot.dialog import Answers, Asking, Flow, Problem, Question
from bot.handlers import event_desk, forms, refusals
from bot.handlers.event_desk import NUMBER
from bot.handlers.forms import Form
from bot.i18n import LANGUAGES
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screen import Screen
from bot.screens import event_choices, notes
from bot.screens import event_forms as screens
from bot.services import event_parts, events, moments, staff
from bot.storage.models import Event, Phase
from bot.turn import Turn

_TOLD: Final = ("place", "map_url", "contact", "capacity")

Done = Callable[[Turn, Answers, Event], Awaitable[Screen]]


def _start_known(answers: Answers) -> bool:
    return "at" in answers


TITLE: Final = Question("title", screens.title, event_parts.parse_title)
TEXT: Final = Question("text", screens.text, event_parts.parse_text, rich=True)
STARTS: Final = Question("starts", screens.starts, str, resets=("at", "ends"))
ENDS: Final = Question("ends", screens.ends, str, asked=_start_known)
PLACE: Final = Question("place", screens.place, event_parts.parse_line)
MAP: Final = Question("map_url", screens.map_link, event_parts.parse_map, event_parts.pick_none)
CONTACT: Final = Question("contact", screens.contact, event_parts.parse_line)
SEATS: Final = Question("capacity", screens.seats, event_parts.parse_seats, event_parts.pick_none)


async def _worded(turn: Turn, answers: Answers, event: Event) -> Screen:
    language, values = answers["language"], {}
    if "title" in answers:
        values["titles"] = events.worded(event.titles, language, answers["title"])
    if "text" in answers:
        values["texts"] = events.worded(event.texts, language, answers["text"])
    return await event_desk.change(turn, event, **values)


async def _timed(turn: Turn, answers: Answers, event: Event) -> Screen:
    """The start is looked at before the end is asked for, which is read by it."""
    if "at" not in answers:
        at = moments.moment(answers["starts"], turn.now)
        if at is None:
            return _once_more(turn, _WHEN, answers, "starts")
        return forms.ask(turn, _WHEN, Asking("ends", {**answers, "at": at.isoformat()}))
    starts_at = datetime.fromisoformat(answers["at"])
    if starts_at <= turn.now:
        return _once_more(turn, _WHEN, answers, "starts", "at", "ends")
    ends_at = event_parts.end(answers["ends"], starts_at)
    if ends_at is None:
        return _once_more(turn, _WHEN, answers, "ends")
    return await event_desk.change(turn, event, starts_at=starts_at, ends_at=ends_at)


async def _told(turn: Turn, answers: Answers, event: Event) -> Screen:
    """None is chosen with a button, which may stand on the card of another event."""
    values = {name: answers[name] for name in _TOLD if name in answers}
    if any(str(said).startswith("none-") and said != event_parts.none(event.id) for said in values.values()):
        return (await event_desk.card(turn, event)).under(notes.changed(turn.t))
    found = {name: None if said == event_parts.none(event.id) else said for name, said in values.items()}
    if found.get("place", event.place) != event.place:
        found["map_url"] = None  # it leads to the old one
    return await event_desk.change(turn, event, **found)


def _form(name: str, done: Done, *questions: Question) -> Form:
    """About an event, which stands among the answers from the start."""

    async def finish(turn: Turn, answers: Answers) -> Screen:
        event = await event_desk.look(turn, answers.get("event", 0))
        if isinstance(event, Screen):
            return event
        if not events.editable(event, turn.now):
            return (await event_desk.listed(turn)).under(notes.changed(turn.t))
        return await done(turn, answers, event)

    flow = Flow(f"{staff.FORMS}ev-{name}", questions, numbered=False)
    return Form(flow, finish, _left, needs=Role.PARTNER, about="event")


async def _left(turn: Turn) -> Screen:
    return screens.left(turn.t)


_WORDS: Final = {
    "": _form("words", _worded, TITLE, TEXT),
    "title": _form("title", _worded, TITLE),
    "text": _form("text", _worded, TEXT),
}
_WHEN: Final = _form("when", _timed, STARTS, ENDS)
_PARTS: Final = {
    "when": _WHEN,
    "place": _form("place", _told, PLACE),
    "map": _form("map", _told, MAP),
    "contact": _form("contact", _told, CONTACT),
    "seats": _form("seats", _told, SEATS),
}
FORMS: Final = (*_WORDS.values(), *_PARTS.values())


async def words(turn: Turn, number: str, language: str, part: str = "") -> None:
    """Of words that are there already one part is chosen first."""
    event = await event_desk.editable(turn, number)
    if event is None:
        return
    if part or language not in event.titles:
        forms.begin(turn, _WORDS[part], event=event.id, language=language)
    else:
        is_draft = event.phase is Phase.DRAFT
        turn.show(event_choices.words(turn.t, event.id, language, draft=is_draft))


async def ask(turn: Turn, number: str, part: str) -> None:
    if event := await event_desk.editable(turn, number):
        forms.begin(turn, _PARTS[part], event=event.id)


def _once_more(turn: Turn, form: Form, answers: Answers, step: str, *forgotten: str) -> Screen:
    left = {name: value for name, value in answers.items() if name not in {step, *forgotten}}
    return forms.ask(turn, form, Asking(step, left, problem=Problem("time")))


_LANGUAGE: Final = f"(?P<language>{'|'.join(LANGUAGES)})"

ROUTES: Final[tuple[Route, ...]] = only(
    Role.PARTNER,
    refusals.refuse,
    tap(f"{NUMBER}:words:{_LANGUAGE}", words, leaves=False, alone=True),
    tap(f"{NUMBER}:words:{_LANGUAGE}:(?P<part>title|text)", words, leaves=False, alone=True),
    tap(f"{NUMBER}:(?P<part>{'|'.join(_PARTS)})", ask, leaves=False, alone=True),
)
