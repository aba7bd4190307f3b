"""Seats of an event: never one too many, each free one offered once, the waiting list in its order."""

import asyncio
import json
import sys
from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from bot import schedule
from bot.services import consents, leaving, seats
from bot.services import people as services
from bot.services.seats import Closed, Going, Noted, TooYoung, Waiting
from bot.storage import people
from bot.storage.database import Database
from bot.storage.models import Answer, Event, Phase
from tests.kernel.gathering import NOON, STARTS, an_event, answers, declines, goes, hold, settle_in, written


async def offers(store: Database) -> list[str]:
    return [key for _, key in await written(store, seats.OFFERED)]


async def test_of_500_at_once_from_two_processes_40_go_and_the_others_wait_in_order(
    store: Database, database: str
) -> None:
    await settle_in(store, 500)
    number = await an_event(store, 40)
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.kernel.tapping", database, str(number), first, last),
            stdout=asyncio.subprocess.PIPE,
        )
        for first, last in (("1", "250"), ("251", "500"))
    ]
    said = [json.loads((await process.communicate())[0]) for process in processes]
    places = {int(person): place for part in said for person, place in part.items()}
    became = await answers(store)
    counted = Counter(row.answer for row in became.values())
    assert counted == {Answer.GOING: 40, Answer.WAITING: 460}
    assert {person: row.line or 0 for person, row in became.items()} == places
    assert sorted(places.values()) == [0] * 40 + [*range(1, 461)]
    assert await offers(store) == []


async def test_who_taps_twice_has_one_seat_and_one_place(store: Database) -> None:
    await settle_in(store, 3)
    number = await an_event(store, 1)
    assert [await goes(store, number, 1), await goes(store, number, 1)] == [Going(), Going()]
    assert [await goes(store, number, 2), await goes(store, number, 2)] == [Waiting(1), Waiting(1)]
    assert [await goes(store, number, 3), await goes(store, number, 3)] == [Waiting(2), Waiting(2)]


async def test_a_freed_seat_is_offered_to_the_next_who_can_be_written_to_and_passes_on(
    store: Database, database: str
) -> None:
    await settle_in(store, 5)
    number = await an_event(store, 1)
    for telegram_id in range(1, 6):
        await goes(store, number, telegram_id)
    async with store.transaction() as session:
        stopped = await people.find(session, 2)
        assert stopped is not None
        services.stop(stopped, NOON)
    assert await declines(store, number, 1, Answer.MAYBE) == Noted()
    assert await offers(store) == [f"e{number}:offer:3:2"]
    assert (await answers(store))[3].until == NOON + timedelta(hours=9 + 14), "12 hours end by night"
    later = NOON + timedelta(hours=24)
    assert await goes(store, number, 1, later) == Waiting(3), "the offer has passed on to another"
    became = await answers(store)
    assert (became[3].answer, became[4].answer) == (Answer.LAPSED, Answer.OFFERED)
    assert await goes(store, number, 4, later) == Going()
    assert await goes(store, number, 3, later) == Waiting(4)


async def test_a_seat_is_freed_by_who_is_erased_and_by_a_raised_capacity(store: Database) -> None:
    await settle_in(store, 6)
    number = await an_event(store, 2)
    for telegram_id in range(1, 7):
        await goes(store, number, telegram_id)
    async with store.transaction() as session:
        gone = await people.find(session, 1)
        assert gone is not None
        await leaving.erase(session, gone, NOON)
    assert await offers(store) == [f"e{number}:offer:3:1"]
    async with store.transaction() as session:
        event = await hold(session, number)
        event.capacity = 4
        await seats.offer(session, event, NOON)
    assert await offers(store) == [f"e{number}:offer:{person}:{person - 2}" for person in (3, 4, 5)]
    async with store.transaction() as session:
        event = await hold(session, number)
        event.capacity = 1
        await seats.offer(session, event, NOON)
    assert (await answers(store))[2].answer is Answer.GOING, "a lowered capacity puts nobody out"
    assert await goes(store, number, 3) == Going()
    async with store.transaction() as session:
        event = await hold(session, number)
        event.capacity = None
        await seats.offer(session, event, NOON)
    assert len(await offers(store)) == 4


