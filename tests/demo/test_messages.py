import pytest
import telegram as ptb
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity, ReplyKeyboardMarkup
from telegram.error import BadRequest, Forbidden

from bot.demo.telegram import Telegram, User
from tests.demo.refusals import answer, description, refusal


async def test_a_text_arrives(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    sent = await bot.send_message(
        anna.id,
        " <b>Сәлем</b>, 😀 <a href='https://e.kz'>e</a>\n",
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Join us", callback_data="join")]]),
        link_preview_options=ptb.LinkPreviewOptions(is_disabled=True),
        protect_content=True,
        disable_notification=True,
    )
    assert sent.text == "Сәлем, 😀 e"
    assert sent.text_html == '<b>Сәлем</b>, 😀 <a href="https://e.kz">e</a>'
    assert sent.chat.id == anna.id
    assert sent.chat.first_name == "Anna"
    assert sent.from_user is not None
    assert sent.from_user.is_bot
    assert sent.date == telegram.now()
    assert sent.has_protected_content
    assert sent.reply_markup is not None

    seen = telegram.messages(anna.id)[-1]
    assert (seen.id, seen.from_bot, seen.kind, seen.text) == (sent.message_id, True, "text", sent.text)
    assert seen.html is not None
    assert seen.html.startswith("<b>Сәлем</b>, 😀 <a href=")
    assert seen.button("Join").data == "join"
    assert not seen.edited
    with pytest.raises(KeyError, match="Join us"):
        seen.button("Leave")


async def test_entities_instead_of_a_parse_mode(bot: ptb.Bot, anna: User) -> None:
    sent = await bot.send_message(anna.id, "  😀 x", entities=[MessageEntity(MessageEntity.BOLD, 5, 1)])
    assert sent.entities == (MessageEntity(MessageEntity.BOLD, 3, 1),)


async def test_a_mention_of_a_person(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    text = f'<a href="tg://user?id={anna.id}">A</a> <a href="tg://user?id=5">B</a>'
    sent = await bot.send_message(anna.id, text, parse_mode="HTML")
    (entity,) = sent.entities
    assert entity.type == MessageEntity.TEXT_MENTION
    assert entity.user is not None
    assert entity.user.first_name == "Anna"


async def test_an_answer_quotes_the_message(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    first = await bot.send_message(anna.id, "one")
    second = await bot.send_message(anna.id, "two", reply_to_message_id=first.message_id)
    assert second.reply_to_message is not None
    assert second.reply_to_message.text == "one"
    missing = bot.send_message(anna.id, "three", reply_to_message_id=999)
    assert await refusal(telegram, missing) == "Bad Request: message to be replied not found"
    alone = await bot.send_message(anna.id, "3", reply_to_message_id=999, allow_sending_without_reply=True)
    assert alone.reply_to_message is None


@pytest.mark.parametrize("text", ["", " \n ", "<b> </b>"])
async def test_an_empty_text(telegram: Telegram, bot: ptb.Bot, anna: User, text: str) -> None:
    sending = bot.send_message(anna.id, text, parse_mode="HTML")
    assert await refusal(telegram, sending) == "Bad Request: message text is empty"


@pytest.mark.parametrize(
    "text", ["ә" * 4096, "😀" * 2048, "<b>" + "&lt;" * 4096 + "</b>", "x" * 4096 + "  \n"]
)
async def test_the_longest_text(bot: ptb.Bot, anna: User, text: str) -> None:
    assert (await bot.send_message(anna.id, text, parse_mode="HTML")).text


@pytest.mark.parametrize("text", ["ә" * 4097, "😀" * 2048 + "x"])
async def test_a_text_too_long(telegram: Telegram, bot: ptb.Bot, anna: User, text: str) -> None:
    assert await refusal(telegram, bot.send_message(anna.id, text)) == "Bad Request: message is too long"


async def test_broken_html_and_other_parse_modes(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    sending = bot.send_message(anna.id, "<b>x", parse_mode="HTML")
    words = "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""
    assert await refusal(telegram, sending) == words
    sending = bot.send_message(anna.id, "*x*", parse_mode="MarkdownV2")
    assert await refusal(telegram, sending) == "Bad Request: MarkdownV2 is not supported by the demo"
    sending = bot.send_message(anna.id, "x", parse_mode="BBCode")
    assert await refusal(telegram, sending) == "Bad Request: unsupported parse_mode"


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ({"type": "bold", "offset": -1, "length": 1}, "Object with type, offset and length expected"),
        ({"type": "bold", "offset": 0}, "Object with type, offset and length expected"),
        ({"type": "fat", "offset": 0, "length": 1}, "unsupported type specified"),
        ({"type": "text_mention", "offset": 0, "length": 1}, "user not specified"),
    ],
)
def test_broken_entities(telegram: Telegram, anna: User, entity: object, words: str) -> None:
    refused = description(telegram, "sendMessage", chat_id=anna.id, text="x", entities=[entity])
    assert refused == f"Bad Request: can't parse MessageEntity: {words}"


def test_a_link_that_is_none(telegram: Telegram, anna: User) -> None:
    entity = {"type": "text_link", "offset": 0, "length": 1, "url": "x"}
    refused = description(telegram, "sendMessage", chat_id=anna.id, text="x", entities=[entity])
    assert refused == "Bad Request: entity URL 'x' is invalid: Wrong HTTP URL"


async def test_who_cannot_be_written_to(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    assert await refusal(telegram, bot.send_message(5, "x")) == "Bad Request: chat not found"
    assert await refusal(telegram, bot.send_message("@anna", "x")) == "Bad Request: chat not found"
    stranger = telegram.join("Boris")
    words = "Forbidden: bot can't initiate conversation with a user"
    assert await refusal(telegram, bot.send_message(stranger.id, "x")) == words
    telegram.blocks(anna.id)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(anna.id, "x")
    telegram.unblocks(anna.id)
    assert (await bot.send_message(anna.id, "x")).text == "x"


async def test_a_reply_keyboard_stays_until_removed(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    await bot.send_message(anna.id, "?", reply_markup=ReplyKeyboardMarkup([["Yes", "No"]]))
    seen = telegram.messages(anna.id)[-1]
    assert seen.rows == ()
    assert seen.keyboard is not None
    assert seen.keyboard["keyboard"] == [[{"text": "Yes"}, {"text": "No"}]]
    await bot.send_message(anna.id, "still there")
    assert telegram.chats[anna.id].keyboard == seen.keyboard
    await bot.send_message(anna.id, "gone", reply_markup=ptb.ReplyKeyboardRemove())
    assert telegram.chats[anna.id].keyboard is None
    await bot.send_message(anna.id, "!", reply_markup=ptb.ForceReply(input_field_placeholder="Your name"))
    assert telegram.chats[anna.id].keyboard == {"force_reply": True, "input_field_placeholder": "Your name"}


def test_a_keyboard_for_one_time_goes_with_the_answer(telegram: Telegram, anna: User) -> None:
    keyboard = {"keyboard": [["Yes"]], "one_time_keyboard": True}
    answer(telegram, "sendMessage", chat_id=anna.id, text="?", reply_markup=keyboard)
    telegram.says(anna.id, "Yes")
    assert telegram.chats[anna.id].keyboard is None


async def test_a_bad_button(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="x" * 65)]])
    with pytest.raises(BadRequest):
        await bot.send_message(anna.id, "x", reply_markup=markup)
    assert telegram.calls[-1].answer["description"] == "Bad Request: BUTTON_DATA_INVALID"
    assert len(telegram.messages(anna.id)) == 1


def test_message_ids_count_up_over_all_chats(telegram: Telegram, anna: User) -> None:
    boris = telegram.join("Boris")
    telegram.says(boris.id, "hi")
    sent = answer(telegram, "sendMessage", chat_id=anna.id, text="x")
    ids = [message.id for user in (anna, boris) for message in telegram.messages(user.id)]
    assert sorted(ids) == [1, 2, 3]
    assert sent["message_id"] == 3


def test_calls_are_recorded_with_their_types(telegram: Telegram, anna: User) -> None:
    markup = '{"inline_keyboard": []}'
    answer(telegram, "sendMessage", chat_id=str(anna.id), text="x", reply_markup=markup)
    call = telegram.calls[-1]
    assert (call.method, call.chat_id) == ("sendMessage", anna.id)
    assert call.params == {"chat_id": anna.id, "text": "x", "reply_markup": {"inline_keyboard": []}}
    assert call.answer["result"]["text"] == "x"
    description(telegram, "sendMessage", text="x")
    assert telegram.calls[-1].chat_id is None
