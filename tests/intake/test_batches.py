"""Several updates of one person in one transaction: the later ones see what the earlier ones did."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.storage.models import Outgoing, Person
from tests.intake.places import go
from tests.intake.room import Guest, Room, room

LIVE = {"location": {"latitude": 43.2, "longitude": 76.9, "live_period": 900}, "edit_date": 1}
SERVICE = {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}}


async def rows(hall: Room, guest: Guest) -> list[str]:
    """What the tables hold of this person."""
    async with hall.database.reading() as session:
        people = (await session.scalars(select(Person).where(Person.telegram_id == guest.id))).all()
        sent = (await session.scalars(select(Outgoing).where(Outgoing.chat_id == guest.id))).all()
    return [*("person" for _ in people), *("traceless" if row.traceless else "kept" for row in sent)]


@pytest.mark.parametrize(
    "after",
    [
        [],
        [{"edited_message": LIVE}],
        [{"message": SERVICE}],
        [{"callback_query": "erase:yes"}],
        [{"my_chat_member": "kicked"}],
    ],
    ids=["nothing", "moving on a map", "a service message", "a second tap", "blocking"],
)
async def test_of_the_erased_nothing_is_kept_whatever_comes_with_it(
    database: str, after: list[dict[str, Any]]
) -> None:
    async with room(database) as hall:
        guest = hall.newcomer()
        await go(guest, "home")
        await guest.does({"message": "/help"}, {"callback_query": "erase:yes"}, *after)
        assert set(await rows(hall, guest)) == {"traceless"}, "messages under way, and no person"
        for nothing in ({"edited_message": LIVE}, {"message": SERVICE}):
            await guest.does(nothing)
        assert set(await rows(hall, guest)) == {"traceless"}, "who says nothing is not written down"


async def test_who_goes_on_after_erasing_is_someone_new(database: str) -> None:
    async with room(database) as hall:
        guest = hall.newcomer()
        await go(guest, "home")
        await guest.does({"callback_query": "erase:yes"}, {"message": "/start"})
        person = await guest.person()
    assert person is not None
    assert (person.name, person.language, person.registered_at) == (None, None, None)


async def test_the_language_holds_from_the_next_update_on(database: str) -> None:
    async with room(database) as hall:
        guest = hall.newcomer("en")
        await go(guest, "home")
        answers = await guest.does({"callback_query": "language:ru"}, {"message": "/help"})
        assert "Для чего этот бот" in answers[-1]["text"]


async def test_of_several_menus_for_a_chat_only_the_last_is_set(database: str) -> None:
    async with room(database) as hall:
        guest = hall.newcomer()
        await go(guest, "home")
        await guest.does({"message": "/start"}, {"callback_query": "language:ru"}, {"message": "/start"})
        assert [errand.method for errand in hall.errands].count("setMyCommands") == 1
        await guest.does({"message": "/start"}, {"callback_query": "erase:yes"})
        menus = [errand.method for errand in hall.errands if errand.method.endswith("MyCommands")]
        assert menus == ["deleteMyCommands"]


async def test_numbers_of_rows_that_are_gone_are_never_given_again(database: str) -> None:
    """Whoever still holds such a number, as the delivery does, must not mean another row by it."""
    async with room(database) as hall:
        numbers: list[tuple[int, list[int]]] = []
        for _ in range(3):
            guest = hall.newcomer()
            await guest.says("/start")
            async with hall.database.reading() as session:
                person = await session.scalar(select(Person.id).where(Person.telegram_id == guest.id))
                sent = await session.scalars(select(Outgoing.id).where(Outgoing.chat_id == guest.id))
                assert person is not None
                numbers.append((person, list(sent)))
            await guest.taps("erase:yes")
    people = [person for person, _ in numbers]
    messages = [number for _, sent in numbers for number in sent]
    assert len(set(people)) == len(people)
    assert len(set(messages)) == len(messages)
