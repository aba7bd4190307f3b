"""The bot's intake on a database of its own, spoken to directly: no wire, no waiting."""

from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from bot.delivery.loop import Delivery
from bot.handlers import ROUTES
from bot.intake import Intake
from bot.storage import people, schema
from bot.storage.database import Database
from bot.storage.models import Outgoing, Person
from bot.transport import Api, Transport
from bot.turn import Campaign

JSON = dict[str, Any]
BEGIN: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass
class Room:
    """Everyone in it takes a second for whatever they do."""

    database: Database
    intake: Intake
    now: datetime = BEGIN
    updates: Any = field(default_factory=lambda: count(1))
    people: Any = field(default_factory=lambda: count(5_000_000_001))

    def clock(self) -> datetime:
        return self.now

    def newcomer(self, language: str = "en") -> "Guest":
        return Guest(self, next(self.people), language)

    async def receive(self, update: JSON) -> list[JSON]:
        """What is written to anyone in answer to an update."""
        self.now += timedelta(seconds=1)
        update_id = next(self.updates)
        await self.intake.receive([{"update_id": update_id, **update}])
        async with self.database.reading() as session:
            written = select(Outgoing.method, Outgoing.body).where(Outgoing.created_at == self.now)
            rows = (await session.execute(written.order_by(Outgoing.id))).all()
        return [{"method": method, **(body or {})} for method, body in rows]


@dataclass
class Guest:
    """A person in the room; `card` is the last thing they were shown."""

    room: Room
    id: int
    language: str
    card: JSON = field(default_factory=dict)

    async def says(self, text: str) -> list[JSON]:
        return await self._does({"message": self._message({"text": text, **_command(text)})})

    async def sends(self, content: JSON) -> list[JSON]:
        return await self._does({"message": self._message(content)})

    async def edits(self, text: str) -> list[JSON]:
        edited = self._message({"text": text}) | {"edit_date": int(self.room.now.timestamp())}
        return await self._does({"edited_message": edited})

    async def taps(self, data: str) -> list[JSON]:
        card = self._message({"text": "a card"}) | {"message_id": 7}
        query = {"id": "1", "from": self._user(), "message": card, "chat_instance": "1", "data": data}
        return await self._does({"callback_query": query})

    async def person(self) -> Person | None:
        async with self.room.database.transaction() as session:
            return await people.find(session, self.id)

    async def _does(self, update: JSON) -> list[JSON]:
        answers = await self.room.receive(update)
        shown = [answer for answer in answers if "text" in answer]
        self.card = shown[-1] if shown else self.card
        return answers

    def _user(self) -> JSON:
        return {"id": self.id, "is_bot": False, "first_name": "Αλίκη", "language_code": self.language}

    def _message(self, content: JSON) -> JSON:
        chat = {"id": self.id, "type": "private", "first_name": "Αλίκη"}
        at = int(self.room.now.timestamp())
        return {"message_id": 1, "date": at, "chat": chat, "from": self._user(), **content}


@asynccontextmanager
async def room(path: Path) -> AsyncIterator[Room]:
    database = Database(f"sqlite:///{path}")
    await schema.upgrade(database)
    async with aclosing(database), Transport() as nowhere:
        opened: list[Room] = []
        delivery = Delivery(database, Api(nowhere, "http://127.0.0.1:1", "1:x"), lambda: opened[0].now)
        campaign = Campaign("volunteer_bot", "Volunteers", None, b"secret")
        intake = Intake(database, delivery, routes=ROUTES, campaign=campaign, clock=lambda: opened[0].now)
        opened.append(Room(database, intake))
        yield opened[0]


def labels(card: JSON) -> list[str]:
    rows = card.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def datas(card: JSON) -> list[str]:
    rows = card.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def _command(text: str) -> JSON:
    if not text.startswith("/"):
        return {}
    length = len(text.split(maxsplit=1)[0]) if text.split() else 1
    return {"entities": [{"type": "bot_command", "offset": 0, "length": length}]}
