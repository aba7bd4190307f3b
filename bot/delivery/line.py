"""Whether Telegram answers at all.

When a call was cut off, nothing more is sent until a harmless call is answered: so an outage costs no
message its tries, and a message that may have arrived is not repeated into the dark.
"""

import asyncio
from typing import Final

from telegram.error import RetryAfter, TelegramError

from bot import backoff
from bot.log import logger
from bot.transport import Api


class Line:
    def __init__(self, api: Api, stopping: asyncio.Event) -> None:
        self._api: Final = api
        self._stopping: Final = stopping
        self._cut = False
        self._probing: Final = asyncio.Lock()

    def cut_off(self) -> None:
        self._cut = True

    async def whole(self) -> bool:
        """Returns True once Telegram answers, at once while nothing is known to be wrong; False to stop."""
        if self._cut:
            async with self._probing:
                await self._probe()
        return not self._stopping.is_set()

    async def _probe(self) -> None:
        tries = 0
        while self._cut and not self._stopping.is_set():
            try:
                await self._api.call("getMe", {})
            except RetryAfter:
                self._cut = False
            except TelegramError:
                if tries == 3:
                    logger.warning("Telegram does not answer; messages wait")
                await rest(self._stopping, backoff.seconds(tries))
                tries += 1
            else:
                self._cut = False


async def rest(stopping: asyncio.Event, seconds: float) -> None:
    """Sleeps, unless we are to stop."""
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        pass
