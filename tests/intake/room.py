"""The bot's intake on a database of its own, spoken to directly: no wire, no waiting."""

from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Final, cast

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select
from sqlalchemy.orm import selectinload

from bot.delivery.loop import Delivery
from bot.handlers import ROUTES
from bot.intake import Intake
from bot.routing import Route
from bot.storage import people
from bot.storage.database import Database
from bot.storage.models import Base, Outgoing, Person
from bot.transport import Api, Transport
from bot.turn import Campaign, Errand

JSON = dict[str, Any]
PEOPLE: Final = cast("Table", Person.__table__)
BELONGINGS: Final = [table for table in Base.metadata.sorted_tables if "person_id" in table.columns]
# Among the newest: there is no index on the time, and a room that is long in use says much.
WRITTEN: Final = (
    select(Outgoing.method, Outgoing.body)
    .where(Outgoing.created_at == bindparam("now"))
    .where(Outgoing.id > select(func.max(Outgoing.id)).scalar_subquery() - 1000)
    .order_by(Outgoing.id)
)
BEGIN: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
OWNER: Final = 4_000_000_001


@dataclass
class Room:
    """Everyone in it takes a second for whatever they do."""

    database: Database
    intake: Intake
    now: datetime = BEGIN
    updates: Any = field(default_factory=lambda: count(1))
    people: Any = field(default_factory=lambda: count(5_000_000_001))
    errands: list[Errand] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.now

    def newcomer(self, language: str = "en") -> "Guest":
        return Guest(self, next(self.people), language)

    async def receive(self, *updates: JSON) -> list[JSON]:
        """What is written to anyone in answer to these updates, which come together."""
        self.now += timedelta(seconds=1)
        numbered = [{"update_id": next(self.updates), **update} for update in updates]
        self.errands = [*await self.intake.receive(numbered), *await self.intake.look_up(numbered)]
        async with self.database.reading() as session:
            rows = (await session.execute(WRITTEN, {"now": self.now})).all()
        return [{"method": method, **(body or {})} for method, body in rows]


Memory = dict[str, list[JSON]]  # rows by their table


@dataclass
class Guest:
    """A person in the room; `card` is the last thing they were shown."""

    room: Room
    id: int
    language: str
    card: JSON = field(default_factory=dict)

    async def says(self, text: str) -> list[JSON]:
        return await self.does({"message": text})

    async def sends(self, content: JSON) -> list[JSON]:
        return await self.does({"message": content})

    async def edits(self, text: str) -> list[JSON]:
        return await self.does({"edited_message": text})

    async def taps(self, data: str) -> list[JSON]:
        return await self.does({"callback_query": data})

    async def does(self, *acts: JSON) -> list[JSON]:
        """Any updates, together: of each its kind, and its text, data, status or content."""
        answers = await self.room.receive(*(self.update(*item) for act in acts for item in act.items()))
        shown = [answer for answer in answers if "text" in answer]
        self.card = shown[-1] if shown else self.card
        return answers

    async def remembered(self) -> Memory:
        """The rows of this person, and of what belongs to them, as they are now."""

        def read(connection: Connection) -> Memory:
            people = connection.execute(select(PEOPLE).where(PEOPLE.c.telegram_id == self.id))
            rows = {PEOPLE.name: [dict(row) for row in people.mappings()]}
            known = [row["id"] for row in rows[PEOPLE.name]]
            for table in BELONGINGS:
                found = connection.execute(select(table).where(table.c.person_id.in_(known)))
                rows[table.name] = [dict(row) for row in found.mappings()]
            return rows

        async with self.room.database.reading() as session:
            return await (await session.connection()).run_sync(read)

    async def becomes(self, memory: Memory) -> None:
        """Puts the rows back as they were."""

        def write(connection: Connection) -> None:
            connection.execute(delete(PEOPLE).where(PEOPLE.c.telegram_id == self.id))
            for table in (PEOPLE, *BELONGINGS):
                if rows := memory[table.name]:
                    connection.execute(insert(table), rows)

        async with self.room.database.transaction() as session:
            await (await session.connection()).run_sync(write)

    async def person(self) -> Person | None:
        """As the database knows them, with their dialogs."""
        known = select(Person).where(Person.telegram_id == self.id).options(selectinload(Person.dialogs))
        async with self.room.database.reading() as session:
            return await session.scalar(known)

    async def speaks(self) -> str:
        """The language that they chose, or else that of their Telegram."""
        async with self.room.database.reading() as session:
            return await people.language(session, self.id) or self.language

    def update(self, kind: str, what: Any) -> JSON:
        match kind:
            case "callback_query":
                card = self._message({"text": "a card"}) | {"message_id": 7}
                query = {"id": "1", "from": self._user(), "message": card, "chat_instance": "1", "data": what}
                return {kind: query}
            case "my_chat_member":
                bot = {"id": 1, "is_bot": True, "first_name": "Bot"}
                chat = {"id": self.id, "type": "private"}
                before, after = {"user": bot, "status": "member"}, {"user": bot, "status": "left"}
                moved = {"chat": chat, "from": self._user(), "date": int(self.room.now.timestamp())}
                return {kind: moved | {"old_chat_member": before, "new_chat_member": after}}
            case _:
                content = {"text": what, **_command(what)} if isinstance(what, str) else what
                edited = {"edit_date": int(self.room.now.timestamp())} if kind == "edited_message" else {}
                return {kind: self._message(content) | edited}

    def _user(self) -> JSON:
        return {"id": self.id, "is_bot": False, "first_name": "Αλίκη", "language_code": self.language}

    def _message(self, content: JSON) -> JSON:
        chat = {"id": self.id, "type": "private", "first_name": "Αλίκη"}
        at = int(self.room.now.timestamp())
        return {"message_id": 1, "date": at, "chat": chat, "from": self._user(), **content}


@asynccontextmanager
async def room(url: str, routes: Sequence[Route] = ROUTES) -> AsyncIterator[Room]:
    database = Database(url)
    async with aclosing(database), database.member() as member, Transport() as nowhere:
        opened: list[Room] = []
        delivery = Delivery(
            database, Api(nowhere, "http://127.0.0.1:1", "1:x"), lambda: opened[0].now, member
        )
        campaign = Campaign("volunteer_bot", "Volunteers", None, b"secret", frozenset({OWNER}))
        intake = Intake(database, delivery, routes=routes, campaign=campaign, clock=lambda: opened[0].now)
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
