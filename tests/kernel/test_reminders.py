"""Reminders: once each, to who goes, before the event as it is, by day, whatever happens meanwhile."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

import pytest

from bot import schedule
from bot.handlers.pushes import Pushes
from bot.i18n import ALMATY
from bot.services import events, reminders
from bot.services.reminders import DAY, SOON
from bot.storage.database import Database
from bot.storage.models import Answer, Event, State
from tests.kernel.gathering import (
    STARTS,
    an_event,
    changes,
    declines,
    goes,
    hold,
    settle_in,
    written,
)
from tests.kernel.outbox import Wire, delivering, settled

ASKED: Final = STARTS - timedelta(hours=24)
SOON_AT: Final = STARTS - timedelta(hours=2)


async def clock_comes_to(store: Database, now: datetime) -> None:
    await schedule.see_to_events(store, lambda: now)


async def reminded(store: Database, kind: str) -> list[int]:
    return [chat_id for chat_id, _ in await written(store, kind)]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In Kazakhstan."""
    return datetime(2026, 12, day, hour, minute, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("starts_at", "asked", "soon"),
    [
        (at(5, 15), at(4, 15), at(5, 13)),
        (at(5, 9), at(4, 9), at(4, 20)),  # two hours before is by night
        (at(5, 8), at(3, 20), at(4, 20)),  # and so is a day before
        (at(5, 11), at(4, 11), at(5, 9)),
        (at(5, 22, 30), at(4, 20), at(5, 20, 30)),
        (at(5, 23, 30), at(4, 20), at(5, 20)),
        (at(5, 2), at(3, 20), at(4, 20)),
    ],
)
def test_one_that_would_come_by_night_comes_the_evening_before(
    starts_at: datetime, asked: datetime, soon: datetime
) -> None:
    assert reminders.day_at(starts_at) == asked
    assert reminders.soon_at(starts_at) == soon


async def test_a_day_before_all_are_asked_and_two_hours_before_come_those_who_said_yes(
    store: Database,
) -> None:
    await settle_in(store, 6)
    number = await an_event(store, None)
    for telegram_id in (1, 2, 3):
        await goes(store, number, telegram_id)
    await declines(store, number, 4, Answer.MAYBE)
    await clock_comes_to(store, ASKED - timedelta(minutes=1))
    assert await reminded(store, DAY) == []
    await asyncio.gather(*(clock_comes_to(store, ASKED) for _ in range(2)))
    assert await reminded(store, DAY) == [1, 2, 3]
    await goes(store, number, 1, ASKED + timedelta(hours=1))
    await declines(store, number, 3, now=ASKED + timedelta(hours=1))
    await goes(store, number, 5, ASKED + timedelta(hours=1))  # joins late
    await clock_comes_to(store, SOON_AT - timedelta(minutes=1))
    assert await reminded(store, SOON) == []
    await goes(store, number, 6, SOON_AT)
    await asyncio.gather(*(clock_comes_to(store, SOON_AT + timedelta(seconds=1)) for _ in range(2)))
    assert await reminded(store, SOON) == [1, 5, 6], "not who was asked and did not answer"
    assert await reminded(store, DAY) == [1, 2, 3]
    await clock_comes_to(store, STARTS + timedelta(hours=1))
    assert len(await reminded(store, SOON)) == 3


async def test_they_move_with_the_event_and_end_with_it(store: Database) -> None:
    await settle_in(store, 3)
    number = await an_event(store, None)
    for telegram_id in (1, 2):
        await goes(store, number, telegram_id)
    await clock_comes_to(store, ASKED)
    later = STARTS + timedelta(days=2)
    await changes(store, number, ASKED + timedelta(hours=1), starts_at=later)
    wire = Wire()
    async with delivering(store, wire, ASKED + timedelta(hours=1)):
        assert {*(await settled(store)).values()} == {State.SKIPPED}, "what it said is not true any more"
    await clock_comes_to(store, later - timedelta(hours=24))
    assert await reminded(store, DAY) == [1, 2, 1, 2]
    await goes(store, number, 1, later - timedelta(hours=23))
    earlier = later - timedelta(hours=10)
    await changes(store, number, later - timedelta(hours=22), starts_at=earlier)
    await goes(store, number, 2, later - timedelta(hours=21))
    await clock_comes_to(store, earlier - timedelta(hours=2))
    assert await reminded(store, DAY) == [1, 2, 1, 2], "within a day the change itself asks"
    assert await reminded(store, SOON) == [2], "who has not said yes to the new time is not counted on"
    async with store.transaction() as session:
        assert events.cancel(await hold(session, number), earlier - timedelta(hours=1))
    async with store.reading() as session:
        event = await session.get(Event, number)
        assert event is not None
        assert event.remind_at is None


async def test_after_an_outage_comes_what_is_still_worth_it(store: Database) -> None:
    await settle_in(store, 2)
    number = await an_event(store, None)
    await goes(store, number, 1)
    await clock_comes_to(store, SOON_AT - timedelta(hours=4))
    assert await reminded(store, DAY) == [1], "late, but in time to say no"
    other = await an_event(store, None)
    await goes(store, other, 2)
    await clock_comes_to(store, SOON_AT + timedelta(hours=1))
    assert await reminded(store, DAY) == [1], "too late to ask"
    assert await reminded(store, SOON) == [2], "so who could not be asked is reminded"
    late = await an_event(store, None)
    await goes(store, late, 1)
    await clock_comes_to(store, STARTS)
    assert await reminded(store, SOON) == [2]


async def test_a_slip_that_is_mended_at_once_costs_nobody_a_reminder(store: Database) -> None:
    await settle_in(store, 2)
    number = await an_event(store, None)
    for telegram_id in (1, 2):
        await goes(store, number, telegram_id)
    await changes(store, number, ASKED - timedelta(minutes=1), starts_at=STARTS + timedelta(hours=10))
    await clock_comes_to(store, ASKED)
    await changes(store, number, ASKED + timedelta(minutes=1), starts_at=STARTS)
    await clock_comes_to(store, ASKED + timedelta(minutes=5))
    await clock_comes_to(store, SOON_AT)
    assert await reminded(store, SOON) == [1, 2], "the question fell into the slip"
    other = await an_event(store, None)
    for telegram_id in (1, 2):
        await goes(store, other, telegram_id)
    await clock_comes_to(store, ASKED)
    await goes(store, other, 1, ASKED + timedelta(hours=1))
    await changes(store, other, ASKED + timedelta(hours=2), starts_at=STARTS + timedelta(hours=1))
    await changes(store, other, ASKED + timedelta(hours=2), starts_at=STARTS)
    await clock_comes_to(store, SOON_AT)
    assert await reminded(store, SOON) == [1, 2, 1], "who said yes to this time is still counted on"


async def test_one_tells_of_the_event_as_it_is_when_it_goes(store: Database) -> None:
    await settle_in(store, 1)
    number = await an_event(store, None)
    await goes(store, number, 1)
    await clock_comes_to(store, ASKED)
    await changes(store, number, ASKED, place="Abay 2")
    wire = Wire()
    async with delivering(store, wire, ASKED, render=Pushes("volunteer_bot")):
        await settled(store)
    assert "Abay 2" in wire.sent[0]
