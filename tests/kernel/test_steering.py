"""Broadcasts that are steered while they go, on both databases: nothing escapes, nothing is done twice."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.delivery import sifting
from bot.services import broadcasts, staff, steering
from bot.storage import broadcasts as storage
from bot.storage import outbox, people
from bot.storage.database import Database
from bot.storage.models import Dialog, Person, Stage, State
from tests import rows
from tests.kernel.outbox import NOW, Wire, delivering
from tests.kernel.test_broadcasts import RENDER, SIGNED_UP, confirmed, ended, everybody, spread
from tests.kernel.test_pushes import settle_in

SOON = NOW + timedelta(minutes=1)


class Letters(Wire):
    """Keeps what every message said, and the words on its buttons, by chat."""

    def __init__(self) -> None:
        super().__init__()
        self.came: dict[int, tuple[str, list[str]]] = {}

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        if method != "getMe":
            keyboard = parameters["reply_markup"]["inline_keyboard"]
            labels = [button["text"] for row in keyboard for button in row]
            self.came[parameters["chat_id"]] = parameters["text"], labels
        return await super().call(method, parameters)


async def steer(store: Database, number: int, texts: Mapping[str, str] | None = None) -> int:
    """Corrects a broadcast, or takes it back where there are no new words; gives what follows it."""
    async with store.transaction() as session:
        found = await storage.find(session, number, lock=True)
        author = await session.get(Person, 1)
        assert found is not None
        assert author is not None
        if texts is None:
            following = await steering.withdraw(session, found, author, NOW)
        else:
            following = await steering.correct(session, found, author, texts, NOW)
        assert following is not None
        return following.id


async def stages(store: Database, *numbers: int) -> list[Stage]:
    async with store.reading() as session:
        found = await storage.by_number(session, numbers)
    return [found[number].stage for number in numbers]


async def test_what_was_claimed_in_old_words_and_committed_late_escapes_no_steering(
    store: Database, database: str
) -> None:
    await settle_in(store, 1, **SIGNED_UP)
    wrong, mistaken = await confirmed(store), await confirmed(store, texts={"kk": "a mistake"})
    await spread(store)

    async def follow(number: int, texts: Mapping[str, str] | None) -> None:
        await steer(store, number, texts)
        await spread(store)

    async with asyncio.TaskGroup() as tasks, store.transaction() as session:
        taken = (await sifting.claim(session, RENDER, "sender", NOW, limit=2)).messages
        assert {message.broadcast_id for message in taken} == {wrong, mistaken}
        tasks.create_task(follow(wrong, {"kk": "right"}))
        tasks.create_task(follow(mistaken, None))
        await asyncio.sleep(0.3)
    async with store.transaction() as session:
        sent = [message.became(State.SENT, message.id + 100) for message in taken]
        await outbox.settle(session, sent, SOON, "sender")
    await spread(store)
    deeds = await rows.select(database, "SELECT method, edits FROM outbox WHERE edits IS NOT NULL ORDER BY 1")
    of = {message.broadcast_id: message.id + 100 for message in taken}
    assert deeds == [("deleteMessage", of[mistaken]), ("editMessageText", of[wrong])]


async def test_a_correction_touches_the_copies_of_its_language_alone(store: Database, database: str) -> None:
    await everybody(store)
    wire = Wire()
    async with delivering(store, wire, SOON, render=RENDER) as delivery:
        number = await confirmed(store, texts={"kk": "kk", "ru": "ru"})
        await ended(store, number, delivery)
        copies = "SELECT message_id, language FROM outbox WHERE broadcast_id = :of"
        sent = {copy: speaks for copy, speaks in await rows.select(database, copies, of=number)}  # noqa: C416 rows are no pairs
        for language, kind in (("kk", "kazakh"), ("ru", "russian"), ("kk", "kazakh again")):
            wire.sent.clear()
            following = await steer(store, number, {language: kind})
            found = await ended(store, following, delivery)
            of = "SELECT edits FROM outbox WHERE broadcast_id = :of"
            deeds = {edits for (edits,) in await rows.select(database, of, of=following)}
            assert deeds == {copy for copy, speaks in sent.items() if speaks == language}
            changed = [said for said in wire.sent if " on " in said]
            assert sorted(changed) == sorted(f"{kind} on {copy}" for copy in deeds)
            assert found.stage is Stage.DONE
    async with store.reading() as session:
        corrected = await storage.find(session, number)
        assert corrected is not None
        assert corrected.texts == {"kk": "kazakh again", "ru": "russian"}


async def test_a_copy_in_the_fallback_language_has_buttons_in_its_receivers(store: Database) -> None:
    await everybody(store)
    wire = Letters()
    async with delivering(store, wire, render=RENDER) as delivery:
        number = await confirmed(store, button={"opens": "me"}, audience={"language": ["en", "kk", "ru"]})
        await ended(store, number, delivery)
    assert {words for words, _ in wire.came.values()} == {"hello"}
    assert wire.came[3][1] == ["My profile", "Do not send me these"]
    assert wire.came[2][1] == ["Мой профиль", "Не присылать такие сообщения"]
    assert wire.came[4][1] == ["Бейінім", "Мұндай хабарлама алмау"]


async def test_the_same_words_are_asked_about_for_a_day_whatever_became_of_them(store: Database) -> None:
    await everybody(store)

    async def twin(words: str, after: timedelta = timedelta(hours=1)) -> int | None:
        async with store.transaction() as session:
            author = await session.get(Person, 1)
            assert author is not None
            draft = await broadcasts.begin(session, author, NOW)
            broadcasts.change(draft, NOW, texts={"kk": words}, fallback="kk")
            found = await broadcasts.twin(session, draft, NOW + after)
            return found.id if found else None

    async def cancel(number: int) -> None:
        async with store.transaction() as session:
            found = await storage.find(session, number, lock=True)
            assert found is not None
            assert steering.cancel(found, NOW)

    half_way = await confirmed(store)
    await cancel(half_way)
    assert await twin("hello") == half_way
    assert await twin("hello", broadcasts.TWIN_WITHIN + timedelta(seconds=1)) is None
    planned = await confirmed(store, texts={"kk": "planned"}, starts_at=NOW + timedelta(hours=5))
    assert await twin("planned") == planned
    await cancel(planned)
    assert await twin("planned") is None, "nobody got any of it"
    number = await confirmed(store, texts={"kk": "wrong"})
    await steer(store, number, {"kk": "right"})
    assert (await twin("right"), await twin("wrong")) == (number, None)


@pytest.mark.parametrize("disarm", [staff.suspend, staff.remove])
async def test_of_who_is_disarmed_everything_waits_until_another_lets_it_go_on(
    store: Database, disarm: Any
) -> None:
    await everybody(store)
    await settle_in(store, 1, role=20, role_at=NOW)
    await settle_in(store, 2, role=20, role_at=NOW)
    at = NOW + timedelta(hours=5)
    running, planned = await confirmed(store), await confirmed(store, starts_at=at)
    async with store.transaction() as session:
        draft = {"flow": f"{staff.FORMS}text", "step": "text", "answers": {}, "updated_at": NOW, "left": True}
        session.add(Dialog(person_id=1, **draft))
        watched = await storage.find(session, running, lock=True)
        assert watched is not None
        watched.live_chat, watched.live_message = 1, 7
    async with store.transaction() as session:
        owner = await people.by_number(session, 2)
        member = await people.by_number(session, 1, lock=True)
        assert owner is not None
        assert member is not None
        assert await disarm(session, owner, member, NOW)
    async with store.transaction() as session:
        member = await people.find(session, 1)
        assert member is not None
        assert member.dialogs == [], "nothing of it is offered in the menu"
        assert not await storage.to_show(session, NOW + timedelta(hours=1))
    assert await stages(store, running, planned) == [Stage.PAUSED] * 2
    await spread(store)
    async with store.transaction() as session:
        for number in (running, planned):
            held = await storage.find(session, number, lock=True)
            assert held is not None
            assert steering.resume(held, NOW)
    assert await stages(store, running, planned) == [Stage.SENDING, Stage.SCHEDULED]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_file_of_people_is_read_by_number(store: Database) -> None:
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.extend([(statement, values)] if statement.startswith("INSERT INTO outbox") else [])

    await everybody(store)
    await confirmed(store, audience={"language": ["kk"], "city": ["almaty"]})
    event.listen(store.engine.sync_engine, "before_cursor_execute", note)
    await spread(store)
    ((statement, values),) = asked
    assert "NOT INDEXED" in statement
    async with store.engine.connect() as connection:
        plan = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)).all()
    of_people = [row[-1] for row in plan if "people" in row[-1]]
    assert of_people == ["SEARCH people USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"]
