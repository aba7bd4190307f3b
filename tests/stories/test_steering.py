"""Broadcasts under way: paused, corrected, taken back, and kept from who does not want them."""

import asyncio

import pytest

from bot.content.topics import Topic
from bot.demo.telegram import Telegram
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import compose, send, staffed
from tests.stories.student import Student, words
from tests.stories.test_weekly import gets, opted_in
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

OUT_OF_DATE = "That button is out of date. Let's continue from here."


def got(telegram: Telegram, student: Student, text: str) -> int:
    """How many messages say it."""
    return sum(text in words(message) for message in telegram.messages(student.id) if message.from_bot)


async def test_at_night_it_waits_is_paused_corrected_and_goes_in_the_morning(
    join: Join, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 22)
    organizer = await staffed(join)
    student = await signed_up(join, "Ali")
    await compose(organizer, English="We meet at nine")
    await organizer.taps("Send…")
    await organizer.sees("Send it to 3 people?", "It is night: it will go out from 09:00")
    await organizer.taps("Send it at 09:00")
    card = await organizer.sees("Is being sent", "It is night: it goes on at 09:00", "Sent: 0 of 3")
    telegram.deletes(organizer.id, card.id)
    for _ in range(3):
        clock.moves(seconds=3)
        await asyncio.sleep(0.5)
    assert got(telegram, organizer, "It is night: it goes on at 09:00") == 1, "one in its place"
    await organizer.taps("Pause")
    await organizer.sees("Paused")
    clock.comes_to(2, 10)
    await organizer.taps("Correct")
    await organizer.sees("Write the text: English", "It replaces the text in every copy")
    organizer.says("We meet at ten")
    await organizer.sees("Is it correct now?", "We meet at ten")
    await organizer.taps("Yes, correct all copies")
    await organizer.sees("Paused", "We meet at ten")
    assert not got(telegram, student, "We meet")
    await organizer.taps("Go on")
    await student.sees("We meet at ten")
    await organizer.sees("The broadcast has been sent")
    assert got(telegram, student, "We meet") == 1


