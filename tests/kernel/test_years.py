"""A volunteer's year: once, on the day, of what they came to in that year."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

import pytest

from bot import schedule
from bot.i18n import ALMATY
from bot.services import years
from bot.storage.database import Database
from bot.storage.models import Answer, Outgoing, Participation, Phase, Presence
from tests.kernel.gathering import an_event, settle_in, written

DAY: Final = datetime(2026, 12, 5, 12, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("now", "on"),
    [
        (DAY, True),
        (DAY - timedelta(seconds=1), False),
        (DAY + timedelta(hours=9), False),
        (DAY + timedelta(days=1), False),
        (DAY.replace(month=11), False),
        (DAY.replace(year=2027), True),
    ],
)
def test_it_comes_at_noon_of_the_day(now: datetime, on: bool) -> None:
    assert (years.today(now) is not None) is on


async def came(store: Database, number: int, people: dict[int, int | None]) -> None:
    """These people, some with minutes of their own."""
    async with store.transaction() as session:
        for person_id, minutes in people.items():
            row = Participation(
                person_id=person_id,
                event_id=number,
                answer=Answer.GOING,
                answered_at=DAY,
                presence=Presence.CAME,
                minutes=minutes,
            )
            session.add(row)


async def test_everybody_who_came_gets_theirs_once(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(years, "BATCH", 2)
    await settle_in(store, 6, name="Әсел")

    async def held(days: int, **values: object) -> int:
        starts_at = DAY - timedelta(days=days)
        return await an_event(store, None, starts_at=starts_at, credit=90, **values)

    await came(store, await held(10, goal=7), {1: None, 2: 30, 3: None})
    await came(store, await held(300, goal=2), {1: None})
    await came(store, await held(20, goal=7), {1: 0})
    await came(store, await held(20), {4: None})
    await came(store, await held(400, goal=1), {1: None, 5: None})  # another year
    await came(store, await held(5, phase=Phase.CANCELLED), {1: None, 5: None})
    await came(store, await held(-1), {1: None, 6: None})  # not over
    await asyncio.gather(*(schedule.celebrate(store, lambda: DAY) for _ in range(2)))
    await schedule.celebrate(store, lambda: DAY + timedelta(hours=1))
    assert sorted(await written(store, years.KIND)) == [(n, f"year:2026:{n}") for n in (1, 2, 3, 4)]
    async with store.reading() as session:
        row = Outgoing.__table__.select().with_only_columns(Outgoing.body).where(Outgoing.chat_id == 1)
        assert await session.scalar(row) == {
            "year": 2026,
            "name": "Әсел",
            "events": 3,
            "minutes": 180,
            "goals": [2, 7],
        }
