"""The Bot API's methods, each a small function of the world and its checked parameters."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.demo.errors import RefusedError
from bot.demo.methods import callbacks, chats, edits, inline, messages, profile, updates
from bot.demo.models import JSON, Upload
from bot.demo.parameters import check
from bot.demo.world import World

Method = Callable[[World, JSON], Any]
Sending = Callable[[World, JSON, Mapping[str, Upload]], Any]

METHODS: Final[dict[str, Method]] = {
    "answerCallbackQuery": callbacks.answer_callback_query,
    "answerInlineQuery": inline.answer_inline_query,
    "deleteMessage": edits.delete_message,
    "deleteMessages": edits.delete_messages,
    "deleteMyCommands": profile.delete_my_commands,
    "deleteWebhook": updates.delete_webhook,
    "editMessageCaption": edits.edit_message_caption,
    "editMessageReplyMarkup": edits.edit_message_reply_markup,
    "editMessageText": edits.edit_message_text,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getFile": chats.get_file,
    "getMe": profile.get_me,
    "getMyCommands": profile.get_my_commands,
    "getMyDescription": profile.get_my_description,
    "getMyName": profile.get_my_name,
    "getMyShortDescription": profile.get_my_short_description,
    "getUpdates": updates.get_updates,
    "getWebhookInfo": updates.get_webhook_info,
    "sendChatAction": chats.send_chat_action,
    "sendMessage": messages.send_message,
    "setChatMenuButton": profile.set_chat_menu_button,
    "setMyCommands": profile.set_my_commands,
    "setMyDescription": profile.set_my_description,
    "setMyName": profile.set_my_name,
    "setMyShortDescription": profile.set_my_short_description,
    "setWebhook": updates.set_webhook,
}
SENDING: Final[dict[str, Sending]] = {
    "editMessageMedia": edits.edit_message_media,
    "sendDocument": messages.send_document,
    "sendPhoto": messages.send_photo,
}


def checked(method: str, params: JSON, files: Mapping[str, Upload]) -> JSON:
    """The parameters with their types; refuses unknown methods, names and types."""
    if method not in METHODS and method not in SENDING:
        raise RefusedError("Not Found", 404)
    return check(method, params, frozenset(files))


def run(world: World, method: str, params: JSON, files: Mapping[str, Upload]) -> Any:
    if method in SENDING:
        return SENDING[method](world, params, files)
    return METHODS[method](world, params)
