"""How long and how often each thing is measured."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Scale:
    """`spells` are the rates of the open loop, updates a second, and for how many seconds each is held."""

    rounds: int
    people: int
    seconds: float
    mixing: float  # seconds that the people may take at most to be at different questions
    spells: tuple[tuple[float, float], ...]
    messages: int
    starts: int
    memory: tuple[int, int]
    flood: float
    chat: int  # messages in it
    bulk: int  # messages of a broadcast at Telegram's pace
    meanwhile: float  # seconds of replies beside a broadcast, at a time
    forgetting: float  # seconds until no reply of the rush before counts for the pace
    crowd: int  # people whom a broadcast goes to
    certificates: int  # made at a time
    rushes: tuple[tuple[int, int], ...]  # people who tap at once, and for how many seats
    arriving: int  # people who scan one code at once
    brought: int  # people who come by links
    queries: int  # inline


FULL: Final = Scale(
    rounds=2,
    people=256,
    seconds=4,
    mixing=3,
    spells=((50, 4), (100, 4), (200, 3)),
    messages=20_000,
    starts=7,
    memory=(10_000, 100_000),
    flood=8,
    chat=5_000,
    bulk=1_800,
    meanwhile=15,
    forgetting=11,
    crowd=1_000_000,
    certificates=100,
    rushes=((500, 40), (2_000, 400)),
    arriving=300,
    brought=10_000,
    queries=1_000,
)
QUICK: Final = Scale(
    rounds=1,
    people=20,
    seconds=0.5,
    mixing=1,
    spells=((50, 0.5), (100, 0.5)),
    messages=200,
    starts=1,
    memory=(100, 300),
    flood=0.5,
    chat=200,
    bulk=60,
    meanwhile=1,
    forgetting=1,
    crowd=3_000,
    certificates=5,
    rushes=((40, 4),),
    arriving=30,
    brought=300,
    queries=30,
)
