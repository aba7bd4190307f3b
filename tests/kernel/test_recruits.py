"""Who is brought by links: two at once have one owner, bursts are told once, thanks come once each."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import select

from bot import schedule
from bot.handlers.pushes import Pushes
from bot.roles import Role
from bot.services import recruits, relevance, weekly
from bot.storage import figures
from bot.storage.database import Database
from bot.storage.messages import Message, Receiver
from bot.storage.models import (
    Ambassador,
    Answer,
    Lane,
    Outgoing,
    Participation,
    Person,
    Presence,
    Source,
    Standing,
    WeeklyGoal,
)
from tests.intake.room import BEGIN, Guest, Room, room
from tests.kernel.gathering import an_event, settle_in, written

OWNER: Final = 3


async def appointed(store: Database, *codes: str, standing: Standing = Standing.APPOINTED) -> None:
    """People of the numbers from 1 on, with these links."""
    async with store.transaction() as session:
        for number, code in enumerate(codes, 1):
            session.add(Ambassador(person_id=number, code=code, standing=standing, listed=False, thanked=0))


async def newcomers(store: Database, numbers: range, code: str, **values: Any) -> None:
    """People of these numbers who came by a link at this hour, one a minute."""
    async with store.transaction() as session:
        for n, number in enumerate(numbers):
            at = BEGIN + timedelta(minutes=n)
            known = {"created_at": at, "seen_at": at, "source": code, "source_at": at}
            session.add(
                Person(id=number, telegram_id=number, source_until=at + timedelta(days=30), **known | values)
            )


async def came(store: Database, numbers: range, presence: Presence | None = Presence.CAME) -> None:
    """What an organizer marks of people at the event."""
    at = BEGIN if presence is Presence.CAME else None
    async with store.transaction() as session:
        for number in numbers:
            of = {"person_id": number, "event_id": 1, "answer": Answer.GOING, "answered_at": BEGIN}
            await session.merge(Participation(**of, presence=presence, came_at=at))


async def register(store: Database, numbers: range) -> None:
    async with store.transaction() as session:
        for number in numbers:
            person = await session.get(Person, number)
            assert person is not None
            person.registered_at = BEGIN


async def looks(store: Database, at: Any = BEGIN + timedelta(minutes=45)) -> None:
    """The schedule, in two processes at once."""
    await asyncio.gather(*(schedule.see_to_recruits(store, at, [OWNER]) for _ in range(2)))


async def test_two_links_opened_at_once_in_two_processes_have_one_owner(
    store: Database, database: str
) -> None:
    await settle_in(store, 2)
    await appointed(store, "aFirst", "aSecond")
    people = 64
    async with room(database) as one, room(database) as other:

        async def open_all(hall: Room, code: str, guests: Iterable[int]) -> None:
            said = [(n, Guest(hall, 9_000_000 + n, "en").update("message", f"/start {code}")) for n in guests]
            first = 1 if hall is one else 1_000
            await hall.intake.receive([{"update_id": first + n, **update} for n, update in said])

        for at in range(0, people, 8):
            guests = range(at, at + 8)
            await asyncio.gather(
                open_all(one, "aFirst", guests), open_all(other, "aSecond", reversed(guests))
            )
    async with store.reading() as session:
        found = await figures.by(session, "source", stages=["opened"])
    owned = {code: n for (_, code), n in found.items() if code}
    assert sum(owned.values()) == people
    assert set(owned) <= {"aFirst", "aSecond"}


async def test_a_burst_is_told_to_each_organizer_once_a_day_with_the_facts(store: Database) -> None:
    await settle_in(store, 5, name="Asel")
    await appointed(store, "aFirst")
    roles = {2: Role.ORGANIZER, 4: Role.PARTNER, 5: Role.ORGANIZER}
    async with store.transaction() as session:
        session.add(Source(code="sPoster", name="Poster", folded="poster", created_at=BEGIN))
        for number, role in roles.items():
            person = await session.get(Person, number)
            assert person is not None
            person.role, person.suspended_at = role, BEGIN if number == 5 else None
    await newcomers(store, range(100, 103), "aFirst", source_at=BEGIN - timedelta(days=3))
    await newcomers(store, range(200, 229), "aFirst")
    await newcomers(store, range(300, 305), "sPoster", consented_at=BEGIN)
    await looks(store)
    assert await written(store, recruits.BURST) == [], "29 are none"
    await newcomers(store, range(400, 401), "aFirst", consented_at=BEGIN, registered_at=BEGIN)
    await looks(store)
    await looks(store)
    day = f"{BEGIN:%Y-%m-%d}"
    assert await written(store, recruits.BURST) == [
        (2, f"burst:aFirst:{day}:2"),
        (OWNER, f"burst:aFirst:{day}:{OWNER}"),
    ]
    async with store.reading() as session:
        (told, *_) = await session.scalars(select(Outgoing.body).where(Outgoing.kind == recruits.BURST))
    facts = {"name": None, "owner": 1, "people": 30, "consented": 1, "registered": 1, "usually": 3}
    assert {name: told[name] for name in facts} == facts
    for language, said in (
        ("kk", "елшінің сілтемесі"),
        ("ru", "Ссылка амбассадора"),
        ("en", "The link of an ambassador"),
    ):
        made = Pushes("some_bot")(recruits.BURST, told, None, Receiver(language, 6, 0, False, False))
        assert said.lower() in made["text"].lower()
    await register(store, range(200, 210))
    async with store.reading() as session:
        message = Message(
            1, 2, Lane.REMINDER, "sendMessage", told, None, 0, BEGIN, claimed=True, kind=recruits.BURST
        )
        looked = await relevance.look(session, [message], BEGIN)
    assert looked == {1: {**told, "consented": 1, "registered": 11}}, "how far they are when it is told"
    assert told["last"] == (BEGIN + timedelta(minutes=28)).isoformat()
    await looks(store, BEGIN + timedelta(minutes=100))
    assert len(await written(store, recruits.BURST)) == 2
    async with store.reading() as session:
        counted = await figures.by(session, "source", stages=["opened"])
    assert counted["opened", "aFirst"] == 33, "everybody counts"


async def test_thanks_come_at_1_5_20_and_50_once_each_whatever_is_unticked(store: Database) -> None:
    await settle_in(store, 2)
    await appointed(store, "aFirst", "aSecond")
    await an_event(store, None)
    people = range(100, 160)
    await newcomers(store, people, "aFirst", registered_at=BEGIN)
    steps = []
    for count in (0, 1, 2, 4, 5, 19, 20, 49, 50, 60):
        await came(store, people[:count])
        await looks(store)
        steps.append([key for _, key in await written(store, recruits.THANKS)][-1:])
        if count == 20:
            await came(store, people[:count], None)
            await looks(store)
    told = [f"recruits:1:{step}" for step in (1, 5, 20, 50)]
    assert await written(store, recruits.THANKS) == [(1, key) for key in told]
    assert [bool(step) for step in steps] == [False, *[True] * 9]
    made = Pushes("some_bot")(recruits.THANKS, {"step": 5, "next": 20}, None, None)
    assert "20" in made["text"]


async def test_several_steps_at_once_are_one_thanks_and_a_paused_link_has_none(store: Database) -> None:
    await settle_in(store, 2)
    await appointed(store, "aFirst")
    await an_event(store, None)
    await newcomers(store, range(100, 106), "aFirst", registered_at=BEGIN)
    await came(store, range(100, 106))
    async with store.transaction() as session:
        (ambassador,) = await session.scalars(select(Ambassador))
        ambassador.standing = Standing.SUSPENDED
    await looks(store)
    assert await written(store, recruits.THANKS) == []
    async with store.transaction() as session:
        (ambassador,) = await session.scalars(select(Ambassador))
        ambassador.standing = Standing.APPOINTED
    await looks(store)
    assert await written(store, recruits.THANKS) == [(1, "recruits:1:5")]


async def test_who_signed_up_too_late_brings_no_thanks(store: Database) -> None:
    await settle_in(store, 1)
    await appointed(store, "aFirst")
    await an_event(store, None)
    await newcomers(store, range(100, 101), "aFirst", registered_at=BEGIN + timedelta(days=31))
    await came(store, range(100, 101))
    await looks(store)
    assert await written(store, recruits.THANKS) == []


async def test_the_goal_of_the_week_is_passed_on_with_the_code_of_who_got_it(store: Database) -> None:
    await settle_in(store, 2)
    async with store.transaction() as session:
        for number, code in ((1, "aFirst"), (2, None)):
            person = await session.get(Person, number)
            assert person is not None
            person.code = code
            session.add(WeeklyGoal(person_id=number, slot=weekly.USUAL, goal=0, due_at=BEGIN))
    async with store.transaction() as session:
        await weekly.plan(session, BEGIN)
    async with store.reading() as session:
        written = await session.execute(select(Outgoing.chat_id, Outgoing.body))
    shared = {}
    for chat_id, body in written:
        made = Pushes("some_bot")(weekly.KIND, body, None, None)
        buttons = [button for row in made["reply_markup"]["inline_keyboard"] for button in row]
        (shared[chat_id],) = [button["url"] for button in buttons if "url" in button]
    assert "start%3Dg1-aFirst&" in shared[1]
    assert "start%3Dg1&" in shared[2]


async def test_a_thousand_starts_through_two_hundred_links_are_counted_exactly(
    store: Database, database: str
) -> None:
    """Ten times as many are in the benchmarks."""
    codes, dice = [f"a{n:08}" for n in range(200)], Random(9)
    await settle_in(store, len(codes))
    await appointed(store, *codes)
    starts = [dice.choice(codes) for _ in range(1000)]
    async with room(database) as hall:
        for at in range(0, len(starts), 32):
            await hall.receive(
                *(hall.newcomer().update("message", f"/start {code}") for code in starts[at : at + 32])
            )
        async with store.reading() as session:
            found = await figures.by(session, "source", stages=["opened"])
    assert {code: n for (_, code), n in found.items() if code} == Counter(starts)
