"""Updates in: receive() takes what is waiting in one transaction, which writes what changed and what to say.

Only its commit acknowledges an update. A batch that fails is taken one by one, and an update that fails
alone is set aside with an apology, so that nothing can loop. While the database is away it waits.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot, Update, User

from bot import routing
from bot.delivery import Delivery
from bot.delivery.outcomes import backoff
from bot.delivery.sender import Clock
from bot.log import logger, pseudonym
from bot.routing import Route
from bot.screens import notes
from bot.services import flood, people
from bot.services.flood import Admission
from bot.storage import inbox, outbox
from bot.storage import people as storage
from bot.storage.database import TROUBLE, Database
from bot.storage.models import Lane, Person
from bot.turn import Campaign, Toast, Turn, speaking

JSON = dict[str, Any]

_TRIES: Final = 3  # before an update, and not the database, is held to be at fault


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button waits for its answer: sent after the commit, best effort, since it expires."""

    query_id: str
    popup: Toast | None = None


class Intake:
    """`routes` say who handles what; `clock` gives the time of a whole transaction."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        delivery: Delivery,
        *,
        routes: Sequence[Route],
        campaign: Campaign,
        clock: Clock,
    ) -> None:
        self._bot: Final = bot
        self._database: Final = database
        self._delivery: Final = delivery
        self._routes: Final = routes
        self._campaign: Final = campaign
        self._clock: Final = clock

    async def receive(self, updates: Sequence[JSON]) -> list[Tapped]:
        """Takes raw updates; returns once each is committed or set aside, with the taps to answer."""
        if len(updates) > 1:
            try:
                return await self._take(updates)
            except Exception as error:  # noqa: BLE001 the guilty one is found below
                logger.warning("a batch of %d is taken one by one: %s", len(updates), type(error).__name__)
        return [tapped for update in updates for tapped in await self._take_alone(update)]

    async def _take_alone(self, update: JSON) -> list[Tapped]:
        tries = 0
        while True:
            try:
                return await self._take([update])
            except TROUBLE:
                logger.warning("the database does not take updates", exc_info=tries == 0)
                guilty = tries >= _TRIES
            except Exception:  # noqa: BLE001 any bug of a handler ends here
                logger.exception("update %s cannot be handled", update.get("update_id"))
                guilty = True
            if guilty and await self._set_aside(update):
                return _tapped(update)
            await asyncio.sleep(backoff(tries))
            tries += 1

    async def _take(self, updates: Sequence[JSON]) -> list[Tapped]:
        now = self._clock()
        async with self._database.transaction() as session:
            fresh = await inbox.note(session, {update["update_id"] for update in updates}, now)
            new = {
                update["update_id"]: Update.de_json(update, self._bot)
                for update in updates
                if update["update_id"] in fresh
            }
            users = [user for update in new.values() if (user := _private(update))]
            met = await storage.meet(session, {user.id for user in users}, now)
            turns = [self._turn(session, update, met, now) for update in new.values()]
            for turn in turns:
                await self._handle(turn)
            await session.flush()
            drafts = [draft for turn in turns for draft in turn.drafts]
            others = [draft for draft in drafts if draft.lane is not Lane.REPLY]
            await outbox.add(session, others, now)
            replies = [draft for draft in drafts if draft.lane is Lane.REPLY]
            owner = self._delivery.claims()
            messages = await outbox.add(session, replies, now, owner=owner)
        self._delivery.hand_over(messages if owner else [])
        queries = [(turn.update.callback_query, turn.popup) for turn in turns]
        return [Tapped(query.id, popup) for query, popup in queries if query]

    def _turn(self, session: AsyncSession, update: Update, met: dict[int, Person], now: datetime) -> Turn:
        user = update.effective_user
        private = _private(update)
        person = met[private.id] if private else Person(telegram_id=0, language=None)
        t = speaking(person, user.language_code if user else None)
        return Turn(update, session, person, t, now, self._campaign)

    async def _handle(self, turn: Turn) -> None:
        match = routing.find(self._routes, turn.update)
        if match is None:
            return
        if _private(turn.update):
            people.seen(turn.person, turn.now)
            if turn.update.my_chat_member is None:
                match flood.admit(turn.person, turn.now):
                    case Admission.WARN:
                        who = pseudonym(self._campaign.secret, turn.person.telegram_id)
                        logger.warning("person %s sends too much", who)
                        turn.send(notes.too_fast(turn.t))
                        return
                    case Admission.DROP:
                        return
                    case Admission.ADMIT:
                        pass
        await match(turn)

    async def _set_aside(self, update: JSON) -> bool:
        """Marks a guilty update as seen and apologises to whoever sent it; False if the database is away."""
        now = self._clock()
        try:
            async with self._database.transaction() as session:
                if not await inbox.note(session, {update["update_id"]}, now):
                    return True
                turn = await self._apology(session, update)
                await outbox.add(session, turn.drafts if turn else [], now)
        except TROUBLE:
            return False
        self._delivery.hand_over([])
        return True

    async def _apology(self, session: AsyncSession, raw: JSON) -> Turn | None:
        try:
            update = Update.de_json(raw, self._bot)
            user = _private(update)
        except Exception:  # noqa: BLE001 who cannot be read cannot be answered
            return None
        if user is None:
            return None
        now = self._clock()
        met = await storage.meet(session, {user.id}, now)
        turn = self._turn(session, update, met, now)
        turn.send(notes.apology(turn.t))
        return turn


def _tapped(update: JSON) -> list[Tapped]:
    """The tap in an update that could not be handled, perhaps not even be read."""
    query = update.get("callback_query")
    query_id = query.get("id") if isinstance(query, dict) else None
    return [Tapped(query_id)] if isinstance(query_id, str) else []


def _private(update: Update) -> User | None:
    """Who acted, if it was in their private chat with the bot: nobody else is stored."""
    chat, user = update.effective_chat, update.effective_user
    return user if chat is not None and chat.type == chat.PRIVATE else None
