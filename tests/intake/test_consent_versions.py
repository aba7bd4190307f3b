"""A new consent text asks everyone again: those who had signed up, and those whom an older program knew."""

from typing import Any

from bot.services import consents
from tests.intake.places import go
from tests.intake.room import Guest, Room, datas, room


async def set_back(guest: Guest, **values: Any) -> None:
    """Makes the person's row one of an earlier time."""
    person = await guest.person()
    assert person is not None
    async with guest.room.database.transaction() as session:
        session.add(person)
        for name, value in values.items():
            setattr(person, name, value)


def asks_consent(guest: Guest) -> bool:
    return f"consent:yes:{consents.VERSION}:18+" in datas(guest.card)


async def test_who_had_signed_up_is_asked_before_anything_else_and_loses_nothing(database: str) -> None:
    async with room(database) as hall:
        guest = hall.newcomer()
        await go(guest, "edit name")
        await set_back(guest, consent_version=consents.VERSION - 1)
        for act in (guest.says("Mallory"), guest.says("/me"), guest.says("/notifications")):
            await act
            assert asks_consent(guest)
        for data in ("f:edit-name:name:set:suggested", "profile:city", "notify:off:1", "continue:edit-name"):
            await guest.taps(data)
            assert asks_consent(guest), data
        await guest.taps(f"consent:yes:{consents.VERSION - 1}:18+")
        assert asks_consent(guest), "the old text is no longer on offer"
        await guest.taps(f"consent:yes:{consents.VERSION}:18+")
        assert "continue:edit-name" in datas(guest.card), "the form that was left waits"
        person = await guest.person()
    assert person is not None
    assert (person.name, person.university, person.muted) == ("Αλίκη", "kaznu", 0)


async def test_whom_an_older_program_knew_by_name_is_not_asked_for_it_again(database: str) -> None:
    async with room(database) as hall:
        guest = hall.newcomer()
        await go(guest, "consent")
        await set_back(guest, consent_version=1, consented_at=hall.now, name="Emma")
        await guest.says("/start")
        assert asks_consent(guest)
        await guest.taps(f"consent:yes:{consents.VERSION}:18+")
        assert "<i>2 of 5</i>" in guest.card["text"]


async def answers_of(hall: Room, guest: Guest) -> dict[str, Any]:
    person = await guest.person()
    assert person is not None
    return {name: value for row in person.dialogs for name, value in row.answers.items()}


async def test_who_was_half_way_goes_on_there(database: str) -> None:
    async with room(database) as hall:
        guest = hall.newcomer()
        await go(guest, "interests")
        before = await answers_of(hall, guest)
        await set_back(guest, consent_version=consents.VERSION - 1)
        await guest.says("anything")
        assert asks_consent(guest)
        await guest.taps(f"consent:yes:{consents.VERSION}:16-17")
        assert "<i>4 of 5</i>" in guest.card["text"]
        assert await answers_of(hall, guest) == before
