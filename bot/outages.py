"""Loops go on while the database is away, and say so once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from bot.log import logger
from bot.storage.troubles import Unavailable


class Outage:
    """What is done `through()` it ends at a database that is away; `said` is logged for the first time."""

    def __init__(self, said: str) -> None:
        self._said: Final = said
        self._lasts = False

    @contextmanager
    def through(self) -> Iterator[None]:
        try:
            yield
        except Unavailable:
            if not self._lasts:
                logger.warning(self._said, exc_info=True)
            self._lasts = True
        else:
            self._lasts = False
