"""300 people at one door: each of them once, nobody waits for an event that is held, none is left behind."""

import asyncio
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import func, select

from bot import schedule
from bot.services import attendance, checkins
from bot.services.thanking import THANKS
from bot.storage import results
from bot.storage.database import Database
from bot.storage.models import Answer, Participation, Person, Presence
from tests.intake.room import BEGIN, Guest, Room, room
from tests.kernel.gathering import an_event, answers, hold, settle_in, written

PEOPLE = 300
AT_ONCE = 32


def scan(hall: Room, person: int, number: int = 1) -> dict[str, object]:
    code = checkins.payload(b"secret", number, checkins.minute(hall.now))
    update = Guest(hall, person, "kk").update("message", f"/start {code}")
    return {"update_id": 1_000 * number + person, **update}


async def marking(store: Database, going: list[int]) -> None:
    """An organizer who ticks people off meanwhile, each for as long as it takes."""
    for person in going:
        async with store.transaction() as session:
            event = await hold(session, 1)
            await attendance.mark(session, event, person, Presence.CAME, BEGIN)


async def test_300_scan_at_once_at_two_processes_while_an_organizer_ticks_people_off(
    store: Database, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    dice, people = Random(3), await settle_in(store, PEOPLE)
    await an_event(store, None, starts_at=BEGIN + timedelta(minutes=30))
    going = people[::5]
    async with store.transaction() as session:
        for person in going:
            said = {"answer": Answer.GOING, "answered_at": BEGIN}
            session.add(Participation(person_id=person, event_id=1, **said))
    async with room(database) as one, room(database) as other:
        scans = [scan(one, person) for person in people + people[::3]]
        dice.shuffle(scans)
        parts = [scans[at : at + AT_ONCE] for at in range(0, len(scans), AT_ONCE)]

        async def takes(hall: Room, which: int) -> None:
            for part in parts[which::2]:
                await hall.intake.receive(part)

        await asyncio.gather(takes(one, 0), takes(other, 1), marking(store, dice.sample(going, len(going))))
    rows = await answers(store)
    assert sum(row.presence is Presence.CAME for row in rows.values()) == len(rows) == PEOPLE
    assert sum(row.answer is Answer.WALK_IN for row in rows.values()) == PEOPLE - len(going)
    assert "one by one" not in caplog.text
    assert "cannot be handled" not in caplog.text


async def test_who_checks_in_waits_for_nobody_who_holds_the_event(store: Database, database: str) -> None:
    await settle_in(store, 2, name="Emma")
    await an_event(store, None, starts_at=BEGIN + timedelta(minutes=30))
    if database.startswith("sqlite"):
        return  # there one writes at a time
    async with room(database) as hall, store.transaction() as session:
        await hold(session, 1)
        async with asyncio.timeout(5):
            await hall.intake.receive([scan(hall, 1), scan(hall, 2)])
        assert await session.scalar(select(func.count()).select_from(Participation)) == 2


async def test_who_finishes_signing_up_while_thanks_go_out_is_thanked_too(
    store: Database, database: str
) -> None:
    """After the end the event is held: what the thanks have seen and this one cannot cross."""
    await settle_in(store, 2, name="Emma")
    number = await an_event(store, None, starts_at=BEGIN + timedelta(minutes=30), credit=60)
    async with room(database) as hall:
        await hall.intake.receive([scan(hall, 1)])
        morning = BEGIN + timedelta(days=1)
        async with store.transaction() as session:
            event = await hold(session, number)
            event.after_at = morning
            walk_in = await session.get_one(Person, 2)
            walk_in.arrival = checkins.proof(event, BEGIN + timedelta(minutes=1))
        await schedule.see_to_events(store, lambda: morning)
        assert len(await written(store, THANKS)) == 1
        hall.now = morning
        await Guest(hall, 2, "kk").says("/start")
        for _ in range(2):
            await schedule.see_to_events(store, lambda: morning + timedelta(minutes=10))
    assert [chat for chat, _ in await written(store, THANKS)] == [1, 2]
    async with store.reading() as session:
        came, _ = await results.turnout(session, number)
    assert came == 2
