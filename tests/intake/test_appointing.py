"""Appointing ambassadors, update by update: old questions, others at the same time, nights in between."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot import schedule
from bot.services import ambassadors, recruits, relevance
from bot.services.staff import Deed
from bot.storage.database import Database
from bot.storage.messages import Message
from bot.storage.models import Ambassador, LogEntry, Outgoing, Person, Presence, Standing, State
from tests.intake.room import BEGIN, OWNER, Guest, Room, datas, room
from tests.kernel.gathering import an_event, settle_in, written
from tests.kernel.test_recruits import appointed, came, newcomers

ASEL, DANA = 1, 2
NAMES = {ASEL: "Asel", DANA: "Dana"}


@pytest.fixture
async def hall(database: str) -> AsyncIterator[Room]:
    async with aclosing(Database(database)) as store:
        await settle_in(store, 3, language="en", university="kaznu", city="almaty", study_year="2")
        async with store.transaction() as session:
            for number, name in NAMES.items():
                await session.execute(update(Person).where(Person.id == number).values(name=name))
    async with room(database) as opened:
        yield opened


@pytest.fixture
async def organizer(hall: Room) -> Guest:
    """An owner, who signed up."""
    async with hall.database.transaction() as session:
        await session.execute(update(Person).where(Person.id == 3).values(telegram_id=OWNER, name="Olga"))
    return Guest(hall, OWNER, "en")


async def standing(hall: Room, number: int) -> Standing | None:
    async with hall.database.reading() as session:
        found = await session.get(Ambassador, number)
        return found.standing if found else None


async def told(hall: Room, number: int) -> dict[str, State]:
    """Where what was written to somebody stands, by kind."""
    async with hall.database.reading() as session:
        rows = await session.execute(select(Outgoing.kind, Outgoing.state).where(Outgoing.chat_id == number))
        return {kind: state for kind, state in rows if kind}


async def test_the_question_says_of_whom_and_an_old_one_appoints_nobody_else(
    hall: Room, organizer: Guest
) -> None:
    await organizer.taps(f"ambs:{ASEL}:appoint")
    assert "Asel" in organizer.card["text"]
    of_asel = [data for data in datas(organizer.card) if ":set:" in data]
    assert len(of_asel) == 3
    await organizer.taps(f"ambs:{DANA}:appoint")
    assert "Dana" in organizer.card["text"]
    for old in of_asel:
        await organizer.taps(old)
        assert "out of date" in organizer.card["text"]
        assert "Dana" in organizer.card["text"], "the question stays"
        assert [await standing(hall, number) for number in NAMES] == [None, None]
    await organizer.taps("continue:bc-amb-day")
    assert "Dana" in organizer.card["text"]
    await organizer.says("24.11.2026")
    assert [await standing(hall, number) for number in NAMES] == [None, Standing.APPOINTED]
    await organizer.taps(of_asel[0])
    assert [await standing(hall, number) for number in NAMES] == [None, Standing.APPOINTED]


async def test_who_is_appointed_meanwhile_is_not_asked_about(hall: Room, organizer: Guest) -> None:
    await appointed(hall.database, "aFirst")
    await organizer.taps(f"ambs:{ASEL}:appoint")
    assert "Ambassador since" in organizer.card["text"]
    assert "When was" not in organizer.card["text"]
    person = await organizer.person()
    assert person is not None
    assert person.dialogs == []


async def test_a_second_tap_on_a_day_shows_who_was_appointed(hall: Room, organizer: Guest) -> None:
    await organizer.taps(f"ambs:{ASEL}:appoint")
    today = datas(organizer.card)[0]
    for _ in range(2):
        await organizer.taps(today)
        assert "Asel" in organizer.card["text"]
        assert "Trained on" in organizer.card["text"]
    guest = Guest(hall, DANA, "en")
    await guest.taps(today)
    assert "Asel" not in guest.card["text"], "for organizers only"


async def test_the_day_of_the_appointment_outlives_a_pause(hall: Room, organizer: Guest) -> None:
    await organizer.taps(f"ambs:{ASEL}:appoint")
    await organizer.taps(datas(organizer.card)[0])
    hall.now += timedelta(days=10)
    await organizer.taps(f"ambs:{ASEL}:suspend")
    assert "paused since Friday, 4 December 2026" in organizer.card["text"]
    await organizer.taps(f"ambs:{ASEL}:reinstate")
    assert "Ambassador since Tuesday, 24 November 2026" in organizer.card["text"]


async def test_without_a_training_somebody_is_appointed_too(hall: Room, organizer: Guest) -> None:
    await organizer.taps(f"ambs:{ASEL}:appoint")
    (none,) = [data for data in datas(organizer.card) if ":set:none" in data]
    await organizer.taps(none)
    assert "No training on record" in organizer.card["text"]
    assert await standing(hall, ASEL) is Standing.APPOINTED


async def test_who_looks_at_somebody_that_never_asked_is_in_the_log(hall: Room, organizer: Guest) -> None:
    await appointed(hall.database, "aFirst")
    for number in (ASEL, DANA):
        await organizer.taps(f"ambs:{number}")
    async with hall.database.reading() as session:
        seen = list(await session.scalars(select(LogEntry.person).where(LogEntry.act == Deed.FOUND)))
    assert seen == [DANA]


async def test_a_day_that_is_typed_locks_nobody_within_a_common_transaction(
    hall: Room, organizer: Guest
) -> None:
    """Of two who wait for each other's rows PostgreSQL would end one."""
    await organizer.taps(f"ambs:{ASEL}:appoint")
    guest = hall.newcomer()
    taken: list[int] = []
    take = hall.intake._take

    async def watched(updates: Any) -> Any:
        errands = await take(updates)
        taken.append(len(updates))
        return errands

    hall.intake._take = watched  # type: ignore[method-assign]
    said = [organizer.update("message", "24.11.2026"), guest.update("message", "/start")]
    answers = await hall.receive(*said)
    assert taken == [1, 1]
    assert {answer["chat_id"] for answer in answers if "chat_id" in answer} >= {OWNER, guest.id}
    assert await standing(hall, ASEL) is Standing.APPOINTED


