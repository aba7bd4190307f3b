"""The first words with Telegram: patience where it is away, one line where it will not have our address."""

from collections.abc import Mapping
from typing import Any

import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot import handshake
from bot.transport import Api


class Wire(Api):
    def __init__(self, **troubles: list[Exception]) -> None:
        self.troubles = troubles
        self.calls: list[tuple[str, Mapping[str, Any]]] = []

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        self.calls.append((method, parameters))
        if self.troubles.get(method):
            raise self.troubles[method].pop(0)
        return {"username": "volunteer_bot"}


async def test_it_waits_until_telegram_answers_and_takes_everything() -> None:
    wire = Wire(getMe=[NetworkError("away")], deleteWebhook=[RetryAfter(0)])
    assert await handshake.shake(wire, handshake.POLLED) == "volunteer_bot"
    assert [method for method, _ in wire.calls] == [
        "getMe",
        "getMe",
        "deleteWebhook",
        "getMe",
        "deleteWebhook",
    ]


async def test_whoever_left_inline_mode_off_is_told(caplog: pytest.LogCaptureFixture) -> None:
    await handshake.shake(Wire())
    assert "@BotFather with /setinline" in caplog.text


async def test_an_address_that_telegram_does_not_take_is_no_reason_to_wait() -> None:
    wire = Wire(setWebhook=[BadRequest("Bad Request: bad webhook: Failed to resolve host: No address")])
    with pytest.raises(handshake.AddressRefused, match="Bad webhook"):
        await handshake.shake(wire, handshake.brought("https://bot.example.kz/telegram", "secret"))


async def test_what_is_asked_for_is_what_is_handled() -> None:
    wire = Wire()
    await handshake.shake(wire, handshake.brought("https://bot.example.kz/telegram", "secret"))
    (_, (method, body)) = wire.calls
    assert method == "setWebhook"
    assert (body["url"], body["secret_token"]) == ("https://bot.example.kz/telegram", "secret")
    assert {"message", "callback_query", "my_chat_member"} <= set(body["allowed_updates"])