async def test_a_correction_reaches_every_copy_and_taking_back_removes_it(
    join: Join, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    student = await signed_up(join, "Ali")
    muted = await signed_up(join, "Dana")
    await compose(organizer, English="Come to room 101")
    await send(organizer, "Send it to 4 people?")
    await organizer.sees("The broadcast has been sent")
    copy = await student.sees("Come to room 101")
    await muted.sees("Come to room 101")
    await muted.taps("Do not send me these")
    await organizer.taps("The report")
    await organizer.sees("Sent: 4 of 4", "Switched such messages off because of it: 1")
    await organizer.taps("Correct")
    organizer.says("Come to room 202")
    await organizer.taps("Yes, correct all copies")
    await organizer.sees("Corrected: 4 of 4")
    assert got(telegram, student, "room 202") == 1
    assert not got(telegram, student, "room 101")
    changed = next(m for m in telegram.messages(student.id) if m.id == copy.id)
    assert "Do not send me these" in student.labels(changed)
    silent = next(m for m in telegram.messages(muted.id) if "room 202" in words(m))
    assert "Send me these again" in muted.labels(silent)
    await organizer.taps("Take back")
    await organizer.sees("Take it back?", "48 hours", "4")
    await organizer.taps("Yes, take it back")
    await organizer.sees("Taken back: 4 of 4")
    for person in (student, muted):
        assert not got(telegram, person, "room")
    card = await organizer.sees("Taken back")
    assert "Correct" not in organizer.labels(card)


async def test_cancelling_stops_at_once_and_says_who_did_not_get_it(
    join: Join, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 22)
    organizer = await staffed(join)
    student = await signed_up(join, "Ali")
    await compose(organizer, English="A mistake")
    await send(organizer, "Send it to 3 people?", "Send it at 09:00")
    await organizer.sees("Sent: 0 of 3")
    await organizer.taps("Call it off")
    await organizer.sees("Paused", "Call it off for good?", "3")
    await organizer.taps("Yes, call it off")
    await organizer.sees("Cancelled", "Left out: 3", "cancelled before it went: 3")
    clock.comes_to(2, 12)
    await organizer.taps("Refresh")
    await organizer.sees("Cancelled")
    assert not got(telegram, student, "A mistake")


async def test_planned_for_a_time_it_goes_then_and_can_be_called_off(
    join: Join, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    student = await signed_up(join, "Ali")
    for text in ("On time", "Called off"):
        await compose(organizer, English=text)
        await organizer.taps("Send…")
        await organizer.taps("At another time")
        await organizer.sees("When should it go?")
        await organizer.taps("Write a time")
        organizer.says("soon")
        await organizer.sees("That time does not work")
        organizer.says("22:30")
        await organizer.sees("Between 21:00 and 09:00 only urgent messages go")
        organizer.says("18:00")
        await organizer.sees("It will go out", "18:00", text, "3 people")
    await organizer.taps("Call it off")
    card = await organizer.sees("Cancelled")
    assert {"Correct", "Take back"}.isdisjoint(organizer.labels(card))
    assert await organizer.presses(card, "bc:2:correct") == OUT_OF_DATE
    await organizer.sees("Cancelled")
    assert not got(telegram, student, "On time")
    clock.comes_to(1, 18, 5)
    await student.sees("On time")
    await organizer.sees("The broadcast has been sent", "On time")
    assert not got(telegram, student, "Called off")
    await organizer.taps("The report")
    card = await organizer.sees("Sent: 3 of 3")
    assert "Take back" in organizer.labels(card)
    clock.moves(hours=48)
    await organizer.taps("Refresh")
    card = await organizer.sees("Sent: 3 of 3")
    assert "Correct" in organizer.labels(card)
    assert "Take back" not in organizer.labels(card)
    for sure in ("", ":yes"):
        assert await organizer.presses(card, f"bc:1:withdraw{sure}") == OUT_OF_DATE
    await organizer.sees("Sent: 3 of 3")
    assert got(telegram, student, "On time") == 1


async def test_three_a_week_are_enough_but_for_what_is_urgent(
    join: Join, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    student = await signed_up(join, "Ali")
    for n in range(4):
        await compose(organizer, English=f"Message {n}")
        await send(organizer, "Send it to 3 people?")
        await organizer.sees("The broadcast has been sent")
    await organizer.taps("The report")
    await organizer.sees("Sent: 0 of 3", "Left out: 3", "got three this week: 3")
    clock.comes_to(1, 23)
    await compose(organizer, English="The river rises")
    await organizer.taps("Urgent: no")
    await organizer.sees("Make it urgent?")
    await organizer.taps("Yes, it is urgent")
    await organizer.taps("Send…")
    await organizer.sees("Send it to 3 people?", "It is urgent")
    await organizer.taps("Yes, send it urgently now")
    await student.sees("The river rises")
    assert got(telegram, student, "Message") == 3
    clock.moves(days=8)
    clock.comes_to(1, 12)
    await compose(organizer, English="Message of next week")
    await send(organizer, "Send it to 3 people?")
    await student.sees("Message of next week")


async def test_who_goes_because_of_it_is_counted_even_when_they_erase_themselves(
    join: Join, clock: Clock
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    stops, blocks, erases = [await signed_up(join, name) for name in ("Ali", "Dana", "Marat")]
    await compose(organizer, English="Read this")
    await send(organizer, "Send it to 5 people?")
    await organizer.sees("The broadcast has been sent")
    for student in (stops, blocks, erases):
        await student.sees("Read this")
    stops.says("/stop")
    await stops.sees("You will get no more messages")
    blocks.blocks()
    erases.says("/privacy")
    for label in ("Delete my data", "Yes, delete", "Delete everything for good"):
        await erases.taps(label)
    await organizer.taps("The report")
    await organizer.sees(
        "Sent: 5 of 5", "Stopped all messages because of it: 1", "Blocked the bot because of it: 1"
    )


async def test_what_is_stopped_elsewhere_is_not_laid_at_its_door(
    join: Join, clock: Clock, telegram: Telegram, database: str
) -> None:
    clock.comes_to(2, 20)
    organizer = await staffed(join)
    weekly = await opted_in(join, name="Weekly")
    at_card, under = [await signed_up(join, name) for name in ("Ali", "Dana")]
    clock.comes_to(3, 12)
    await compose(organizer, English="Read this")
    await send(organizer, "Send it to 5 people?")
    await organizer.sees("The broadcast has been sent")
    clock.comes_to(3, 18)
    card = await gets(weekly, "Goal of the week: 1")
    for button in (f"mute:{int(Topic.GOALS)}", "stop"):
        await weekly.presses(card, button)
    await weekly.sees("You will get no more messages")
    assert await rows.select(database, "SELECT 1 FROM people WHERE muted = 1 AND stopped_at IS NOT NULL")
    await organizer.taps("The report")
    card = await organizer.sees("Sent: 5 of 5")
    assert "because of it" not in words(card)
    at_card.says("/notifications")
    await at_card.taps("✅ News")
    await under.taps("Do not send me these")
    await under.taps("Stop all messages")
    await under.sees("You will get no more messages")
    assert got(telegram, under, "Read this") == 1
    await organizer.taps("Refresh")
    await organizer.sees(
        "Switched such messages off because of it: 2", "Stopped all messages because of it: 1"
    )


async def test_a_suspended_organizer_does_nothing_any_more_by_whatever_button(
    join: Join, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    owner = Student(telegram, next(id_ for id_, u in telegram.users.items() if u.first_name == "Owner"))
    await compose(organizer, English="Not any more")
    await organizer.taps("Send…")
    card = await organizer.sees("Send it to 2 people?")
    go = next(button.data for row in card.rows for button in row if "Send it now" in button.text) or ""
    await organizer.presses(card, "bc:1:text:en:new")
    organizer.says("/start")
    before = organizer.labels(await organizer.sees("Hello, Organizer!"))
    owner.says("/staff")
    await owner.taps("Organizer")
    await owner.taps("Suspend")
    await organizer.sees("suspended")
    assert "Your role does not allow" in (await organizer.presses(card, go) or "")
    after = organizer.labels(await organizer.sees("Hello, Organizer!"))
    staff = {"List of events", "Calendar", "Broadcasts", "Ambassadors", "Links", "Statistics"}
    assert set(before) - set(after) == {"Continue: The broadcast", *staff}
    organizer.says("/broadcast")
    await organizer.sees("Your role does not allow")
    assert not got(telegram, owner, "Not any more")
    clock.moves(seconds=5)
    owner.says("/log")
    await owner.sees("tried what their role does not allow")
