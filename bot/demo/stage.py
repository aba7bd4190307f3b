"""What whoever watches the demo may do besides being a student: move its clock, start over."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.demo.clock import Clock
from bot.demo.feed import Feed
from bot.demo.models import JSON

FARTHEST: Final = timedelta(days=400)  # in one move


@dataclass(slots=True)
class Stage:
    """`done` of `of` people have come to where they are to be; nobody else acts until all have."""

    clock: Clock
    feed: Feed
    done: int = 0
    of: int = 0
    again: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def set(self) -> bool:
        return self.done >= self.of

    def demand(self) -> None:
        """Raises ValueError while the play goes on."""
        if not self.set:
            raise ValueError("not yet: the sample campaign is still being played")

    def advance(self, done: int, of: int) -> None:
        self.done, self.of = done, of
        self.feed.publish({"kind": "stage", **self.view()})

    def forward(self, to: datetime) -> None:
        """Moves the clock. Raises ValueError with the reason."""
        now = self.clock()
        if to < now:
            raise ValueError("the clock moves forward only: start over to go back")
        if to - now > FARTHEST:
            raise ValueError(f"at most {FARTHEST.days} days at a time")
        self.clock.move(to)
        self.feed.publish({"kind": "stage", **self.view()})

    def view(self) -> JSON:
        return {"now": self.clock().timestamp(), "done": self.done, "of": self.of}
