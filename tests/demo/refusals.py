"""What a refused call says, word for word: python-telegram-bot rewords it."""

from collections.abc import Awaitable
from typing import Any

import pytest
from telegram.error import TelegramError

from bot.demo.telegram import Telegram


async def refusal(telegram: Telegram, call: Awaitable[Any]) -> str:
    before = len(telegram.calls)
    with pytest.raises(TelegramError):
        await call
    assert len(telegram.calls) == before + 1
    return str(telegram.calls[-1].answer["description"])


def answer(telegram: Telegram, method: str, **params: Any) -> Any:
    """A call that succeeds, without HTTP."""
    answer = telegram.call(method, params)
    assert answer["ok"], answer
    return answer["result"]


def description(telegram: Telegram, method: str, **params: Any) -> str:
    """A call that is refused, without HTTP."""
    answer = telegram.call(method, params)
    assert not answer["ok"]
    return str(answer["description"])
