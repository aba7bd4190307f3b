"""After an event: thanks with the hours credited, a rating and a comment, and what organizers say to one."""

from typing import Any, Final

from telegram import Message

from bot.dialog import Answers, Asking, Flow, Question
from bot.handlers import events, forms, present, standing
from bot.handlers.forms import Form
from bot.i18n import Translator
from bot.routing import Route, tap
from bot.screen import Screen
from bot.screens import notes, years
from bot.screens import thanks as screens
from bot.screens.thanks import Thanks
from bot.screens.years import Year
from bot.services import dialogs, feedback
from bot.services import praises as services
from bot.storage import hours
from bot.storage import praises as storage
from bot.storage.models import Event, Participation
from bot.turn import Turn

_EVENT: Final = "th:(?P<event>[0-9]{1,9})"


def thanked(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    title, line = (of[name].get(t.language, "") for name in ("titles", "thanks"))
    return screens.thanks(t, Thanks(of["event"], title, line, of["minutes"], new=of["new"]))


def credited(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    title = of["titles"].get(t.language, "")
    return screens.credited(t, of["event"], title, of["minutes"], of["contact"], of["new"])


def praised(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    return screens.praised(t, events.said(t, of["titles"]), of["text"], of["by"])


def year(t: Translator, of: dict[str, Any], username: str) -> Screen:
    return years.year(t, Year(**of), username)


async def show(turn: Turn, event: str) -> None:
    if found := await _given(turn, event):
        turn.show(_card(turn, *found))


async def rate(turn: Turn, event: str, stars: str) -> None:
    found = await _given(turn, event)
    if found is None:
        return
    feedback.rate(found[1], int(stars))
    turn.toast(screens.noted(turn.t))
    _mark(turn, _of(turn, *found))


async def ask(turn: Turn, event: str) -> None:
    """The comment. It is asked below: the thanks stay."""
    if found := await _given(turn, event):
        dialogs.save(turn.person, COMMENT.flow, Asking("comment", {"event": found[0].id}), turn.now)
        turn.stay()
        turn.show(forms.card(turn, COMMENT))


async def praises(turn: Turn, page: str) -> None:
    """A page beyond the last shows the last."""
    pages = await storage.how_many(turn.session, turn.person.id)
    here = min(int(page), max(pages - 1, 0))
    given = await storage.nth(turn.session, turn.person.id, here)
    home = standing.way_back(turn)
    if given is None:
        turn.show(screens.praises(turn.t, 0, 1, "", "", "", None, home))
        return
    by = services.signature(given.author, given.organization, turn.campaign.operator_name)
    title, praise = events.title(turn.t, given.event), given.praise
    turn.show(screens.praises(turn.t, here, pages, title, praise.text, by, praise.given_at, home))


async def _commented(turn: Turn, answers: Answers) -> Screen:
    found = await _look(turn, answers["event"])
    if found is None:
        return present.now(turn).under(screens.not_there(turn.t))
    feedback.comment(found[1], answers["comment"])
    return _card(turn, *found).under(screens.noted(turn.t))


async def _look(turn: Turn, number: int) -> tuple[Event, Participation, int] | None:
    found = await hours.standing(turn.session, number, turn.person.id)
    if found is None or not feedback.takes(found[0], found[1], turn.now):
        return None
    return found[0], found[1], found[2]


async def _given(turn: Turn, number: str) -> tuple[Event, Participation, int] | None:
    if not standing.complete(turn):
        events.sign_up_first(turn, number)
        return None
    found = await _look(turn, int(number))
    if found is None:
        turn.toast(screens.not_there(turn.t), alert=True)
        await events.opened(turn, number)
    return found


def _card(turn: Turn, event: Event, mine: Participation, minutes: int) -> Screen:
    return screens.thanks(turn.t, _of(turn, event, mine, minutes))


def _of(turn: Turn, event: Event, mine: Participation, minutes: int) -> Thanks:
    line = (event.thanks or {}).get(turn.t.language, "")
    title = events.title(turn.t, event)
    return Thanks(event.id, title, line, minutes, mine.stars, commented=mine.comment is not None)


def _mark(turn: Turn, of: Thanks) -> None:
    """Under the words, which stay; as does the way to stop them."""
    query = turn.update.callback_query
    card = query.message if query else None
    markup = card.reply_markup if isinstance(card, Message) else None
    stops: list[list[dict[str, Any]]] = [
        [button.to_dict() for button in row]
        for row in (markup.inline_keyboard if markup else ())
        if any(button.callback_data == "stop" for button in row)
    ]
    turn.show_buttons([*([button.body() for button in row] for row in screens.answers(turn.t, of)), *stops])


async def _dropped(turn: Turn) -> Screen:
    return present.now(turn).under(notes.nothing_changed(turn.t))


COMMENT: Final = Form(
    Flow("comment", (Question("comment", screens.comment, feedback.parse_comment),), numbered=False),
    _commented,
    _dropped,
    about="event",
)

ROUTES: Final[tuple[Route, ...]] = (
    tap(_EVENT, show),
    tap(f"{_EVENT}:(?P<stars>[1-5])", rate),
    tap(f"{_EVENT}:comment", ask, leaves=False),
    tap("praises:(?P<page>[0-9]{1,4})", praises),
)
