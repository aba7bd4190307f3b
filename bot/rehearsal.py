"""Brings the demo's people to where they are when the curtain rises: by the chat itself, as people do."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Final

from bot.demo import people
from bot.demo.models import Message
from bot.demo.telegram import Telegram
from bot.services import consents

# A word that begins with "=" is typed, the rest are buttons.
_HALF_WAY: Final = (
    "=/start",
    "language:{language}",
    f"consent:yes:{consents.VERSION}:18+",
    "f:signup:name:set:suggested",
)
_SIGNED_UP: Final = (
    *_HALF_WAY,
    "={university}",
    "f:signup:university:set:{university}",
    "f:signup:study_year:set:{year}",
    "f:signup:interests:set:on-{interest}",
    "f:signup:interests:set:done-{mask}",
    "f:signup:review:set:yes",
)
_STUDIES: Final = {
    "kk": {"university": "kaznu", "year": "2", "interest": 2, "mask": 2},
    "ru": {"university": "buketov", "year": "4", "interest": 7, "mask": 64},
    "en": {"university": "nu", "year": "master", "interest": 9, "mask": 256},
}


async def rehearse(telegram: Telegram) -> None:
    """Returns once everybody has come to where they are to be. The bot has to be running."""
    async with asyncio.TaskGroup() as tasks:
        for cast, steps in ((people.HALF_WAY, _HALF_WAY), (people.SIGNED_UP, _SIGNED_UP)):
            for *_, language, user_id in cast:
                values = {"language": language, **_STUDIES[language]}
                said = [step.format(**values) for step in steps]
                tasks.create_task(_walk(telegram, user_id, said))


async def _walk(telegram: Telegram, user_id: int, steps: Sequence[str]) -> None:
    for step in steps:
        if step.startswith("="):
            shown = len(telegram.messages(user_id))
            telegram.says(user_id, step[1:])
            await telegram.until(partial(_answered, telegram, user_id, shown + 1))
        else:
            card = await telegram.until(partial(_card, telegram, user_id, step))
            telegram.taps(user_id, card.id, step)
            await telegram.until(partial(_done, telegram, user_id, step))


def _card(telegram: Telegram, user_id: int, data: str) -> Message | None:
    """The last message, if it has a button that says so."""
    last = telegram.messages(user_id)[-1]
    return last if any(button.data == data for row in last.rows for button in row) else None


def _done(telegram: Telegram, user_id: int, data: str) -> bool:
    return _card(telegram, user_id, data) is None


def _answered(telegram: Telegram, user_id: int, messages: int) -> bool:
    return len(telegram.messages(user_id)) > messages
