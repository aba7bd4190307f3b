"""A room that is used again and again, with an event loop of its own, so that hypothesis can enter it.

On SQLite: what the other database might mind is tried in test_on_postgresql.py.
"""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from bot.i18n import LANGUAGES
from bot.storage.models import Event, Phase
from tests.conftest import fresh
from tests.intake.room import BEGIN, Guest, Room, room

T = TypeVar("T")


@dataclass
class Stage:
    """`idle` are guests who wait to be used again, by what they are."""

    runner: asyncio.Runner
    room: Room
    idle: dict[str, Guest] = field(default_factory=dict)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)


@pytest.fixture(scope="module", params=["sqlite"])
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with fresh(request, tmp_path_factory.mktemp("room"), request.param) as url, asyncio.Runner() as runner:
        opening = room(url)
        opened = Stage(runner, runner.run(opening.__aenter__()))
        opened.run(an_event(opened.room))
        yield opened
        runner.run(opening.__aexit__(None, None, None))


async def an_event(hall: Room) -> None:
    """Number 1, with one seat; called what belongs to no language."""
    said = dict.fromkeys(LANGUAGES, "Ομάδα")
    starts_at = BEGIN + timedelta(days=300)
    async with hall.database.transaction() as session:
        event = Event(
            author=1, created_at=BEGIN, changed_at=BEGIN, titles=said, texts=said, phase=Phase.PUBLIC
        )
        event.starts_at, event.ends_at = starts_at, starts_at + timedelta(hours=2)
        event.city, event.place, event.contact, event.goal, event.capacity = "almaty", "–", "–", 7, 1
        session.add(event)
