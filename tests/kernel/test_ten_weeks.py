"""Ten weeks of weekly goals for a thousand people, in seconds.

The clock jumps, also back and into the night; people join, stop, return, mute, change their language, block
the bot, withdraw and start over; the schedule runs twice at once; whoever sends is killed in the middle.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any, Final

from sqlalchemy import func, select

from bot import schedule
from bot.content.topics import Topic
from bot.delivery.loop import Delivery
from bot.handlers.pushes import Pushes
from bot.services import consents, leaving, people, pushes, weekly
from bot.services.weekly import GOODBYE
from bot.storage import people as storage
from bot.storage.database import Database
from bot.storage.messages import Receiver
from bot.storage.models import Outgoing, Person, State
from tests.kernel.outbox import Wire

PEOPLE: Final = 1_000
BEGIN: Final = datetime(2026, 11, 23, 4, tzinfo=UTC)  # a Monday, nine in the morning in Kazakhstan
WEEKS: Final = 10
LAST_TO_JOIN: Final = timedelta(days=6)


@dataclass
class Life:
    """What the test knows of someone, whatever the database says."""

    language: str
    wants: bool = False
    troubled: bool = False  # anything but joining happened to them
    got: list[tuple[int, datetime, str]] = field(default_factory=list)


class Postman(Wire):
    """Carries everything, unless it is killed, and notes what arrived when in which language."""

    def __init__(self, world: "World") -> None:
        super().__init__()
        self.world: Final = world
        self.until_killed: int | None = None

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        if method == "getMe":
            return {}
        await asyncio.sleep(0)
        self.world.arrives(parameters["chat_id"], *parameters["told"])
        if self.until_killed is not None:
            self.until_killed -= 1
            if self.until_killed <= 0:
                self.world.kill.set()
                await asyncio.Event().wait()  # what arrived is never known to have done so
        await asyncio.sleep(0)
        return {"message_id": len(self.world.arrived)}


class World:
    def __init__(self, store: Database, seed: int) -> None:
        self.store: Final = store
        self.dice: Final = Random(seed)
        self.now = BEGIN
        self.lives: dict[int, Life] = {}
        self.former: list[Life] = []
        self.arrived: list[int] = []
        self.kill: Final = asyncio.Event()
        self.postman: Final = Postman(self)
        self.made: Final = Pushes("volunteer_bot")

    def clock(self) -> datetime:
        return self.now

    def arrives(self, chat_id: int, goal: int, language: str) -> None:
        life = self.lives[chat_id]
        assert not pushes.quiet(self.now), f"a card at {self.now}"
        assert life.wants, "a card to who does not want it"
        assert language == life.language
        life.got.append((goal, self.now, language))
        self.arrived.append(chat_id)

    def render(
        self, kind: str, of: dict[str, Any], topic: int | None, receiver: Receiver | None
    ) -> dict[str, Any]:
        language = receiver.language if receiver else None
        return {**self.made(kind, of, topic, receiver), "told": (of["goal"], language)}

    async def join(self, chat_ids: list[int]) -> None:
        async with self.store.transaction() as session:
            for chat_id, person in (await storage.meet(session, chat_ids, self.now)).items():
                life = self.lives[chat_id] = Life(self.dice.choice(["kk", "ru", "en"]), wants=True)
                people.speak(person, life.language)
                consents.give(person, consents.Age.ADULT, self.now)
                row = await weekly.switch(session, person, self.now, to=True)
                assert row is not None
                slot = weekly.slot(self.dice.randrange(7), self.dice.choice(weekly.HOURS))
                weekly.choose(row, slot, self.now)

    async def happens(self, chat_id: int) -> None:
        """Something to one person, in a transaction, as a turn would do it."""
        life = self.lives[chat_id]
        life.troubled = True
        async with self.store.transaction() as session:
            person = await storage.find(session, chat_id)
            assert person is not None
            match self.dice.choice(
                ["stop", "resume", "mute", "unmute", "speak", "block", "return", "withdraw"]
            ):
                case "stop":
                    people.stop(person, self.now)
                case "resume":
                    people.resume(person)
                case "mute":
                    people.mute(person, Topic.GOALS, muted=True)
                case "unmute":
                    people.mute(person, Topic.GOALS, muted=False)
                case "speak":
                    life.language = self.dice.choice(["kk", "ru", "en"])
                    people.speak(person, life.language)
                case "block":
                    await people.lost(session, person, self.now)
                case "return":
                    people.seen(person, self.now)
                case _:
                    await leaving.withdraw(session, person, self.now)
                    self.former.append(life)
                    self.lives[chat_id] = Life(life.language, troubled=True)
            life = self.lives[chat_id]
            life.wants = wants(person)

    async def plan(self) -> None:
        """By two at once."""
        await asyncio.gather(*(schedule.plan(self.store, self.clock) for _ in range(2)))

    async def delivered(self) -> None:
        """Returns when nothing is left that may go now, or when whoever sends has been killed."""
        waits = select(func.count()).where(
            Outgoing.state.in_([State.WAITING, State.CLAIMED]), Outgoing.not_before <= self.now
        )
        while not self.kill.is_set():
            async with self.store.reading() as session:
                if pushes.quiet(self.now) or not await session.scalar(waits):
                    return
            await asyncio.sleep(0.005)

    @asynccontextmanager
    async def sender(self) -> AsyncIterator[Delivery]:
        """Sends until the end of the block, or until it is killed: then it gives nothing back."""
        async with self.store.member() as member:
            delivery = Delivery(
                self.store, self.postman, self.clock, member, permits=100_000, render=self.render
            )
            running = asyncio.ensure_future(delivery.run())
            try:
                yield delivery
            finally:
                if self.kill.is_set():
                    running.cancel()
                else:
                    delivery.stop()
                await asyncio.wait([running])
            if not self.kill.is_set():
                await delivery.release()


def wants(person: Person) -> bool:
    return (
        person.consent_version == consents.VERSION
        and person.stopped_at is None
        and person.unreachable_at is None
        and not person.muted & Topic.GOALS
    )


async def test_each_card_comes_once_by_day_to_who_wants_it_and_in_their_language(database: str) -> None:
    async with aclosing(Database(database)) as store:
        world = World(store, seed=6)
        joining = sorted((BEGIN + world.dice.random() * LAST_TO_JOIN, 1_000 + n) for n in range(PEOPLE))
        kills = in_doubt_at_most = 0
        while world.now < BEGIN + timedelta(weeks=WEEKS):
            world.kill.clear()
            world.postman.until_killed = world.dice.randint(1, 40) if world.dice.random() < 0.3 else None
            await world.join([chat_id for at, chat_id in joining if at <= world.now])
            joining = [(at, chat_id) for at, chat_id in joining if at > world.now]
            for chat_id in world.dice.sample([*world.lives], k=len(world.lives) // 100):
                await world.happens(chat_id)
            await world.plan()
            async with world.sender() as delivery:
                delivery.heard()
                await world.delivered()
            if world.kill.is_set():
                kills += 1
                world.postman.until_killed = None
                in_doubt_at_most += await claimed(store)
            world.now += timedelta(hours=world.dice.choice([-2, 5, 9, 14, 23, 31]))
        async with store.reading() as session:
            states = dict.fromkeys(State, 0)
            rows = await session.execute(select(Outgoing.state, func.count()).group_by(Outgoing.state))
            states |= {state: count for state, count in rows}  # noqa: C416 rows are not pairs
    assert kills > 5
    assert states[State.IN_DOUBT] <= in_doubt_at_most
    assert len(world.arrived) > 5_000
    complete = 0
    for life in (*world.lives.values(), *world.former):
        goals = [goal for goal, _, _ in life.got]
        assert goals == sorted({*goals}), "in their order, none twice"
        times = [at for _, at, _ in life.got]
        assert all(later - at >= timedelta(days=4) for at, later in pairwise(times))
        complete += not life.troubled and goals == [*range(1, GOODBYE + 1)]
    untroubled = [life for life in world.lives.values() if not life.troubled]
    assert len(untroubled) > 200
    assert len(untroubled) - complete <= states[State.IN_DOUBT], "only what is in doubt may be missing"


async def claimed(store: Database) -> int:
    async with store.reading() as session:
        return await session.scalar(select(func.count()).where(Outgoing.state == State.CLAIMED)) or 0
