"""A room that is used again and again, with an event loop of its own, so that hypothesis can enter it.

On SQLite: what the other database might mind is tried in test_on_postgresql.py.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from bot.handlers import ROUTES
from bot.i18n import LANGUAGES
from bot.routing import Route
from bot.storage.models import Event, Phase
from tests.conftest import fresh
from tests.intake.inline import inline
from tests.intake.places import go
from tests.intake.room import BEGIN, Guest, Memory, Room, room

T = TypeVar("T")


@dataclass
class Stage:
    """`idle` are guests who wait to be used again, by what they are; `placed` those who came to a place."""

    runner: asyncio.Runner
    room: Room
    idle: dict[str, Guest] = field(default_factory=dict)
    placed: dict[tuple[str, str], tuple[Guest, Memory]] = field(default_factory=dict)

    @asynccontextmanager
    async def at(self, place: str, language: str) -> AsyncIterator[Guest]:
        """Somebody at a place: the way there is walked once, and afterwards everything is put back."""
        key = (place, language)
        if key in self.placed:
            guest, here = self.placed.pop(key)
        else:
            guest = self.room.newcomer(language)
            await go(guest, place)
            here = await guest.remembered()
        yield guest
        await guest.becomes(here)
        self.placed[key] = guest, here

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)


@contextmanager
def staged(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, routes: Sequence[Route] = ROUTES
) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("room")
    with inline(), fresh(request, folder, request.param) as url, asyncio.Runner() as runner:
        opening = room(url, routes)
        yield Stage(runner, runner.run(opening.__aenter__()))
        runner.run(opening.__aexit__(None, None, None))


@pytest.fixture(scope="module", params=["sqlite"])
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(request, tmp_path_factory) as opened:
        opened.run(an_event(opened.room))
        yield opened


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
