"""Pictures are made when they are sent: by a process of their own, in their chat's order, and once."""

import asyncio
import io
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Any

import psutil
import pytest
from PIL import Image
from sqlalchemy import select

from bot import pictures
from bot.delivery.press import Press
from bot.demo.models import Message
from bot.demo.telegram import Telegram
from bot.routing import Route, command, tap
from bot.screen import Button, Document, Picture, Screen
from bot.storage.database import Database
from bot.storage.messages import Draft
from bot.storage.models import Outgoing, State
from bot.turn import Turn
from tests.kernel.harness import Faults, kernel
from tests.kernel.outbox import Wire, delivering, draft, settled, states, write
from tests.pictures.samples import certificate, door
from tests.stories.student import Student

ROOT = Path(__file__).parents[2]
PDF = Picture("certificate", certificate(), "certificate.pdf", "application/pdf")
BROKEN = Picture("certificate", {"name": "Әсел"}, "certificate.pdf", "application/pdf")
BUTTONS = ((Button("Next", "door:0194"),),)


@pytest.fixture
def student(telegram: Telegram) -> Student:
    return Student(telegram, telegram.join("Anna", language_code="en").id)


def at_the_door(code: str) -> Screen:
    return Screen(f"<b>{code}</b>", BUTTONS, Picture("door", door(code=code), "door.png", "image/png"))


def sending(*shown: Screen | Document) -> Route:
    async def send(turn: Turn) -> None:
        for number, one in enumerate(shown):
            if isinstance(one, Screen):
                turn.send(one)
            else:
                turn.send_file(one, key=f"file:{turn.update.update_id}:{number}")

    return command("send", send)


async def change(turn: Turn, code: str) -> None:
    turn.show(at_the_door(code))


CHANGING = tap(r"door:(?P<code>\d+)", change)


async def received(telegram: Telegram, student: Student, count: int = 1) -> list[Message]:
    def there() -> list[Message] | None:
        found = [m for m in telegram.messages(student.id) if m.from_bot]
        return found if len(found) >= count else None

    return await telegram.until(there)


async def test_a_document_is_made_and_comes_in_its_place(
    telegram: Telegram, student: Student, database: str
) -> None:
    shown = (Screen("Before"), Document.of(PDF, "Yours"), Screen("After"))
    async with kernel(telegram, database, (sending(*shown),)):
        student.says("/send")
        before, document, after = await received(telegram, student, 3)
    assert (before.text, document.caption, after.text) == ("Before", "Yours", "After")
    assert document.file is not None
    assert (document.file.name, document.file.mime) == ("certificate.pdf", "application/pdf")
    assert document.file.content == pictures.render("certificate", certificate())


async def test_a_picture_is_changed_on_its_card(telegram: Telegram, student: Student, database: str) -> None:
    async with kernel(telegram, database, (sending(at_the_door("0193")), CHANGING)):
        student.says("/send")
        (first,) = await received(telegram, student)
        await student.taps("Next")
        await telegram.until(lambda: telegram.messages(student.id)[-1].edited)
    changed = telegram.messages(student.id)[-1]
    assert (first.id, first.kind, first.html) == (changed.id, "photo", "<b>0193</b>")
    assert (changed.kind, changed.html, changed.button("Next").data) == ("photo", "<b>0194</b>", "door:0194")
    assert first.file is not None
    assert changed.file is not None
    assert first.file.content != changed.file.content
    assert Image.open(io.BytesIO(changed.file.content)).size == (1000, 1250)


async def test_a_text_becomes_a_picture_and_one_that_is_gone_comes_anew(
    telegram: Telegram, student: Student, database: str
) -> None:
    async with kernel(telegram, database, (sending(Screen("Door", BUTTONS)), CHANGING)):
        student.says("/send")
        (card,) = await received(telegram, student)
        await student.taps("Next")
        await telegram.until(lambda: telegram.messages(student.id)[-1].kind == "photo")
        assert telegram.messages(student.id)[-1].id == card.id
        telegram.deletes(student.id, card.id)
        telegram.taps(student.id, card.id, "door:0195")
        (anew,) = await received(telegram, student)
    assert (anew.kind, anew.html, anew.edited) == ("photo", "<b>0195</b>", False)


