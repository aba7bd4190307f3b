"""What people type after the bot's name in other chats: looked up beside everything else, and not noted.

It holds nobody up: it only reads, one that is answered twice is answered, and one that is lost has expired
before it could be asked again.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update

from bot import routing
from bot.delivery.sender import Clock
from bot.log import logger
from bot.roles import Role
from bot.routing import Route
from bot.storage.database import Database
from bot.storage.models import Person
from bot.storage.troubles import Unavailable
from bot.turn import Campaign, Errand, Turn, speaking

JSON = dict[str, Any]


class InlineQueries:
    def __init__(
        self, database: Database, *, routes: Sequence[Route], campaign: Campaign, clock: Clock
    ) -> None:
        self._database: Final = database
        self._routes: Final = routes
        self._campaign: Final = campaign
        self._clock: Final = clock

    async def answer(self, queries: Sequence[JSON]) -> list[Errand]:
        """The answers to these updates, from one look into the database."""
        errands: list[Errand] = []
        if not queries:
            return errands
        now = self._clock()
        try:
            async with self._database.reading() as session:
                for raw in queries:
                    errands += await self._look_up(session, raw, now)
        except Unavailable:
            logger.warning("inline queries are not answered: the database is away")
        except Exception:  # noqa: BLE001 whatever it is, whoever typed goes on typing
            logger.exception("inline queries are not answered")
        return errands

    async def _look_up(self, session: AsyncSession, raw: JSON, now: datetime) -> list[Errand]:
        try:
            update = Update.de_json(raw, None)
            match = routing.find(self._routes, update)
            if match is None:
                return []
            user, nobody = update.effective_user, Person(telegram_id=0, language=None, role=Role.STUDENT)
            t = speaking(nobody, user.language_code if user else None)
            turn = Turn(update, session, nobody, t, now, self._campaign)
            await match(turn)
        except (SQLAlchemyError, OSError):
            raise  # there is nothing more to read in this transaction
        except Exception:  # noqa: BLE001 any bug of a handler ends here
            logger.exception("inline query %s cannot be answered", raw.get("update_id"))
            return []
        return turn.calls
