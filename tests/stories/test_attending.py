"""An organizer looks who comes to an event, and writes to some of them."""

import pytest

from bot.demo.telegram import Telegram
from bot.storage.database import Database
from bot.storage.models import Answer, Participation, Person
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import staffed
from tests.stories.student import words
from tests.stories.test_events import TITLES, an_event, gets
from tests.stories.test_inviting import at_desk
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

# Who comes, going, may come, waiting, not coming, nobody; to write, to whom, one matches.
SAID = {
    "kk": (
        "Кім барады",
        "Баратындар",
        "Баруы мүмкін",
        "Күту тізімінде",
        "Бармайтындар",
        "Бұл тізімде ешкім жоқ.",
        "Қатысушыларға жазу",
        "Кімге жазасыз?",
        "Аудиторияда 1 адам бар",
    ),
    "ru": (
        "Кто придёт",
        "Придут",
        "Возможно, придут",
        "В листе ожидания",
        "Не придут",
        "В этом списке никого нет.",
        "Написать участникам",
        "Кому написать?",
        "Подходит 1 человек",
    ),
    "en": (
        "Who comes",
        "Going",
        "May come",
        "On the waiting list",
        "Do not come",
        "Nobody is on this list.",
        "Write to participants",
        "To whom do you want to write?",
        "1 person matches",
    ),
}


async def crowd(url: str, clock: Clock, number: int, people: int) -> None:
    """So many who wait, from the last to the first."""
    store = Database(url)
    try:
        async with store.transaction() as session:
            for n in range(people):
                now = clock()
                person = Person(telegram_id=n + 1, created_at=now, seen_at=now, name=f"<Nr {people - n}>")
                session.add(person)
                await session.flush()
                row = Participation(event_id=number, person_id=person.id, answer=Answer.WAITING)
                row.answered_at, row.line = now, people - n
                session.add(row)
    finally:
        await store.aclose()


@pytest.mark.parametrize("language", SAID)
async def test_who_comes_is_looked_at_and_written_to(
    join: Join, database: str, clock: Clock, telegram: Telegram, language: str
) -> None:
    clock.comes_to(1, 12)
    who, going, maybe, waiting, declined, nobody, write, to_whom, one = SAID[language]
    number = await an_event(database, clock, capacity=1)
    organizer = await staffed(join, language=language)
    goes = await signed_up(join, "Ali <3")
    waits = await signed_up(join, "Dana")
    declines = await signed_up(join, "Emma")
    for student, answer in ((goes, "go"), (waits, "go"), (declines, "no")):
        await student.presses(await student.sees(""), f"e:{number}:{answer}")
    await at_desk(organizer, number)
    await organizer.taps(who)
    card = await organizer.sees(TITLES[language], f"{going}: 1", "1. Ali <3")
    assert f"{waiting} · 1" in organizer.labels(card)
    await organizer.taps(f"{waiting} · 1")
    await organizer.sees(f"{waiting}: 1", "1. Dana")
    await organizer.taps(f"{declined} · 1")
    await organizer.sees(f"{declined}: 1", "1. Emma")
    await organizer.taps(f"{maybe} · 0")
    await organizer.sees(f"{maybe}: 0", nobody)
    await at_desk(organizer, number)
    await organizer.taps(write)
    await organizer.sees(to_whom, TITLES[language])
    await organizer.taps(f"{waiting} · 1")
    draft = await organizer.sees(f"{TITLES[language]}: {waiting}")
    await organizer.presses(draft, "bc:1:to")
    await organizer.sees(f"{TITLES[language]}: {waiting}", one)
    await organizer.presses(draft, "bc:1:text:en")
    organizer.says("Bring a friend")
    await organizer.sees("Bring a friend")
    await organizer.presses(await organizer.sees("Bring a friend"), "bc:1:send")
    await organizer.presses(await organizer.sees("1"), "bc:1:go:3:1")
    copy = await gets(waits, "Bring a friend")
    assert waits.labels(copy)
    for other in (goes, declines):
        assert not [m for m in telegram.messages(other.id) if "Bring a friend" in words(m)]


async def test_a_thousand_wait_in_pages_in_their_line(join: Join, database: str, clock: Clock) -> None:
    number = await an_event(database, clock)
    organizer = await staffed(join)
    await crowd(database, clock, number, 1_000)
    await at_desk(organizer, number)
    card = await organizer.sees("On the waiting list: 1,000")
    await organizer.taps("Who comes")
    await organizer.taps("On the waiting list · 1,000")
    first = await organizer.sees("1. <Nr 1>", "10. <Nr 10>")
    assert "‹ 0" not in organizer.labels(first)
    await organizer.taps("2 ›")
    await organizer.sees("11. <Nr 11>", "20. <Nr 20>")
    for page in (99, 100, 9_999):  # the last, and those beyond
        await organizer.presses(card, f"ev:{number}:who:waiting:{page}")
        await organizer.sees("991. <Nr 991>", "1000. <Nr 1000>")
    await rows.change(database, "UPDATE events SET phase = 'draft', author = 1")
    assert await organizer.presses(card, f"ev:{number}:who") is not None


async def test_an_audience_by_what_people_did(join: Join, database: str, clock: Clock) -> None:
    clock.comes_to(1, 12)
    number = await an_event(database, clock)
    organizer = await staffed(join)
    student = await signed_up(join, "Ali")
    await student.presses(await student.sees(""), f"e:{number}:go")
    clock.moves(days=4)
    await at_desk(organizer, number)
    await organizer.taps("Who came")
    await organizer.taps("Ali")
    await organizer.sees("Going: 1", "Thanks have gone out")
    await at_desk(organizer, number)
    await organizer.taps("Write to participants")
    card = await organizer.sees("To whom do you want to write?")
    for _ in range(2):
        await organizer.presses(card, f"ev:{number}:write:going")
    await organizer.sees("Draft of a broadcast", "Clean <park>: Going")
    await organizer.taps("Audience")
    await organizer.sees("Clean <park>: Going", "1 person matches")
    assert await rows.select(database, "SELECT count(*) FROM broadcasts") == [(1,)]
    await organizer.taps("Participants")
    await organizer.taps("Did not come")
    await organizer.sees("Participants: Clean <park>", "0 people match")
    await organizer.taps("Came")
    await organizer.sees("Participants: Clean <park>", "1 person matches")
    await organizer.taps("Does not matter")
    await organizer.sees("3 people match")
    await organizer.taps("Back to the audience")
    await organizer.taps("Events")
    await organizer.sees("What did they do about events?", "3 people match")
    await organizer.taps("went to an event")
    await organizer.sees("1 person matches")
    await organizer.taps("never came to one")
    await organizer.sees("3 people match")
    await organizer.taps("✅ went to an event")
    await organizer.sees("2 people match")
    await organizer.taps("Back to the audience")
    await organizer.sees("Events: never came to one", "2 people match")
