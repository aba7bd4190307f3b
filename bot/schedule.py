"""What is due by the clock, again and again: doing it twice, or in two processes, is harmless."""

import asyncio
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Final

from bot.delivery.sender import Clock
from bot.outages import Outage
from bot.services import digests, footprints, recruits, weekly, years
from bot.services import events as services
from bot.storage import events, inbox, outbox, participations
from bot.storage import weekly as storage
from bot.storage.database import Database

EVERY: Final = timedelta(minutes=10)  # tidying up
_LOOK: Final = 0.25  # seconds
_RECRUITS: Final = timedelta(minutes=1)  # looking at who came by which link
_BREATH: Final = 0.01  # between two batches, in which replies get their turn
_BATCH: Final = 500  # messages settled at a time
KEEP: Final = timedelta(hours=48)  # twice as long as Telegram keeps an update


async def run(
    database: Database, clock: Clock, heard: Callable[[], None] = lambda: None, owners: Collection[int] = ()
) -> None:
    """Looks at the clock again and again: it may be moved, or jump after a machine has slept.

    `heard` is called when there may be something to send. `owners` are chats.
    """
    tidy_at = clock()
    digested: date | None = None
    celebrated: date | None = None
    look_at = clock()
    outage = Outage("what is due has to wait for the database")
    while True:
        with outage.through():
            if await waiting(database, clock()) and await see_to(database, clock, owners):
                heard()
            if (monday := digests.monday(clock())) not in {None, digested}:
                if await tell_managers(database, clock):
                    heard()
                digested = monday
            if (day := years.today(clock())) not in {None, celebrated}:
                await celebrate(database, clock)
                heard()
                celebrated = day
            if (now := clock()) >= look_at:
                look_at = now + _RECRUITS
                if await see_to_recruits(database, now, owners):
                    heard()
            if (now := clock()) >= tidy_at:
                tidy_at = now + EVERY
                await tidy(database, now)
        await asyncio.sleep(_LOOK)


async def see_to(database: Database, clock: Clock, owners: Collection[int]) -> int:
    """Everything that is due; for how many people and of how many events."""
    return await plan(database, clock) + await see_to_events(database, clock, owners)


async def waiting(database: Database, now: datetime) -> bool:
    """Whether anything is due: asked often, in one look that costs nobody a lock."""
    async with database.reading() as session:
        return await storage.any_due(session, now) or bool(await events.due(session, now))


async def plan(database: Database, clock: Clock) -> int:
    """Writes every push that is due; for how many people something was due."""
    everyone, looked_at = 0, weekly.BATCH
    while looked_at == weekly.BATCH:
        if everyone:
            await asyncio.sleep(_BREATH)
        if not await due(database, clock()):
            break
        async with database.transaction() as session:
            looked_at = await weekly.plan(session, clock())
        everyone += looked_at
    return everyone


async def tell_managers(database: Database, clock: Clock) -> int:
    """Writes the week's digest; to how many managers. Asked again, it writes only what is missing."""
    async with database.transaction() as session:
        return await digests.plan(session, clock())


async def celebrate(database: Database, clock: Clock) -> None:
    """Writes everybody's year as a volunteer. Asked again, it writes only what is missing."""
    after: int | None = 0
    while after is not None:
        async with database.transaction() as session:
            after = await years.plan(session, clock(), after)
        await asyncio.sleep(_BREATH)


async def see_to_events(database: Database, clock: Clock, owners: Collection[int] = ()) -> int:
    """Passes seats on that nobody took in time, tells of changes, reminds, thanks; of how many events."""
    async with database.reading() as session:
        found = await events.due(session, clock())
    for number in found:
        after: int | None = 0
        while after is not None:
            async with database.transaction() as session:
                event = await participations.hold(session, number)
                assert event is not None, "what was public stays"
                after = await services.see_to(session, event, clock(), after, owners)
            await asyncio.sleep(_BREATH)
    return len(found)


async def see_to_recruits(database: Database, now: datetime, owners: Collection[int] = ()) -> int:
    """Tells organizers of bursts and thanks ambassadors; how many of both there were."""
    async with database.reading() as session:
        found, steps = await recruits.bursts(session, owners, now), await recruits.thankworthy(session)
    if found or steps:
        async with database.transaction() as session:
            await recruits.flag(session, found, owners, now)
            await recruits.thank(session, steps, now)
    return len(found) + len(steps)


async def due(database: Database, now: datetime) -> bool:
    """Whether there is anything to write: asked often, and costs nobody a lock."""
    async with database.reading() as session:
        return await storage.any_due(session, now)


async def tidy(database: Database, now: datetime) -> None:
    """Forgets updates and replies that nothing can ask for any more, and settles what waited too long."""
    await expire(database, now)
    async with database.transaction() as session:
        await inbox.prune(session, now - KEEP)
        await outbox.prune(session, now - KEEP)
        await footprints.prune(session, now)
    await database.clean()


async def expire(database: Database, now: datetime) -> None:
    """Settles what waited too long, a batch at a time: looking for it costs nobody a lock."""
    while True:
        async with database.reading() as session:
            late = await outbox.late(session, now, limit=_BATCH)
        if not late:
            return
        async with database.transaction() as session:
            await outbox.expire(session, late, now)
        await asyncio.sleep(_BREATH)
