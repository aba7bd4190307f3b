"""Composing broadcasts at the edges: as long as Telegram allows, tapped twice, deleted meanwhile."""

from html import escape

import pytest

from bot.demo.telegram import Telegram
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import send, staffed
from tests.stories.student import Student
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")


def writes(telegram: Telegram, student: Student, text: str, form: str) -> None:
    """Types a text, all of it formatted so."""
    user = telegram.users[student.id].body()
    chat = telegram.chats[student.id].body()
    entities = [{"type": form, "offset": 0, "length": len(text)}]
    message = {"message_id": 9_001, "date": 1, "chat": chat, "from": user, "text": text, "entities": entities}
    telegram.queue({"message": message})


async def test_a_formatted_text_of_full_length_is_previewed_arrives_and_is_corrected(
    join: Join, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    student = await signed_up(join, "Ali")
    organizer.says("/broadcast")
    await organizer.taps("New broadcast")
    await organizer.taps("English")
    await organizer.sees("Write the text: English")
    long = "1 < 2 & 3" * 455 + "!"
    writes(telegram, organizer, long, "bold")
    await organizer.sees("Draft of a broadcast", "English: 1 < 2 & 31")
    await organizer.taps("Preview")
    assert (await organizer.sees(long)).html == f"<b>{escape(long)}</b>"
    await send(organizer, "Send it to 3 people?")
    assert (await student.sees(long)).html == f"<b>{escape(long)}</b>"
    await organizer.sees("The broadcast has been sent")
    await organizer.taps("The report")
    await organizer.taps("Correct")
    corrected = "Corrected " * 409
    organizer.says(corrected)
    await organizer.sees(corrected.strip())
    await organizer.taps("Yes, correct all copies")
    await organizer.sees("Corrected: 3 of 3")
    await student.sees(corrected.strip())


async def test_two_taps_make_one_draft_and_what_is_written_for_a_deleted_one_is_told_so(
    join: Join, clock: Clock, telegram: Telegram, database: str
) -> None:
    organizer = await staffed(join)
    organizer.says("/broadcast")
    card = await organizer.sees("Broadcasts")
    for _ in range(2):
        telegram.taps(organizer.id, card.id, "bc:new")
    organizer.looks_at(card)
    hub = await organizer.sees("Draft of a broadcast")
    await telegram.until(lambda: telegram.pending == 0)
    ((number,),) = await rows.select(database, "SELECT id FROM broadcasts")
    await organizer.presses(hub, f"bc:{number}:text:en")
    await organizer.sees("Write the text: English")
    await organizer.presses(hub, f"bc:{number}:drop:yes")
    await organizer.sees("You have not written to anybody yet")
    organizer.says("/start")
    await organizer.taps("Continue: The broadcast")
    await organizer.sees("Write the text: English")
    organizer.says("For nobody")
    await organizer.sees("That button is out of date", "You have not written to anybody yet")
    assert not await rows.select(database, "SELECT id FROM broadcasts")
    organizer.says("/start")
    assert not any("Continue" in label for label in organizer.labels(await organizer.sees("Hello")))
