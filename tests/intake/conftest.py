"""A room that is used again and again, with an event loop of its own, so that hypothesis can enter it."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

from tests.intake.room import Room, room

T = TypeVar("T")


@dataclass
class Stage:
    runner: asyncio.Runner
    room: Room

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with asyncio.Runner() as runner:
        opening = room(tmp_path_factory.mktemp("room") / "bot.db")
        yield Stage(runner, runner.run(opening.__aenter__()))
        runner.run(opening.__aexit__(None, None, None))
