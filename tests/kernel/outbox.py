"""An outbox in a database of its own, and a wire that fails as it is told to."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.delivery.loop import Delivery
from bot.delivery.permits import LIMIT
from bot.delivery.sifting import Render
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.messages import Draft
from bot.storage.models import Lane, Outgoing, State
from bot.transport import Api

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
UNTIL = NOW + timedelta(hours=24)


class Wire(Api):
    """Records what is sent; `troubles` are raised in order, one a call that names its text."""

    def __init__(self, **troubles: Sequence[Exception]) -> None:
        self.sent: list[str] = []
        self.probes = 0
        self.troubles = {text: list(errors) for text, errors in troubles.items()}
        self.gate = asyncio.Event()
        self.gate.set()

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        if method == "getMe":
            self.probes += 1
            if self.troubles.get("getMe"):
                raise self.troubles["getMe"].pop(0)
            return {}
        await self.gate.wait()
        text = parameters["text"]
        if self.troubles.get(text):
            raise self.troubles[text].pop(0)
        self.sent.append(text if method == "sendMessage" else f"{text} on {parameters['message_id']}")
        return {"message_id": len(self.sent)}


def draft(
    text: str, *, chat: int = 1, lane: Lane = Lane.REPLY, edits: int | None = None, **more: Any
) -> Draft:
    body: dict[str, Any] = {"chat_id": chat, "text": text}
    if edits is not None:
        body["message_id"] = edits
    method = "sendMessage" if edits is None else "editMessageText"
    return Draft(
        more.pop("key", text), chat, method, body, more.pop("expires_at", UNTIL), lane, edits, **more
    )


def no_kind(kind: str, *_: object) -> dict[str, Any]:
    """Of messages that are there already."""
    raise LookupError(kind)


@asynccontextmanager
async def delivering(
    store: Database,
    wire: Wire,
    now: datetime | Callable[[], datetime] = NOW,
    *,
    held: int = 1000,
    leads: bool = True,
    permits: int = LIMIT,
    paid: int | None = None,
    render: Render = no_kind,
) -> AsyncIterator[Delivery]:
    clock = now if callable(now) else lambda: now
    async with store.member() as member, asyncio.TaskGroup() as tasks:
        delivery = Delivery(
            store, wire, clock, member, held=held, leads=leads, permits=permits, paid=paid, render=render
        )
        tasks.create_task(delivery.run())
        try:
            yield delivery
        finally:
            wire.gate.set()
            delivery.stop()
    await delivery.release()


async def write(
    store: Database, *drafts: Draft, delivery: Delivery | None = None, owner: str | None = None
) -> None:
    """Writes messages as the intake does: claimed and handed over, or left to be found."""
    async with store.transaction() as session:
        owner = delivery.claims() if delivery else owner
        messages = await outbox.add(session, drafts, NOW, owner=owner)
    if delivery:
        delivery.hand_over(messages if owner else [])


async def states(store: Database) -> dict[str, State]:
    async with store.reading() as session:
        rows = await session.execute(select(Outgoing.key, Outgoing.state).order_by(Outgoing.id))
        return {key: state for key, state in rows}  # noqa: C416 rows are not pairs to the type checker


async def settled(store: Database) -> dict[str, State]:
    async with asyncio.timeout(10):
        while {State.WAITING, State.CLAIMED} & set((found := await states(store)).values()):
            await asyncio.sleep(0.01)
    return found
