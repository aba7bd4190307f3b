"""Calls made after a commit, best effort: they say nothing that must not be lost."""

import asyncio
from collections.abc import Iterable
from typing import Final

from telegram.error import TelegramError

from bot.log import logger
from bot.transport import Api, reason
from bot.turn import Errand


class Errands:
    def __init__(self, api: Api) -> None:
        self._api: Final = api

    def start(self, errands: Iterable[Errand], tasks: asyncio.TaskGroup) -> None:
        for errand in errands:
            tasks.create_task(self._run(errand))

    async def _run(self, errand: Errand) -> None:
        try:
            await self._api.call(errand.method, errand.body)
        except TelegramError as error:
            logger.info("%s was in vain: %s", errand.method, reason(error))
