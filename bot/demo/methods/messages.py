"""sendMessage, sendPhoto, sendDocument."""

from collections.abc import Mapping
from typing import Any

from bot.demo import files
from bot.demo.chats import Chat
from bot.demo.errors import RefusedError
from bot.demo.formatting import caption, message_text
from bot.demo.keyboards import split
from bot.demo.models import JSON, File, Upload
from bot.demo.world import World


def send_message(world: World, params: JSON) -> JSON:
    chat = _open(world, params)
    return _send(world, chat, params, message_text(params, world.users))


def send_photo(world: World, params: JSON, uploads: Mapping[str, Upload]) -> JSON:
    chat = _open(world, params)
    file = find_file(world, "photo", params, uploads)
    return _send(world, chat, params, photo(file) | caption(params, world.users), "photo", file)


def send_document(world: World, params: JSON, uploads: Mapping[str, Upload]) -> JSON:
    chat = _open(world, params)
    file = find_file(world, "document", params, uploads)
    return _send(world, chat, params, document(file) | caption(params, world.users), "document", file)


def photo(file: File) -> JSON:
    width, height = files.dimensions(file.content)
    return {"photo": [{**files.body(file), "width": width, "height": height}]}


def document(file: File) -> JSON:
    return {"document": {**files.body(file), "file_name": file.name, "mime_type": file.mime}}


def find_chat(world: World, chat_id: Any) -> Chat:
    """By number; no chat here has a public name."""
    if not isinstance(chat_id, int):
        raise RefusedError("chat not found")
    return world.chat(chat_id)


def find_file(world: World, field: str, params: JSON, uploads: Mapping[str, Upload]) -> File:
    """What is sent in a field: a file of the request, or one that was sent before."""
    reference = params.get(field, "")
    upload = uploads.get(reference.removeprefix("attach://") if reference.startswith("attach://") else field)
    if upload is not None:
        return world.files.add(field, files.picture(upload.content) if field == "photo" else upload)
    file = world.files.by_id(reference)
    if file is None:
        raise RefusedError("wrong file identifier/HTTP URL specified")
    if not file.path.startswith(f"{field}s/"):
        raise RefusedError(f"type of file mismatch: {field} expected")
    return file


def _open(world: World, params: JSON) -> Chat:
    chat = find_chat(world, params["chat_id"])
    chat.open_to_bot()
    return chat


def _send(
    world: World, chat: Chat, params: JSON, content: JSON, kind: str = "text", file: File | None = None
) -> JSON:
    inline_keyboard, keyboard = split(params.get("reply_markup"))
    content |= {
        "reply_markup": inline_keyboard,
        "reply_to_message": _replied(chat, params.get("reply_parameters")),
    }
    content = {name: value for name, value in content.items() if value is not None}
    if params.get("protect_content"):
        content["has_protected_content"] = True
    if keyboard is not None:
        chat.keyboard = None if "remove_keyboard" in keyboard else keyboard
        world.changed(chat)
    return world.post(chat, world.bot, content, kind=kind, file=file, keyboard=keyboard)


def _replied(chat: Chat, reply: JSON | None) -> JSON | None:
    if not reply:
        return None
    message_id = reply.get("message_id")
    stored = chat.messages.get(message_id) if isinstance(message_id, int) else None
    if stored is None and not reply.get("allow_sending_without_reply"):
        raise RefusedError("message to be replied not found")
    return (
        {name: value for name, value in stored.body.items() if name != "reply_to_message"} if stored else None
    )
