"""People: what they are called and speak, whether they want messages, and whether the bot can reach them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.places import universities
from bot.storage import outbox, participations
from bot.storage.models import Person

PROFILE: Final = ("name", "university", "city", "study_year", "interests")


def seen(person: Person, now: datetime) -> None:
    """Whoever writes can be written to."""
    person.seen_at, person.unreachable_at = now, None


def stranger(person: Person, now: datetime) -> bool:
    """Whether the person was not known before this very moment, and has told nothing."""
    return person.language is None and person.consented_at is None and person.created_at == now


async def lost(session: AsyncSession, person: Person, now: datetime) -> None:
    """The person blocked the bot: everything is kept, but nothing waits for them any more."""
    person.unreachable_at = now
    await outbox.abandon(session, person.telegram_id, now)


async def found(session: AsyncSession, person: Person, now: datetime) -> None:
    """The person let the bot write again: what became free meanwhile is for them, too."""
    await participations.reconsider(session, person.id, now)


def speak(person: Person, language: str) -> bool:
    """Sets the person's language; whether that changed one they had."""
    before, person.language = person.language, language
    return before not in {None, language}


def register(person: Person, answers: Mapping[str, Any], now: datetime) -> None:
    """Signs up, once and for all, with the answers of the sign-up."""
    change(person, answers)
    person.registered_at = person.registered_at or now


def change(person: Person, answers: Mapping[str, Any]) -> None:
    """Takes new answers into the profile. A new university in the list brings its city."""
    moved = "university" in answers and answers["university"] != person.university
    for name in PROFILE:
        if name in answers:
            setattr(person, name, (answers[name] or 0) if name == "interests" else answers[name])
    if moved and "city" not in answers:
        person.city = city(answers)


def city(answers: Mapping[str, Any]) -> str | None:
    """The city that was answered, or else the university's."""
    university = universities().get(answers.get("university", ""))
    return answers.get("city") or (university.city if university else None)


def known(person: Person) -> dict[str, Any]:
    """What need not be asked again: the answers that the profile holds."""
    return {name: value for name in PROFILE if (value := getattr(person, name))}


def mute(person: Person, topic: int, muted: bool) -> None:
    person.muted = person.muted | topic if muted else person.muted & ~topic


def stop(person: Person, now: datetime) -> None:
    """No more messages but answers; the profile is kept."""
    person.stopped_at = person.stopped_at or now


async def come_back(session: AsyncSession, person: Person, now: datetime) -> bool:
    """Messages again, and seats that became free meanwhile; whether messages had been stopped."""
    if stopped := resume(person):
        await participations.reconsider(session, person.id, now)
    return stopped


def resume(person: Person) -> bool:
    stopped, person.stopped_at = person.stopped_at is not None, None
    return stopped


def forget(person: Person, kept: Collection[str]) -> None:
    """Empties all columns but those to be kept, and closes every conversation."""
    for column in Person.__table__.columns:
        if column.name not in kept:
            default = column.default
            setattr(person, column.name, default.arg if default is not None else None)
    person.dialogs.clear()
