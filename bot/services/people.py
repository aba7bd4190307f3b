"""People: what they are called and speak, whether they want messages, and whether the bot can reach them."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import outbox
from bot.storage.models import Person


def seen(person: Person, now: datetime) -> None:
    """Whoever writes can be written to."""
    person.seen_at, person.unreachable_at = now, None


async def lost(session: AsyncSession, person: Person, now: datetime) -> None:
    """The person blocked the bot: everything is kept, but nothing waits for them any more."""
    person.unreachable_at = now
    await outbox.abandon(session, person.telegram_id, now)


def speak(person: Person, language: str) -> bool:
    """Sets the person's language; whether that changed one they had."""
    before, person.language = person.language, language
    return before not in {None, language}


def name(person: Person, name: str) -> None:
    person.name = name


def stop(person: Person, now: datetime) -> None:
    """No more messages but answers; the profile is kept."""
    person.stopped_at = person.stopped_at or now


def resume(person: Person) -> bool:
    """Messages again; whether they had been stopped."""
    stopped, person.stopped_at = person.stopped_at is not None, None
    return stopped
