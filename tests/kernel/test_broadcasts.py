"""Broadcasts below the chat, on both databases: whom they reach, and what is left of who is gone."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot import broadcasting, schedule
from bot.content.topics import Topic
from bot.delivery.loop import Delivery
from bot.handlers.pushes import Pushes
from bot.services import broadcasts, consents, leaving, progress, steering
from bot.storage import broadcasts as storage
from bot.storage.database import Database
from bot.storage.models import Ambassador, Broadcast, Person, Stage, Standing
from tests.kernel.outbox import NOW, Wire, delivering, settled
from tests.kernel.test_pushes import settle_in

SIGNED_UP = {
    "consent_version": consents.VERSION,
    "registered_at": NOW - timedelta(days=10),
    "language": "kk",
    "city": "almaty",
    "university": "kaznu",
    "study_year": "2",
    "age_band": "18+",
}
RENDER = Pushes("volunteers_bot")

# Whom each audience leaves out of these: 1 is as above, the others differ.
OTHERS: dict[int, Mapping[str, Any]] = {
    1: {},
    2: {"language": "ru", "city": "astana", "university": "nu"},
    3: {"language": "en", "study_year": "master", "interests": 0b101},
    4: {"age_band": "16-17", "goals_read": 0b11, "interests": 0b10},
    5: {"registered_at": NOW, "goals_read": 0xFF},
    6: {"stopped_at": NOW},
    7: {"unreachable_at": NOW},
    8: {"muted": int(Topic.NEWS)},
    9: {"muted": int(Topic.GOALS)},
    10: {"consent_version": consents.VERSION - 1},
    11: {"registered_at": None},
}


def copies(wire: Wire) -> list[str]:
    """What was sent but for the news that it has been, which its author may have got by then."""
    return [text for text in wire.sent if "таратылды" not in text]


async def everybody(store: Database) -> None:
    for telegram_id, values in OTHERS.items():
        await settle_in(store, telegram_id, **{**SIGNED_UP, **values})
    async with store.transaction() as session:
        for number, standing in ((2, Standing.SUSPENDED), (3, Standing.APPOINTED)):
            session.add(Ambassador(person_id=number, code=f"a{number}", standing=standing))


async def confirmed(store: Database, *, starts_at: datetime | None = None, **values: Any) -> int:
    async with store.transaction() as session:
        author = await session.get(Person, 1)
        assert author is not None
        draft = await broadcasts.begin(session, author, NOW)
        fields = {"texts": {"kk": "hello"}, "fallback": "kk", **values}
        broadcasts.change(draft, NOW, **fields)
        await session.flush()
        heads = await broadcasts.heads(session, draft)
        await broadcasts.confirm(session, draft, heads.people, NOW, starts_at)
        return draft.id


@asynccontextmanager
async def changing(store: Database, number: int) -> AsyncIterator[Broadcast]:
    async with store.transaction() as session:
        found = await storage.find(session, number, lock=True)
        assert found is not None
        yield found


async def spread(store: Database, delivery: Delivery | None = None) -> None:
    while await broadcasting.advance(store, lambda: NOW, delivery.heard if delivery else lambda: None):
        pass


async def ended(store: Database, number: int, delivery: Delivery) -> Broadcast:
    async with asyncio.timeout(10):
        while True:
            await spread(store, delivery)
            async with store.reading() as session:
                found = await storage.find(session, number)
            assert found is not None
            if found.ended_at is not None:
                return found
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("audience", "fits"),
    [
        ({}, {1, 2, 3, 4, 5, 9}),
        ({"language": ["kk"]}, {1, 4, 5, 9}),
        ({"language": ["ru", "en"]}, {2, 3}),
        ({"city": ["astana"]}, {2}),
        ({"university": ["kaznu"], "study_year": ["master"]}, {3}),
        ({"interests": 0b110}, {3, 4}),
        ({"age_band": ["18+"]}, {1, 2, 3, 5, 9}),
        ({"read": "none"}, {1, 2, 3, 9}),
        ({"read": "some"}, {4}),
        ({"read": "all"}, {5}),
        ({"since": "2026-11-24"}, {5}),
        ({"ambassadors": "only"}, {3}),
        ({"ambassadors": "except", "language": ["ru", "en"]}, {2}),
        ({"city": ["nowhere"]}, set()),
    ],
)
async def test_the_head_count_and_the_copies_are_of_the_same_people(
    store: Database, audience: dict[str, Any], fits: set[int]
) -> None:
    await everybody(store)
    wire = Wire()
    async with delivering(store, wire, render=RENDER) as delivery:
        number = await confirmed(store, audience=audience)
        found = await ended(store, number, delivery)
    assert found.counted == len(fits)
    assert len(copies(wire)) == len(fits)
    async with store.reading() as session:
        counted, _ = await progress.of(session, found)
    assert (counted.sent, counted.people) == (len(fits), len(fits))


async def test_who_has_no_text_and_no_fallback_is_left_out_and_counted(store: Database) -> None:
    await everybody(store)
    wire = Wire()
    async with delivering(store, wire, render=RENDER) as delivery:
        number = await confirmed(store, texts={"kk": "сәлем", "ru": "привет"}, fallback=None)
        async with store.reading() as session:
            draft = await storage.find(session, number)
            assert draft is not None
            heads = await broadcasts.heads(session, draft)
        await ended(store, number, delivery)
    assert (heads.languages, heads.left_out) == ({"kk": 4, "ru": 1}, 1)
    assert sorted(copies(wire)) == ["привет", *["сәлем"] * 4]


async def test_spreading_twice_at_once_writes_nobody_twice(store: Database) -> None:
    await everybody(store)
    number = await confirmed(store)
    await asyncio.gather(*(spread(store) for _ in range(3)))
    async with store.reading() as session:
        found = await storage.find(session, number)
        assert found is not None
        assert found.spread_at is not None
        counted, _ = await progress.of(session, found)
    assert (counted.people, counted.waiting) == (6, 6)


async def test_a_paused_one_waits_while_another_goes(store: Database) -> None:
    await everybody(store)
    first, second = await confirmed(store), await confirmed(store, texts={"kk": "second"})
    async with changing(store, first) as paused:
        assert steering.pause(paused, NOW)
        assert not steering.pause(paused, NOW)
    wire = Wire()
    async with delivering(store, wire, render=RENDER) as delivery:
        await ended(store, second, delivery)
        assert set(copies(wire)) == {"second"}
        async with changing(store, first) as paused:
            assert steering.resume(paused, NOW)
        await ended(store, first, delivery)
    assert wire.sent.count("hello") == 6


async def test_one_that_is_paused_for_days_has_its_time_again_when_it_goes_on(store: Database) -> None:
    await everybody(store)
    number = await confirmed(store)
    await spread(store)
    later = NOW + timedelta(days=4)
    async with changing(store, number) as found:
        assert steering.pause(found, NOW)
    await schedule.tidy(store, later)
    await broadcasting.advance(store, lambda: later)
    async with changing(store, number) as found:
        assert found.stage is Stage.PAUSED
        assert steering.resume(found, later)
    wire = Wire()
    async with delivering(store, wire, later, render=RENDER) as delivery:
        await ended(store, number, delivery)
    assert copies(wire) == ["hello"] * 6


async def test_one_that_could_not_go_for_days_goes_no_more(store: Database) -> None:
    await everybody(store)
    number = await confirmed(store)
    await spread(store)
    wire = Wire()
    async with delivering(store, wire, NOW + timedelta(days=4), render=RENDER) as delivery:
        found = await ended(store, number, delivery)
    async with store.reading() as session:
        counted, _ = await progress.of(session, found)
    assert (copies(wire), counted.waiting, counted.sent) == ([], 0, 0)


async def test_one_that_is_paused_never_ends(store: Database) -> None:
    """Its last copies were on their way."""
    await everybody(store)
    number = await confirmed(store)
    await spread(store)
    async with delivering(store, Wire(), render=RENDER) as delivery:
        await settled(store)
        async with changing(store, number) as found:
            assert steering.pause(found, NOW)
        await spread(store)
        async with changing(store, number) as found:
            assert found.stage is Stage.PAUSED
            assert steering.resume(found, NOW)
        assert (await ended(store, number, delivery)).stage is Stage.DONE


async def test_what_was_said_to_who_is_gone_stays_a_count(store: Database) -> None:
    await everybody(store)
    number = await confirmed(store)
    await spread(store)
    async with store.transaction() as session:
        person = await session.get(Person, 2)
        assert person is not None
        await session.refresh(person, ["dialogs"])
        await leaving.withdraw(session, person, NOW)
        other = await session.get(Person, 3)
        assert other is not None
        await session.refresh(other, ["dialogs"])
        await leaving.erase(session, other, NOW)
    wire = Wire()
    async with delivering(store, wire, render=RENDER) as delivery:
        found = await ended(store, number, delivery)
    async with store.reading() as session:
        counted, _ = await progress.of(session, found)
    assert (counted.people, counted.sent, dict(counted.skipped)) == (6, 4, {"gone": 2})
    assert len(copies(wire)) == 4


async def test_a_cancelled_one_is_never_sent_and_says_so(store: Database) -> None:
    await everybody(store)
    number = await confirmed(store)
    await spread(store)
    async with changing(store, number) as found:
        steering.cancel(found, NOW)
    wire = Wire()
    async with delivering(store, wire, render=RENDER) as delivery:
        found = await ended(store, number, delivery)
    async with store.reading() as session:
        counted, _ = await progress.of(session, found)
    assert not wire.sent
    assert (found.stage, dict(counted.skipped)) == (Stage.CANCELLED, {"cancelled": 6})


async def test_whom_it_was_written_to_is_looked_at_again_when_it_goes(store: Database) -> None:
    await everybody(store)
    number = await confirmed(store)
    await spread(store)
    await settle_in(store, 1, stopped_at=NOW)
    await settle_in(store, 2, muted=int(Topic.NEWS))
    await settle_in(store, 3, consent_version=consents.VERSION - 1)
    wire = Wire()
    async with delivering(store, wire, render=RENDER) as delivery:
        found = await ended(store, number, delivery)
    async with store.reading() as session:
        counted, _ = await progress.of(session, found)
    assert dict(counted.skipped) == {"stopped": 1, "muted": 1, "no consent": 1}
    assert len(copies(wire)) == 3
