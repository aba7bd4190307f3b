"""The leaderboard of ambassadors: by who came, with the names of those who chose so."""

import pytest

from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import staffed
from tests.stories.event_desks import published
from tests.stories.test_ambassadors import appointed
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")


async def test_the_leaderboard_names_who_chose_to_be_named(join: Join, clock: Clock, database: str) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    students = [await signed_up(join, name) for name in ("Asel", "Bota", "Dana")]
    codes = [
        await appointed(organizer, each, name)
        for each, name in zip(students, ("Asel", "Bota", "Dana"), strict=True)
    ]
    await published(organizer, clock)
    for code, people in zip(codes, (1, 2, 0), strict=True):
        for _ in range(people):
            friend = await signed_up(join, "Friend", start=f"/start {code}")
            said = "person_id, event_id, answer, answered_at, knows, presence, came_at"
            of = f"FROM people WHERE telegram_id = {friend.id}"
            came = f"SELECT id, 1, 'going', created_at, 0, 'came', created_at {of}"
            await rows.change(database, f"INSERT INTO participations ({said}) {came}")
    asel, bota, dana = students
    for each in (asel, dana):
        each.says("/ambassador")
        await each.taps("Leaderboard")
        await each.sees("Your name is not shown")
        await each.taps("Show my name")
        await each.sees("Other ambassadors see your name")
    bota.says("/ambassador")
    await bota.taps("Leaderboard")
    card = await bota.sees("2. Asel: 1", "3. Dana: 0", "Your place: 1 of 3")
    assert "Bota" not in (card.text or "")
    await dana.taps("Hide my name")
    await bota.taps("Back")
    await bota.taps("Leaderboard")
    card = await bota.sees("2. Asel: 1")
    assert "Dana" not in (card.text or "")
