"""Reading the goals and answering their quizzes. Without consent nothing is kept of it."""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.goals import COUNT, goals
from bot.figures import Answered
from bot.services import consents
from bot.storage import goals as storage
from bot.storage.models import Person

ALL: Final = (1 << COUNT) - 1


def mark_read(person: Person, goal: int) -> bool:
    """Marks a card as read; whether that makes all eight."""
    if not consents.given(person):
        return False
    before, person.goals_read = person.goals_read, person.goals_read | 1 << goal - 1
    return before != ALL and person.goals_read == ALL


def read(person: Person) -> list[int]:
    """The goals whose cards the person has read."""
    return [number for number in range(1, COUNT + 1) if person.goals_read & 1 << number - 1]


def unread(person: Person) -> int | None:
    """The first card not read yet."""
    return next((number for number in range(1, COUNT + 1) if number not in read(person)), None)


async def answered(session: AsyncSession, person: Person, goal: int) -> Answered | None:
    """What the person answered to a goal's quiz."""
    if not consents.given(person):
        return None
    choice = await storage.choice(session, person.id, goal)
    return None if choice is None else await _counted(session, goal, choice, again=True)


async def answer(session: AsyncSession, person: Person, goal: int, choice: int, now: datetime) -> Answered:
    """The first answer counts and is kept; a later one gives back the first."""
    if not consents.given(person):
        return await _counted(session, goal, choice)
    first = await storage.choice(session, person.id, goal)
    if first is not None:
        return await _counted(session, goal, first, again=True)
    await storage.answer(session, person.id, goal, choice, now)
    return await _counted(session, goal, choice)


async def _counted(session: AsyncSession, goal: int, choice: int, *, again: bool = False) -> Answered:
    given = await storage.answers(session, goal)
    return Answered(choice, given.total(), given[goals()[goal].quiz.correct], again)
