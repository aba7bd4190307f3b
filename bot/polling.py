"""Long polling: asks for updates, has them received, and only by asking for the next acknowledges them."""

import asyncio
from typing import Any, Final

from telegram.error import TelegramError

from bot import backoff
from bot.errands import Errands
from bot.intake import BATCH, KINDS, Intake
from bot.log import logger
from bot.transport import Api, UnreadableAnswer, asked, reason

WAIT: Final = 25  # seconds that Telegram holds an empty answer; its server allows 50


class Polling:
    """`updates` is the API to ask for updates: its answers take as long as nobody writes."""

    def __init__(self, intake: Intake, *, updates: Api, errands: Errands) -> None:
        self._intake: Final = intake
        self._updates: Final = updates
        self._errands: Final = errands
        self._offset = 0
        self._stopping = False
        self._patience: asyncio.Timeout | None = None

    async def run(self) -> None:
        """Polls until stop(). Raises TokenRefused."""
        async with asyncio.TaskGroup() as tasks:
            tries = 0
            while not self._stopping:
                try:
                    updates = await self._ask()
                except TelegramError as error:
                    if tries == 0:
                        logger.warning("no updates: %s", reason(error))
                    await asyncio.sleep(asked(error) or backoff.seconds(tries))
                    tries += 1
                    continue
                tries = 0
                for start in range(0, len(updates), BATCH):
                    chunk = updates[start : start + BATCH]
                    self._errands.start(await self._intake.receive(chunk), tasks)
                    self._errands.start(await self._intake.look_up(chunk), tasks)
                    self._offset = chunk[-1]["update_id"] + 1

    def stop(self) -> None:
        """Ends run() after the updates at hand; what was not acknowledged comes again."""
        self._stopping = True
        if self._patience is not None:
            self._patience.reschedule(asyncio.get_running_loop().time())

    async def _ask(self) -> list[dict[str, Any]]:
        question = {"offset": self._offset, "timeout": WAIT, "allowed_updates": KINDS}
        try:
            async with asyncio.timeout(None) as self._patience:
                answer = await self._updates.call("getUpdates", question)
        except TimeoutError:  # stop() lost patience
            return []
        finally:
            self._patience = None
        if not isinstance(answer, list):
            raise UnreadableAnswer("no list of updates")
        return [
            update for update in answer if isinstance(update, dict) and type(update.get("update_id")) is int
        ]
