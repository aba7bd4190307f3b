"""What an organizer writes to many: the draft, whom it reaches, and its confirmation.

A draft may be changed until it is confirmed; then its words and its audience are frozen, and only a
correction changes the words.
"""

import base64
import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.topics import Topic
from bot.i18n import LANGUAGES
from bot.screen import MAX_CAPTION, MAX_TEXT, units, visible
from bot.services import consents, seats, steering
from bot.storage import audiences, events
from bot.storage import broadcasts as storage
from bot.storage.audiences import Span
from bot.storage.messages import Message
from bot.storage.models import Act, Answer, Broadcast, Person, Stage

TOPICS: Final = (Topic.NEWS, Topic.EVENTS)  # of what organizers write: an invitation is about an event
MADE: Final = 2  # the version of a draft that was filled in, and not touched since
_FEW: Final = 10  # people
_FACTS: Final = ("starts_at", "ends_at", "city", "place")  # of an event, as an invitation tells them
_ROOM: Final = 300  # units that they take at most
TWIN_WITHIN: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Words:
    """What the copies of a broadcast say, in each of its languages, and until when at least they may go.

    `closed`: it invites to what takes no answers any more. `facts` say when and where that is.
    """

    id: int
    texts: Mapping[str, str]
    fallback: str | None
    picture: str | None
    button: Mapping[str, Any] | None
    topic: Topic
    version: int
    urgent: bool
    until: datetime
    closed: bool = False
    facts: Mapping[str, Any] | None = None

    def language(self, spoken: str | None) -> str | None:
        """The one in which it speaks to somebody; None where there are no words for them."""
        return spoken if spoken in self.texts else self.fallback

    @property
    def event(self) -> int | None:
        """To which it invites."""
        return self.button.get("event") if self.button else None

    def of(self, message: Message, answer: Answer | None = None) -> dict[str, Any]:
        """What a copy is made of; its receiver may have answered the event to which it invites."""
        assert message.language is not None, "a copy speaks a language"
        said = self.in_language(message.language)
        return said | {"edits": message.edits is not None, "mine": answer.value if answer else None}

    def in_language(self, language: str) -> dict[str, Any]:
        return {
            "broadcast": self.id,
            "language": language,
            "text": self.texts[language],
            "picture": self.picture,
            "button": self.button,
            "facts": self.facts,
            "topic": int(self.topic),
            "edits": False,
            "mine": None,
        }


@dataclass(frozen=True, slots=True)
class Heads:
    """How many people a broadcast reaches in which language, and how many there are no words for."""

    languages: Mapping[str, int]
    left_out: int

    @property
    def people(self) -> int:
        return sum(self.languages.values())


def spoken(broadcast: Broadcast, version: int | None = None) -> Words:
    return Words(
        broadcast.id,
        broadcast.texts,
        broadcast.fallback,
        broadcast.picture,
        broadcast.button,
        topic(broadcast),
        version or broadcast.version,
        broadcast.urgent,
        broadcast.changed_at + steering.HOLDS,  # whoever lets it go on gives it its time again
    )


async def words(session: AsyncSession, numbers: Collection[int], now: datetime) -> dict[int, Words]:
    """What these broadcasts say; a correction says what the one it corrects says by now."""
    rows = await storage.by_number(session, numbers)
    corrected = await storage.by_number(session, {row.of for row in rows.values() if row.of is not None})
    said = {number: spoken(corrected.get(row.of or 0, row)) for number, row in rows.items()}
    about = {number: of.event for number, of in said.items() if of.event is not None}
    found = await events.by_number(session, set(about.values())) if about else {}
    for number, event_id in about.items():
        event = found.get(event_id)
        facts = {name: _json(getattr(event, name)) for name in _FACTS} if event else None
        closed = event is None or not seats.open_(event, now)
        said[number] = replace(said[number], closed=closed, facts=facts)
    return said


async def said(session: AsyncSession, broadcast: Broadcast, now: datetime) -> Words:
    """What one says."""
    return (await words(session, [broadcast.id], now))[broadcast.id]


def event_of(broadcast: Broadcast) -> int | None:
    """The event to which it invites."""
    return broadcast.button.get("event") if broadcast.button else None


def topic(broadcast: Broadcast) -> Topic:
    """An invitation is about an event, and so is what its people are told."""
    of_event = event_of(broadcast) is not None or "participants" in broadcast.audience
    return Topic.EVENTS if of_event else Topic.NEWS


