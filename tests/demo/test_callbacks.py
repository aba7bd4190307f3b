import pytest
import telegram as ptb
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.demo.telegram import Telegram, User
from tests.demo.clock import Clock
from tests.demo.refusals import answer, description, refusal

OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_a_tap_and_its_answer(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
    sent = await bot.send_message(anna.id, "x", reply_markup=markup)
    query_id = telegram.taps(anna.id, sent.message_id, "go")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (query_id, "go", anna.id)
    assert query.chat_instance
    assert isinstance(query.message, Message)
    assert query.message.text == "x"
    assert query.message.reply_markup == markup

    assert telegram.answers(query_id) is None
    assert await query.answer("Done", show_alert=True)
    assert telegram.answers(query_id) == {"text": "Done", "show_alert": True, "url": None}
    assert await refusal(telegram, query.answer()) == OLD
    assert telegram.answers("1") is None


async def test_any_data_can_be_forged(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    data = "ә" * 500
    telegram.taps(anna.id, telegram.messages(anna.id)[0].id, data)
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == data


async def test_a_message_that_is_gone_is_inaccessible(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    sent = await bot.send_message(anna.id, "x")
    telegram.deletes(anna.id, sent.message_id)
    telegram.taps(anna.id, sent.message_id, "go")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    message = update.callback_query.message
    assert message is not None
    assert not message.is_accessible
    assert (message.message_id, message.chat.id) == (sent.message_id, anna.id)


def test_an_answer_in_time(telegram: Telegram, anna: User, clock: Clock) -> None:
    query_id = telegram.taps(anna.id, 1, "x")
    clock.passes(seconds=150)
    assert answer(telegram, "answerCallbackQuery", callback_query_id=query_id)


def test_an_answer_too_late(telegram: Telegram, anna: User, clock: Clock) -> None:
    query_id = telegram.taps(anna.id, 1, "x")
    clock.passes(seconds=151)
    assert description(telegram, "answerCallbackQuery", callback_query_id=query_id) == OLD
    assert description(telegram, "answerCallbackQuery", callback_query_id="1") == OLD


@pytest.mark.parametrize(("text", "fits"), [("😀" * 100, True), ("😀" * 100 + "x", False)])
def test_the_length_of_an_answer(telegram: Telegram, anna: User, text: str, fits: bool) -> None:
    query_id = telegram.taps(anna.id, 1, "x")
    result = telegram.call("answerCallbackQuery", {"callback_query_id": query_id, "text": text})
    assert result["ok"] is fits
    if not fits:
        assert result["description"] == "Bad Request: MESSAGE_TOO_LONG"
        assert telegram.answers(query_id) is None
