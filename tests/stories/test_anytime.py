"""What works at any moment: commands, leaving and coming back, old buttons, anything unexpected."""

import pytest

from bot.demo.telegram import Telegram
from bot.services import flood
from tests.stories.walks import Join, answered, consented, signed_up

pytestmark = pytest.mark.usefixtures("bot")


async def test_the_language_changes_at_any_time(join: Join) -> None:
    student = await signed_up(join)
    student.says("/language")
    card = await student.sees("Which language should we")
    assert student.labels(card) == ["English", "Қазақша", "Русский", "Menu"]
    assert await student.taps("Қазақша") == "Енді Сізге қазақша жазамыз."
    card = await student.sees("Сәлеметсіз бе, Emma!")
    assert student.labels(card) == [
        "Іс-шаралар",
        "Мақсаттар",
        "Бейінім",
        "Хабарландырулар",
        "Деректерім",
        "Тіл",
        "Көмек",
        "Хабарлама алмау",
    ]
    await student.taps("Тіл")
    assert await student.taps("Русский") == "Теперь мы будем писать Вам по-русски."
    await student.sees("Здравствуйте, Emma!")


async def test_stop_and_return(join: Join) -> None:
    student = await signed_up(join)
    student.says("/stop")
    await student.sees("no more messages", "Your data stays as it was")
    student.says("/stop")
    await student.sees("no more messages")
    student.says("/help")
    await student.taps("Menu")
    card = await student.sees("Hello, Emma!")
    assert "Subscribe again" in student.labels(card)
    student.says("/start")
    card = await student.sees("Welcome back!", "Hello, Emma!")
    assert "Unsubscribe" in student.labels(card)
    await student.taps("Unsubscribe")
    await student.taps("Subscribe again")
    await student.sees("Welcome back!", "Hello, Emma!")


@pytest.mark.parametrize(
    "data",
    [
        "consent:yes:0:18+",
        "consent:yes:1",
        "consent:yes:9999:18+",
        "consent:yes:2:12",
        "name:telegram",
        "language:de",
        "profile:telegram_id",
        "notify:on:3",
        "f:edit-name:name:set:Hacker",
        "f:edit-city:city:set:atlantis",
        "f:edit-interests:interests:set:on-99",
        "f:edit-interests:interests:set:done-0",
        "f:broadcast:text:set:hello",
        "continue:edit-name",
        "continue:nothing",
        "x",
        "name:telegram\n",
        "Ә" * 32,
    ],
)
async def test_a_forged_or_outdated_button_says_so_and_shows_the_present(join: Join, data: str) -> None:
    student = await signed_up(join)
    card = await student.sees("Nice to meet you")
    assert await student.presses(card, data) == "That button is out of date. Let's continue from here."
    await student.sees("Hello, Emma!")


async def test_a_forged_consent_before_the_language_changes_nothing(join: Join) -> None:
    student = join("Emma", language_code="en")
    student.says("/start")
    card = await student.sees("Choose your language")
    for data in ("consent:yes:2:18+", "f:signup:name:set:suggested", "withdraw:yes", "age:18+", "export"):
        await student.presses(card, data)
    student.says("/start")
    await student.sees("Choose your language")


async def test_a_double_tap_does_the_work_once(join: Join, telegram: Telegram) -> None:
    student = await consented(join)
    card = await student.sees("What is your name?")
    for _ in range(3):
        telegram.taps(student.id, card.id, "f:signup:name:set:suggested")
    await telegram.until(lambda: telegram.pending == 0)
    student.looks_at(card)
    await student.sees("2 of 5", "Where do you study?")
    assert len(telegram.messages(student.id)) == 2


async def test_a_tap_on_a_deleted_card_is_answered_by_a_new_one(join: Join, telegram: Telegram) -> None:
    student = await consented(join)
    card = await student.sees("What is your name?")
    telegram.deletes(student.id, card.id)
    await student.presses(card, "f:signup:name:set:suggested")
    await student.sees("Where do you study?")


@pytest.mark.parametrize(
    "kind", ["photo", "sticker", "voice", "document", "video", "location", "contact", "dice"]
)
async def test_anything_but_text_gets_a_helpful_answer(join: Join, kind: str) -> None:
    student = await consented(join)
    student.sends(kind)
    await student.sees("I can only read text", "What is your name?")


@pytest.mark.parametrize("text", ["hello?", "/unknown", "/start@other_bot", "<b>", "\u202e", "/"])
async def test_words_that_fit_nothing_get_the_menu(join: Join, text: str) -> None:
    student = await signed_up(join)
    student.says(text)
    card = await student.sees("I did not understand that", "Hello, Emma!")
    assert student.labels(card)


async def test_a_command_never_becomes_a_name(join: Join) -> None:
    student = await consented(join)
    student.says("/whoami")
    await student.sees("I did not understand that", "What is your name?")


