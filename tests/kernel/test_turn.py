"""What a handler may say: on the card, anew, to someone else, over the button, once to a group."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from bot import app
from bot.demo.telegram import Telegram
from bot.i18n import Translator
from bot.routing import command, said, tap
from bot.screen import Button, Screen
from bot.storage import people
from bot.turn import Turn
from tests.kernel.harness import kernel
from tests.stories.student import Student

Join = Callable[..., Student]


def spoken(t: Translator) -> Screen:
    return Screen(t("Menu"))


async def test_someone_else_is_told_in_their_language_once(
    telegram: Telegram, join: Join, database: str
) -> None:
    anna, other = join("Anna", language_code="en"), join("Other", language_code="ru")

    async def tell(turn: Turn) -> None:
        met = await people.meet(turn.session, {other.id}, turn.now)
        met[other.id].language = "ru"
        for _ in range(2):
            turn.tell(met[other.id], spoken, key="occasion:1")
        turn.show(spoken(turn.t))

    async with kernel(telegram, database, (command("tell", tell),)):
        telegram.says(other.id, "hello")
        for _ in range(2):
            anna.says("/tell")
            await anna.sees("Menu")
        await other.sees("Меню")
        assert [m.text for m in telegram.messages(other.id) if m.from_bot] == ["Меню"]


async def test_a_tap_edits_its_card_and_what_follows_is_new(
    telegram: Telegram, join: Join, database: str
) -> None:
    async def begin(turn: Turn) -> None:
        turn.show(Screen("card", ((Button("go", "go"),),)))

    async def go(turn: Turn) -> None:
        turn.show(Screen("edited"))
        turn.show(Screen("second"))
        turn.send(Screen("third"))
        turn.toast("done", alert=True)

    async with kernel(telegram, database, (command("begin", begin), tap("go", go))):
        anna = join("Anna", language_code="en")
        anna.says("/begin")
        assert await anna.taps("go") == "done"
        await anna.sees("third")
        assert [m.text for m in telegram.messages(anna.id) if m.from_bot] == ["edited", "second", "third"]
        answer = next(call for call in telegram.calls if call.method == "answerCallbackQuery")
        assert answer.params["show_alert"] is True


async def test_a_tap_whose_handler_fails_is_answered_too(
    telegram: Telegram, join: Join, database: str
) -> None:
    async def begin(turn: Turn) -> None:
        turn.show(Screen("card", ((Button("boom", "boom"),),)))

    async def boom(turn: Turn) -> None:
        raise RuntimeError

    async with kernel(telegram, database, (command("begin", begin), tap("boom", boom))):
        anna = join("Anna", language_code="kk")
        anna.says("/begin")
        assert await anna.taps("boom") is None
        await anna.sees("Біздің тарапымыздан қате кетті")


async def test_several_updates_of_one_person_in_a_batch_are_handled_in_order(
    telegram: Telegram, join: Join, database: str
) -> None:
    async def collect(turn: Turn) -> None:
        turn.person.name = (turn.person.name or "") + turn.said
        turn.show(Screen(turn.person.name))

    anna = join("Anna", language_code="en")
    for letter in "abcdef":
        telegram.says(anna.id, letter)
    async with kernel(telegram, database, (said(collect),)):
        await anna.sees("abcdef")
    answers = [m.text for m in telegram.messages(anna.id) if m.from_bot]
    assert answers == ["a", "ab", "abc", "abcd", "abcde", "abcdef"]


async def test_what_is_too_old_to_come_again_is_forgotten(
    telegram: Telegram, join: Join, database: str
) -> None:
    from sqlalchemy import func, select

    from bot import schedule
    from bot.storage import outbox
    from bot.storage.models import Outgoing, Seen, State

    async def answer(turn: Turn) -> None:
        turn.show(Screen("hello"))

    async with kernel(telegram, database, (said(answer),)) as running:
        anna = join("Anna", language_code="en")
        anna.says("hello")
        await anna.sees("hello")

        async def counts() -> dict[State, int]:
            async with running.database.reading() as session:
                return await outbox.counts(session)

        async def kept() -> tuple[int | None, int | None]:
            async with running.database.reading() as session:
                seen = await session.scalar(select(func.count()).select_from(Seen))
                return seen, await session.scalar(select(func.count()).select_from(Outgoing))

        async with asyncio.timeout(5):
            while (await counts()).keys() != {State.SENT}:
                await asyncio.sleep(0.01)
        await schedule.tidy(running.database, app.utc_now())
        assert await kept() == (1, 1)
        await schedule.tidy(running.database, app.utc_now() + schedule.KEEP + timedelta(minutes=1))
        assert await kept() == (0, 0)
