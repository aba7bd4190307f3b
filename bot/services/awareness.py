"""Three questions before the goals are read and after: the change is the campaign's measure of awareness.

Each is offered once and may be skipped. What was not answered before the last goal cannot be made up for.
"""

from datetime import datetime
from enum import IntFlag
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.content import awareness as content
from bot.services import consents, goals
from bot.storage import awareness as storage
from bot.storage import weekly
from bot.storage.awareness import AFTER, BEFORE
from bot.storage.models import Person


class Asked(IntFlag):
    """Which questions a person was offered."""

    BEFORE = 1
    AFTER = 2


async def offer(session: AsyncSession, person: Person, phase: str) -> bool:
    """Whether these questions are to be asked now; from now on they were."""
    if person.registered_at is None or person.awareness_asked & _ASKED[phase]:
        return False
    if not await open(session, person, phase):
        return False
    if phase == AFTER and await weekly.ended(session, person.id):
        return False
    seen(person, phase)
    return True


def seen(person: Person, phase: str) -> None:
    """These questions were asked, whatever was answered."""
    person.awareness_asked |= _ASKED[phase]


async def open(session: AsyncSession, person: Person, phase: str) -> bool:  # noqa: A001 as one says of doors
    """Whether an answer still means what was asked: before the last goal, or after it."""
    if not consents.given(person):
        return False
    late = (
        bool(person.awareness_asked & Asked.AFTER)
        or person.goals_read == goals.ALL
        or await weekly.ended(session, person.id)
    )
    return late if phase == AFTER else not late


def first() -> str:
    return content.IDS[0]


def following(question: str) -> str | None:
    """The question after this one."""
    place = content.IDS.index(question) + 1
    return content.IDS[place] if place < len(content.IDS) else None


async def answer(
    session: AsyncSession, person: Person, phase: str, question: str, choice: int, now: datetime
) -> None:
    """The first answer counts."""
    await storage.answer(session, person.id, phase, question, choice, now)
    seen(person, phase)


async def change(session: AsyncSession, person: Person, question: str) -> tuple[int, int] | None:
    """What the person answered before and after, if they did both."""
    given = await storage.choices(session, person.id)
    before, after = given.get((BEFORE, question)), given.get((AFTER, question))
    return None if before is None or after is None else (before, after)


_ASKED: Final = {BEFORE: Asked.BEFORE, AFTER: Asked.AFTER}
