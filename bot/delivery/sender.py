"""One try of one message."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from telegram.error import TelegramError

from bot.delivery.line import Line
from bot.delivery.outcomes import Anew, Failed, Later, Outcome, Sent, judge
from bot.delivery.press import Press
from bot.log import logger
from bot.storage.messages import GONE, Message
from bot.storage.models import Lane
from bot.transport import Api, TokenRefused

Clock = Callable[[], datetime]


class Sender:
    def __init__(self, api: Api, line: Line, press: Press, clock: Clock) -> None:
        self._api: Final = api
        self._line: Final = line
        self._press: Final = press
        self.clock: Final = clock

    async def ready(self) -> bool:
        """Returns True once Telegram answers; False if we are to stop."""
        return await self._line.whole()

    def expired(self, message: Message) -> bool:
        return message.expires_at <= self.clock()

    async def make(self, message: Message) -> Failed | None:
        """Makes the picture of a message, once: it may wait long for others', and holds nothing meanwhile."""
        return None if await self._press.print(message) else Failed("not made")

    async def attempt(self, message: Message) -> Outcome | None:
        """Sends a message, a reply anew if the one to edit is gone. None if we are to stop.

        Raises TokenRefused.
        """
        if not await self._line.whole():
            return None
        outcome = await self._call(message)
        if isinstance(outcome, Anew):
            anew = _anew(message.body) if message.lane is Lane.REPLY else None
            if anew is None:
                return Failed(GONE)
            message.method, message.body = anew
            message.edits = None
            outcome = await self._call(message)
        if isinstance(outcome, Later) and outcome.cut_off:
            self._line.cut_off()
        return outcome

    async def _call(self, message: Message) -> Outcome:
        try:
            answer = await self._api.call(message.method, message.body)
        except TelegramError as error:
            outcome = judge(error, message.attempts, once=message.once)
            logger.info("message %d: %s", message.id, outcome)
            return outcome
        except TokenRefused:
            raise
        except Exception:  # noqa: BLE001 one message that cannot be sent must not hold up the rest
            logger.exception("message %d cannot be sent", message.id)
            return Failed("not sendable")
        return Sent(answer.get("message_id") if isinstance(answer, dict) else None)


def _anew(edit: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """The method and the fields that send what an edit would have shown, if it would have shown all of it."""
    kept = {name: value for name, value in edit.items() if name not in ("message_id", "media")}
    if "text" in edit:
        return "sendMessage", kept
    if "media" not in edit:
        return None
    media = {name: value for name, value in edit["media"].items() if name not in ("type", "media")}
    photo = {} if "attachment" in edit else {"photo": edit["media"]["media"]}
    return "sendPhoto", kept | media | photo
