"""Chats, their members, what the bot is doing there, and files."""

from bot.demo.chats import membership
from bot.demo.errors import RefusedError
from bot.demo.files import body
from bot.demo.methods.messages import find_chat
from bot.demo.models import JSON
from bot.demo.world import World

_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def get_chat(world: World, params: JSON) -> JSON:
    chat = find_chat(world, params["chat_id"])
    if chat.kind != "private":
        chat.open_to_bot()
    return {
        **chat.body(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }


def get_chat_member(world: World, params: JSON) -> JSON:
    chat = find_chat(world, params["chat_id"])
    if chat.kind != "private":
        chat.open_to_bot()
    if params["user_id"] == world.bot.id:
        return membership(chat.status, world.bot)
    user = world.users.get(params["user_id"])
    if user is None:
        raise RefusedError("user not found")
    return {"user": user.body(), "status": "member" if user.id in chat.members else "left"}


def send_chat_action(world: World, params: JSON) -> bool:
    chat = find_chat(world, params["chat_id"])
    chat.open_to_bot()
    if params["action"] not in _ACTIONS:
        raise RefusedError("wrong parameter action in request")
    world.feed.publish({"kind": "action", "chat_id": chat.id, "action": params["action"]})
    return True


def get_file(world: World, params: JSON) -> JSON:
    file = world.files.by_id(params["file_id"])
    if file is None:
        raise RefusedError("invalid file_id")
    if len(file.content) > 20 * 1024 * 1024:
        raise RefusedError("file is too big")
    return {**body(file), "file_path": file.path}
