"""The events of the demo, as they stand in events.yaml: who writes them, when they are, in which words."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Sample:
    """It begins in so many `days` from when the curtain rises, and is credited with so many minutes."""

    by: str
    days: int
    at: str
    until: str
    city: str
    place: str
    contact: str
    goal: int
    hours: int
    seats: int
    words: dict[str, dict[str, str]]

    def steps(self, number: int, today: date) -> tuple[str, ...]:
        """What its author does in the chat to make it public."""
        card, day = f"ev:{number}", today + timedelta(days=self.days)
        words = (
            step
            for language, said in self.words.items()
            for step in (f"{card}:words:{language}", f"={said['title']}", f"={said['text']}")
        )
        return (
            *("=/newevent", *words),
            *(f"{card}:when", f"={day:%d.%m.%Y} {self.at}", f"={self.until}"),
            *(f"{card}:city", f"{card}:city:{self.city}"),
            *(f"{card}:place", f"={self.place}"),
            *(f"{card}:contact", f"={self.contact}"),
            *(f"{card}:goal", f"{card}:goal:{self.goal}"),
            *(f"{card}:hours", f"{card}:hours:{self.hours}"),
            *(f"{card}:seats", f"={self.seats}"),
            *(f"{card}:publish", f"{card}:publish:*"),
        )


@cache
def samples() -> tuple[Sample, ...]:
    text = Path(__file__).with_name("events.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.safe_load(text)
    return tuple(Sample(**each) for each in found)
