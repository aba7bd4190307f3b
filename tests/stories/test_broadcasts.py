"""Broadcasts, from the draft to the report, as organizers and students live them."""

import pytest

from bot.demo.telegram import Telegram
from tests.stories.conftest import Clock
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")


async def test_the_way_from_the_draft_to_the_report(join: Join, clock: Clock, telegram: Telegram) -> None:
    clock.comes_to(1, 12)
    organizer = await signed_up(join, role="owner")
    kazakh = await signed_up(join, language="kk")
    english = await signed_up(join, language="en")
    organizer.says("/broadcast")
    await organizer.sees("Broadcasts", "You have not written to anybody yet")
    await organizer.taps("New broadcast")
    await organizer.sees("Draft of a broadcast")
    await organizer.taps("English")
    await organizer.sees("Write the text: English")
    organizer.says("We plant trees <3 on Saturday")
    await organizer.sees("Draft of a broadcast", "English: We plant trees <3", "2 people", "Left out", "1")
    await organizer.taps("Қазақша")
    organizer.says("Сенбіде ағаш отырғызамыз")
    await organizer.sees("3 people will get it")
    await organizer.taps("Preview")
    await organizer.sees("Сенбіде ағаш отырғызамыз")
    await organizer.taps("Test to me")
    await organizer.sees("We plant trees <3 on Saturday")
    await organizer.taps("Send…")
    await organizer.sees("Send it to 3 people?", "Қазақша: 1", "English: 2")
    await organizer.taps("Send it now")
    await organizer.sees("Is being sent")
    kazakh.looks_at(await kazakh.sees("Сенбіде ағаш отырғызамыз"))
    await english.sees("We plant trees <3 on Saturday")
    await organizer.sees("The broadcast has been sent")
    await organizer.taps("The report")
    await organizer.sees("Sent", "Sent: 3 of 3", "100%")
