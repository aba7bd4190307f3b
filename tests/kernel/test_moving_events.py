"""Reminders hour by hour, against a model: events move, two schedules run, senders are killed."""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import func, select

from bot import schedule
from bot.delivery.loop import Delivery
from bot.services import people, pushes, reminders
from bot.services.reminders import DAY, SOON
from bot.storage import people as storage
from bot.storage.database import Database
from bot.storage.messages import Receiver
from bot.storage.models import Outgoing, State
from tests.kernel.gathering import (
    NOON,
    STARTS,
    an_event,
    changes,
    declines,
    goes,
    settle_in,
)
from tests.kernel.outbox import Wire


async def clock_comes_to(store: Database, now: datetime) -> None:
    await schedule.see_to_events(store, lambda: now)


@dataclass
class World:
    """Forty people and events that move, while the schedule runs twice and senders are killed."""

    store: Database
    number: int
    dice: Random
    now: datetime = NOON
    starts_at: datetime = STARTS
    moved_at: datetime = NOON
    yes_at: dict[int, datetime] = field(default_factory=dict)
    stopped: set[int] = field(default_factory=set)
    kills: int = 0
    in_the_air: int = 0
    until_killed: int | None = None
    kill: asyncio.Event = field(default_factory=asyncio.Event)
    got: list[tuple[int, str, datetime]] = field(default_factory=list)
    expected: set[tuple[int, str, datetime]] = field(default_factory=set)

    def clock(self) -> datetime:
        return self.now

    def render(
        self, kind: str, of: dict[str, Any], _topic: int | None, _receiver: Receiver | None
    ) -> dict[str, Any]:
        return {"text": kind, "starts_at": of.get("starts_at", "")}

    async def happens(self, telegram_id: int) -> None:
        match self.dice.choice(["go", "go", "go", "no", "stop", "resume"]):
            case "go":
                await goes(self.store, self.number, telegram_id, self.now)
                self.yes_at[telegram_id] = self.now
            case "no":
                await declines(self.store, self.number, telegram_id, now=self.now)
                self.yes_at.pop(telegram_id, None)
            case act:
                async with self.store.transaction() as session:
                    person = await storage.find(session, telegram_id)
                    assert person is not None
                    if act == "stop":
                        people.stop(person, self.now)
                        self.stopped.add(telegram_id)
                    else:
                        people.resume(person)
                        self.stopped.discard(telegram_id)

    async def begins_anew(self) -> None:
        self.starts_at, self.moved_at = self.now + timedelta(hours=49), NOON
        self.number = await an_event(self.store, None, starts_at=self.starts_at)
        self.yes_at.clear()

    async def slips(self) -> None:
        """Somebody mistypes the time, and mends it at once."""
        for starts_at in (self.starts_at + timedelta(hours=12), self.starts_at):
            await changes(self.store, self.number, self.now, starts_at=starts_at)

    async def moves(self) -> None:
        starts_at = self.starts_at + timedelta(hours=self.dice.choice([-20, -3, 5, 26]))
        self.starts_at, self.moved_at = max(starts_at, self.now + timedelta(hours=3)), self.now
        await changes(self.store, self.number, self.now, starts_at=self.starts_at)

    def expects(self, before: datetime) -> None:
        """What is due since then."""
        asked, soon = reminders.day_at(self.starts_at), reminders.soon_at(self.starts_at)
        for telegram_id, yes_at in self.yes_at.items():
            if telegram_id in self.stopped:
                continue
            if before < asked <= self.now < soon and self.moved_at < asked:
                self.expected.add((telegram_id, DAY, self.starts_at))
            promised = max(asked, self.moved_at) <= yes_at <= soon
            if before < soon <= self.now < self.starts_at and self.moved_at <= soon and promised:
                self.expected.add((telegram_id, SOON, self.starts_at))

    async def plans(self) -> None:
        """By two at once."""
        await asyncio.gather(*(clock_comes_to(self.store, self.now) for _ in range(2)))

    async def sends(self) -> None:
        """Until nothing is left that may go, or whoever sends is killed: then nothing is given back."""
        self.kill.clear()
        async with self.store.member() as member:
            carrier = Carrier(self)
            delivery = Delivery(self.store, carrier, self.clock, member, permits=100_000, render=self.render)
            running = asyncio.ensure_future(delivery.run())
            while not self.kill.is_set() and await self.waits():
                delivery.heard()
                await asyncio.sleep(0.005)
            if self.kill.is_set():
                self.kills += 1
                running.cancel()
            else:
                delivery.stop()
            await asyncio.wait([running])
            if not self.kill.is_set():
                await delivery.release()
                return
        async with self.store.reading() as session:
            claimed = select(func.count()).where(Outgoing.state == State.CLAIMED)
            self.in_the_air += await session.scalar(claimed) or 0

    async def waits(self) -> bool:
        waits = (Outgoing.state.in_([State.WAITING, State.CLAIMED]), Outgoing.not_before <= self.now)
        async with self.store.reading() as session:
            return bool(await session.scalar(select(func.count()).where(*waits)))


class Carrier(Wire):
    """Carries everything, unless it is killed, and notes what arrived."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world: Final = world

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        if method == "getMe":
            return {}
        world, kind = self.world, parameters["text"]
        assert not pushes.quiet(world.now), f"{kind} at {world.now}"
        if kind in {DAY, SOON}:
            told = (parameters["chat_id"], kind, datetime.fromisoformat(parameters["starts_at"]))
            world.got.append(told)
        if world.until_killed is not None:
            world.until_killed -= 1
            if world.until_killed <= 0:
                world.until_killed = None
                world.kill.set()
                await asyncio.Event().wait()  # what arrived is never known to have done so
        return {"message_id": 1}


async def test_each_comes_once_to_exactly_those_it_is_for_whatever_moves_or_dies(database: str) -> None:
    async with aclosing(Database(database)) as store:
        ids = await settle_in(store, 40)
        world = World(store, await an_event(store, None), Random(8))
        while world.now < NOON + timedelta(days=8):
            before, world.now = world.now, world.now + timedelta(hours=1)
            world.expects(before)
            await world.plans()
            world.until_killed = world.dice.randint(1, 10) if world.dice.random() < 0.5 else None
            while await world.waits() and not pushes.quiet(world.now):
                await world.sends()
            world.until_killed = None
            if world.now >= world.starts_at:
                await world.begins_anew()
                continue
            for telegram_id in world.dice.sample(ids, k=3):
                await world.happens(telegram_id)
            if world.dice.random() < 0.04:
                await world.moves()
            if world.dice.random() < 0.04:
                await world.slips()
    assert {*world.got} == world.expected
    assert len(world.expected) > 30
    assert world.kills > 2
    repeated = len(world.got) - len(world.expected)
    assert repeated <= world.in_the_air, "what was in the air at a kill may come again, and nothing else"
