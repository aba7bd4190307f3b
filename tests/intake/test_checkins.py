"""Codes of the door that are forged, old, guessed, shared, of another event, or full of junk."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.i18n import LANGUAGES
from bot.services import checkins as services
from bot.services import consents
from bot.storage import people
from bot.storage.models import Event, Participation, Phase, Presence
from tests.intake.conftest import Stage
from tests.intake.places import go
from tests.intake.room import Guest, Room, labels

SECRET = b"secret"  # of the room's campaign
WRONG = "This code is not valid"
HERE = "You are checked in: "


async def doors(room: Room, **values: Any) -> int:
    """An event that begins in half an hour."""
    starts_at = room.now + timedelta(minutes=30)
    fields = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), "phase": Phase.PUBLIC}
    said = dict.fromkeys(LANGUAGES, "Ομάδα")
    async with room.database.transaction() as session:
        event = Event(author=1, created_at=room.now, changed_at=room.now, titles=said, texts=said)
        event.city, event.place, event.contact, event.credit = "almaty", "–", "–", 90
        for name, value in {**fields, **values}.items():
            setattr(event, name, value)
        session.add(event)
        await session.flush()
        return event.id


async def change(room: Room, number: int, **values: Any) -> None:
    async with room.database.transaction() as session:
        event = await session.get(Event, number)
        for name, value in values.items():
            setattr(event, name, value)


async def member(room: Room) -> Guest:
    guest = room.newcomer()
    await go(guest, "home")
    return guest


def link(room: Room, number: int, at: datetime | None = None) -> str:
    return f"/start {services.payload(SECRET, number, services.minute(at or room.now))}"


def digits(room: Room, number: int, at: datetime | None = None) -> str:
    return services.digits(SECRET, number, services.minute(at or room.now))


def other(room: Room, *numbers: int) -> str:
    """Four digits that open none of these doors, nor will in the next minutes."""
    now = services.minute(room.now)
    right = {services.digits(SECRET, n, now + m) for n in numbers for m in range(-1, 10)}
    return next(f"{n:04}" for n in range(10_000) if f"{n:04}" not in right)


async def came(guest: Guest, number: int) -> datetime | None:
    person = await guest.person()
    assert person is not None
    async with guest.room.database.reading() as session:
        row = await session.get(Participation, (person.id, number))
    return row.came_at if row is not None and row.presence is Presence.CAME else None


async def says(guest: Guest, text: str) -> str:
    return str((await guest.says(text))[-1]["text"])


def test_forged_old_and_other_codes_check_nobody_in(stage: Stage) -> None:
    async def story() -> None:
        room = stage.room
        number, another = await doors(room), await doors(room, phase=Phase.DRAFT)
        guest = await member(room)
        minute = timedelta(minutes=1)
        right = link(room, number)
        token = right.partition("-")[2]
        for text in (
            link(room, number, room.now - 2 * minute),
            link(room, number, room.now + 2 * minute),
            f"/start c{another}-{token}",  # of another event
            link(room, another),  # of a draft
            f"/start c9999-{token}",
            f"/start c{number}-{token}A",
            f"/start c{number}-{token[:-1]}",
            f"/start c{number}-{token.swapcase()}",
            "/start c----------",
            f"/start c0{number}-{token}",
        ):
            assert WRONG in await says(guest, text), text
            assert await came(guest, number) is None
            room.now += minute / 3
            right = link(room, number)
            token = right.partition("-")[2]
        assert HERE in await says(guest, right)
        before = await came(guest, number)
        room.now += minute
        assert "already" in await says(guest, right), "the last one is still valid"
        assert await came(guest, number) == before

    stage.run(story())


def test_proofs_are_said_by_no_link(stage: Stage) -> None:
    async def story() -> None:
        number = await doors(stage.room)
        guest = stage.room.newcomer()
        event = Event(id=number)
        await guest.says(f"/start {services.proof(event, stage.room.now)}")
        person = await guest.person()
        assert person is None or person.arrival is None

    stage.run(story())


def test_after_five_wrong_guesses_digits_are_not_looked_at_but_the_qr_code_is(stage: Stage) -> None:
    async def story() -> None:
        room = stage.room
        number = await doors(room)
        guest, friend = await member(room), await member(room)
        began = room.now
        known = await doors(room)
        for _ in range(services.GUESSES - 1):
            assert WRONG in await says(guest, other(room, number, known))
        assert HERE in await says(guest, digits(room, known)), "which makes up for nothing"
        room.now += services.LOCK - timedelta(minutes=5)
        assert WRONG in await says(guest, other(room, number, known))
        assert "Too many wrong codes" in await says(guest, digits(room, number))
        assert await came(guest, number) is None
        assert HERE in await says(friend, digits(room, number)), "others are not locked out"
        assert HERE in await says(guest, link(room, number))
        late = await doors(room, starts_at=began, ends_at=began + timedelta(hours=3))
        room.now = began + services.LOCK + timedelta(seconds=30)
        assert "Too many wrong codes" in await says(guest, digits(room, late)), "an hour from the last"
        room.now += services.LOCK - timedelta(minutes=5)
        assert HERE in await says(guest, f"\n {' '.join(digits(room, late))}.\t")

    stage.run(story())


def test_a_code_that_is_passed_on_counts_for_who_uses_it_and_not_for_long(stage: Stage) -> None:
    async def story() -> None:
        room = stage.room
        number = await doors(room)
        first, second, third = [await member(room) for _ in range(3)]
        shot = link(room, number)
        assert HERE in await says(first, shot)
        assert HERE in await says(second, shot)
        room.now += timedelta(minutes=2)
        assert WRONG in await says(third, shot)
        assert await came(third, number) is None

    stage.run(story())


def test_what_waited_for_us_is_judged_by_when_it_was_sent(stage: Stage) -> None:
    async def story() -> None:
        room = stage.room
        number = await doors(room)
        guest = await member(room)
        sent = room.now
        update = guest.update("message", link(room, number))
        room.now += timedelta(minutes=7)
        (answer,) = await room.receive(update)
        assert HERE in answer["text"]
        at = await came(guest, number)
        assert at is not None
        assert abs(at - sent) < timedelta(seconds=2)

    stage.run(story())


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"phase": Phase.CANCELLED}, "This event does not take place"),
        ({"starts_at": timedelta(days=1), "ends_at": timedelta(days=1, hours=2)}, "You can check in from"),
        ({"ends_at": timedelta()}, "Check-in is over"),
        ({"adults": True}, HERE),
    ],
)
def test_what_has_changed_since_the_code_was_shown(stage: Stage, values: dict[str, Any], said: str) -> None:
    async def story() -> None:
        room = stage.room
        number = await doors(room)
        guest = await member(room)
        code = link(room, number)
        moved = {
            name: room.now + value if isinstance(value, timedelta) else value
            for name, value in values.items()
        }
        await change(room, number, **moved)
        assert said in await says(guest, code)
        assert bool(await came(guest, number)) is (said == HERE)

    stage.run(story())


def test_who_is_too_young_is_refused_kindly_at_once_and_after_signing_up(stage: Stage) -> None:
    async def story() -> None:
        room = stage.room
        number = await doors(room, adults=True)
        guest, walk_in = await member(room), room.newcomer()
        async with room.database.transaction() as session:
            person = await people.find(session, guest.id)
            assert person is not None
            person.age_band = "16-17"
        assert "is for people aged 18 and over" in await says(guest, digits(room, number))
        assert "We have noted that you are here" in await says(walk_in, link(room, number))
        await walk_in.taps("language:en")
        answers = await walk_in.taps(f"consent:yes:{consents.VERSION}:16-17")
        assert any("is for people aged 18 and over" in str(answer.get("text")) for answer in answers)
        for step in ("f:signup:name:set:suggested", "f:signup:university:set:kaznu"):
            await walk_in.taps(step)
        for step in ("f:signup:study_year:set:2", "f:signup:interests:set:done-256"):
            await walk_in.taps(step)
        answers = await walk_in.taps("f:signup:review:set:yes")
        assert not any("18 and over" in str(answer.get("text")) for answer in answers), "it was said"
        for one in (guest, walk_in):
            assert await came(one, number) is None

    stage.run(story())


def test_digits_go_to_the_door_before_consent_and_while_signing_up_but_not_in_other_forms(
    stage: Stage,
) -> None:
    async def story() -> None:
        room = stage.room
        room.now += timedelta(days=3)
        guest = await member(room)
        assert "I did not understand that" in await says(guest, "1234"), "no doors are open"
        signing_up = room.newcomer()
        await go(signing_up, "university")
        await signing_up.says("1234")
        number = await doors(room)
        wrong, right = other(room, number), digits(room, number)
        early = room.newcomer()
        assert WRONG in await says(early, wrong)
        assert "We have noted that you are here" in await says(early, right)
        assert WRONG in await says(signing_up, wrong)
        noted = await says(signing_up, right)
        assert "We have noted that you are here" in noted
        assert "Choose your university" in noted or "Where do you study?" in noted, "where they stand"
        await guest.taps("profile:name")
        await guest.says(right)
        assert await came(guest, number) is None, "it answers the question"
        await guest.says("/checkin")
        assert "four digits" in await says(guest, "12 of 34")
        assert WRONG in await says(guest, wrong)
        assert "Are you there?" in guest.card["text"], "the question stays open"
        assert HERE in await says(guest, right)
        assert "I'm here" not in labels(guest.card)
        await change(room, number, phase=Phase.CANCELLED)

    stage.run(story())
