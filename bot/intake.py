"""Updates in: receive() takes what is waiting in one transaction, which writes what changed and what to say.

Only its commit acknowledges an update. A batch that fails is taken one by one, and an update that fails
alone is set aside with an apology, so that nothing can loop. While the database is away it waits.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update, User

from bot import backoff, batches, routing
from bot.delivery.loop import Delivery
from bot.delivery.sender import Clock
from bot.floods import Floods
from bot.inline_queries import InlineQueries
from bot.log import logger, pseudonym
from bot.roles import Role
from bot.routing import Route
from bot.screens import notes
from bot.services import flood, footprints, people
from bot.services.flood import Admission
from bot.storage import inbox, outbox
from bot.storage import people as storage
from bot.storage.database import Database
from bot.storage.messages import Draft
from bot.storage.models import Person
from bot.storage.troubles import Unavailable
from bot.turn import Campaign, Errand, NotTogether, Turn, speaking

if TYPE_CHECKING:
    from telegram import Bot

JSON = dict[str, Any]

BATCH: Final = 32  # updates in one transaction
KINDS: Final = (
    "message",
    "edited_message",
    "channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
)
_TRIES: Final = 3  # of an update, each right after the database proved well, before it is held to be guilty


@dataclass(frozen=True, slots=True)
class _Name:
    """All that matchers need of a bot: handlers find none that could send."""

    username: str


class Intake:
    """`routes` say who handles what; `clock` gives the time of a whole transaction.

    `after` is done at the end of each turn of a person.
    """

    def __init__(
        self,
        database: Database,
        delivery: Delivery,
        *,
        routes: Sequence[Route],
        campaign: Campaign,
        clock: Clock,
        after: Callable[[Turn], None] = lambda _: None,
    ) -> None:
        self._bot: Final = cast("Bot", _Name(campaign.bot_username))
        self._database: Final = database
        self._delivery: Final = delivery
        self._routes: Final = routes
        self._campaign: Final = campaign
        self._clock: Final = clock
        self._after: Final = after
        self._floods: Final = Floods()
        self._inline: Final = InlineQueries(database, routes=routes, campaign=campaign, clock=clock)
        self._key: Final = routing.Batches(routes).key

    async def receive(self, updates: Sequence[JSON]) -> list[Errand]:
        """Takes raw updates; returns once each is committed or set aside, with the calls to make.

        Inline queries are left to look_up().
        """
        now = self._clock()
        updates = [each for each in updates if "inline_query" not in each]
        updates = [update for update in updates if not self._floods.passes_over(update, now)]
        errands: list[Errand] = []
        for batch in batches.divide(updates, self._key):
            errands += await self._take_batch(batch)
        return _last_menus(errands)

    async def look_up(self, updates: Sequence[JSON]) -> list[Errand]:
        """The answers to the inline queries among raw updates, once what else there is was received."""
        now = self._clock()
        asked = [update for update in updates if "inline_query" in update]
        return await self._inline.answer(
            [update for update in asked if not self._floods.passes_over(update, now)]
        )

    async def _take_batch(self, updates: Sequence[JSON]) -> list[Errand]:
        if len(updates) > 1:
            try:
                return await self._take(updates)
            except NotTogether:
                pass
            except Exception as error:  # noqa: BLE001 the guilty one is found below
                logger.warning("a batch of %d is taken one by one: %s", len(updates), type(error).__name__)
        errands: list[Errand] = []
        for update in updates:
            errands += await self._take_alone(update)
        return errands

    async def _take_alone(self, update: JSON) -> list[Errand]:
        tries = 0
        while True:
            try:
                return await self._take([update])
            except Unavailable:
                tries += 1
                logger.warning("an update is not taken", exc_info=tries == 1)
            except Exception:  # noqa: BLE001 any bug of a handler ends here
                tries = _TRIES
                logger.exception("update %s cannot be handled", update.get("update_id"))
            if await self._well() and tries >= _TRIES and await self._set_aside(update):
                return _tapped(update)

    async def _well(self) -> bool:
        """Waits until the database takes a write, so that its trouble is not taken for an update's."""
        tries = 0
        while True:
            try:
                async with self._database.transaction() as session:
                    await inbox.probe(session, self._clock())
            except Unavailable:
                if tries == 0:
                    logger.warning("the database takes no writes; updates wait")
                await asyncio.sleep(backoff.soon(tries))
                tries += 1
            else:
                return True

    async def _take(self, updates: Sequence[JSON]) -> list[Errand]:
        now = self._clock()
        async with self._speaking(now) as (session, drafts):
            turns = await self._handle(session, updates, now)
            drafts.extend(draft for turn in turns for draft in turn.drafts)
        said = [errand for turn in turns for errand in (*_answers(turn), *turn.calls)]
        return [*said, *(turn.menu for turn in turns if turn.menu)]

    @asynccontextmanager
    async def _speaking(self, now: datetime) -> AsyncIterator[tuple[AsyncSession, list[Draft]]]:
        """A transaction, and what is to be said: written at its end, handed over once it is committed."""
        drafts: list[Draft] = []
        async with self._delivery.order:
            with self._delivery.committing() as commit:
                async with self._database.transaction() as session:
                    yield session, drafts
                    messages = await outbox.add(session, drafts, now, owner=self._delivery.claims())
                    commit.begins()
            self._delivery.hand_over(messages)

    async def _handle(self, session: AsyncSession, updates: Sequence[JSON], now: datetime) -> list[Turn]:
        fresh = await inbox.note(session, {update["update_id"] for update in updates}, now)
        new = [
            Update.de_json(update, self._bot)
            for update in {raw["update_id"]: raw for raw in updates}.values()
            if update["update_id"] in fresh
        ]
        matches = [(update, match) for update in new if (match := routing.find(self._routes, update))]
        # Who sent nothing that anyone takes is not written down for it.
        users = {user.id for update, _ in matches if (user := _private(update))}
        met = await storage.meet(session, users, now)
        strangers = [person for person in met.values() if people.stranger(person, now)]
        await footprints.recognize(session, strangers, self._campaign.secret)
        turns = []
        for update, match in matches:
            turn = self._turn(session, update, met, now)  # only now: the one before may have changed much
            turn.together = len(updates) > 1
            turns.append(turn)
            if not _private(update) or self._admitted(turn):
                turn.handled = True
                await match(turn)
                if _private(update):
                    self._after(turn)
        for person in _forgotten(turns):
            await session.delete(person)
        await session.flush()
        return turns

    def _turn(self, session: AsyncSession, update: Update, met: dict[int, Person], now: datetime) -> Turn:
        user = update.effective_user
        private = _private(update)
        person = met[private.id] if private else Person(telegram_id=0, language=None, role=Role.STUDENT)
        t = speaking(person, user.language_code if user else None)
        return Turn(update, session, person, t, now, self._campaign)

    def _admitted(self, turn: Turn) -> bool:
        people.seen(turn.person, turn.now)
        if turn.update.my_chat_member is not None:
            return True
        if self._delivery.crowded(turn.person.telegram_id):
            return False
        admission = flood.admit(turn.person, turn.sent_at)
        if admission is Admission.WARN:
            who = pseudonym(self._campaign.secret, turn.person.telegram_id)
            logger.warning("person %s sends too much", who)
            turn.send(notes.too_fast(turn.t))
        if admission is Admission.DROP:
            self._floods.remember(turn.person.telegram_id, turn.now)
        return admission is Admission.ADMIT

    async def _set_aside(self, update: JSON) -> bool:
        """Marks a guilty update as seen and apologises to whoever sent it; False if the database is away."""
        now = self._clock()
        try:
            async with self._speaking(now) as (session, drafts):
                await inbox.note(session, {update["update_id"]}, now)
                drafts.extend(await self._apology(session, update, now))
        except Unavailable:
            return False
        return True

    async def _apology(self, session: AsyncSession, raw: JSON, now: datetime) -> list[Draft]:
        try:
            update = Update.de_json(raw, self._bot)
            user = _private(update)
        except Exception:  # noqa: BLE001 who cannot be read cannot be answered
            return []
        if user is None:
            return []
        turn = self._turn(session, update, await storage.meet(session, {user.id}, now), now)
        turn.send(notes.apology(turn.t))
        return turn.drafts


