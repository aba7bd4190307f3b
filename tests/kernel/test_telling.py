"""Who hears of a change or a cancellation: exactly those it concerns, once, of what is new to them."""

import asyncio
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select

from bot import schedule
from bot.handlers.pushes import Pushes
from bot.services import events, people, reminders, seats, telling
from bot.services.barring import BARRED
from bot.services.telling import CANCELLED, CHANGED
from bot.storage import people as storage
from bot.storage.database import Database
from bot.storage.models import Answer, Event, Outgoing, Person, State
from tests.kernel.gathering import (
    NOON,
    STARTS,
    TITLES,
    an_event,
    answers,
    changes,
    declines,
    goes,
    hold,
    settle_in,
    written,
)
from tests.kernel.outbox import Wire, delivering, settled

LATER: Final = STARTS + timedelta(hours=3)
NIGHT: Final = NOON + timedelta(hours=10)  # ten in the evening
MORNING: Final = NOON + timedelta(hours=21)


async def clock_comes_to(store: Database, now: datetime) -> None:
    await schedule.see_to_events(store, lambda: now)


async def told(store: Database, kind: str = CHANGED) -> list[int]:
    return [chat_id for chat_id, _ in await written(store, kind)]


async def gathered(store: Database) -> int:
    """One goes, one is offered a seat, one waits, one may come, one does not; the sixth has said nothing."""
    await settle_in(store, 6)
    number = await an_event(store, 2)
    for telegram_id in (1, 5, 2, 3):
        await goes(store, number, telegram_id)
    await declines(store, number, 4, Answer.MAYBE)
    await declines(store, number, 5)
    return number


async def delivered(store: Database, now: datetime) -> list[str]:
    """What arrives that tells of changes and cancellations."""
    wire = Wire()
    async with delivering(store, wire, now, render=Pushes("volunteer_bot")):
        await settled(store)
    return wire.sent


async def test_a_change_reaches_those_it_concerns_when_it_has_come_to_rest(store: Database) -> None:
    number = await gathered(store)
    await changes(store, number, NOON, starts_at=LATER, ends_at=LATER + timedelta(hours=2))
    await changes(store, number, NOON + timedelta(minutes=2), place="Abay 2")
    await clock_comes_to(store, NOON + timedelta(minutes=4))
    assert await told(store) == [], "another change may follow"
    await goes(store, number, 6, NOON + timedelta(minutes=4))
    for _ in range(2):
        await clock_comes_to(store, NOON + timedelta(minutes=5))
    assert await told(store) == [1, 2, 3, 4], "who answered after it saw it"
    texts = await delivered(store, NOON + timedelta(minutes=5))
    mine = next(text for text in texts if "Сіз тізімдесіз. Қатысасыз ба?" in text)
    assert "15:00 – 17:00" in mine
    assert "12:00 – 14:00" in mine, "and what was before"
    assert "Abay 2" in mine
    await changes(store, number, NOON + timedelta(hours=1), contact="@new")
    await clock_comes_to(store, NOON + timedelta(hours=2))
    assert await told(store) == [1, 2, 3, 4, 1, 2, 3, 4, 6], "the next one is told anew"


async def test_what_is_taken_back_or_is_no_news_is_not_told(store: Database) -> None:
    number = await gathered(store)
    await changes(store, number, NOON, place="Abay 2")
    await changes(store, number, NOON, place="Abay 1", capacity=7, goal=3)
    await clock_comes_to(store, NOON + timedelta(hours=1))
    assert await told(store) == []
    await changes(store, number, NOON + timedelta(hours=2), titles={**TITLES, "ru": "Новый парк"})
    await clock_comes_to(store, NOON + timedelta(hours=3))
    assert await told(store) == [], "who reads Kazakh sees nothing new"


async def test_who_answered_between_two_changes_hears_of_the_second_alone(store: Database) -> None:
    number = await gathered(store)
    await changes(store, number, NOON, starts_at=LATER)
    await goes(store, number, 6, NOON + timedelta(minutes=1))
    await changes(store, number, NOON + timedelta(minutes=2), starts_at=STARTS)
    await clock_comes_to(store, NOON + timedelta(minutes=6))
    assert await told(store) == [6], "for whom it is news that it is as it was"
    (text,) = (text for text in await delivered(store, NOON + timedelta(minutes=6)) if "Бұрын:" in text)
    assert text.index("12:00 – 14:00") < text.index("15:00 – 17:00")
    await changes(store, number, NOON + timedelta(hours=1), place="Abay 2")
    await clock_comes_to(store, NOON + timedelta(hours=2))
    assert await told(store) == [6, 1, 2, 3, 4, 6]


async def test_late_in_the_evening_it_is_told_before_the_night(store: Database) -> None:
    number = await gathered(store)
    evening = NIGHT.replace(hour=15, minute=58)
    await changes(store, number, evening, place="Abay 2")
    await clock_comes_to(store, evening)
    assert await told(store) == [1, 2, 3, 4]


