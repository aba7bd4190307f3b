"""What every measurement needs: databases, how much to measure, and a place for what went wrong."""

import sys
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from benchmarks import databases, subjects
from benchmarks.databases import Databases, Kind
from benchmarks.load import Crowd
from benchmarks.scale import Scale
from benchmarks.subjects import DidNotRun, Running, Subject
from benchmarks.telegram import Telegram

T = TypeVar("T")


class NotSignedUp(Exception):
    """Who was told that they are signed up is not: what was measured was not the sign-up."""


@dataclass(frozen=True)
class Bench:
    """`only` are the databases to measure on."""

    databases: Databases
    only: list[Kind]
    scale: Scale
    problems: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    async def attempt(self, what: str, work: Awaitable[T]) -> T | None:
        """A measurement, or None if it failed: the others are worth something all the same."""
        self.say(what)
        try:
            return await work
        except (DidNotRun, NotSignedUp) as error:
            why = " ".join(str(error).split())
            self.problems.append(f"{what}: {why}")
            self.say(f"  {why}")
            return None

    @asynccontextmanager
    async def crowd(
        self, subject: Subject, telegram: Telegram | None = None, url: str | None = None
    ) -> AsyncIterator[tuple[Crowd, Running]]:
        """Nobody yet, before a program that runs on an empty database; in the end, they are counted in it."""
        telegram = telegram or Telegram()
        url = url or await self.databases.empty(subject.kind)
        crowd = Crowd(telegram, subject.script)
        async with subjects.running(subject, telegram, url) as program:
            yield crowd, program
            if said := not subject.ours and program.said():  # a reply that failed would make it look quick
                raise DidNotRun(f"complained: {said}")
        if subject.ours:
            there = await databases.registered(url)
            if not crowd.finished <= there <= crowd.finished + crowd.under_way:
                raise NotSignedUp(f"{crowd.finished} were told so, {there} are")