async def test_what_cannot_be_made_fails_alone_and_nobody_is_named(
    telegram: Telegram, student: Student, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with kernel(
        telegram, database, (sending(Document.of(BROKEN, "Broken"), Document.of(PDF, "Whole")),)
    ) as k:
        student.says("/send")
        (message,) = await received(telegram, student)
        await settled(k.database)
        async with k.database.reading() as session:
            rows = (await session.execute(select(Outgoing.state, Outgoing.error).order_by(Outgoing.id))).all()
    assert message.caption == "Whole"
    assert [tuple(row) for row in rows] == [(State.FAILED, "not made"), (State.SENT, None)]
    assert "cannot be made" in caplog.text
    assert "Әсел" not in "".join(record.getMessage() for record in caplog.records)


async def test_a_retry_makes_nothing_again(
    telegram: Telegram, student: Student, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counting(monkeypatch)
    faults = Faults(["reset", "500"], methods=("sendDocument",))
    async with kernel(telegram, database, (sending(Document.of(PDF, "Yours")),), faults=faults):
        student.says("/send")
        await received(telegram, student)
    assert faults.met == ["reset", "500"]
    assert len(made) == 1


def counting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the messages for which a picture was asked."""
    made: list[int] = []
    ask = Press._ask

    async def counted(press: Press, number: int, wanted: dict[str, Any]) -> bytes | None:
        made.append(number)
        return await ask(press, number, wanted)

    monkeypatch.setattr(Press, "_ask", counted)
    return made


def picture(chat: int) -> Draft:
    one = draft(f"picture {chat}", chat=chat)
    one.body["picture"] = PDF.body("document")
    return one


def makers() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "bot.pictures" in child.cmdline()]


async def test_many_pictures_hold_up_nobody_and_end_with_the_delivery(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counting(monkeypatch)
    wire = Wire()
    async with delivering(store, wire) as delivery:
        assert not makers()
        await write(store, *(picture(chat) for chat in range(1, 151)), delivery=delivery)
        await write(store, draft("reply", chat=1000), delivery=delivery)
        async with asyncio.timeout(5):
            while "reply" not in wire.sent:
                await asyncio.sleep(0.005)
        (maker,) = makers()
        async with asyncio.timeout(5):
            while maker.nice() <= psutil.Process().nice():
                await asyncio.sleep(0.005)
        left = len(made)
        assert left < 150, "the reply came before the pictures did"
    assert not makers()
    assert len(made) <= left + 2, "what was not begun is left to the next"
    kept = [state for state in (await states(store)).values() if state is State.WAITING]
    assert len(kept) >= 150 - len(made)


async def test_a_maker_that_died_is_replaced(store: Database) -> None:
    wire = Wire()
    async with delivering(store, wire) as delivery:
        await write(store, picture(1), delivery=delivery)
        await settled(store)
        (first,) = makers()
        first.kill()
        await write(store, picture(2), delivery=delivery)
        assert set((await settled(store)).values()) == {State.SENT}
        (second,) = makers()
        assert first.pid != second.pid
    assert wire.sent == ["picture 1", "picture 2"]


KILLED = """
import asyncio
from bot.delivery.press import Press
from bot.storage.messages import Message
from tests.kernel.test_pictures import PDF

async def main():
    message = Message(1, 1, 0, "sendDocument", {"picture": PDF.body("document")}, None, 0, None, True)
    press = Press(asyncio.Event())
    assert await press.print(message)
    print(press._process.pid, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


async def test_a_maker_outlives_nobody() -> None:
    """Killed without a word, the bot leaves no process behind."""
    bot = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLED, stdout=PIPE, cwd=ROOT)
    assert bot.stdout is not None
    maker = psutil.Process(int(await bot.stdout.readline()))
    assert "bot.pictures" in maker.cmdline()
    bot.kill()
    await bot.wait()
    async with asyncio.timeout(5):
        while maker.is_running() and maker.status() != psutil.STATUS_ZOMBIE:  # then it is init's
            await asyncio.sleep(0.02)
