"""Files out: a document goes through the outbox and over HTTP, and arrives as it was written."""

import asyncio
import json

import pytest
from sqlalchemy import select

from bot.demo.models import Message
from bot.demo.telegram import Telegram
from bot.routing import Route, command
from bot.screen import MAX_CAPTION, Document, LimitError
from bot.storage.database import Database
from bot.storage.models import Outgoing, State
from bot.turn import Turn
from tests.kernel.harness import Faults, kernel
from tests.stories.student import Student

JSON = "application/json"
LETTERS = "Әсел Қайратқызы: «Мөлдір бұлақ» — ёжик, naïve ☕ 👩‍🎓\n"


@pytest.fixture
def student(telegram: Telegram) -> Student:
    return Student(telegram, telegram.join("Anna", language_code="en").id)


def sending(*documents: Document, key: str | None = None) -> Route:
    """A command that sends these files; each has a key of its own, or all have the same."""

    async def send(turn: Turn) -> None:
        for number, document in enumerate(documents):
            turn.send_file(document, key=key or f"file:{turn.update.update_id}:{number}")

    return command("send", send)


async def received(telegram: Telegram, student: Student, count: int = 1) -> list[Message]:
    """The files that the student has, once there are so many."""

    def there() -> list[Message] | None:
        found = [m for m in telegram.messages(student.id) if m.from_bot]
        return found if len(found) >= count else None

    return await telegram.until(there)


async def settled(database: Database) -> list[tuple[State, object]]:
    """What became of every message, and what is left of its text, once nothing is open."""
    async with asyncio.timeout(5):
        while True:
            async with database.reading() as session:
                rows = (await session.execute(select(Outgoing.state, Outgoing.body))).all()
            if rows and not {State.WAITING, State.CLAIMED} & {state for state, _ in rows}:
                return [(state, body) for state, body in rows]
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "document",
    [
        Document("my-data.json", JSON, '{"name": "Anna"}', "Everything we keep about you."),
        Document("letters.txt", "text/plain", LETTERS, "Мұнда <b>бәрі</b> бар"),
        Document("large.txt", "text/plain", "x" * 100_000, "A hundred kilobytes"),
        Document("large.json", JSON, json.dumps([LETTERS] * 1_000, ensure_ascii=False), "Үлкен"),
        Document("lines.csv", "text/csv", 'id,name\r\n1,"a"\r\n\t--boundary\r\n\r\n', "Lines"),
        Document("one.txt", "text/plain", "0", "&lt;one&gt; &amp; only"),
        Document("caption.txt", "text/plain", "text", "Ж" * MAX_CAPTION),
    ],
    ids=lambda document: document.filename,
)
async def test_a_document_arrives_with_name_type_content_and_caption(
    telegram: Telegram, student: Student, database: str, document: Document
) -> None:
    async with kernel(telegram, database, (sending(document),)) as running:
        student.says("/send")
        (message,) = await received(telegram, student)
        assert await settled(running.database) == [(State.SENT, None)]
    assert message.kind == "document"
    assert message.file is not None
    assert (message.file.name, message.file.mime) == (document.filename, document.mime)
    assert message.file.content == str(document.content).encode()
    assert message.html == document.caption


async def test_a_caption_shows_its_markup_and_what_was_escaped(
    telegram: Telegram, student: Student, database: str
) -> None:
    document = Document("a.txt", "text/plain", "text", "<b>Анна</b> &lt;3 &amp; co")
    async with kernel(telegram, database, (sending(document),)):
        student.says("/send")
        (message,) = await received(telegram, student)
    assert message.caption == "Анна <3 & co"
    assert message.html == "<b>Анна</b> &lt;3 &amp; co"


async def test_documents_and_what_is_said_keep_their_order(
    telegram: Telegram, student: Student, database: str
) -> None:
    files = [
        Document(f"{n}.txt", "text/plain", str(n) * (100_000 - 30_000 * n), f"File {n}") for n in range(3)
    ]
    async with kernel(telegram, database, (sending(*files),)):
        student.says("/send")
        student.says("/send")
        messages = await received(telegram, student, 6)
    assert [message.caption for message in messages] == ["File 0", "File 1", "File 2"] * 2


async def test_a_document_under_a_key_is_sent_once(
    telegram: Telegram, student: Student, database: str
) -> None:
    once = Document("once.txt", "text/plain", "text", "Once")
    async with kernel(telegram, database, (sending(once, once, key="export:1"),)) as running:
        for _ in range(3):
            student.says("/send")
        await telegram.until(lambda: telegram.pending == 0)
        assert await settled(running.database) == [(State.SENT, None)]
        assert len(await received(telegram, student)) == 1


@pytest.mark.parametrize("fault", ["429", "500", "502", "reset"])
async def test_a_document_survives_a_telegram_that_misbehaves(
    telegram: Telegram, student: Student, database: str, fault: str
) -> None:
    faults = Faults([fault], methods=("sendDocument",))
    document = Document("letters.txt", "text/plain", LETTERS * 100, "Letters")
    async with kernel(telegram, database, (sending(document),), faults=faults) as running:
        student.says("/send")
        (message,) = await received(telegram, student)
        assert await settled(running.database) == [(State.SENT, None)]
    assert faults.met == [fault]
    assert message.file is not None
    assert message.file.content == str(document.content).encode()


async def test_a_document_that_is_refused_holds_up_nothing(
    telegram: Telegram, student: Student, database: str
) -> None:
    faults = Faults(["400"], methods=("sendDocument",))
    files = [Document(f"{n}.txt", "text/plain", "text", f"File {n}") for n in range(2)]
    async with kernel(telegram, database, (sending(*files),), faults=faults) as running:
        student.says("/send")
        (message,) = await received(telegram, student)
        assert await settled(running.database) == [(State.FAILED, None), (State.SENT, None)]
    assert message.caption == "File 1"


@pytest.mark.parametrize("caption", ["", " \n", "<b></b>", "x" * (MAX_CAPTION + 1), "😀" * 513])
def test_a_caption_that_telegram_would_refuse_is_refused_when_written(caption: str) -> None:
    with pytest.raises(LimitError):
        Document("a.txt", "text/plain", "text", caption)
