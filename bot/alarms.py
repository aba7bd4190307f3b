"""Tells the owners, once per trouble, when messages pile up or fail, and when that is over."""

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.delivery.sender import Clock
from bot.log import logger
from bot.screens import alarms as screens
from bot.services import alarms as services
from bot.services.alarms import KINDS, News
from bot.storage import alarms as storage
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.messages import Draft
from bot.storage.models import Lane, Person
from bot.storage.troubles import Unavailable
from bot.turn import speaking

EVERY: Final = 30.0  # seconds
_HOLDS: Final = timedelta(hours=24)  # what is told


async def run(
    database: Database, owner_ids: Collection[int], clock: Clock, heard: Callable[[], None] = lambda: None
) -> None:
    """Looks again and again; `heard` is called when there is something to send.

    A trouble begins when it was there a look ago, too: what is due when a machine wakes up goes at once.
    """
    before: frozenset[str] = frozenset()
    while True:
        try:
            now = clock()
            async with database.reading() as session:
                there = frozenset(await services.troubles(session, now))
            if await look(database, owner_ids, now, among=before):
                heard()
            before = there
        except Unavailable:
            logger.warning("nobody can see now whether messages pile up", exc_info=True)
        await asyncio.sleep(EVERY)


async def look(
    database: Database, owner_ids: Collection[int], now: datetime, among: Collection[str] = KINDS
) -> bool:
    """Writes what owners are to be told, if anything. Looking at two at once tells it once."""
    async with database.reading() as session:
        found = await services.troubles(session, now)
        standing = await storage.standing(session)
    if not (found & set(among) or standing):
        return False
    async with database.transaction() as session:
        news = await services.note(session, found & {*among, *standing}, {*KINDS} - found, now)
        owners = await storage.owners(session, owner_ids) if news else []
        drafts = [_told(each, owner, now) for each in news for owner in owners]
        await outbox.add(session, drafts, now)
    for each in news:
        logger.warning("trouble %s: %s", "is over" if each.over else "began", each.kind)
    return bool(drafts)


def _told(news: News, owner: Person, now: datetime) -> Draft:
    screen = partial(screens.over if news.over else screens.began, kind=news.kind, at=news.began_at)
    chat_id = owner.telegram_id
    key = f"alarm:{news.kind}:{news.began_at.timestamp():.0f}:{'over:' if news.over else ''}{chat_id}"
    body = {"chat_id": chat_id, **screen(speaking(owner)).body()}
    return Draft(key, chat_id, "sendMessage", body, now + _HOLDS, Lane.REMINDER)
