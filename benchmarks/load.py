"""People who write to the bot: all at once, each when their reply came; or so many a second."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from benchmarks.telegram import Telegram
from benchmarks.walk import Walker, said

FIRST: Final = 10_000  # user ids count up from here
LATE: Final = 1.0  # seconds after a spell in which its replies still count


class Trip(NamedTuple):
    """When an update became available, and how many seconds later its reply came."""

    asked_at: float
    seconds: float


class Crowd:
    """`ready` is told who may act again; who is through with their script is not met again."""

    def __init__(self, telegram: Telegram, script: Sequence[str]) -> None:
        self._telegram: Final = telegram
        self._script: Final = script
        self._people: Final[dict[int, Walker]] = {}
        self._met = 0
        self.finished = 0
        self.replies = 0
        self.asked = 0
        self.trips: Final[list[Trip]] = []
        self.ready: Callable[[Walker], None] = lambda _walker: None
        telegram.replied = self._replied

    @property
    def under_way(self) -> int:
        return len(self._people)

    def newcomer(self) -> Walker:
        self._met += 1
        walker = Walker(FIRST + self._met, self._script)
        self._people[walker.user_id] = walker
        return walker

    def act(self, walker: Walker) -> None:
        self.asked += 1
        walker.asked_at = self._telegram.put(walker.act(self._telegram.message_id()))

    def shout(self, user_id: int, text: str) -> None:
        """A message of somebody who waits for nothing."""
        self._telegram.put(said(user_id, self._telegram.message_id(), text))

    def _replied(self, chat: int, message: int, at: float) -> None:
        walker = self._people.get(chat)
        if walker is None:
            return
        walker.card = message
        if walker.asked_at is None:
            return
        self.replies += 1
        self.trips.append(Trip(walker.asked_at, at - walker.asked_at))
        walker.asked_at = None
        if not walker.left:
            self.finished += 1
            del self._people[chat]
        self.ready(walker)


class Closed:
    """So many people on their way at a time, each acting as soon as they can.

    They set out in waves, one a step of those before: else all would be at the same question at once.
    """

    def __init__(self, crowd: Crowd, people: int) -> None:
        self._crowd: Final = crowd
        self._wave: Final = max(people // 10, 1)
        self._waves = 0
        self._due = crowd.replies
        self.mixed: Final = asyncio.Event()

    def begin(self) -> None:
        self._crowd.ready = self._ready
        self._next_wave()

    async def mix(self, seconds: float) -> None:
        """Returns once all are on their way, at different questions, or after so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self.mixed.wait()
        except TimeoutError:
            while not self.mixed.is_set():
                self._next_wave()

    def _ready(self, walker: Walker) -> None:
        self._crowd.act(walker if walker.left else self._crowd.newcomer())
        if self._crowd.replies >= self._due:
            self._next_wave()

    def _next_wave(self) -> None:
        if self._waves == 10:
            self.mixed.set()
            return
        self._waves += 1
        self._due += self._waves * self._wave
        for _ in range(self._wave):
            self._crowd.act(self._crowd.newcomer())


class Open:
    """Arrivals evenly spaced in time; each is somebody's who has seen their reply, taken at random."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd: Final = crowd
        self._ready: Final[list[Walker]] = []
        self._random: Final = random.Random(1)

    def begin(self) -> None:
        """Whoever is on their way goes on, at this pace."""
        self._crowd.ready = self._rest

    def _rest(self, walker: Walker) -> None:
        self._ready.append(walker if walker.left else self._crowd.newcomer())

    async def run(self, rate: float, seconds: float, late: float = LATE) -> "Spell":
        """Replies count until `late` seconds after it."""
        crowd, began = self._crowd, time.perf_counter()
        first, asked = len(crowd.trips), crowd.asked
        for arrival in range(round(rate * seconds)):
            wait = began + arrival / rate - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            crowd.act(self._somebody())
        took = time.perf_counter() - began
        asked = crowd.asked - asked
        until = time.perf_counter() + late
        while crowd.replies < crowd.asked and time.perf_counter() < until:  # noqa: ASYNC110 rings no bell
            await asyncio.sleep(0.01)
        trips = [trip.seconds for trip in crowd.trips[first:] if trip.asked_at >= began]
        return Spell(rate, asked / took, asked - len(trips), trips)

    def _somebody(self) -> Walker:
        if not self._ready:
            return self._crowd.newcomer()
        place = self._random.randrange(len(self._ready))
        self._ready[place], self._ready[-1] = self._ready[-1], self._ready[place]
        return self._ready.pop()


class Spell(NamedTuple):
    """Even arrivals for a while: the rate wanted and the one there was, and how long each reply took."""

    wanted: float
    rate: float
    unanswered: int
    seconds: list[float]

    @property
    def reached(self) -> bool:
        asked = len(self.seconds) + self.unanswered
        return self.rate >= 0.95 * self.wanted and len(self.seconds) >= 0.95 * asked


def percentile(seconds: Sequence[float], share: float) -> float:
    """The nearest rank; not a number if there is nothing."""
    ranked = sorted(seconds)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else float("nan")
