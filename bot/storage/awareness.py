"""What people answered before the goals and after them."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Final

from sqlalchemy import Insert, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.storage.database import dialect, insert
from bot.storage.models import AwarenessAnswer

BEFORE: Final = "before"
AFTER: Final = "after"

Choices = Mapping[tuple[str, str], int]  # by phase and question


async def choices(session: AsyncSession, person_id: int) -> Choices:
    rows = select(AwarenessAnswer).where(AwarenessAnswer.person_id == person_id)
    return {(row.phase, row.question): row.choice for row in await session.scalars(rows)}


async def answer(
    session: AsyncSession, person_id: int, phase: str, question: str, choice: int, now: datetime
) -> None:
    """Keeps the answer, unless there is one."""
    row = {
        "person_id": person_id,
        "phase": phase,
        "question": question,
        "choice": choice,
        "answered_at": now,
    }
    await session.execute(_adding(dialect(session)), row)


async def answers(session: AsyncSession) -> Counter[tuple[str, str, int]]:
    """How many people chose which option: by phase, question and option."""
    of = (AwarenessAnswer.phase, AwarenessAnswer.question, AwarenessAnswer.choice)
    rows = await session.execute(select(*of, func.count()).group_by(*of))
    return Counter({(phase, question, choice): n for phase, question, choice, n in rows})


async def changes(session: AsyncSession) -> Counter[tuple[str, int, int]]:
    """How many people answered both times: by question, option before and option after."""
    before, after = aliased(AwarenessAnswer), aliased(AwarenessAnswer)
    both = (
        select(before.question, before.choice, after.choice, func.count())
        .join(after, (after.person_id == before.person_id) & (after.question == before.question))
        .where(before.phase == BEFORE, after.phase == AFTER)
        .group_by(before.question, before.choice, after.choice)
    )
    rows = await session.execute(both)
    return Counter({(question, was, became): n for question, was, became, n in rows})


@cache
def _adding(dialect_name: str) -> Insert:
    return insert(dialect_name, AwarenessAnswer).on_conflict_do_nothing()
