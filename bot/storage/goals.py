"""The goals as people read them: quiz answers, and how many read and answered what."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Insert, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import dialect, insert
from bot.storage.models import Person, QuizAnswer

Group = tuple[str, str]  # language and university; an empty one is not known


async def choice(session: AsyncSession, person_id: int, goal: int) -> int | None:
    """What the person answered first."""
    return await session.scalar(
        select(QuizAnswer.choice).where(QuizAnswer.person_id == person_id, QuizAnswer.goal == goal)
    )


async def choices(session: AsyncSession, person_id: int) -> dict[int, int]:
    """All that the person answered, by goal."""
    rows = select(QuizAnswer.goal, QuizAnswer.choice).where(QuizAnswer.person_id == person_id)
    return {goal: choice for goal, choice in await session.execute(rows)}  # noqa: C416 rows are not pairs


async def answers_of(session: AsyncSession, person_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """All that these people answered, by person and goal."""
    of = (QuizAnswer.person_id, QuizAnswer.goal, QuizAnswer.choice)
    rows = await session.execute(select(*of).where(QuizAnswer.person_id.in_(person_ids)))
    return {(person_id, goal): choice for person_id, goal, choice in rows}


async def answer(session: AsyncSession, person_id: int, goal: int, choice: int, now: datetime) -> None:
    """Keeps the answer, unless there is one."""
    row = {"person_id": person_id, "goal": goal, "choice": choice, "answered_at": now}
    await session.execute(_adding(dialect(session)), row)


async def answers(session: AsyncSession, goal: int) -> Counter[int]:
    """How many people chose which option."""
    rows = await session.execute(
        select(QuizAnswer.choice, func.count()).where(QuizAnswer.goal == goal).group_by(QuizAnswer.choice)
    )
    return Counter({option: people for option, people in rows})  # noqa: C416 a result is a mapping to dict()


async def answers_by_group(session: AsyncSession) -> list[tuple[Group, int, int, int]]:
    """Language and university, goal, option, and how many people chose it."""
    rows = _by_group(QuizAnswer.goal, QuizAnswer.choice, func.count()).join(QuizAnswer)
    found = await session.execute(rows.group_by(*_GROUP, QuizAnswer.goal, QuizAnswer.choice))
    return [((language, university), goal, choice, n) for language, university, goal, choice, n in found]


async def answerers_by_group(session: AsyncSession) -> list[tuple[Group, int]]:
    """Language and university, and how many people answered any quiz."""
    rows = _by_group(func.count(QuizAnswer.person_id.distinct())).join(QuizAnswer).group_by(*_GROUP)
    return [((language, university), n) for language, university, n in await session.execute(rows)]


async def reads_by_group(session: AsyncSession) -> list[tuple[Group, int, int]]:
    """Language and university, goals read as a set of bits, and how many people read just these."""
    rows = _by_group(Person.goals_read, func.count()).where(Person.goals_read > 0)
    found = await session.execute(rows.group_by(*_GROUP, Person.goals_read))
    return [((language, university), read, n) for language, university, read, n in found]


_GROUP = (func.coalesce(Person.language, ""), func.coalesce(Person.university, ""))


def _by_group(*columns: Any) -> Select[Any]:
    return select(*_GROUP, *columns).select_from(Person)


@cache
def _adding(dialect_name: str) -> Insert:
    return insert(dialect_name, QuizAnswer).on_conflict_do_nothing()
