"""Organizers and their events: from nothing to public, changed, cancelled and copied."""

import pytest

from bot.demo.telegram import Telegram
from tests import rows
from tests.stories.conftest import OWNER, Clock
from tests.stories.desks import staffed
from tests.stories.event_desks import SAID, composed, in_days, published
from tests.stories.student import Student, words
from tests.stories.test_events import an_event
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

OUT_OF_DATE = "That button is out of date. Let's continue from here."


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_an_event_is_made_from_nothing_and_a_student_sees_it(
    join: Join, clock: Clock, database: str, language: str
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join, language=language)
    student = await signed_up(join, "Ali", language=language)
    title, text = SAID[language]
    await published(organizer, clock, language)
    student.says("/events")
    await student.taps(title)
    await student.sees(title, text, "15:00", "18:00", "Abay street 1", "Dana, +7 701 123 45 67")
    acts = await rows.select(database, "SELECT act, about FROM log WHERE act LIKE 'event%'")
    assert [act for act, _ in acts] == ["event-published"]


async def test_what_is_missing_is_listed_and_times_that_do_not_work_are_refused(
    join: Join, clock: Clock
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    organizer.says("/newevent")
    card = await organizer.sees(
        "Draft of an event", "no date and time", "no city", "no place", "nobody to ask"
    )
    assert "Make it public…" not in organizer.labels(card)
    await organizer.taps("Date and time")
    for typed in ("tomorrow", "10.12", "31.02 10:00", "01.01.2020 10:00"):
        organizer.says(typed)
        await organizer.sees("That time does not work: it has to be in the future", "When does it begin?")
    organizer.says(in_days(clock, 20, "15:00"))
    await organizer.sees("When does it end?", "Begins:", "15:00")
    for typed in ("late", in_days(clock, 10, "10:00"), in_days(clock, 60, "10:00")):
        organizer.says(typed)
        await organizer.sees("it has to be after the beginning", "When does it end?")
    await organizer.taps("Back")
    await organizer.sees("When does it begin?", "Now:")
    organizer.says(in_days(clock, 21, "22:00"))
    await organizer.sees("When does it end?", "22:00")
    organizer.says("02:00")
    await organizer.sees("Draft of an event", "22:00 – ", "02:00")
    clock.moves(days=30)
    organizer.says("/newevent")
    card = await organizer.sees("Draft of an event", "no date and time")
    await organizer.taps("List of events")
    await organizer.sees("List of events")
    await organizer.presses(card, "ev:1")
    await organizer.sees("it would have begun already")


async def test_all_other_parts_and_the_preview_in_each_language(join: Join, clock: Clock) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    organizer.says("/newevent")
    await organizer.sees("Draft of an event")
    assert await organizer.taps("Preview") == "First write a title and a text, and say when it is."
    await composed(organizer, clock)
    await organizer.taps("Map link")
    organizer.says("not a link")
    await organizer.sees("That is not a web address")
    organizer.says("maps.example.kz/1")
    await organizer.sees("Map: https://maps.example.kz/1")
    await organizer.taps("Goal")
    await organizer.sees("Which of the goals does it serve?")
    await organizer.taps("7")
    await organizer.sees("Goal 7")
    await organizer.taps("Volunteer hours")
    await organizer.taps("3")
    await organizer.sees("Volunteer hours: 3")
    await organizer.taps("18+: no")
    await organizer.sees("Only for people of 18 and older")
    await organizer.taps("Seats")
    for typed in ("many", "0", "100001"):
        organizer.says(typed)
        await organizer.sees("Write a number from 1 to 100,000")
    organizer.says("1 500")
    await organizer.sees("Seats: 1,500")
    await organizer.taps("Preview")
    for title, text in SAID.values():
        seen = await organizer.sees(title, text, "Abay street 1")
        assert [button.url for row in seen.rows for button in row] == ["https://maps.example.kz/1"]
    await organizer.taps("Map link")
    await organizer.taps("No link")
    await organizer.sees("Draft of an event")
    await organizer.taps("✅ English")
    await organizer.taps("Another title")
    organizer.says("x" * 81)
    await organizer.sees("80 characters at most")
    organizer.says("Cleaner   park")
    await organizer.sees("English: Cleaner park")
    await organizer.taps("✅ English")
    await organizer.taps("Take both out")
    await organizer.sees("no title and text: English")


async def test_fewer_seats_put_nobody_out_and_more_are_offered(
    join: Join, clock: Clock, database: str
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    students = [await signed_up(join, name) for name in ("Ali", "Dana", "Emma")]
    await published(organizer, clock)
    await seats(organizer, "2")
    for student in students:
        student.says("/events")
        await student.taps("Clean park")
        card = await student.sees("Clean park")
        await student.presses(card, "e:1:go")
    await opens(organizer)
    await organizer.sees("Going: 2", "On the waiting list: 1")
    await seats(organizer, "1")
    await organizer.sees("Going: 2", "There are more people than seats. Nobody is put out.")
    await seats(organizer, "3")
    await organizer.sees("Going: 2", "Seats held for the waiting list: 1", "On the waiting list: 0")
    await students[2].sees("A seat is free for you: Clean park")
    acts = await rows.select(database, "SELECT act FROM log WHERE act LIKE 'event%' ORDER BY id")
    assert [act for (act,) in acts] == ["event-published", *["event-changed"] * 3]


async def opens(organizer: Student) -> None:
    """The card of the only event."""
    organizer.says("/newevent")
    await organizer.sees("Draft of an event")
    await organizer.taps("List of events")
    await organizer.taps(": Clean park")
    await organizer.sees("A public event")


async def seats(organizer: Student, number: str) -> None:
    await organizer.taps("Seats")
    await organizer.sees("How many people can come?")
    organizer.says(number)
    await organizer.sees(f"Seats: {number}")


async def test_a_cancelled_event_is_shown_so_and_only_copied_from_then_on(
    join: Join, clock: Clock, database: str
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    student = await signed_up(join, "Ali")
    await published(organizer, clock)
    card = await organizer.sees("A public event")
    await organizer.taps("Cancel the event…")
    await organizer.sees("Cancel this event?", "Clean park", "Going: 0")
    await organizer.taps("No, it takes place")
    await organizer.sees("A public event")
    await organizer.taps("Cancel the event…")
    assert await organizer.taps("Yes, cancel the event") == "The event is cancelled."
    shown = await organizer.sees("A cancelled event")
    assert organizer.labels(shown)[:2] == ["Who comes", "Write to participants"]
    assert organizer.labels(shown)[2:] == ["Make a similar one", "List of events"]
    student.says("/start e1")
    await student.sees("Cancelled: Clean park")
    for data in ("cancel:yes", "publish:1", "adults:on", "place", "drop:yes", "words:en", "city:astana"):
        assert await organizer.presses(card, f"ev:1:{data}") == OUT_OF_DATE
        await organizer.sees("A cancelled event")
    await organizer.taps("Make a similar one")
    await organizer.sees("Draft of an event", "English: Clean park", "Abay street 1", "no date and time")
    await organizer.taps("Delete the draft")
    await organizer.taps("Yes, delete it")
    shown = await organizer.sees("List of events")
    assert [label for label in organizer.labels(shown) if "Draft" in label] == []
    acts = await rows.select(database, "SELECT act FROM log WHERE act LIKE 'event%' ORDER BY id")
    assert [act for (act,) in acts] == ["event-published", "event-cancelled"]


async def test_buttons_and_words_of_a_draft_that_is_gone_or_of_somebody_else(
    join: Join, clock: Clock, telegram: Telegram
) -> None:
    organizer = await staffed(join)
    organizer.says("/newevent")
    card = await organizer.sees("Draft of an event")
    organizer.says("/newevent")
    await organizer.sees("Draft of an event")
    owner = Student(telegram, OWNER, pause=lambda: clock.moves(seconds=1))
    owner.says("/newevent")
    own = await owner.sees("Draft of an event")
    assert await owner.presses(own, "ev:1") == OUT_OF_DATE, "drafts are their author's"
    await owner.sees("List of events")
    await organizer.presses(card, "ev:1:place")
    await organizer.sees("Where is it?")
    await organizer.presses(card, "ev:1:drop:yes")
    await organizer.sees("There are no events yet")
    organizer.says("/start")
    await organizer.taps("Continue: The event")
    await organizer.sees("Where is it?")
    organizer.says("Nowhere")
    await organizer.sees("That button is out of date", "There are no events yet")
    for data in ("ev:1", "ev:1:copy", "ev:1:preview", "ev:1:goal:3", "ev:1:publish:1", "ev:99:seats"):
        assert await organizer.presses(card, data) == OUT_OF_DATE
        await organizer.sees("List of events")


async def test_what_was_changed_since_it_was_asked_about_is_not_published(join: Join, clock: Clock) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    await composed(organizer, clock)
    await organizer.taps("Make it public…")
    old = await organizer.sees("Make it public?")
    yes = old.button("Yes, make it public").data
    await organizer.taps("Back")
    await organizer.taps("18+: no")
    await organizer.sees("18 and older")
    assert await organizer.presses(old, yes or "") == OUT_OF_DATE
    await organizer.sees("Draft of an event")


async def test_who_is_suspended_can_neither_go_on_nor_publish(
    join: Join, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    await composed(organizer, clock)
    card = await organizer.sees("Draft of an event")
    await organizer.taps("Place")
    await organizer.sees("Where is it?")
    owner = Student(telegram, OWNER, pause=lambda: clock.moves(seconds=1))
    owner.says("/staff")
    await owner.taps("Organizer")
    await owner.taps("Suspend")
    await organizer.sees("suspended for now")
    organizer.says("Another street")
    shown = await organizer.sees("I did not understand")
    assert not any("Continue" in label for label in organizer.labels(shown))
    for data in ("ev:1:publish", "ev", "ev:new", "ev:1:place"):
        assert "Your role does not allow that" in (await organizer.presses(card, data) or "")
    organizer.says("/newevent")
    await organizer.sees("Your role does not allow that")
    assert not any("Another street" in words(message) for message in organizer.seen())


async def test_a_button_of_an_older_question_changes_no_other_event(
    join: Join, clock: Clock, database: str
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    for _ in range(2):
        await an_event(database, clock, capacity=5)
    organizer.says("/newevent")
    first = await organizer.sees("Draft of an event")
    await organizer.presses(first, "ev:1:seats")
    await organizer.sees("How many people can come?")
    organizer.says("/newevent")
    second = await organizer.sees("Draft of an event")
    await organizer.presses(second, "ev:2:seats")
    await organizer.sees("How many people can come?")
    await organizer.presses(first, "f:bc-ev-seats:capacity:set:none-1")
    await organizer.sees("out of date", "Seats: 5")
    assert await rows.select(database, "SELECT capacity FROM events WHERE id < 3") == [(5,), (5,)]


async def test_an_old_button_of_a_form_that_was_left_begins_none_about_nothing(
    join: Join, clock: Clock
) -> None:
    organizer = await staffed(join)
    organizer.says("/newevent")
    await organizer.sees("Draft of an event")
    await organizer.taps("Date and time")
    old = await organizer.sees("When does it begin?")
    await organizer.presses(old, "f:bc-ev-when:starts:cancel")
    for data in ("f:bc-ev-when:ends:back", "f:bc-ev-seats:capacity:set:none-1", "f:bc-text:text:edit"):
        assert await organizer.presses(old, data) == OUT_OF_DATE
    organizer.says("/start")
    card = await organizer.sees("")
    assert not any("Continue" in label for label in organizer.labels(card))
