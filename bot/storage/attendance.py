"""Who of an event's people came, as its organizers mark it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Update, delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import dialect, insert
from bot.storage.hours import CAME
from bot.storage.models import Answer, Bygone, Event, Participation, Presence
from bot.storage.rosters import GROUPS


async def mark(
    session: AsyncSession, event_id: int, person_id: int, presence: Presence | None, now: datetime
) -> bool:
    """Sets what became of somebody who answered; whether that was anything else."""
    theirs = (Participation.event_id == event_id, Participation.person_id == person_id)
    other = Participation.presence.is_distinct_from(presence)
    at = now if presence is Presence.CAME else None
    return await _change(session, update(Participation).where(*theirs, other).values(_as(presence, at)))


async def arrive(session: AsyncSession, event_id: int, person_id: int, at: datetime) -> bool:
    """Marks somebody as having come, who may have answered nothing; whether they were not marked so."""
    values = {
        "event_id": event_id,
        "person_id": person_id,
        "answer": Answer.WALK_IN,
        "answered_at": at,
        "knows": 0,
        **_as(Presence.CAME, at),
    }
    new = insert(dialect(session), Participation).values(values)
    marked = new.on_conflict_do_update(
        index_elements=["person_id", "event_id"],
        set_=_as(Presence.CAME, at),
        where=Participation.presence.is_distinct_from(Presence.CAME),
    )
    return await _change(session, marked)


async def credit(session: AsyncSession, event_id: int, person_id: int, minutes: int | None) -> bool:
    """Gives somebody who came minutes of their own, or the event's again; whether that changed any."""
    theirs = (Participation.event_id == event_id, Participation.person_id == person_id, CAME)
    other = Participation.minutes.is_distinct_from(minutes)
    return await _change(session, update(Participation).where(*theirs, other).values(minutes=minutes))


async def mark_rest(session: AsyncSession, event_id: int) -> int:
    """Takes it that whoever is not marked did not come; how many they are."""
    unmarked = update(Participation).where(Participation.event_id == event_id, GROUPS["unmarked"])
    found: Any = await session.execute(
        unmarked.values(_as(Presence.ABSENT, None)), execution_options={"synchronize_session": False}
    )
    return int(found.rowcount)


async def unmark(session: AsyncSession, event_id: int) -> None:
    """Forgets all marks, those of people who are erased included."""
    marked = (Participation.event_id == event_id, Participation.presence.is_not(None))
    forgotten = update(Participation).where(*marked).values(**_as(None, None), minutes=None)
    await _change(session, forgotten)
    await session.execute(delete(Bygone).where(Bygone.event_id == event_id))


async def keep(session: AsyncSession, event: Event, of: Participation) -> None:
    """Counts somebody who is about to be erased among those who came."""
    if of.presence is not Presence.CAME:
        return
    values = {
        "came": 1,
        "alike": int(of.minutes is None),
        "minutes": of.minutes or 0,
        "rated": int(of.stars is not None),
        "stars": of.stars or 0,
    }
    more = insert(dialect(session), Bygone).on_conflict_do_update(
        index_elements=["event_id"],
        set_={name: getattr(Bygone, name) + value for name, value in values.items()},
    )
    await session.execute(more, [{"event_id": event.id, **values}])


def _as(presence: Presence | None, at: datetime | None) -> dict[str, Any]:
    return {"presence": presence, "came_at": at}


async def _change(session: AsyncSession, statement: Update | Any) -> bool:
    changed: Any = await session.execute(statement, execution_options={"synchronize_session": False})
    return bool(changed.rowcount)
