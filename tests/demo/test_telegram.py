import asyncio

import pytest
import telegram as ptb

from bot.demo.media import MediaKind
from bot.demo.people import settle
from bot.demo.telegram import Telegram, User
from tests.demo.clock import Clock


def test_the_students_of_the_demo(telegram: Telegram) -> None:
    settle(telegram)
    people = [(user.id, user.full_name, user.language_code) for user in telegram.users.values()]
    assert people == [
        (1001, "Айгерім Сәрсенова", "kk"),
        (1002, "Данияр Ахметов", "ru"),
        (1003, "Emma Li", "en"),
        (1004, "Нұрлан Оспанов", "kk"),
        (1005, "Мария Ким", "ru"),
        (1006, "Arman Bek", "en"),
        (1007, "Әсел Қасымова", "kk"),
        (1008, "Тимур Юсупов", "ru"),
        (1009, "Dana Seitova", "en"),
        (1010, "Сәуле Ибраева", "ru"),
        (1011, "Ержан Сейітов", "kk"),
        (1012, "Әлия Нұрланова", "ru"),
    ]
    assert all(user.username for user in telegram.users.values())
    assert telegram.join("Next").id == 1013
    assert telegram.messages(1001) == []


async def test_what_a_person_says(telegram: Telegram, bot: ptb.Bot, anna: User, clock: Clock) -> None:
    telegram.says(anna.id, "  😀 /help <b>x</b> ")
    (update,) = await bot.get_updates()
    message = update.message
    assert message is not None
    assert message.text == "😀 /help <b>x</b>"
    assert message.parse_entities() == {message.entities[0]: "/help"}
    assert message.date == clock()
    assert message.from_user is not None
    assert message.from_user.language_code == "ru"
    assert message.chat.username == "anna"
    seen = telegram.messages(anna.id)[-1]
    assert (seen.from_bot, seen.author, seen.text) == (False, "Anna", "😀 /help <b>x</b>")
    assert seen.html is not None
    assert "<b>" not in seen.html


@pytest.mark.parametrize("text", ["", " \n", "x" * 4097, "😀" * 2049])
def test_what_nobody_can_say(telegram: Telegram, anna: User, text: str) -> None:
    with pytest.raises(ValueError, match="1-4096"):
        telegram.says(anna.id, text)
    message_id = telegram.messages(anna.id)[0].id
    with pytest.raises(ValueError, match="1-4096"):
        telegram.edits(anna.id, message_id, text)


@pytest.mark.parametrize(
    "kind",
    [
        "photo",
        "sticker",
        "voice",
        "document",
        "video",
        "location",
        "contact",
        "dice",
        "audio",
        "video_note",
        "animation",
    ],
)
async def test_what_a_person_sends(telegram: Telegram, bot: ptb.Bot, anna: User, kind: MediaKind) -> None:
    update_id = telegram.sends(anna.id, kind)
    (update,) = await bot.get_updates()
    assert update.update_id == update_id
    assert update.message is not None
    assert update.message.effective_attachment
    assert update.message.text is None
    assert telegram.messages(anna.id)[-1].kind == kind


async def test_a_contact_is_the_persons_own(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    telegram.sends(anna.id, "contact")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.contact is not None
    assert update.message.contact.user_id == anna.id


async def test_captions(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    telegram.sends(anna.id, "photo", "our park")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.caption == "our park"
    with pytest.raises(ValueError, match="no caption"):
        telegram.sends(anna.id, "dice", "x")


async def test_a_person_edits(telegram: Telegram, bot: ptb.Bot, anna: User, clock: Clock) -> None:
    message_id = telegram.messages(anna.id)[0].id
    clock.passes(minutes=1)
    telegram.edits(anna.id, message_id, "/help")
    (update,) = await bot.get_updates()
    assert update.edited_message is not None
    assert (update.edited_message.text, update.edited_message.edit_date) == ("/help", clock())
    assert telegram.messages(anna.id)[0].edited
    sent = await bot.send_message(anna.id, "x")
    with pytest.raises(ValueError, match="their own"):
        telegram.edits(anna.id, sent.message_id, "y")


def test_a_person_deletes_without_an_update(telegram: Telegram, anna: User) -> None:
    telegram.deletes(anna.id, telegram.messages(anna.id)[0].id)
    assert telegram.messages(anna.id) == []
    assert telegram.pending == 0


async def test_waiting_for_the_bot(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    async with asyncio.TaskGroup() as tasks:
        seen = tasks.create_task(
            telegram.until(lambda: [m for m in telegram.messages(anna.id) if m.from_bot])
        )
        await asyncio.sleep(0)
        await bot.send_message(anna.id, "x")
    assert [message.text for message in seen.result()] == ["x"]
    with pytest.raises(TimeoutError):
        await telegram.until(lambda: False, timeout=0.01)


def test_an_unknown_method(telegram: Telegram) -> None:
    answer = telegram.call("sendEverything", {})
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found"}
    assert telegram.calls[-1].method == "sendEverything"