async def closed(session: AsyncSession, broadcast: Broadcast, now: datetime) -> bool:
    """Whether it invites to what was cancelled, or has begun."""
    return event_of(broadcast) is not None and (await said(session, broadcast, now)).closed


async def begin(session: AsyncSession, author: Person, now: datetime) -> Broadcast:
    draft = Broadcast(author=author.id, created_at=now, changed_at=now, texts={}, audience={})
    session.add(draft)
    await session.flush()
    return draft


async def blank(session: AsyncSession, author: Person) -> Broadcast | None:
    """Somebody's last draft, if nothing stands in it."""
    last = await storage.last_draft(session, author.id)
    return last if last is not None and last.version == 1 else None


def change(draft: Broadcast, now: datetime, **values: Any) -> None:
    """Changes a draft: buttons made before say so."""
    for name, value in values.items():
        setattr(draft, name, value)
    draft.version += 1
    draft.changed_at = now


def write(draft: Broadcast, language: str, html: str | None, now: datetime) -> None:
    """Sets or takes out the text of a language. A fallback has to have words."""
    others = {name: said for name, said in draft.texts.items() if name != language}
    texts = others | ({language: html} if html else {})
    ordered = {name: texts[name] for name in LANGUAGES if name in texts}
    fallback = draft.fallback if draft.fallback in ordered else None
    change(draft, now, texts=ordered, fallback=fallback)


def limit(draft: Broadcast) -> int:
    """How long a text may be, in UTF-16 units: less under a picture, and above when and where an event is."""
    longest = MAX_CAPTION if draft.picture else MAX_TEXT
    return longest if event_of(draft) is None else longest - _ROOM


def too_long(draft: Broadcast) -> list[str]:
    """The languages whose text does not fit under the picture."""
    return [name for name, html in draft.texts.items() if units(visible(html)) > limit(draft)]


def ready(draft: Broadcast) -> bool:
    return bool(draft.texts) and not too_long(draft)


def chosen(
    broadcast: Broadcast,
    conditions: Mapping[str, Any] | None = None,
    among: Span | None = None,
) -> ColumnElement[bool]:
    """Everybody who is meant, whether there are words for them or not; by other conditions, if given.

    Those who fit, and to whom such a thing may be written now. Nobody is invited who has answered already,
    or is too young.
    """
    fit = broadcast.audience if conditions is None else conditions
    meant = audiences.where(fit, topic(broadcast), consents.VERSION, among)
    event = event_of(broadcast)
    return meant if event is None else and_(meant, audiences.invited(event, consents.Age.ADULT))


async def heads(session: AsyncSession, broadcast: Broadcast) -> Heads:
    counted = await audiences.count(session, chosen(broadcast))
    said = spoken(broadcast)
    languages: dict[str, int] = dict.fromkeys(broadcast.texts, 0)
    left_out = 0
    for language, people in counted.items():
        if speaks := said.language(language):
            languages[speaks] += people
        else:
            left_out += people
    return Heads(languages, left_out)


def many_more_or_less(shown: int, counted: int) -> bool:
    """Whether so many came or went since a count was shown that it should be shown anew."""
    return abs(shown - counted) > max(_FEW, shown // 20)


def digest(broadcast: Broadcast) -> str:
    """The same for the same words to the same audience."""
    of = [broadcast.texts, broadcast.fallback, broadcast.picture, broadcast.button, broadcast.audience]
    hashed = hashlib.sha256(json.dumps(of, sort_keys=True, ensure_ascii=False).encode()).digest()
    return base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()


async def twin(session: AsyncSession, draft: Broadcast, now: datetime) -> Broadcast | None:
    """What was sent of the same words to the same audience a short while ago."""
    return await storage.twin(session, digest(draft), now - TWIN_WITHIN, draft.id)


async def confirm(
    session: AsyncSession, draft: Broadcast, counted: int, now: datetime, starts_at: datetime | None = None
) -> None:
    """Freezes the words and the audience. It goes out now, or at a time."""
    assert draft.stage is Stage.DRAFT, "a broadcast is confirmed once"
    draft.digest, draft.counted = digest(draft), counted
    draft.top = await audiences.highest(session)
    draft.confirmed_at = draft.changed_at = now
    draft.starts_at = starts_at or now
    draft.stage = Stage.SCHEDULED if starts_at else Stage.SENDING
    draft.began_at = None if starts_at else now


def mine(broadcast: Broadcast, person: Person) -> bool:
    """Whether somebody of the staff may see it: drafts are their author's."""
    return broadcast.act is Act.SEND and (broadcast.stage is not Stage.DRAFT or broadcast.author == person.id)


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
