"""Partners under pressure: one name for one organization, one digest for each manager and Monday."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot import schedule
from bot.i18n import ALMATY
from bot.roles import Role
from bot.services import arrivals, digests, organizations, staff
from bot.services.leaving import erase
from bot.services.pushes import OWN
from bot.storage import organizations as storage
from bot.storage import people
from bot.storage import staff as staff_storage
from bot.storage.database import Database
from bot.storage.models import Person
from tests import rows
from tests.kernel.outbox import NOW
from tests.stories import partner_desks as desks

MONDAY = datetime(2026, 11, 30, 10, tzinfo=ALMATY)
WEEK = timedelta(weeks=1)
BATTLES = 5


async def settle_in(store: Database, telegram_id: int, role: Role, organization: int | None = None) -> Person:
    async with store.transaction() as session:
        person = (await people.meet(session, [telegram_id], NOW))[telegram_id]
        person.role, person.role_at, person.organization_id = role, NOW, organization
    return person


async def test_of_two_who_take_one_name_at_once_one_gets_it(store: Database, database: str) -> None:
    organizer = await settle_in(store, 1, Role.ORGANIZER)

    async def add(name: str) -> bool:
        async with store.transaction() as session:
            return await organizations.add(session, organizer, name, NOW) is not None

    async def rename(number: int, name: str) -> bool:
        async with store.transaction() as session:
            found = await storage.find(session, number)
            assert found is not None
            return await organizations.rename(session, organizer, found, name, NOW)

    for n in range(BATTLES):
        assert sorted(await asyncio.gather(*(add(f"{name} {n}") for name in ("Жас", "ЖАС")))) == [False, True]
    found = await rows.select(database, "SELECT id FROM organizations ORDER BY id LIMIT 2")
    one, other = (number for (number,) in found)
    for n in range(BATTLES):
        tries = (rename(one, f"Қыран {n}"), rename(other, f"ҚЫРАН {n}"), add(f"қыран {n}"))
        assert sorted(await asyncio.gather(*tries)) == [False, False, True]
    assert await add("ﷺ" * 64), "one letter may become eighteen"
    names = [name for (name,) in await rows.select(database, "SELECT name FROM organizations")]
    assert len({organizations.folded(name) for name in names}) == len(names)


async def test_what_an_invitation_does_for_whom(store: Database) -> None:
    organizer = await settle_in(store, 1, Role.ORGANIZER)
    leaving = await settle_in(store, 2, Role.ORGANIZER)
    async with store.transaction() as session:
        for name in ("AIESEC", "VSO"):
            assert await organizations.add(session, organizer, name, NOW)
        own, other = [one.id for one in await storage.listed(session, offset=0, limit=2)]
    chats = iter(range(3, 99))

    async def accepted(
        *, to: int | None, is_: Role = Role.STUDENT, of: int | None = None, after: float = 1, **more: Any
    ) -> tuple[staff.Outcome, int, int | None]:
        person = await settle_in(store, next(chats), is_, of)
        async with store.transaction() as session:
            session.add(person)
            person.suspended_at = NOW if more.get("suspended") else None
            by = leaving if more.get("leaving") else organizer
            digest = arrivals.digest((await staff.invite(session, by, NOW, organization_id=to))[1:])
            if more.get("leaving"):
                session.add(leaving)
                await erase(session, leaving, NOW)
            if more.get("used"):
                assert await staff_storage.use(session, digest, 1, NOW)
            role = Role.STUDENT if more.get("suspended") else is_
            outcome = await staff.accept(session, person, role, digest, NOW + timedelta(hours=after))
            return outcome, person.role, person.organization_id

    by = organizer.id
    manager, wrong = Role.PARTNER, staff.Invalid()
    joined = staff.Joined(manager, by, own)
    assert await accepted(to=own) == (joined, manager, own)
    assert await accepted(to=own, after=23.99) == (joined, manager, own)
    assert await accepted(to=own, after=24) == (wrong, 0, None)
    assert await accepted(to=own, used=True) == (wrong, 0, None)
    assert await accepted(to=own, leaving=True) == (wrong, 0, None), "who made it is erased"
    assert await accepted(to=own, is_=manager, of=own) == (staff.Already(), manager, own)
    assert await accepted(to=own, is_=manager, of=other) == (staff.Elsewhere(other), manager, other)
    assert await accepted(to=own, is_=manager, of=other, used=True) == (wrong, manager, other)
    assert await accepted(to=other, is_=manager, of=own, suspended=True) == (wrong, manager, own)
    assert await accepted(to=own, is_=Role.ORGANIZER) == (staff.Already(), Role.ORGANIZER, None)
    made = staff.Joined(Role.ORGANIZER, by)
    assert await accepted(to=None, is_=manager, of=own) == (made, Role.ORGANIZER, None)


async def digested(database: str) -> list[tuple[str, int | None, int]]:
    found = await rows.select(
        database, "SELECT key, topic, chat_id FROM outbox WHERE kind = 'digest' ORDER BY key"
    )
    return [(key, topic, chat) for key, topic, chat in found]


async def test_each_manager_gets_one_a_week_however_often_it_is_planned(
    store: Database, database: str
) -> None:
    await settle_in(store, 1, Role.ORGANIZER)
    managers = [await settle_in(store, chat, Role.PARTNER, 1) for chat in (2, 3)]
    away = await settle_in(store, 4, Role.PARTNER, 1)
    async with store.transaction() as session:
        away.suspended_at = NOW
        session.add(away)

    async def plan(at: datetime) -> int:
        return await schedule.tell_managers(store, lambda: at)

    assert await plan(MONDAY) == 0, "nothing is planned"
    await desks.store(database, desks.event(1, MONDAY + timedelta(days=6, hours=13)))
    assert await plan(MONDAY - timedelta(seconds=1)) == 0
    assert sorted(await asyncio.gather(*(plan(MONDAY) for _ in range(3)))) == [0, 0, 2]
    assert await plan(MONDAY + timedelta(hours=10, minutes=59)) == 0, "each has it already"
    keys = sorted(f"digest:2026-11-30:{manager.id}" for manager in managers)
    assert [(key, topic) for key, topic, _ in await digested(database)] == [(key, OWN) for key in keys]
    assert await plan(MONDAY + WEEK) == 0, "it is over"
    await desks.store(database, desks.event(2, MONDAY + WEEK + timedelta(days=6, hours=14)))
    assert await plan(MONDAY + WEEK) == 0, "it is of the week after"
    assert await plan(MONDAY + 2 * WEEK + timedelta(hours=11)) == 0
    await desks.store(database, desks.event(3, MONDAY + 2 * WEEK + timedelta(hours=9)))
    assert await plan(MONDAY + 2 * WEEK + timedelta(hours=10)) == 2, "after an outage"


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (MONDAY - timedelta(seconds=1), None),
        (MONDAY, MONDAY.date()),
        (MONDAY + timedelta(hours=10, minutes=59), MONDAY.date()),
        (MONDAY + timedelta(hours=11), None),
        (MONDAY + timedelta(days=1), None),
    ],
)
def test_it_is_written_on_mondays_from_ten_to_nine_in_the_evening(at: datetime, day: object) -> None:
    assert digests.monday(at) == day


async def test_the_schedule_looks_once_a_monday_and_again_where_it_could_not(
    store: Database, database: str
) -> None:
    await settle_in(store, 2, Role.PARTNER, 1)
    await desks.store(database, desks.event(1, MONDAY + timedelta(days=1)))
    at, heard = [MONDAY - timedelta(seconds=1)], []
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(schedule.run(store, lambda: at[0], lambda: heard.append(at[0])))
        await asyncio.sleep(0.6)
        assert await digested(database) == []
        at[0] = MONDAY
        while not heard:
            await asyncio.sleep(0.05)
        assert len(await digested(database)) == 1
        await settle_in(store, 3, Role.PARTNER, 1)
        await asyncio.sleep(0.6)
        assert len(await digested(database)) == 1
        running.cancel()
