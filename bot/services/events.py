"""Events: composed as drafts, public once nothing is missing, moved or cancelled while people wait for them.

Whoever calls these holds the event's row.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import LANGUAGES
from bot.roles import Role
from bot.services import barring, checkins, reminders, seats, telling, thanking
from bot.storage import attendance, participations
from bot.storage import event_desk as storage
from bot.storage.models import Event, Person, Phase

_NEEDED: Final = ("starts_at", "ends_at", "city", "place", "contact")
_COPIED: Final = (
    "organization_id",
    "titles",
    "texts",
    "city",
    "place",
    "map_url",
    "contact",
    "goal",
    "credit",
    "capacity",
    "adults",
)
_PARTS: Final = (*_COPIED, "starts_at", "ends_at")


async def begin(session: AsyncSession, author: Person, now: datetime) -> Event:
    """A manager's is their organization's."""
    event = Event(author=author.id, created_at=now, changed_at=now, titles={}, texts={})
    event.organization_id = author.organization_id
    session.add(event)
    await session.flush()
    return event


async def blank(session: AsyncSession, author: Person) -> Event | None:
    """Somebody's last draft, if nothing stands in it and it would be no other's if it were begun now."""
    last = await storage.last_draft(session, author.id)
    if last is None or last.organization_id != author.organization_id:
        return None
    return None if any(getattr(last, name) for name in _PARTS if name != "organization_id") else last


async def copy(session: AsyncSession, of: Event, author: Person, now: datetime) -> Event:
    """A draft of the same, but for its time."""
    event = await begin(session, author, now)
    for name in _COPIED:
        setattr(event, name, getattr(of, name))
    await session.flush()
    return event


async def change(session: AsyncSession, event: Event, now: datetime, **values: Any) -> list[str]:
    """Sets what is given; gives what has changed.

    Of what is public participants are told, and seats that this frees are offered.
    """
    changed = [name for name, value in values.items() if getattr(event, name) != value]
    known = telling.facts(event)
    for name in changed:
        setattr(event, name, values[name])
    if changed:
        event.changed_at = now
    if changed and event.phase is Phase.PUBLIC:
        await _changed(session, event, known, changed, now)
    return changed


async def _changed(
    session: AsyncSession, event: Event, known: dict[str, Any], changed: list[str], now: datetime
) -> None:
    if set(changed) & set(telling.FACTS):
        telling.differs(event, known, now)
    if "starts_at" in changed and event.starts_at is not None:
        event.remind_at = reminders.next_at(event, now)
        await participations.cap_offers(session, event.id, event.starts_at)
        if not checkins.open_(event, now):  # whoever came then has not come to what is still to be
            await attendance.unmark(session, event.id)
    if "ends_at" in changed:
        event.after_at = thanking.next_at(event, now)
    if "adults" in changed and event.adults:
        await session.flush()
        await barring.bar(session, event, now)
    await seats.offer(session, event, now)


async def see_to(
    session: AsyncSession, event: Event, now: datetime, after: int = 0, owners: Collection[int] = ()
) -> int | None:
    """Does what the clock asks for: passes seats on that nobody took in time, tells, reminds, thanks.

    A batch of people at a time: gives what to go on `after`, or None when everything is done.
    """
    if event.phase is Phase.CANCELLED:
        await participations.keep_offers(session, event.id)
    elif not after:
        await seats.lapse(session, event, now)
    if await telling.tell(session, event, now) or await thanking.follow(session, event, now, owners):
        return after
    return await reminders.remind(session, event, now, after)


def worded(texts: Mapping[str, str], language: str, said: str | None) -> dict[str, str]:
    """Texts by language with one of them set, or taken out."""
    others = {name: text for name, text in texts.items() if name != language}
    found = others | ({language: said} if said else {})
    return {name: found[name] for name in LANGUAGES if name in found}


def thank(event: Event, language: str, line: str | None) -> None:
    """Sets what everybody who came is told the next morning, in one language; None takes it out."""
    event.thanks = worded(event.thanks or {}, language, line)


def missing(event: Event, now: datetime) -> list[str]:
    """Why it cannot be public yet: names of fields, with a language where it is a text; `past` is a time."""
    lacks = [
        f"{kind}:{language}"
        for kind, said in (("title", event.titles), ("text", event.texts))
        for language in LANGUAGES
        if language not in said
    ]
    lacks += [name for name in _NEEDED if getattr(event, name) is None]
    if event.starts_at is not None and event.starts_at <= now:
        lacks.append("past")
    return lacks


def publish(event: Event, now: datetime) -> bool:
    """Whether it was a draft from which nothing is missing."""
    if event.phase is not Phase.DRAFT or missing(event, now):
        return False
    event.phase, event.changed_at = Phase.PUBLIC, now
    event.remind_at, event.after_at = reminders.next_at(event, now), thanking.next_at(event, now)
    return True


def cancel(event: Event, now: datetime) -> bool:
    """Whether it was public and not over."""
    if event.phase is not Phase.PUBLIC or not editable(event, now):
        return False
    event.phase, event.changed_at, event.remind_at, event.after_at = Phase.CANCELLED, now, None, None
    telling.cancelled(event, now)
    return True


def shown(event: Event, person: Person, role: Role) -> bool:
    """Whether somebody of the staff may see and steer it.

    Drafts are their author's; of all others managers have only those of their organization.
    """
    if event.phase is Phase.DRAFT and event.author != person.id:
        return False
    return role >= Role.ORGANIZER or manages(event, person)


def manages(event: Event, person: Person) -> bool:
    """Whether it is of the organization whose manager the person is."""
    return event.organization_id is not None and event.organization_id == person.organization_id


def editable(event: Event, now: datetime) -> bool:
    """Whether it is neither cancelled nor over; a draft never is."""
    if event.phase is Phase.PUBLIC:
        return event.ends_at is None or now < event.ends_at
    return event.phase is Phase.DRAFT
