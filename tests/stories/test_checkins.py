"""At the door: an organizer shows a code that changes every minute; who scans or types it is checked in."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.demo.models import Message
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import staffed
from tests.stories.doors import digits, scanned, screens, showing, shown
from tests.stories.student import Student
from tests.stories.test_events import TITLES, an_event, gets, opens
from tests.stories.walks import WORDS, Join, answered, signed_up

pytestmark = pytest.mark.usefixtures("bot")

# Noted before signing up, checked in, already, hours, I'm here, the question, how many so far, the end.
SAID = {
    "kk": (
        "Келгеніңізді есте сақтадық",
        "Келгеніңіз белгіленді",
        "Келгеніңіз бұрын белгіленген",
        "1,5",
        "Келдім",
        "Іс-шараға келдіңіз бе?",
        "Әзірге келгендер: 0",
        "Келгендерді белгілеу аяқталды",
    ),
    "ru": (
        "Мы запомнили, что Вы на месте",
        "Вы отмечены",
        "Вы уже отмечены",
        "1,5",
        "Я на месте",
        "Вы на месте?",
        "Уже пришли: 0",
        "Отметка о приходе закончилась",
    ),
    "en": (
        "We have noted that you are here",
        "You are checked in",
        "You are checked in already",
        "1.5",
        "I'm here",
        "Are you there?",
        "Came so far: 0",
        "Check-in is over",
    ),
}


async def at_the_door(url: str, clock: Clock, **values: Any) -> int:
    """An event in whose window we are, at whatever hour."""
    starts_at = clock() + timedelta(minutes=30)
    times: dict[str, Any] = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    return await an_event(url, clock, **{**times, **values})


@pytest.mark.parametrize("language", SAID)
async def test_a_walk_in_scans_signs_up_and_is_checked_in_another_types_the_digits(
    join: Join, database: str, clock: Clock, language: str
) -> None:
    kept, checked_in, already, hours, here, ask, nobody, ended = SAID[language]
    organizer = await staffed(join, language=language)
    member = await signed_up(join, "Member", language=language)
    number = await at_the_door(database, clock)
    screen = await shown(organizer, number)
    assert TITLES[language] in (screen.caption or "")
    assert nobody in (screen.caption or "")
    code = scanned(screen)

    walk_in = join("Emma", language_code=language)
    walk_in.says(code)
    await walk_in.sees(kept, TITLES[language])
    words = WORDS[language]
    await walk_in.taps(words.language)
    await walk_in.taps(words.agree)
    walk_in.says("/start g3")  # a later link leaves it
    await walk_in.sees(words.name)
    clock.moves(minutes=10)
    await organizer.telegram.until(lambda: screens(organizer)[-1].file != screen.file, 8)

    await opens(member, number)
    await member.taps(here)
    await member.sees(ask)
    member.says(f" {digits(screens(organizer)[-1])} ")
    await member.sees(checked_in, TITLES[language], hours)
    member.says(scanned(screens(organizer)[-1]))
    card = await member.sees(already)
    assert here not in member.labels(card)
    member.says("/my")
    assert any("🙌" in label for label in member.labels(await member.sees("")))

    clock.moves(hours=5)
    await answered(walk_in, "Emma", language=language)
    await walk_in.taps(words.save)
    await gets(walk_in, checked_in)
    found = await rows.select(
        database, "SELECT came_at < ends_at FROM participations JOIN events ON events.id = event_id"
    )
    assert found == [(True,), (True,)], "when they came, not when they had signed up"
    await showing(organizer, ended)


async def test_the_screen_says_how_many_came_goes_on_in_a_newer_one_and_is_closed_or_deleted(
    join: Join, database: str, clock: Clock
) -> None:
    organizer = await staffed(join)
    member = await signed_up(join, "Member")
    number = await at_the_door(database, clock)
    first = await shown(organizer, number)
    member.says(digits(first))
    await member.sees("You are checked in", "Clean <park>")
    clock.moves(minutes=1)
    await showing(organizer, "Came so far: 1")
    second = await shown(organizer, number)
    assert second.id != first.id
    await organizer.telegram.until(lambda: "newer message" in caption(organizer, first), 8)
    assert await organizer.presses(second, f"ev:{number}:who") is None
    await organizer.sees("Clean <park>")
    assert "Closed" in str(await organizer.presses(second, f"ev:{number}:door:close"))
    await organizer.telegram.until(lambda: "closed here" in caption(organizer, second), 8)
    assert await rows.select(database, "SELECT 1 FROM doors") == []
    clock.moves(minutes=2)
    member.says(scanned(second))
    await member.sees("not valid")
    third = await shown(organizer, number)
    organizer.telegram.deletes(organizer.id, third.id)
    clock.moves(minutes=1)
    async with asyncio.timeout(8):
        while await rows.select(database, "SELECT 1 FROM doors"):
            await asyncio.sleep(0.1)
    assert len(screens(organizer)) == 2, "nothing comes for what was deleted"


def caption(organizer: Student, card: Message) -> str:
    return next(m.caption or "" for m in organizer.telegram.messages(organizer.id) if m.id == card.id)


async def test_it_is_shown_in_its_time_only(join: Join, database: str, clock: Clock) -> None:
    organizer = await staffed(join)
    number = await an_event(database, clock)
    organizer.says("/help")
    card = await organizer.sees("")
    assert "Check-in opens on" in str(await organizer.presses(card, f"ev:{number}:door"))
    clock.moves(days=5)
    assert await organizer.presses(card, f"ev:{number}:door") == "Check-in is over."
