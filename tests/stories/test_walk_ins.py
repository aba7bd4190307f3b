"""Somebody came who had answered nothing, and no code checked them in: an organizer puts them on the list."""

import pytest

from bot.demo.models import Message
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import staffed
from tests.stories.event_desks import published
from tests.stories.student import Student
from tests.stories.test_rosters import at_desk, comes_to
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")


async def test_who_answered_nothing_and_has_no_phone_at_hand_is_put_on_the_list(
    join: Join, database: str, clock: Clock
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    owner = next(user for user in organizer.telegram.users.values() if user.first_name == "Owner")
    await published(organizer, clock)
    stranger = await signed_up(join, "<Zarina>")
    await comes_to(clock, database, 1, -0.5)
    await at_desk(organizer)
    await organizer.taps("Who comes")
    await organizer.taps("Find a name")
    organizer.says("zarina")
    card = await organizer.sees("Nobody on the list has this name", "Tap who came")
    for _ in range(2):
        await organizer.presses(card, await data(organizer, card, "<Zarina>"))
    card = await organizer.sees("People found")
    assert "✅ <Zarina> (walk-in)" in organizer.labels(card)
    assert await rows.select(database, "SELECT presence FROM participations") == [("came",)]
    stranger.says("/my")
    assert any("🙌" in label for label in stranger.labels(await stranger.sees("My events")))
    log = Student(organizer.telegram, owner.id, pause=lambda: clock.moves(seconds=1))
    log.says("/log")
    await log.sees("put somebody on the list of those who came", "<Zarina>")


async def data(who: Student, card: Message, label: str) -> str:
    return next(button.data or "" for row in card.rows for button in row if label in button.text)
