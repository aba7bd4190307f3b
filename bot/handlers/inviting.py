"""Organizers invite to an event, its managers write to those who answered it, too: a draft begins."""

from html import escape
from typing import Final

from bot.content.audiences import MARKED, PARTICIPANTS
from bot.handlers import desk, event_desk, events, refusals
from bot.handlers.event_desk import NUMBER
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screens import inviting as screens
from bot.services import attendance, broadcasts, seats
from bot.services import audiences as services
from bot.storage import broadcasts as storage
from bot.storage import rosters
from bot.storage.models import Broadcast, Event
from bot.turn import Turn


async def invite(turn: Turn, number: str) -> None:
    """A second tap finds the draft of the first."""
    event = await event_desk.find(turn, number)
    if event is None:
        return
    if not seats.open_(event, turn.now):
        await event_desk.outdated(turn, event)
        return
    await desk.show(turn, await _untouched(turn, event) or await _draft(turn, event))


async def write(turn: Turn, number: str, group: str = "") -> None:
    """To those of an event who answered so."""
    event = await event_desk.announced(turn, number)
    if event is None:
        return
    if not group:
        counted = await rosters.parts(turn.session, event.id)
        known = attendance.open_(event, turn.now)
        people = {part: counted[part] for part in PARTICIPANTS if known or part not in MARKED}
        turn.show(screens.write(turn.t, event.id, events.title(turn.t, event), people))
    else:
        await desk.show(turn, await _letter(turn, event, group))


async def _letter(turn: Turn, event: Event, group: str) -> Broadcast:
    """A second tap finds the draft of the first."""
    audience = dict(services.participants(event.id, group))
    last = await storage.last_draft(turn.session, turn.person.id)
    if last is not None and last.version == broadcasts.MADE and last.audience == audience:
        return last
    draft = await broadcasts.begin(turn.session, turn.person, turn.now)
    broadcasts.change(draft, turn.now, audience=audience)
    return draft


async def _draft(turn: Turn, event: Event) -> Broadcast:
    draft = await broadcasts.begin(turn.session, turn.person, turn.now)
    said = event.titles.items()
    texts = {language: _words(title, event.texts.get(language, "")) for language, title in said}
    broadcasts.change(draft, turn.now, texts=texts, button={"event": event.id})
    return draft


def _words(title: str, text: str) -> str:
    """What an invitation says unless its organizer writes something else; when and where stands below."""
    return "\n\n".join(filter(None, (f"<b>{escape(title, quote=False)}</b>", text)))


async def _untouched(turn: Turn, event: Event) -> Broadcast | None:
    """The person's last draft, if it invites to the event as it is, and nothing was changed in it."""
    last = await storage.last_draft(turn.session, turn.person.id)
    if last is None or broadcasts.event_of(last) != event.id or last.audience:
        return None
    return last if last.version == broadcasts.MADE and last.changed_at >= event.changed_at else None


ROUTES: Final[tuple[Route, ...]] = (
    *only(Role.ORGANIZER, refusals.refuse, tap(f"{NUMBER}:invite", invite, alone=True)),
    *only(
        Role.PARTNER,
        refusals.refuse,
        tap(f"{NUMBER}:write", write, alone=True),
        tap(f"{NUMBER}:write:(?P<group>{'|'.join(PARTICIPANTS)})", write, alone=True),
    ),
)