async def looked_at(hall: Room, kind: str, chat_id: int) -> list[dict[str, Any] | None]:
    """What the messages of a kind that wait are made of when they are sent; None for nothing."""
    async with hall.database.reading() as session:
        rows = select(Outgoing).where(Outgoing.kind == kind, Outgoing.chat_id == chat_id)
        messages = [
            Message(
                row.id, chat_id, row.lane, row.method, row.body or {}, None, 0, BEGIN, claimed=True, kind=kind
            )
            for row in await session.scalars(rows.order_by(Outgoing.id))
        ]
        return [*(await relevance.look(session, messages, hall.now)).values()]


async def test_the_last_decision_of_a_night_is_told(hall: Room, organizer: Guest) -> None:
    await organizer.taps(f"ambs:{ASEL}:appoint")
    await organizer.taps(datas(organizer.card)[0])
    told = []
    for act in ("suspend", "reinstate", "suspend"):
        await organizer.taps(f"ambs:{ASEL}:{act}")
        looked = await looked_at(hall, ambassadors.DECIDED, ASEL)
        assert looked[:-1] == [None] * (len(looked) - 1)
        told.append((looked[-1] or {}).get("deed"))
    assert told == [Deed.AMBASSADOR_SUSPENDED, Deed.AMBASSADOR_REINSTATED, Deed.AMBASSADOR_SUSPENDED]


async def test_thanks_for_a_tick_that_was_undone_come_with_the_next_one(hall: Room) -> None:
    store = hall.database
    await appointed(store, "aFirst")
    await an_event(store, None)
    await newcomers(store, range(100, 101), "aFirst", registered_at=BEGIN)

    async def ticked(presence: Presence | None) -> list[dict[str, Any] | None]:
        await came(store, range(100, 101), presence)
        await schedule.see_to_recruits(store, hall.now)
        return await looked_at(hall, recruits.THANKS, ASEL)

    thanks = {"step": 1, "next": 5}
    assert await ticked(Presence.CAME) == [thanks]
    assert await ticked(None) == [None], "nobody has come"
    await skipped(hall)
    assert await ticked(Presence.CAME) == [thanks], "now somebody has"
    assert await told(hall, ASEL) == {recruits.THANKS: State.WAITING}
    await ticked(None)
    await ticked(Presence.CAME)
    assert await written(store, recruits.THANKS) == [(ASEL, "recruits:1:1")]