async def test_an_edited_message_is_answered(join: Join) -> None:
    student = await consented(join)
    student.says("12345")
    await student.sees("at least one letter")
    student.edits("Emma")
    await student.sees("I do not read edited messages", "What is your name?")


async def test_blocking_is_noticed_and_coming_back_keeps_everything(join: Join, telegram: Telegram) -> None:
    student = await signed_up(join)
    student.blocks()
    await telegram.until(lambda: telegram.pending == 0)
    student.returns()
    await student.sees("Hello, Emma!")


async def test_a_flood_gets_one_warning_and_harms_nobody_else(join: Join, telegram: Telegram) -> None:
    noisy, calm = await signed_up(join, "Noisy"), await signed_up(join, "Calm")
    before = len(telegram.calls)
    for n in range(100):
        telegram.says(noisy.id, f"spam {n}")
    calm.says("/help")
    await calm.sees("What this bot is for")
    await telegram.until(lambda: telegram.pending == 0)
    await noisy.sees("too fast for me")
    answers = [call for call in telegram.calls[before:] if call.chat_id == noisy.id]
    assert len(answers) <= flood.LIMIT + 1
    assert sum("too fast" in call.params["text"] for call in answers) == 1


async def test_in_a_group_it_says_once_that_it_works_in_private(join: Join, telegram: Telegram) -> None:
    student = join("Emma", language_code="ru")
    group = telegram.group("Волонтёры")
    telegram.adds_bot(group, student.id)
    note = await telegram.until(lambda: [m for m in telegram.messages(group) if m.from_bot])
    assert "только в личном чате" in (note[0].text or "")
    assert note[0].rows[0][0].url == f"https://t.me/{telegram.username}"
    telegram.says(student.id, f"/start@{telegram.username}", chat_id=group)
    telegram.says(student.id, "hello all", chat_id=group)
    telegram.removes_bot(group, student.id)
    await telegram.until(lambda: telegram.pending == 0)
    student.says("/start")
    await student.sees("Выберите язык")
    assert len([m for m in telegram.messages(group) if m.from_bot]) == 1


async def test_who_returns_without_consent_is_promised_no_messages(join: Join) -> None:
    student = join("Emma", language_code="en")
    student.says("/start")
    await student.taps("English")
    student.says("/stop")
    await student.sees("no more messages")
    student.says("/start")
    card = await student.sees("Welcome back!", "Before we begin")
    assert "You will get our messages" not in (card.text or "")


async def test_who_goes_on_moving_on_a_map_is_not_answered_again_and_again(
    join: Join, telegram: Telegram
) -> None:
    student = await signed_up(join)
    before = len(telegram.messages(student.id))
    user = {"id": student.id, "is_bot": False, "first_name": "Emma", "language_code": "en"}
    place = {"latitude": 43.2, "longitude": 76.9, "live_period": 900}
    chat = {"id": student.id, "type": "private", "first_name": "Emma"}
    for _ in range(3):
        moved = {"message_id": 1, "date": 1, "edit_date": 2, "chat": chat, "from": user, "location": place}
        telegram.queue({"edited_message": moved})
    student.says("/help")
    await student.sees("What this bot is for")
    assert len(telegram.messages(student.id)) == before + 2


async def test_who_stopped_and_signs_up_all_the_same_is_told_that_no_messages_come(join: Join) -> None:
    student = await consented(join)
    student.says("/stop")
    await student.sees("no more messages")
    await answered(student, "Emma Li")
    await student.taps("All right, sign me up")
    card = await student.sees("Nice to meet you, Emma Li!", "Our messages are switched off")
    assert "Subscribe again" in student.labels(card)


async def test_consenting_anew_brings_the_messages_back(join: Join) -> None:
    student = await signed_up(join)
    student.says("/stop")
    student.says("/privacy")
    for label in ("Withdraw consent", "Yes, withdraw", "Show the consent text", "I agree, I am 18"):
        await student.taps(label)
    await answered(student, "Emma")
    await student.taps("All right, sign me up")
    card = await student.sees("Nice to meet you, Emma!")
    assert "You do not get our messages" not in (card.text or "")
    assert "Unsubscribe" in student.labels(card)


async def test_a_double_tap_does_not_wipe_out_what_it_was_answered(join: Join) -> None:
    student = await consented(join, "Emma", None)
    await answered(student, "Emma")
    card = await student.sees("Is everything right?")
    for _ in range(3):
        assert await student.presses(card, "f:signup:review:set:yes") is None
    await student.sees("Nice to meet you, Emma!", "signed up")
    await student.taps("Unsubscribe")
    for _ in range(2):
        await student.presses(card, "resume")
    await student.sees("Welcome back!")
