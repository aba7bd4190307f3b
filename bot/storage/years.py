"""What people did in a year."""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.hours import CAME, CREDITED
from bot.storage.models import Event, Participation, Person, Phase


class Year(NamedTuple):
    """Somebody's events and minutes, and the goals that these served."""

    person_id: int
    chat_id: int
    name: str
    events: int
    minutes: int
    goals: list[int]


async def of(session: AsyncSession, begins: datetime, now: datetime, *, after: int, limit: int) -> list[Year]:
    """Of so many who came to anything that ended since it began, from after this number of a person on."""
    done = (CAME, Event.phase == Phase.PUBLIC, Event.ends_at >= begins, Event.ends_at <= now)
    people = (
        select(Participation.person_id, func.count(), func.sum(CREDITED))
        .join(Event, Event.id == Participation.event_id)
        .where(*done, Participation.person_id > after)
        .group_by(Participation.person_id)
        .order_by(Participation.person_id)
        .limit(limit)
    )
    did = {person_id: (events, minutes) for person_id, events, minutes in await session.execute(people)}
    served = (
        select(Participation.person_id, Event.goal)
        .join(Event, Event.id == Participation.event_id)
        .where(*done, Participation.person_id.in_(did), Event.goal > 0)
        .distinct()
    )
    goals = defaultdict(list)
    for person_id, goal in await session.execute(served.order_by(Event.goal)):
        goals[person_id].append(goal)
    known = select(Person.id, Person.telegram_id, Person.name).where(Person.id.in_(did)).order_by(Person.id)
    return [
        Year(person_id, chat_id, name or "", *did[person_id], goals[person_id])
        for person_id, chat_id, name in await session.execute(known)
    ]
