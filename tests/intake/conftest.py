"""A room that is used again and again, with an event loop of its own, so that hypothesis can enter it.

On SQLite: what the other database might mind is tried in test_on_postgresql.py.
"""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

from tests.conftest import fresh
from tests.intake.room import Room, room

T = TypeVar("T")


@dataclass
class Stage:
    runner: asyncio.Runner
    room: Room

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)


@pytest.fixture(scope="module", params=["sqlite"])
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with fresh(request, tmp_path_factory.mktemp("room"), request.param) as url, asyncio.Runner() as runner:
        opening = room(url)
        yield Stage(runner, runner.run(opening.__aenter__()))
        runner.run(opening.__aexit__(None, None, None))
