"""What the bot serves over HTTP: updates from Telegram alone, acknowledged once taken; its health."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import aiohttp
import pytest

from bot.intake import BATCH, Intake
from bot.web import server
from bot.web.mailbox import Mailbox
from tests.crash.crossroads import free_port

if TYPE_CHECKING:
    from bot.errands import Errands

HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Taking:
    """Takes the place of an intake: keeps what it is given, once the gate is open."""

    batches: list[list[int]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, updates: list[dict[str, Any]]) -> list[Any]:
        await self.gate.wait()
        self.batches.append([update["update_id"] for update in updates])
        return []

    async def look_up(self, updates: list[dict[str, Any]]) -> list[Any]:
        return []


@dataclass
class Place:
    url: str
    session: aiohttp.ClientSession
    mailbox: Mailbox
    taking: Taking

    async def brings(self, update_id: int, secret: str = "right") -> int:
        headers = {HEADER: secret}
        body = {"update_id": update_id}
        async with self.session.post(f"{self.url}/telegram", json=body, headers=headers) as answer:
            return answer.status


@asynccontextmanager
async def place(*, healthy: bool = True) -> AsyncIterator[Place]:
    async def well() -> bool:
        return healthy

    mailbox, taking, port = Mailbox(), Taking(), free_port()
    async with server.serve(mailbox, "right", well, port=port), aiohttp.ClientSession() as session:
        yield Place(f"http://127.0.0.1:{port}", session, mailbox, taking)


@asynccontextmanager
async def open_(there: Place) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        intake = cast("Intake", there.taking)
        tasks.create_task(there.mailbox.run(intake, cast("Errands", Nothing())))
        await asyncio.sleep(0)
        yield
        there.taking.gate.set()
        there.mailbox.stop()


class Nothing:
    def start(self, errands: list[Any], tasks: asyncio.TaskGroup) -> None:
        assert not errands


async def test_an_update_is_acknowledged_once_it_is_taken() -> None:
    async with place() as there, open_(there), asyncio.TaskGroup() as tasks:
        answer = tasks.create_task(there.brings(1))
        await asyncio.sleep(0.1)
        assert not answer.done()
        there.taking.gate.set()
        assert await answer == 200
        assert there.taking.batches == [[1]]


async def test_what_waits_is_taken_together_as_far_as_a_batch_goes() -> None:
    async with place() as there, open_(there), asyncio.TaskGroup() as tasks:
        tasks.create_task(there.brings(0))
        await asyncio.sleep(0.05)
        rest = [tasks.create_task(there.brings(n)) for n in range(1, BATCH + 4)]
        await asyncio.sleep(0.2)
        there.taking.gate.set()
        assert {await answer for answer in rest} == {200}
        assert [len(batch) for batch in there.taking.batches] == [1, BATCH, 3]


@pytest.mark.parametrize("secret", ["", "wrong", "Right", "правильно"])
async def test_nobody_but_telegram_is_heard(secret: str) -> None:
    async with place() as there, open_(there):
        there.taking.gate.set()
        assert await there.brings(1, secret) == 403
        assert there.taking.batches == []


BODIES = (b"", b"{", b"[]", b'{"update_id": "1"}', b'{"update_id": true}', b"[" * 100_000)


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body[:20].decode() or "empty")
async def test_what_is_no_update_is_refused(body: bytes) -> None:
    async with place() as there, open_(there):
        there.taking.gate.set()
        url = f"{there.url}/telegram"
        async with there.session.post(url, data=body, headers={HEADER: "right"}) as answer:
            assert answer.status == 400
        assert there.taking.batches == []


async def test_while_nothing_is_taken_telegram_is_told_to_come_again() -> None:
    async with place() as there:
        assert await there.brings(1) == 503
        async with open_(there):
            there.taking.gate.set()
            assert await there.brings(1) == 200
        assert await there.brings(2) == 503


async def test_what_was_brought_when_it_closes_badly_comes_again() -> None:
    async with place() as there, asyncio.TaskGroup() as tasks:
        intake = cast("Intake", there.taking)
        running = tasks.create_task(there.mailbox.run(intake, cast("Errands", Nothing())))
        await asyncio.sleep(0)
        answers = [tasks.create_task(there.brings(n)) for n in range(3)]
        await asyncio.sleep(0.1)
        running.cancel()
        assert [await answer for answer in answers] == [503] * 3


@pytest.mark.parametrize(("healthy", "status"), [(True, 200), (False, 503)])
async def test_health(healthy: bool, status: int) -> None:
    async with place(healthy=healthy) as there, there.session.get(f"{there.url}/health") as answer:
        assert answer.status == status
