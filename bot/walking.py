"""What people do in the demo's chat, step by step, and waiting until all of it is done."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from bot.demo.errors import Stuck
from bot.demo.models import Message
from bot.demo.telegram import Telegram

LATER: Final = "later"  # after it one comes back another day
PATIENCE: Final = 30.0  # seconds


@dataclass(frozen=True, slots=True)
class Walk:
    """What one person does, and whether they block the bot in the end.

    A step that begins with "=" is typed; the rest are data of buttons, or how it begins if "*" stands last.
    """

    user_id: int
    steps: tuple[str, ...]
    blocks: bool = False


async def together(telegram: Telegram, walks: Sequence[Walk]) -> list[Walk]:
    """Ends when nothing is under way any more: whoever moves the clock now cuts nothing short.

    Gives what is left to do for those who come back.
    """
    async with asyncio.TaskGroup() as tasks:
        for walk in walks:
            tasks.create_task(_walk(telegram, walk))
    try:
        await telegram.until(lambda: telegram.pending == 0, PATIENCE)
    except TimeoutError:
        raise Stuck(f"{telegram.pending} updates wait for the bot") from None
    return [replace(walk, steps=rest) for walk in walks if (rest := _visit(walk)[1])]


def _visit(walk: Walk) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What someone does now, and what another day."""
    if LATER not in walk.steps:
        return walk.steps, ()
    now = walk.steps.index(LATER)
    return walk.steps[:now], walk.steps[now + 1 :]


async def _walk(telegram: Telegram, walk: Walk) -> None:
    user_id = walk.user_id
    steps, rest = _visit(walk)
    for step in steps:
        try:
            await _take(telegram, user_id, step)
        except TimeoutError:
            seen = telegram.messages(user_id)[-1].text
            raise Stuck(f"{telegram.users[user_id].full_name} waits at {step!r} before {seen!r}") from None
    if walk.blocks and not rest:
        telegram.blocks(user_id)


async def _take(telegram: Telegram, user_id: int, step: str) -> None:
    if step.startswith("="):
        shown = len(telegram.messages(user_id))
        telegram.says(user_id, step[1:])
        await telegram.until(partial(answered, telegram, user_id, shown + 1), PATIENCE)
    else:
        card, data = await telegram.until(partial(_find, telegram, user_id, step), PATIENCE)
        query_id = telegram.taps(user_id, card.id, data)
        await telegram.until(partial(telegram.answers, query_id), PATIENCE)
        await telegram.until(partial(_done, telegram, user_id, card), PATIENCE)


def _find(telegram: Telegram, user_id: int, step: str) -> tuple[Message, str] | None:
    """The last message and the data of its button, if it has such a one."""
    last = telegram.messages(user_id)[-1]
    found = (button.data for row in last.rows for button in row if button.data)
    data = next((each for each in found if _fits(each, step)), None)
    return (last, data) if data else None


def _fits(data: str, step: str) -> bool:
    return data.startswith(step[:-1]) if step.endswith("*") else data == step


def _done(telegram: Telegram, user_id: int, before: Message) -> bool:
    """Whether the card has changed, or something came below it."""
    last = telegram.messages(user_id)[-1]
    return last.id != before.id or last != before


def answered(telegram: Telegram, user_id: int, messages: int) -> bool:
    return len(telegram.messages(user_id)) > messages
