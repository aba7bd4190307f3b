"""Milestones that people reached: each once."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import dialect, insert
from bot.storage.models import Milestone


class Reached(NamedTuple):
    person_id: int
    name: str


async def reach(session: AsyncSession, reached: Collection[Reached], now: datetime) -> set[Reached]:
    """Notes them; gives those that were not noted before."""
    if not reached:
        return set()
    people = {each.person_id for each in reached}
    known = select(Milestone.person_id, Milestone.name).where(Milestone.person_id.in_(people))
    new = set(reached) - {Reached(*row) for row in await session.execute(known)}
    if not new:
        return set()
    values = [{**each._asdict(), "reached_at": now} for each in sorted(new)]
    noted = insert(dialect(session), Milestone).values(values).on_conflict_do_nothing()
    rows = await session.execute(noted.returning(Milestone.person_id, Milestone.name))
    return {Reached(*row) for row in rows}
