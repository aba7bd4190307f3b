"""What follows an event: told once to whom it concerns, whatever is marked when, whoever looks."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

import pytest

from bot import schedule
from bot.handlers import event_thanks
from bot.i18n import ALMATY
from bot.services import attendance, events, leaving, milestones, praises, thanking
from bot.services.attendance import Marked, Nobody, NotYet
from bot.services.thanking import CREDITED, OVER, THANKS
from bot.storage import hours, people, results
from bot.storage.database import Database
from bot.storage.models import Answer, Event, Milestone, Outgoing, Participation, Person, Presence
from tests.kernel.gathering import (
    NOON,
    STARTS,
    an_event,
    answers,
    changes,
    declines,
    goes,
    hold,
    settle_in,
    written,
)

ENDS: Final = STARTS + timedelta(hours=2)
THANKED: Final = thanking.thanks_at(ENDS)
OWNER: Final = 9


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In Kazakhstan."""
    return datetime(2026, 12, day, hour, minute, tzinfo=ALMATY)


async def clock_comes_to(store: Database, now: datetime) -> None:
    await schedule.see_to_events(store, lambda: now, {OWNER})


async def marks(
    store: Database, number: int, person_id: int, presence: Presence | None, now: datetime
) -> attendance.Outcome:
    async with store.transaction() as session:
        return await attendance.mark(session, await hold(session, number), person_id, presence, now)


async def told(store: Database, kind: str) -> list[int]:
    return [chat_id for chat_id, _ in await written(store, kind)]


async def held(store: Database, people: int, author: int = 1, **values: object) -> int:
    """An event to which so many go, all of whom but the last came."""
    number = await an_event(store, None, credit=90, **values)
    async with store.transaction() as session:
        event = await hold(session, number)
        event.author, event.after_at = author, thanking.next_at(event, NOON)
    starts_at = (await _event(store, number)).starts_at
    assert starts_at is not None
    for one in range(1, people + 1):
        await goes(store, number, one)
    for one in range(1, people):
        assert await marks(store, number, one, Presence.CAME, starts_at) == Marked(new=True)
    return number


async def _event(store: Database, number: int) -> Event:
    async with store.reading() as session:
        event = await session.get(Event, number)
        assert event is not None
        return event


@pytest.mark.parametrize(
    ("ends_at", "morning"),
    [
        (at(5, 18), at(6, 10)),
        (at(5, 23, 59), at(6, 10)),
        (at(6, 2), at(6, 10)),
        (at(6, 7), at(6, 10)),
        (at(6, 7, 1), at(7, 10)),
        (at(6, 9), at(7, 10)),
        (at(6, 11), at(7, 10)),
    ],
)
def test_thanks_go_out_the_next_morning(ends_at: datetime, morning: datetime) -> None:
    assert thanking.thanks_at(ends_at) == morning


async def test_who_came_is_thanked_once_whoever_looks_at_the_clock(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thanking, "BATCH", 2)
    await settle_in(store, 6)
    await held(store, 6)
    await clock_comes_to(store, THANKED - timedelta(seconds=1))
    assert await told(store, THANKS) == []
    await asyncio.gather(*(clock_comes_to(store, THANKED) for _ in range(3)))
    await clock_comes_to(store, THANKED + timedelta(days=1))
    assert await told(store, THANKS) == [1, 2, 3, 4, 5]


async def test_organizers_hear_of_the_end_once(store: Database) -> None:
    await settle_in(store, 9)
    async with store.transaction() as session:
        for number, role in ((7, 20), (8, 10), (6, 10)):
            person = await session.get(Person, number)
            assert person is not None
            person.role, person.organization_id = role, 1 if number == 8 else None
    await held(store, 2, author=7)
    await held(store, 2, author=OWNER)  # who has no role in the database
    await held(store, 2, author=5)  # who is no organizer any more
    await held(store, 0, author=7)  # to which nobody was to come
    for minutes in (-1, 0, 1, 200):
        await clock_comes_to(store, ENDS + timedelta(minutes=minutes))
    assert sorted(await told(store, OVER)) == [7, OWNER]


