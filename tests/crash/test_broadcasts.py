"""Broadcasts of the real process, killed while it sends to a Telegram that misbehaves: nobody gets one twice.

They are paid for, so that thousands go at a thousand a second. A connection that is reset before a delivery
looks to us like one that is cut after it: in doubt are both.
"""

import asyncio
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

import pytest

from bot.storage.models import State
from tests.crash import crowd
from tests.crash.crowd import PATIENCE, until
from tests.crash.postbox import Postbox
from tests.crash.supervised import Supervised

KILLS: Final = 30
PEOPLE: Final = 5_000
ENDS: Final = {State.SENT, State.FAILED, State.SKIPPED, State.UNREACHABLE, State.IN_DOUBT}


def process(root: str, database: str, log: Path) -> Supervised:
    role = "run" if database.startswith("sqlite") else "worker"
    return Supervised(root, database, log, role, PAID_BROADCASTS="true", LOG_LEVEL="WARNING")


class Grave:
    """Notes what the process held at each of its deaths: claimed, and not settled."""

    def __init__(self, program: Supervised, url: str, number: int) -> None:
        self.held: Final[set[int]] = set()
        self._buried = 0
        self._program: Final = program
        self._url: Final = url
        self._number: Final = number
        program.mourning = self._mourn

    async def kill(self) -> None:
        """Returns when it is about to start again."""
        self._program.kill()
        async with asyncio.timeout(PATIENCE):
            while self._buried < self._program.deaths:
                await asyncio.sleep(0.005)

    async def _mourn(self) -> None:
        await until(partial(crowd.deserted, self._url), every=0.02)
        self.held.update(await crowd.claimed(self._url, self._number))
        self._buried += 1


async def test_killed_thirty_times_it_writes_to_nobody_twice_and_forgets_nobody(
    database: str, tmp_path: Path
) -> None:
    dice = Random(30)
    chats = await crowd.gather(database, PEOPLE)
    number = await crowd.confirm(database)
    muting, stopping = chats[-991::20], chats[-981::40]
    postbox = Postbox(0.1, blocked=frozenset(chats[7::250]), refused=frozenset(chats[8::250]))
    async with postbox.open() as root, asyncio.TaskGroup() as tasks:
        program = process(root, database, tmp_path / "log")
        grave = Grave(program, database, number)
        running = tasks.create_task(program.run())
        await until(partial(crowd.begun, database, number), every=0.05)
        postbox.door.clear()
        await grave.kill()
        await until(partial(crowd.spread, database, number))
        await crowd.turn_away(database, muting, stopping)
        postbox.door.set()
        while program.deaths < KILLS:
            await postbox.until(postbox.delivered + dice.randint(1, 60), PATIENCE)
            await asyncio.sleep(dice.uniform(0, 0.03))
            await grave.kill()
        await until(partial(crowd.done, database, number))
        became, told = await crowd.copies(database, number), await crowd.report(database, number)
        came = {chat: [*texts] for chat, texts in postbox.came.items()}
        postbox.faults = 0.0
        again = await crowd.send_again(database, number)
        await until(partial(crowd.done, database, number))
        running.cancel()
    doubtful = became[State.IN_DOUBT]

    assert sum(len(those) for those in became.values()) == told.people == PEOPLE
    assert set().union(*became.values()) == set(chats)
    assert became.keys() <= ENDS, "nothing is left open"
    assert (told.sent, told.waiting, told.doubtful) == (len(became[State.SENT]), 0, len(doubtful))
    assert came.keys() <= {*chats, crowd.AUTHOR}
    for chat in became[State.SENT]:
        assert came[chat] == [crowd.TEXTS[crowd.language(chat)]]
    for chat in doubtful:
        assert len(came.get(chat, [])) <= 1
    for state in (State.FAILED, State.SKIPPED, State.UNREACHABLE):
        assert became[state].isdisjoint(came)
    assert became[State.SKIPPED] == {*muting, *stopping}
    assert became[State.FAILED] == postbox.refused - doubtful
    assert became[State.UNREACHABLE] == postbox.blocked - doubtful
    assert doubtful <= grave.held | postbox.cut, "only of these nobody can know"
    assert len(became[State.SENT]) > PEOPLE // 3, "it was sent, not only begun"

    there = await crowd.copies(database, number)
    reached = doubtful - postbox.refused - postbox.blocked
    assert again == len(doubtful)
    assert there[State.SENT] == became[State.SENT] | reached
    assert there[State.IN_DOUBT] == set()
    for chat in chats:
        assert len(postbox.came.get(chat, [])) == len(came.get(chat, [])) + (chat in reached)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_of_two_at_once_one_stands_by_and_each_message_comes_once(
    database: str, tmp_path: Path
) -> None:
    chats = await crowd.gather(database, 2_000)
    number = await crowd.confirm(database)
    postbox = Postbox()
    async with postbox.open() as root, asyncio.TaskGroup() as tasks:
        workers = [process(root, database, tmp_path / name) for name in ("one", "other")]
        running = [tasks.create_task(worker.run()) for worker in workers]
        await until(partial(crowd.done, database, number))
        for task in running:
            task.cancel()
    assert ["standing by" in worker.log() for worker in workers].count(True) == 1
    assert await crowd.copies(database, number) == {State.SENT: set(chats)}
    for chat in chats:
        assert postbox.came[chat] == [crowd.TEXTS[crowd.language(chat)]]