async def test_by_night_it_waits_for_the_morning_unless_it_is_urgent(store: Database) -> None:
    number = await gathered(store)
    await changes(store, number, NIGHT, place="Abay 2")
    await clock_comes_to(store, MORNING - timedelta(minutes=1))
    assert await told(store) == []
    async with store.transaction() as session:
        assert telling.at_once(await hold(session, number), NIGHT)
    await clock_comes_to(store, NIGHT)
    assert await told(store) == [1, 2, 3, 4]
    async with store.transaction() as session:
        for telegram_id in (1, 2, 3):
            person = await storage.find(session, telegram_id)
            assert person is not None
            people.stop(person, NIGHT)
    wire = Wire()
    async with delivering(store, wire, NIGHT, render=Pushes("volunteer_bot")):
        async with asyncio.timeout(10):
            while len(wire.sent) < 2:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.3)
    assert len(wire.sent) == 2, "who has a seat hears it by night, though they stopped all messages"
    async with store.reading() as session:
        rows = select(Outgoing.chat_id, Outgoing.state).where(Outgoing.kind == CHANGED)
        found = {chat_id: state for chat_id, state in await session.execute(rows)}  # noqa: C416
    assert found[1] is found[2] is State.SENT
    assert found[3] is State.SKIPPED
    assert found[4] is State.WAITING


async def test_a_cancellation_reaches_them_too_and_ends_what_was_on_the_way(store: Database) -> None:
    number = await gathered(store)
    await changes(store, number, NOON, place="Abay 2")
    await clock_comes_to(store, NOON + timedelta(minutes=5))
    async with store.transaction() as session:
        assert events.cancel(await hold(session, number), NOON + timedelta(minutes=6))
    await clock_comes_to(store, NOON + timedelta(minutes=6))
    assert await told(store, CANCELLED) == [1, 2, 3, 4]
    texts = await delivered(store, NOON + timedelta(minutes=6))
    assert len(texts) == 4, "neither the change nor the offer is news any more"
    assert all("Бұл іс-шара өтпейді" in text for text in texts)
    await clock_comes_to(store, STARTS + timedelta(days=1))
    assert (await answers(store))[2].answer is Answer.OFFERED, "nor does an offer run out"


async def test_who_gives_up_meanwhile_hears_nothing_any_more(store: Database) -> None:
    number = await gathered(store)
    await changes(store, number, NOON, place="Abay 2")
    await clock_comes_to(store, NOON + timedelta(minutes=5))
    await declines(store, number, 1, now=NOON + timedelta(minutes=5))
    await goes(store, number, 2, NOON + timedelta(minutes=5))
    await delivered(store, NOON + timedelta(minutes=5))
    async with store.reading() as session:
        rows = select(Outgoing.chat_id, Outgoing.kind).where(Outgoing.state == State.SKIPPED)
        skipped = {(chat_id, kind) for chat_id, kind in await session.execute(rows)}
    assert skipped == {(1, CHANGED), (2, seats.OFFERED)}, "who took the seat is not offered it"


async def test_what_becomes_one_for_adults_ends_the_places_of_who_is_younger(store: Database) -> None:
    await settle_in(store, 3)
    async with store.transaction() as session:
        young = await storage.find(session, 1)
        assert young is not None
        young.age_band = "16-17"
    number = await an_event(store, 1)
    for telegram_id in (1, 2, 3):
        await goes(store, number, telegram_id)
    await changes(store, number, NOON, adults=True)
    became = await answers(store)
    assert [became[n].answer for n in (1, 2, 3)] == [Answer.NO, Answer.OFFERED, Answer.WAITING]
    await clock_comes_to(store, NOON + timedelta(minutes=5))
    assert await told(store, BARRED) == [1]
    assert await told(store) == [2, 3]


async def test_an_offer_ends_when_an_event_that_moved_begins(store: Database) -> None:
    number = await gathered(store)
    soon = NOON + timedelta(hours=5)
    await changes(store, number, NOON, starts_at=soon, ends_at=soon + timedelta(hours=1))
    assert (await answers(store))[2].until == soon


async def test_nobody_hears_of_a_draft(store: Database) -> None:
    async with store.transaction() as session:
        draft = await events.begin(session, Person(id=1), NOON)
        fields: dict[str, Any] = {"starts_at": STARTS, "place": "Abay 1", "adults": True}
        await events.change(session, draft, NOON, **fields)
        number = draft.id
    await clock_comes_to(store, NOON + timedelta(hours=1))
    async with store.reading() as session:
        event = await session.get(Event, number)
        assert event is not None
        assert (event.tell_at, event.known, event.changes) == (None, None, 0)
        assert reminders.next_at(event, NOON) is None