async def test_what_is_marked_after_the_thanks_is_told_when_it_rests(store: Database) -> None:
    await settle_in(store, 4)
    number = await held(store, 4)
    await clock_comes_to(store, THANKED)
    noon = THANKED + timedelta(hours=2)
    rest = noon + thanking.REST
    assert await marks(store, number, 1, None, noon) == Marked(new=True, thanked=True)
    assert await marks(store, number, 1, Presence.CAME, noon) == Marked(new=True, thanked=True)
    assert await marks(store, number, 1, Presence.CAME, noon) == Marked(new=False)
    assert await marks(store, number, 2, None, noon) == Marked(new=True, thanked=True)
    assert await marks(store, number, 4, Presence.CAME, noon) == Marked(new=True, thanked=True)
    await clock_comes_to(store, rest - timedelta(seconds=1))
    assert (await told(store, CREDITED), await told(store, THANKS)) == ([], [1, 2, 3])
    await clock_comes_to(store, rest)
    assert await told(store, CREDITED) == [2]
    assert await told(store, THANKS) == [1, 2, 3, 4]
    assert await marks(store, number, 2, Presence.CAME, rest) == Marked(new=True, thanked=True)
    async with store.transaction() as session:
        assert await attendance.credit(session, await hold(session, number), 3, 0, rest) == Marked(
            new=True, thanked=True
        )
    await clock_comes_to(store, rest + thanking.REST)
    assert await told(store, CREDITED) == [2, 2, 3]
    async with store.transaction() as session:
        event = await hold(session, number)
        assert attendance.credit_all(event, 120, rest + timedelta(hours=1)) == Marked(new=True, thanked=True)
    await clock_comes_to(store, rest + timedelta(hours=2))
    assert await told(store, CREDITED) == [2, 2, 3, 1, 2, 4]
    async with store.reading() as session:
        totals = await hours.totals(session, [1, 2, 3, 4], rest)
    assert {person: total.minutes for person, total in totals.items()} == {1: 120, 2: 120, 3: 0, 4: 120}


async def test_nobody_is_marked_before_the_doors_open_or_who_is_not_on_the_list(store: Database) -> None:
    await settle_in(store, 3)
    number = await held(store, 2)
    early = STARTS - timedelta(hours=1, seconds=1)
    assert await marks(store, number, 1, Presence.ABSENT, early) == NotYet()
    assert await marks(store, number, 3, Presence.CAME, STARTS) == Nobody()
    async with store.transaction() as session:
        event = await hold(session, number)
        assert await attendance.mark_rest(session, event, ENDS - timedelta(seconds=1)) is None
        assert await attendance.mark_rest(session, event, ENDS) == 1
        assert await attendance.credit(session, event, 2, 60, ENDS) == Nobody()
    assert (await answers(store))[2].presence is Presence.ABSENT


async def test_a_cancelled_event_thanks_nobody_and_a_moved_one_later(store: Database) -> None:
    await settle_in(store, 2)
    cancelled, moved = await held(store, 2), await held(store, 2)
    async with store.transaction() as session:
        assert events.cancel(await hold(session, cancelled), STARTS)
    await changes(store, moved, STARTS, ends_at=ENDS + timedelta(days=1))
    await clock_comes_to(store, THANKED)
    assert await told(store, THANKS) == []
    await clock_comes_to(store, THANKED + timedelta(days=1))
    assert await told(store, THANKS) == [1]
    async with store.reading() as session:
        totals = await hours.totals(session, [1], THANKED + timedelta(days=1))
    assert totals[1].events == 1


async def test_an_event_that_moves_forgets_who_was_there_already(store: Database) -> None:
    await settle_in(store, 3)
    number = await held(store, 3)
    async with store.transaction() as session:
        (person,) = (await people.meet(session, [2], NOON)).values()
        await leaving.erase(session, person, STARTS)
    await changes(store, number, STARTS, starts_at=STARTS + timedelta(minutes=10))
    assert (await answers(store))[1].presence is Presence.CAME, "the doors are still open"
    await changes(store, number, STARTS, starts_at=STARTS + timedelta(days=7))
    assert {row.presence for row in (await answers(store)).values()} == {None}
    await clock_comes_to(store, THANKED + timedelta(days=7))
    assert await told(store, THANKS) == []
    async with store.reading() as session:
        assert await results.turnout(session, number) == (0, 2)


