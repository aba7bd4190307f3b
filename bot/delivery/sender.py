"""One try of one message."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from telegram.error import TelegramError

from bot.delivery.outcomes import Anew, Failed, Outcome, Sent, judge
from bot.log import logger
from bot.storage.outbox import Message
from bot.transport import Api

Clock = Callable[[], datetime]


class Sender:
    def __init__(self, api: Api, clock: Clock) -> None:
        self._api: Final = api
        self.clock: Final = clock

    def expired(self, message: Message) -> bool:
        return message.expires_at <= self.clock()

    async def attempt(self, message: Message) -> Outcome:
        """Sends a message; one whose target is gone is sent anew. Raises TokenRefused."""
        outcome = await self._call(message)
        if isinstance(outcome, Anew):
            message.method, message.edits = "sendMessage", None
            message.body = {name: value for name, value in message.body.items() if name != "message_id"}
            outcome = await self._call(message)
        return outcome

    async def _call(self, message: Message) -> Outcome:
        try:
            answer = await self._api.call(message.method, message.body)
        except TelegramError as error:
            outcome = judge(error, message.lane, message.attempts)
            logger.info("message %d, try %d: %s", message.id, message.attempts + 1, outcome)
            return outcome
        except Exception:  # noqa: BLE001 one message that cannot be sent must not hold up the rest
            logger.exception("message %d cannot be sent", message.id)
            return Failed("not sendable")
        return Sent(answer.get("message_id") if isinstance(answer, dict) else None)