def _forgotten(turns: Sequence[Turn]) -> list[Person]:
    """Those who wanted to be forgotten last: no row of theirs is kept, nor of what was said to them."""
    last = {turn.person.telegram_id: turn for turn in turns if turn.handled}
    gone = {telegram_id for telegram_id, turn in last.items() if turn.forgotten}
    for turn in turns:
        if turn.person.telegram_id in gone:
            turn.drafts = [replace(draft, traceless=True) for draft in turn.drafts]
    return [turn.person for turn in last.values() if turn.forgotten]


def _last_menus(errands: Sequence[Errand]) -> list[Errand]:
    """Of several menus for one chat the last one: errands may overtake each other."""
    last = {_menu_of(errand): errand for errand in errands if _menu_of(errand) is not None}
    return [errand for errand in errands if _menu_of(errand) is None or errand is last[_menu_of(errand)]]


def _menu_of(errand: Errand) -> int | None:
    """The chat whose menu it sets."""
    scope = errand.body.get("scope")
    return scope["chat_id"] if isinstance(scope, dict) else None


def _answers(turn: Turn) -> list[Errand]:
    """A button waits for its answer, which expires."""
    query = turn.update.callback_query
    if query is None:
        return []
    said = {"text": turn.popup.text, "show_alert": turn.popup.alert} if turn.popup else {}
    return [Errand("answerCallbackQuery", {"callback_query_id": query.id, **said})]


def _tapped(update: JSON) -> list[Errand]:
    """The tap in an update that could not be handled, perhaps not even be read."""
    query = update.get("callback_query")
    query_id = query.get("id") if isinstance(query, dict) else None
    return (
        [Errand("answerCallbackQuery", {"callback_query_id": query_id})] if isinstance(query_id, str) else []
    )


def _private(update: Update) -> User | None:
    """Who acted, if it was in their private chat with the bot: nobody else is stored."""
    chat, user = update.effective_chat, update.effective_user
    return user if chat is not None and chat.type == chat.PRIVATE else None