async def test_it_is_not_offered_to_whom_it_would_reach_too_late_or_not_at_all(store: Database) -> None:
    await settle_in(store, 4)
    number = await an_event(store, 1)
    for telegram_id in (1, 2, 3, 4):
        await goes(store, number, telegram_id)
    async with store.transaction() as session:
        outdated, stopped = await people.find(session, 2), await people.find(session, 3)
        assert outdated is not None
        assert stopped is not None
        outdated.consent_version = consents.VERSION - 1
        services.stop(stopped, NOON)
    before_night = STARTS.replace(hour=4) - timedelta(hours=11)  # ten in the evening, for nine in the morning
    async with store.transaction() as session:
        event = await hold(session, number)
        event.starts_at = STARTS.replace(hour=4)
    await declines(store, number, 1, now=before_night)
    assert await offers(store) == [], "nobody would hear of it before it begins"
    async with store.transaction() as session:
        event = await hold(session, number)
        event.starts_at = STARTS
        await seats.offer(session, event, NOON)
    assert await offers(store) == [f"e{number}:offer:4:3"]
    await declines(store, number, 4, now=NOON)
    async with store.transaction() as session:
        stopped = await people.find(session, 3)
        assert stopped is not None
        assert await services.come_back(session, stopped, NOON)
    await schedule.see_to_events(store, lambda: NOON)
    assert await offers(store) == [f"e{number}:offer:4:3", f"e{number}:offer:3:2"]


async def test_nobody_goes_to_what_is_closed_and_no_minor_to_what_is_for_adults(store: Database) -> None:
    await settle_in(store, 1, age_band="16-17")
    assert await goes(store, await an_event(store, 1, adults=True), 1) == TooYoung()
    for values in ({"phase": Phase.DRAFT}, {"phase": Phase.CANCELLED}, {"starts_at": NOON}):
        number = await an_event(store, 1, **values)
        assert await goes(store, number, 1) == Closed()
        assert await declines(store, number, 1) == Closed()
    assert await answers(store) == {}


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_happens_no_seat_is_double_or_idle(store: Database, seed: int) -> None:
    dice, capacity, now = Random(seed), 3, NOON
    ids = await settle_in(store, 12)
    number = await an_event(store, capacity, starts_at=NOON + timedelta(days=30))
    for _ in range(120):
        telegram_id = dice.choice(ids)
        match dice.choice(("go", "go", "go", "no", "maybe", "wait", "raise")):
            case "go":
                await goes(store, number, telegram_id, now)
            case "no":
                await declines(store, number, telegram_id, Answer.NO, now)
            case "maybe":
                await declines(store, number, telegram_id, Answer.MAYBE, now)
            case "wait":
                now += timedelta(hours=dice.randint(1, 9))
                async with store.transaction() as session:
                    await seats.lapse(session, await hold(session, number), now)
            case _:
                capacity += dice.random() < 0.1
                async with store.transaction() as session:
                    event = await hold(session, number)
                    event.capacity = capacity
                    await seats.offer(session, event, now)
        counted = Counter(row.answer for row in (await answers(store)).values())
        taken = counted[Answer.GOING] + counted[Answer.OFFERED]
        assert taken <= capacity
        assert taken == capacity or not counted[Answer.WAITING], "nobody waits for a seat that is there"
    made = await offers(store)
    assert len(set(made)) == len(made)


@pytest.mark.parametrize(
    ("hours", "now", "until"),
    [
        (72, 7, 7 + 24 - 1),  # noon: twelve hours end at midnight, so 11:00
        (72, 4, 4 + 24 + 2),  # 09:00: twelve hours end when the quiet ones begin
        (72, 18, 28 + 24 + 2),  # 23:00: heard of at 09:00, and so the same
        (20, 7, 9),  # on the last day
        (20, 15, 28 + 2),  # 20:00 on the last day: till the morning after
        (1, 7, 8),  # not beyond the start
    ],
)
def test_an_offer_ends_when_it_can_be_heard_of(hours: int, now: int, until: int) -> None:
    midnight = NOON.replace(hour=0)
    at = midnight + timedelta(hours=now)
    event = Event(starts_at=at + timedelta(hours=hours))
    assert seats.offered_until(event, at) <= event.starts_at  # type: ignore[operator]
    assert seats.offered_until(event, at) == min(midnight + timedelta(hours=until), event.starts_at)  # type: ignore[type-var]