async def test_who_is_erased_counts_on_as_one_who_came(store: Database) -> None:
    await settle_in(store, 5)
    number = await held(store, 5)
    async with store.transaction() as session:
        event = await hold(session, number)
        for person_id, minutes in ((1, None), (2, 30)):
            await attendance.credit(session, event, person_id, minutes, ENDS)
            row = await session.get(Participation, (person_id, number))
            assert row is not None
            row.stars = 4
        left = await session.get(Participation, (3, number))
        assert left is not None
        left.stars, left.presence = 1, Presence.ABSENT
    for telegram_id in (1, 2, 3):
        async with store.transaction() as session:
            (person,) = (await people.meet(session, [telegram_id], NOON)).values()
            await leaving.erase(session, person, ENDS)
    async with store.transaction() as session:
        event = await hold(session, number)
        attendance.credit_all(event, 120, ENDS)
        await session.flush()
        outcome = await results.outcome(session, event)
        assert await results.turnout(session, number) == (3, 2)
    assert outcome == results.Outcome(3, 0, 0, 0, 120 + 30 + 120, 2, 8, 2), "120 each, but for one"


async def test_two_who_thank_one_person_at_once_tell_of_a_milestone_once(store: Database) -> None:
    await settle_in(store, 2)
    for _ in range(2):
        await held(store, 2)

    async def note() -> dict[int, list[str]]:
        async with store.transaction() as session:
            await asyncio.sleep(0.05)
            return await milestones.new(session, [1], THANKED)

    told_of = await asyncio.gather(*(note() for _ in range(4)))
    assert sorted(told_of, key=len) == [{}, {}, {}, {1: ["event-1"]}]


async def test_praise_of_any_thousand_letters_is_kept_once(store: Database) -> None:
    await settle_in(store, 2)
    number = await held(store, 2)
    text = event_thanks._parse_praise("&amp;" * 1_000)
    assert isinstance(text, str)
    for _ in range(2):
        async with store.transaction() as session:
            event = await hold(session, number)
            author, whom = [await session.get(Person, one) for one in (2, 1)]
            assert author is not None
            assert whom is not None
            await praises.give(session, event, whom, author, text, "A", ENDS)
    assert await told(store, praises.KIND) == [1]


async def test_each_milestone_is_told_of_once(store: Database) -> None:
    await settle_in(store, 2)
    for week in range(6):
        starts_at = STARTS + timedelta(weeks=week)
        number = await held(store, 2, starts_at=starts_at)
        async with store.transaction() as session:
            attendance.credit_all(await hold(session, number), 150, starts_at)
        await clock_comes_to(store, thanking.thanks_at(starts_at + timedelta(hours=2)))
    async with store.reading() as session:
        rows = await session.scalars(
            Outgoing.__table__.select()
            .with_only_columns(Outgoing.body)
            .where(Outgoing.kind == THANKS)
            .order_by(Outgoing.id)
        )
        new = [body["new"] for body in rows]
        reached = await session.scalars(Milestone.__table__.select().with_only_columns(Milestone.name))
        assert set(reached) == {"event-1", "event-5", "hours-10"}
    assert new == [["event-1"], [], [], ["hours-10"], ["event-5"], []]


async def test_who_comes_is_offered_nothing_and_keeps_what_was_offered(store: Database) -> None:
    await settle_in(store, 3)
    number = await an_event(store, 1)
    for one in (1, 2, 3):
        await goes(store, number, one)
    door = STARTS - timedelta(minutes=50)
    assert await marks(store, number, 2, Presence.CAME, door) == Marked(new=True)
    await declines(store, number, 1, now=door)
    seated = await answers(store)
    assert {one: row.answer for one, row in seated.items()} == {
        1: Answer.NO,
        2: Answer.WAITING,
        3: Answer.OFFERED,
    }
    assert await marks(store, number, 3, Presence.CAME, door) == Marked(new=True)
    for minutes in (0, 30, 60):
        await clock_comes_to(store, STARTS + timedelta(minutes=minutes))
    assert (await answers(store))[3].answer is Answer.OFFERED
    assert await marks(store, number, 3, None, STARTS + timedelta(hours=1)) == Marked(new=True)
    await clock_comes_to(store, STARTS + timedelta(hours=1))
    assert (await answers(store))[3].answer is Answer.LAPSED
