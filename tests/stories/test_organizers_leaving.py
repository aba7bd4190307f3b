"""Organizers who go while their broadcasts do: nothing shows any more who watched them."""

import pytest

from bot.demo.telegram import Telegram
from tests import rows
from tests.stories.conftest import OWNER, Clock
from tests.stories.desks import compose, staffed
from tests.stories.student import Student
from tests.stories.walks import Join

pytestmark = pytest.mark.usefixtures("bot")


async def test_who_goes_while_watching_leaves_no_trace_of_it_and_the_log_tells_of_the_role(
    join: Join, clock: Clock, telegram: Telegram, database: str
) -> None:
    clock.comes_to(1, 22)
    organizer = await staffed(join)
    await compose(organizer, English="On Thursday")
    for label in ("Send…", "At another time", "Write a time"):
        await organizer.taps(label)
    organizer.says("10:30")
    await organizer.sees("It will go out", "10:30")
    owner = Student(telegram, OWNER, pause=lambda: clock.moves(seconds=1))
    for author in (organizer, owner):
        await compose(author, English="We meet at nine")
        again = ("Yes, once more",) if author is owner else ()
        await author.taps("Send…")
        for label in (*again, "Send it at 09:00"):
            await author.taps(label)
        await author.sees("Is being sent")
    watched = "SELECT live_chat FROM broadcasts ORDER BY id"
    assert await rows.select(database, watched) == [(None,), (organizer.id,), (owner.id,)]
    organizer.says("/privacy")
    for label in ("Withdraw consent", "Yes, withdraw"):
        await organizer.taps(label)
    await organizer.sees("Your consent is withdrawn")
    owner.says("/broadcast")
    await owner.taps("On Thursday")
    await owner.sees("Paused", "On Thursday")
    await owner.taps("Go on")
    await owner.sees("Goes out", "10:30", "On Thursday")
    owner.says("/privacy")
    for label in ("Delete my data", "Yes, delete", "Delete everything for good"):
        await owner.taps(label)
    await owner.sees("Your data has been deleted")
    clock.comes_to(2, 10)
    await telegram.until(lambda: telegram.pending == 0)
    assert await rows.select(database, watched) == [(None,)] * 3
    ((left,),) = await rows.select(database, "SELECT actor FROM log WHERE act = 'left'")
    assert await rows.select(database, "SELECT id FROM people WHERE telegram_id = :id", id=organizer.id) == [
        (left,)
    ]
    stages = await rows.select(
        database, "SELECT stage FROM broadcasts WHERE author = :left ORDER BY id", left=left
    )
    assert stages == [("scheduled",), ("paused",)]
