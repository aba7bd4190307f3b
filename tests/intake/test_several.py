"""Two processes' intakes on one database, and one person's updates at both: one at a time, each once."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack

from sqlalchemy import select

from bot.storage.models import Outgoing
from tests.intake.room import Guest, Room, room
from tests.stories.walks import JOURNEY

PEOPLE = 10


async def both(rooms: list[Room], guests: list[Guest], act: dict[str, str]) -> None:
    """Everyone does the same at once; every update comes to both rooms."""
    updates = [
        {"update_id": next(guest.room.updates), **guest.update(*next(iter(act.items())))} for guest in guests
    ]
    async with asyncio.TaskGroup() as tasks:
        for hall in rooms:
            for update in updates:
                tasks.create_task(hall.intake.receive([update]))
            tasks.create_task(hall.intake.receive(updates))


async def test_everyone_signs_up_once_though_all_comes_to_two(database: str) -> None:
    async with AsyncExitStack() as stack:
        rooms = [await stack.enter_async_context(room(database)) for _ in range(2)]
        guests = [rooms[0].newcomer() for _ in range(PEOPLE)]
        await both(rooms, guests, {"message": "/start"})
        for _, act, _ in JOURNEY:
            text = act.startswith("=")
            await both(rooms, guests, {"message" if text else "callback_query": act[text:] or "Anna Li"})
        for guest in guests:
            person = await guest.person()
            assert person is not None
            assert (person.name, person.university, person.study_year) == ("Anna Li", "satbayev", "2")
            assert person.registered_at is not None
        async with rooms[0].database.reading() as session:
            said = Counter(await session.scalars(select(Outgoing.chat_id)))
        assert set(said.values()) == {len(JOURNEY) + 2}, "one answer to each update, and one offer in the end"


async def test_what_one_person_does_at_two_at_once_is_all_done(database: str) -> None:
    """Toggles of one list: a lost update would lose one of them."""
    async with AsyncExitStack() as stack:
        rooms = [await stack.enter_async_context(room(database)) for _ in range(2)]
        guest = rooms[0].newcomer()
        await guest.says("/start")
        for _, act, _ in JOURNEY[:6]:
            await guest.does(
                {"message": act[1:] or "Anna Li"} if act.startswith("=") else {"callback_query": act}
            )
        async with asyncio.TaskGroup() as tasks:
            for n in range(1, 10):
                update = guest.update("callback_query", f"f:signup:interests:set:on-{n}")
                numbered = {"update_id": next(guest.room.updates), **update}
                tasks.create_task(rooms[n % 2].intake.receive([numbered]))
        (dialog,) = (await guest.remembered())["dialogs"]
        assert dialog["step"] == "interests"
        assert dialog["partial"] == 0b111111111, dialog
