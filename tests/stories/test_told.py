"""What participants are told unasked: that an event changed, is near, or is cancelled."""

import pytest

from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import staffed
from tests.stories.event_desks import in_days
from tests.stories.test_events import TITLES, an_event, gets, opens
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

# A change, what was before, whether one still comes, yes, soon, cancelled, other events, coming.
SAID = {
    "kk": (
        "Өзгеріс бар",
        "Бұрын: Алматы, Abay",
        "Қатысасыз ба?",
        "Иә, барамын",
        "Ұмытпаңыз",
        "Бұл іс-шара өтпейді",
        "Басқа іс-шаралар",
        "Барамын",
    ),
    "ru": (
        "Есть изменения",
        "Было: Алматы, Abay",
        "Вы придёте?",
        "Да, приду",
        "Не забудьте",
        "Это мероприятие не состоится",
        "Другие мероприятия",
        "Приду",
    ),
    "en": (
        "Something has changed",
        "Before: Almaty, Abay",
        "Are you still coming?",
        "Yes, I am coming",
        "Do not forget",
        "This event will not take place",
        "Other events",
        "I am coming",
    ),
}


@pytest.mark.parametrize("language", SAID)
async def test_a_change_is_told_and_accepted_reminders_come_and_the_cancellation(
    join: Join, database: str, clock: Clock, language: str
) -> None:
    changed, before, asked, yes, soon, off, others, go = SAID[language]
    clock.comes_to(0, 10)
    organizer, student = await staffed(join), await signed_up(join, language=language)
    number = await an_event(database, clock)
    await opens(student, number)
    await student.taps(go)
    organizer.says("/newevent")
    card = await organizer.sees("Draft of an event")
    await organizer.presses(card, f"ev:{number}:place")
    organizer.says("Satpayev 7 <back door>")
    await organizer.sees("A public event", "People: 1")
    assert await organizer.taps("Tell them now") == "They are being told."
    card = await gets(student, changed)
    assert before in (card.text or "")
    assert "Satpayev 7 <back door>" in (card.text or "")
    await student.presses(card, f"e:{number}:go")
    await student.sees(TITLES[language], "Satpayev 7 <back door>")
    clock.comes_to(2, 12, 1)
    card = await gets(student, asked)
    assert yes in student.labels(card)
    await student.presses(card, f"e:{number}:go")
    clock.comes_to(3, 10, 1)
    await gets(student, soon)
    organizer.says("/newevent")
    card = await organizer.sees("Draft of an event")
    await organizer.presses(card, f"ev:{number}:cancel")
    await organizer.taps("Yes, cancel the event")
    card = await gets(student, off)
    await student.presses(card, "events:all:0")
    assert others in student.labels(card)


async def test_by_night_an_organizer_is_asked_twice_before_people_are_woken(
    join: Join, database: str, clock: Clock
) -> None:
    clock.comes_to(0, 10)
    organizer, student = await staffed(join), await signed_up(join)
    number = await an_event(database, clock)
    await opens(student, number)
    await student.taps("I am coming")
    clock.comes_to(0, 23)
    organizer.says("/newevent")
    draft = await organizer.sees("Draft of an event")
    await organizer.presses(draft, f"ev:{number}:tell")
    await organizer.sees("A public event")
    await organizer.presses(draft, f"ev:{number}:cancel")
    await organizer.sees("people are told at 09:00")
    await organizer.taps("Cancel, and tell them at once")
    await organizer.sees("Tell them at night?")
    assert await rows.select(database, "SELECT phase FROM events WHERE id = 1") == [("public",)]
    await organizer.taps("Yes, tell them now")
    await organizer.sees("A cancelled event")
    await gets(student, "This event will not take place")


async def test_one_that_becomes_for_adults_is_asked_about_and_who_is_younger_is_told(
    join: Join, database: str, clock: Clock
) -> None:
    clock.comes_to(0, 10)
    student = await signed_up(join, language="ru")
    await rows.change(database, "UPDATE people SET age_band = '16-17'")
    organizer = await staffed(join)
    number = await an_event(database, clock)
    await opens(student, number)
    await student.taps("Приду")
    organizer.says("/newevent")
    card = await organizer.sees("Draft of an event")
    await organizer.presses(card, f"ev:{number}:adults:on")
    await organizer.sees("Only for people of 18 and older?", "1 younger person")
    await organizer.taps("Yes, from now on")
    await organizer.sees("A public event", "Only for people of 18 and older")
    await gets(student, "Ваше место освобождено")


async def test_a_change_of_time_by_the_form_moves_the_reminder(
    join: Join, database: str, clock: Clock
) -> None:
    clock.comes_to(0, 10)
    organizer, student = await staffed(join), await signed_up(join)
    number = await an_event(database, clock)
    await opens(student, number)
    await student.taps("I am coming")
    organizer.says("/newevent")
    card = await organizer.sees("Draft of an event")
    await organizer.presses(card, f"ev:{number}:when")
    organizer.says(in_days(clock, 8, "15:00"))
    organizer.says("16:00")
    await organizer.sees("15:00 – 16:00", "hear of the change")
    clock.comes_to(2, 12, 1)
    card = await gets(student, "15:00 – 16:00")
    assert "Before:" in (card.text or "")
    clock.moves(days=5)
    clock.comes_to(1, 15, 1)
    await gets(student, "Are you still coming?")