async def test_thanks_that_were_not_sent_come_for_fewer_people_or_again(hall: Room) -> None:
    store = hall.database
    await appointed(store, "aFirst")
    await an_event(store, None)
    everyone, one, none = range(100, 105), range(100, 101), range(0)
    await newcomers(store, everyone, "aFirst", registered_at=BEGIN)

    async def come(numbers: range, *, look: bool = True) -> None:
        await came(store, everyone, None)
        await came(store, numbers)
        if look:
            await schedule.see_to_recruits(store, hall.now)

    await come(everyone)
    await come(everyone[:4], look=False)
    assert await looked_at(hall, recruits.THANKS, ASEL) == [None]
    await skipped(hall)
    await schedule.see_to_recruits(store, hall.now)
    assert [key for _, key in await written(store, recruits.THANKS)] == ["recruits:1:5", "recruits:1:1"]
    assert await looked_at(hall, recruits.THANKS, ASEL) == [None, {"step": 1, "next": 5}]
    await come(none, look=False)
    await skipped(hall)
    await come(one, look=False)
    await schedule.see_to_recruits(store, hall.now)
    assert await looked_at(hall, recruits.THANKS, ASEL) == [None, {"step": 1, "next": 5}]
    assert (await told(hall, ASEL))[recruits.THANKS] is State.WAITING


async def test_a_request_made_again_after_midnight_is_told_once(hall: Room, organizer: Guest) -> None:
    hall.now = BEGIN.replace(hour=18, minute=58)  # in Kazakhstan two minutes to midnight
    asel = Guest(hall, ASEL, "en")
    for _ in range(2):
        await asel.taps("amb:ask")
        await asel.taps("amb:back")
    hall.now += timedelta(minutes=5)
    await asel.taps("amb:ask")
    looked = await looked_at(hall, ambassadors.ASKED, OWNER)
    assert [of is not None for of in looked] == [False, True]


async def test_the_statistics_stand_when_who_read_a_goal_is_erased(hall: Room, organizer: Guest) -> None:
    dana = Guest(hall, DANA, "en")
    await dana.taps("goal:1")
    await dana.taps("erase:yes")
    await organizer.taps("num")
    assert "Opened the bot" in organizer.card["text"], organizer.card["text"]


async def skipped(hall: Room) -> None:
    """What the delivery makes of messages that are not true any more."""
    async with hall.database.transaction() as session:
        await session.execute(update(Outgoing).values(state=State.SKIPPED))


async def test_a_request_taken_back_by_night_and_made_again_reaches_the_organizers(
    hall: Room, organizer: Guest
) -> None:
    asel = Guest(hall, ASEL, "en")
    await asel.taps("amb:ask")
    await asel.taps("amb:back")
    assert await looked_at(hall, ambassadors.ASKED, OWNER) == [None]
    await skipped(hall)
    hall.now += timedelta(hours=2)
    await asel.taps("amb:ask")
    assert (await told(hall, OWNER))[ambassadors.ASKED] is State.WAITING
    (asked,) = await looked_at(hall, ambassadors.ASKED, OWNER)
    assert asked is not None
    assert asked["person"] == ASEL


async def test_who_takes_back_what_they_asked_again_stays_declined(hall: Room, organizer: Guest) -> None:
    asel = Guest(hall, ASEL, "en")
    await asel.taps("amb:ask")
    await organizer.taps(f"ambs:{ASEL}:decline")
    hall.now += ambassadors.AGAIN - timedelta(hours=10)  # the day that was named has begun
    await asel.taps("amb:ask")
    assert await standing(hall, ASEL) is Standing.ASKED
    await asel.taps("amb:back")
    assert await standing(hall, ASEL) is Standing.DECLINED
    await organizer.taps(f"ambs:{ASEL}")
    assert "declined" in organizer.card["text"]
