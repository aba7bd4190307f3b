"""Every method of the local Telegram, called by python-telegram-bot and read to the last field."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final, NamedTuple

import pytest
import telegram as ptb

from bot.demo import methods
from bot.demo.telegram import Telegram, User
from tests.demo.test_files import PNG


class Scene(NamedTuple):
    """`message` is a text of the bot, the next one a photo of its; `query` and `inline` wait for answers."""

    chat: int
    message: int
    file: str
    query: str
    inline: str


Example = Callable[[ptb.Bot, Scene], Awaitable[Any]]

BUTTONS: Final = ptb.InlineKeyboardMarkup(
    [
        [
            ptb.InlineKeyboardButton("Go", callback_data="go", style="success"),
            ptb.InlineKeyboardButton("Site", url="https://example.org"),
            ptb.InlineKeyboardButton("Copy", copy_text=ptb.CopyTextButton("42")),
        ]
    ]
)
OTHER: Final = ptb.InlineKeyboardMarkup.from_button(ptb.InlineKeyboardButton("Stop", callback_data="x"))
ARTICLE: Final = ptb.InlineQueryResultArticle(
    "1", "Goal", ptb.InputTextMessageContent("<b>Goal</b>", "HTML"), description="Read it"
)
RICH: Final = '<b>a</b> <a href="https://example.org">b</a> <tg-spoiler>c</tg-spoiler> /help'
EXAMPLES: Final[dict[str, Example]] = {
    "answerCallbackQuery": lambda bot, at: bot.answer_callback_query(at.query, "ok"),
    "answerInlineQuery": lambda bot, at: bot.answer_inline_query(at.inline, [ARTICLE], is_personal=True),
    "deleteMessage": lambda bot, at: bot.delete_message(at.chat, at.message),
    "deleteMessages": lambda bot, at: bot.delete_messages(at.chat, [at.message]),
    "deleteMyCommands": lambda bot, at: bot.delete_my_commands(),
    "deleteWebhook": lambda bot, at: bot.delete_webhook(),
    "editMessageCaption": lambda bot, at: bot.edit_message_caption(
        at.chat, at.message + 1, caption=RICH, parse_mode="HTML", reply_markup=BUTTONS
    ),
    "editMessageMedia": lambda bot, at: bot.edit_message_media(
        ptb.InputMediaPhoto(PNG, caption=RICH, parse_mode="HTML"), at.chat, at.message, reply_markup=BUTTONS
    ),
    "editMessageReplyMarkup": lambda bot, at: bot.edit_message_reply_markup(
        at.chat, at.message, reply_markup=OTHER
    ),
    "editMessageText": lambda bot, at: bot.edit_message_text(
        RICH, at.chat, at.message, parse_mode="HTML", reply_markup=BUTTONS
    ),
    "getChat": lambda bot, at: bot.get_chat(at.chat),
    "getChatMember": lambda bot, at: bot.get_chat_member(at.chat, at.chat),
    "getFile": lambda bot, at: bot.get_file(at.file),
    "getMe": lambda bot, at: bot.get_me(),
    "getMyCommands": lambda bot, at: bot.get_my_commands(language_code="kk"),
    "getMyDescription": lambda bot, at: bot.get_my_description(),
    "getMyName": lambda bot, at: bot.get_my_name(),
    "getMyShortDescription": lambda bot, at: bot.get_my_short_description(),
    "getUpdates": lambda bot, at: bot.get_updates(),
    "getWebhookInfo": lambda bot, at: bot.get_webhook_info(),
    "sendChatAction": lambda bot, at: bot.send_chat_action(at.chat, "typing"),
    "sendDocument": lambda bot, at: bot.send_document(
        at.chat, b"%PDF", filename="a.pdf", caption=RICH, parse_mode="HTML", reply_to_message_id=at.message
    ),
    "sendMessage": lambda bot, at: bot.send_message(
        at.chat,
        RICH,
        parse_mode="HTML",
        reply_markup=BUTTONS,
        reply_to_message_id=at.message,
        protect_content=True,
    ),
    "sendPhoto": lambda bot, at: bot.send_photo(at.chat, PNG, caption="x", reply_markup=BUTTONS),
    "setChatMenuButton": lambda bot, at: bot.set_chat_menu_button(at.chat, ptb.MenuButtonCommands()),
    "setMyCommands": lambda bot, at: bot.set_my_commands([("help", "Help")], language_code="kk"),
    "setMyDescription": lambda bot, at: bot.set_my_description("What it does"),
    "setMyName": lambda bot, at: bot.set_my_name("Helpers"),
    "setMyShortDescription": lambda bot, at: bot.set_my_short_description("Short"),
    "setWebhook": lambda bot, at: bot.set_webhook("https://example.org/bot", secret_token="a"),
}


def test_every_method_has_its_example() -> None:
    assert set(EXAMPLES) == {*methods.METHODS, *methods.SENDING}


@pytest.mark.parametrize("method", EXAMPLES)
async def test_what_is_answered_is_what_the_library_reads(
    telegram: Telegram, bot: ptb.Bot, anna: User, method: str
) -> None:
    message = (await bot.send_message(anna.id, "a card", reply_markup=BUTTONS)).message_id
    photo = await bot.send_photo(anna.id, PNG, caption="a picture")
    telegram.group("Park")
    telegram.sends(anna.id, "contact")
    query_id = telegram.taps(anna.id, message, "go")
    await bot.set_my_commands([("start", "Start")], language_code="kk")
    scene = Scene(anna.id, message, photo.photo[-1].file_id, query_id, telegram.asks(anna.id, "goal"))
    read = await EXAMPLES[method](bot, scene)
    told = telegram.updates.take(0, 100) if method == "getUpdates" else answered(telegram)
    assert not [*unread(read)]
    if isinstance(told, bool):
        assert read is told
    elif isinstance(told, list):
        assert len(told) == len(read) > 0
        assert [plain(one.to_dict()) for one in read] == [plain(one) for one in told]
    else:
        if isinstance(read, ptb.File):
            told["file_path"] = read.file_path  # which the library makes a whole address
        assert plain(read.to_dict()) == plain(told)


def answered(telegram: Telegram) -> Any:
    answer = telegram.calls[-1].answer
    return answer["result"]


def test_a_field_that_the_library_does_not_know_is_found() -> None:
    body = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private", "bogus": 1}}
    assert {"bogus": 1} in [dict(found) for found in unread(ptb.Message.de_json(body, None))]


def unread(value: Any) -> Iterable[Any]:
    """What the library was told and does not know."""
    if isinstance(value, ptb.TelegramObject):
        if value.api_kwargs:
            yield value.api_kwargs
        for kind in type(value).__mro__:
            for name in getattr(kind, "__slots__", ()):
                if name not in ("api_kwargs", "_bot"):
                    yield from unread(getattr(value, name, None))
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from unread(one)


def plain(value: Any) -> Any:
    """Without what the library leaves out: what is empty, and False by default."""
    if isinstance(value, dict):
        return {
            name: plain(one)
            for name, one in value.items()
            if one is not None and one is not False and one not in ([], ())
        }
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value
