"""Thanking one person for an event in own words, once: it reaches them, and stays with them."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import pushes, staff
from bot.services.staff import Deed
from bot.storage import outbox
from bot.storage import praises as storage
from bot.storage.models import Event, Person, Praise

KIND: Final = "praise"
LONGEST: Final = 1_000  # letters
_HOLDS: Final = timedelta(days=7)


async def give(
    session: AsyncSession, event: Event, person: Person, author: Person, text: str, by: str, now: datetime
) -> bool:
    """`text` is HTML, `by` the name that stands below it; whether the author had not thanked them before."""
    if await given(session, event, person, author):
        return False
    praise = Praise(person_id=person.id, event_id=event.id, author=author.id, text=text, given_at=now)
    session.add(praise)
    await session.flush()
    of = {"titles": event.titles, "text": text, "by": by}
    draft = pushes.own(f"praise:{praise.id}", person.telegram_id, KIND, of, now + _HOLDS)
    await outbox.add(session, [draft], now)
    await staff.note(session, author, Deed.THANKED, now, person, {"event": event.id})
    return True


async def given(session: AsyncSession, event: Event, person: Person, author: Person) -> bool:
    return await storage.given(session, event.id, person.id, author.id)


def signature(author: str | None, organization: str | None, operator: str) -> str:
    """Whose words these are: a person's, for the partner or the campaign."""
    whose = organization or operator
    return f"{author}, {whose}" if author else whose
