"""Thanks that organizers write: the line that everybody gets who came, and own words for one person."""

import re
from datetime import datetime
from typing import Any, Final

from bot.dialog import OUTDATED, Answers, Flow, Parsed, Question, Tap
from bot.handlers import event_desk, events, forms, refusals
from bot.handlers.event_desk import NUMBER
from bot.handlers.forms import Form
from bot.i18n import LANGUAGES, Translator, guess
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screen import Screen
from bot.screens import event_forms, notes
from bot.screens import event_thanks as screens
from bot.services import event_parts, praises, staff, thanking, writing
from bot.services import events as services
from bot.services.staff import Deed
from bot.storage import organizations, participations, people
from bot.storage.models import Event, Person, Phase, Presence
from bot.turn import Turn

_LINE: Final = 500  # letters


def over(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    at = datetime.fromisoformat(of["at"])
    return screens.over(t, of["event"], events.said(t, of["titles"]), of["came"], of["going"], at)


async def opened(turn: Turn, number: str) -> None:
    if event := await _public(turn, number):
        turn.show(_card(turn, event))


async def write(turn: Turn, number: str, language: str) -> None:
    if event := await _public(turn, number):
        forms.begin(turn, _THANKS, event=event.id, language=language)


async def praise(turn: Turn, number: str, person: str) -> None:
    event = await _public(turn, number)
    whom = await _on_list(turn, event, int(person)) if event else None
    if event is None:
        return
    if whom is None:
        turn.toast(screens.gone(turn.t), alert=True)
        turn.show(await event_desk.card(turn, event))
        return
    if await praises.given(turn.session, event, whom, turn.person):
        turn.toast(screens.already(turn.t), alert=True)
        turn.show(await event_desk.card(turn, event))
        return
    of = event.organization_id
    organization = await organizations.find(turn.session, of) if of is not None else None
    by = praises.signature(
        turn.person.name, organization.name if organization else None, turn.campaign.operator_name
    )
    known = {"event": event.id, "person": whom.id, "name": whom.name or "", "reads": guess(whom.language)}
    forms.begin(turn, _PRAISE, **known, title=events.title(turn.t, event), by=by)


async def _thanked(turn: Turn, answers: Answers) -> Screen:
    event = await _of(turn, answers)
    if isinstance(event, Screen):
        return event
    said = None if answers["line"] == event_parts.none(event.id) else answers["line"]
    if str(said).startswith("none-"):
        return _card(turn, event).under(notes.changed(turn.t))
    services.thank(event, answers["language"], said)
    await event_desk.note(turn, event, Deed.EVENT_CHANGED)
    return _card(turn, event)


async def _praised(turn: Turn, answers: Answers) -> Screen:
    event = await _of(turn, answers)
    if isinstance(event, Screen):
        return event
    card = await event_desk.card(turn, event)
    if answers["sure"] != f"yes-{answers['person']}":
        return card.under(notes.changed(turn.t))
    whom = await _on_list(turn, event, answers["person"])
    if whom is None:
        return card.under(screens.gone(turn.t))
    said = (answers["praise"], answers["by"])
    if not await praises.give(turn.session, event, whom, turn.person, *said, turn.now):
        return card.under(screens.already(turn.t))
    return card.under(screens.sent(turn.t))


async def _of(turn: Turn, answers: Answers) -> Event | Screen:
    event = await event_desk.look(turn, answers.get("event", 0))
    if isinstance(event, Event) and event.phase is not Phase.PUBLIC:
        return (await event_desk.card(turn, event)).under(notes.changed(turn.t))
    return event


async def _public(turn: Turn, number: str) -> Event | None:
    event = await event_desk.find(turn, number)
    if event is not None and event.phase is not Phase.PUBLIC:
        await event_desk.outdated(turn, event)
        return None
    return event


async def _on_list(turn: Turn, event: Event, number: int) -> Person | None:
    """Somebody who came."""
    row = await participations.find(turn.session, event.id, number)
    came = row is not None and row.presence is Presence.CAME
    return await people.by_number(turn.session, number) if came else None


def _card(turn: Turn, event: Event) -> Screen:
    assert event.ends_at is not None, "what is public has an end"
    at, title = thanking.thanks_at(event.ends_at), events.title(turn.t, event)
    sent = thanking.thanked(event, turn.now)
    return screens.card(turn.t, event.id, title, event.thanks or {}, at, sent=sent)


def _parse_line(html: str) -> Parsed:
    return writing.parse_text(html, _LINE)


def _parse_praise(html: str) -> Parsed:
    return writing.parse_text(html, praises.LONGEST)


def _pick_sure(tap: Tap) -> Parsed:
    """Says whom: the card may still stand there when a later one is about somebody else."""
    return tap.raw if re.fullmatch(r"yes-[0-9]{1,9}", tap.raw) else OUTDATED


async def _left(turn: Turn) -> Screen:
    return event_forms.left(turn.t)


_THANKS: Final = Form(
    Flow(
        f"{staff.FORMS}ev-thanks",
        (Question("line", screens.line, _parse_line, event_parts.pick_none, rich=True),),
        numbered=False,
    ),
    _thanked,
    _left,
    needs=Role.PARTNER,
    about="event",
)
_PRAISE: Final = Form(
    Flow(
        f"{staff.FORMS}ev-praise",
        (
            Question("praise", screens.praise, _parse_praise, rich=True),
            Question("sure", screens.sure, writing.buttons_only, _pick_sure),
        ),
        numbered=False,
    ),
    _praised,
    _left,
    needs=Role.PARTNER,
    about="event",
)
FORMS: Final = (_THANKS, _PRAISE)

ROUTES: Final[tuple[Route, ...]] = only(
    Role.PARTNER,
    refusals.refuse,
    tap(f"{NUMBER}:thanks", opened, alone=True),
    tap(f"{NUMBER}:thanks:(?P<language>{'|'.join(LANGUAGES)})", write, leaves=False, alone=True),
    tap(f"{NUMBER}:praise:(?P<person>[0-9]{{1,9}})", praise, leaves=False, alone=True),
)
