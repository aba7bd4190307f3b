"""Editing and deleting messages."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from bot.demo.chats import Chat, Stored
from bot.demo.errors import RefusedError
from bot.demo.formatting import caption, message_text
from bot.demo.keyboards import inline
from bot.demo.methods.messages import find_chat, find_file, photo
from bot.demo.models import JSON, File, Upload
from bot.demo.world import World

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_RECALLABLE = timedelta(hours=48)
_OF_A_PHOTO: Final = {
    "type",
    "media",
    "caption",
    "parse_mode",
    "caption_entities",
    "show_caption_above_media",
    "has_spoiler",
}
_NOTHING: Final = dict.fromkeys(("text", "entities", "link_preview_options", "document"))


def edit_message_text(world: World, params: JSON) -> JSON:
    chat, stored = _own(world, params)
    if "text" not in stored.body:
        raise RefusedError("there is no text in the message to edit")
    return _edit(world, chat, stored, message_text(params, world.users), params)


def edit_message_caption(world: World, params: JSON) -> JSON:
    chat, stored = _own(world, params)
    if "text" in stored.body:
        raise RefusedError("there is no caption in the message to edit")
    return _edit(world, chat, stored, caption(params, world.users), params)


def edit_message_media(world: World, params: JSON, uploads: Mapping[str, Upload]) -> JSON:
    """A photo in the place of whatever the message was; the demo knows no other media here."""
    chat, stored = _own(world, params)
    media = params["media"]
    if media.get("type") != "photo":
        raise RefusedError("media of this type are not supported by the demo")
    if unknown := set(media) - _OF_A_PHOTO:
        raise RefusedError(f"unknown parameter {min(unknown)} of the media")
    file = find_file(world, "photo", {"photo": media.get("media", "")}, uploads)
    content = _NOTHING | photo(file) | caption(media, world.users)
    return _edit(world, chat, stored, content, params, file)


def edit_message_reply_markup(world: World, params: JSON) -> JSON:
    chat, stored = _own(world, params)
    return _edit(world, chat, stored, {}, params)


def delete_message(world: World, params: JSON) -> bool:
    chat = find_chat(world, params["chat_id"])
    stored = chat.messages.get(params["message_id"])
    if stored is None:
        raise RefusedError("message to delete not found")
    if not _deletable(world, chat, stored):
        raise RefusedError("message can't be deleted for everyone")
    world.remove(chat, stored.view.id)
    return True


def delete_messages(world: World, params: JSON) -> bool:
    """What is gone, too old or not the bot's is passed over without a word."""
    chat = find_chat(world, params["chat_id"])
    ids: list[Any] = params["message_ids"]
    if not ids:
        raise RefusedError("message identifiers are not specified")
    if len(ids) > 100:
        raise RefusedError("too many message identifiers specified")
    if not all(isinstance(each, int) and each > 0 for each in ids):
        raise RefusedError("invalid message identifier specified")
    for each in ids:
        stored = chat.messages.get(each)
        if stored is not None and _deletable(world, chat, stored):
            world.remove(chat, each)
    return True


def _own(world: World, params: JSON) -> tuple[Chat, Stored]:
    """The bot's message that is to change."""
    if "chat_id" not in params:
        raise RefusedError(
            "chat_id is empty" if "inline_message_id" not in params else "message to edit not found"
        )
    if "message_id" not in params:
        raise RefusedError("message identifier is not specified")
    chat = find_chat(world, params["chat_id"])
    chat.open_to_bot()
    stored = chat.messages.get(params["message_id"])
    if stored is None:
        raise RefusedError("message to edit not found")
    if not stored.view.from_bot:
        raise RefusedError("message can't be edited")
    return chat, stored


def _edit(
    world: World, chat: Chat, stored: Stored, content: JSON, params: JSON, photo: File | None = None
) -> JSON:
    """Without a reply_markup the buttons go, as at Telegram."""
    changed = content | {"reply_markup": inline(params.get("reply_markup"))}
    if all(stored.body.get(name) == value for name, value in changed.items()):
        raise RefusedError(_SAME)
    return world.change(chat, stored, changed, edited=bool(content), photo=photo)


def _deletable(world: World, chat: Chat, stored: Stored) -> bool:
    mine = stored.view.from_bot or chat.kind == "private" or chat.status == "administrator"
    return mine and world.now() - stored.view.date <= _RECALLABLE
