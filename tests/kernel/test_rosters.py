"""Who came, below the chat: marked by two at once, undone after the thanks, found by name."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.services import attendance, rosters, thanking
from bot.services.attendance import Marked, Nobody, NotYet
from bot.storage import rosters as storage
from bot.storage.database import Database
from bot.storage.models import Answer, Outgoing, Participation, Person, Presence
from tests.kernel.gathering import STARTS, an_event, answers, hold, settle_in, written

DOORS = STARTS - timedelta(minutes=30)
OVER = STARTS + timedelta(hours=2)
LATER = OVER + timedelta(days=3)


async def gathered(store: Database, names: dict[str, Answer]) -> int:
    """An event with these people, numbered from 1."""
    await settle_in(store, len(names))
    number = await an_event(store, None, credit=120)
    async with store.transaction() as session:
        for person_id, (name, answer) in enumerate(names.items(), 1):
            person = await session.get(Person, person_id)
            assert person is not None
            person.name = name
            row = Participation(event_id=number, person_id=person_id, answer=answer, answered_at=STARTS)
            session.add(row)
    return number


async def marks(
    store: Database, number: int, person: int, presence: Presence | None, now: datetime = DOORS
) -> attendance.Outcome:
    async with store.transaction() as session:
        return await attendance.mark(session, await hold(session, number), person, presence, now)


async def after_at(store: Database, number: int) -> datetime | None:
    async with store.transaction() as session:
        return (await hold(session, number)).after_at


async def follows(store: Database, number: int, now: datetime) -> None:
    async with store.transaction() as session:
        assert not await thanking.follow(session, await hold(session, number), now)


async def told(store: Database, kind: str) -> list[tuple[int, int]]:
    """Who was told of how many minutes."""
    async with store.reading() as session:
        rows = select(Outgoing.chat_id, Outgoing.body).where(Outgoing.kind == kind).order_by(Outgoing.id)
        return [(chat_id, body["minutes"]) for chat_id, body in await session.execute(rows)]


async def test_two_organizers_tick_at_once_and_each_tick_is_done_once(store: Database) -> None:
    number = await gathered(store, {f"Nr {n}": Answer.GOING for n in range(1, 21)})
    everybody = range(1, 21)
    ticked = await asyncio.gather(
        *(marks(store, number, n, Presence.CAME) for n in everybody),
        *(marks(store, number, n, Presence.CAME, DOORS + timedelta(minutes=1)) for n in reversed(everybody)),
    )
    assert [outcome for outcome in ticked if outcome == Marked(new=True)] == [Marked(new=True)] * 20
    async with store.reading() as session:
        assert (await storage.counts(session, number))["came"] == 20
    against = await asyncio.gather(
        *(marks(store, number, n, None) for n in everybody),
        *(marks(store, number, n, Presence.EXCUSED) for n in everybody),
        *(marks(store, number, n, Presence.CAME) for n in everybody),
    )
    assert all(isinstance(outcome, Marked) for outcome in against)
    for row in (await answers(store)).values():
        assert (row.came_at is not None) is (row.presence is Presence.CAME)
        assert row.answer is Answer.GOING


async def test_marks_want_an_open_door_and_somebody_on_the_list(store: Database) -> None:
    number = await gathered(store, {"Ali": Answer.GOING})
    early = STARTS - timedelta(minutes=61)
    assert await marks(store, number, 1, Presence.CAME, early) == NotYet()
    assert await marks(store, number, 2, Presence.CAME) == Nobody()
    assert await marks(store, number, 1, Presence.CAME) == Marked(new=True)


async def test_what_is_undone_or_changed_after_the_thanks_is_told_when_it_rests(store: Database) -> None:
    number = await gathered(store, {"Ali": Answer.GOING, "Dana": Answer.GOING, "Emma": Answer.NO})
    for person in (1, 2):
        await marks(store, number, person, Presence.CAME)
    async with store.transaction() as session:
        (await hold(session, number)).after_at = thanking.thanks_at(OVER)
    await follows(store, number, LATER)
    assert await told(store, thanking.THANKS) == [(1, 120), (2, 120)]
    assert await after_at(store, number) is None
    assert await marks(store, number, 1, None, LATER) == Marked(new=True, thanked=True)
    assert await after_at(store, number) == LATER + thanking.REST
    assert await marks(store, number, 1, None, LATER + timedelta(minutes=1)) == Marked(new=False)
    async with store.transaction() as session:
        event = await hold(session, number)
        assert await attendance.credit(session, event, 1, 60, LATER) == Nobody()
        assert await attendance.credit(session, event, 2, 90, LATER) == Marked(new=True, thanked=True)
        assert await attendance.mark(session, event, 3, Presence.CAME, LATER) == Marked(
            new=True, thanked=True
        )
    await follows(store, number, LATER + thanking.REST)
    assert await told(store, thanking.CREDITED) == [(1, 0), (2, 90)]
    assert (await written(store, thanking.THANKS))[2:] == [(3, f"e{number}:thanks:3")]
    async with store.transaction() as session:
        event = await hold(session, number)
        assert attendance.credit_all(event, 180, LATER + timedelta(hours=1)) == Marked(new=True, thanked=True)
        assert await attendance.mark_rest(session, event, LATER) == 1
    await follows(store, number, LATER + timedelta(hours=2))
    assert (await told(store, thanking.CREDITED))[2:] == [(3, 180)], (
        "2 has hours of their own, 1 did not come"
    )


async def test_who_is_left_did_not_come_once_it_is_over(store: Database) -> None:
    number = await gathered(store, {f"Nr {n}": answer for n, answer in enumerate(Answer)})
    people = {answer: n for n, answer in enumerate(Answer, 1)}
    async with store.transaction() as session:
        event = await hold(session, number)
        assert await attendance.mark_rest(session, event, OVER - timedelta(minutes=1)) is None
        assert (await storage.counts(session, number))["unmarked"] == 2
        assert await attendance.mark_rest(session, event, OVER) == 2
        assert await attendance.mark_rest(session, event, OVER) == 0
    absent = {person for person, row in (await answers(store)).items() if row.presence is Presence.ABSENT}
    assert absent == {people[Answer.GOING], people[Answer.WALK_IN]}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("қали", ["Әсем Қалиева"]),
        ("калиева асем", ["Әсем Қалиева"]),
        ("Asem", ["Әсем Қалиева"]),
        ("JOSE", ["José Ёлкин"]),
        ("елк", ["José Ёлкин"]),
        ("%", []),
        ("=", []),
        ("а", ["Anna", "Әсем Қалиева"]),
    ],
)
async def test_a_name_is_found_in_any_letters(store: Database, typed: str, found: list[str]) -> None:
    names = {"Әсем Қалиева": Answer.GOING, "José Ёлкин": Answer.NO, "Anna": Answer.WAITING, "=1+1": Answer.NO}
    number = await gathered(store, names)
    async with store.reading() as session:
        people, more = await rosters.find(session, number, typed)
    assert [one.name for one in people] == found
    assert not more


async def test_pages_go_by_the_alphabet_of_kazakhstan(store: Database) -> None:
    names = ["Zoe", "anna", "Яна", "Ұлан", "Уалихан", "Қанат", "Камила", "Лола", "Ёлка", "Ерлан", "Жан", "Ә"]
    number = await gathered(store, dict.fromkeys(names, Answer.GOING))
    async with store.reading() as session:
        first = await rosters.page(session, number, "going", 0)
        beyond = await rosters.page(session, number, "going", 99)
    assert [one.name for one in first.people] == [
        *("anna", "Zoe", "Ә", "Ерлан", "Ёлка", "Жан", "Камила", "Қанат", "Лола", "Уалихан")
    ]
    assert (beyond.number, beyond.last, beyond.first) == (1, 1, 11)
    assert [one.name for one in beyond.people] == ["Ұлан", "Яна"]
