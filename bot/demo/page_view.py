"""The world as JSON for the chat page."""

from bot.demo.chats import Chat
from bot.demo.models import JSON, Button, File, Message, User
from bot.demo.world import World


def state(world: World) -> JSON:
    """The bot and all people, each with the end of the chat."""
    return {
        "bot": {
            "username": world.username,
            "name": world.profile.text("name", ""),
        },
        "people": [person(world, user) for user in world.users.values()],
    }


def person(world: World, user: User) -> JSON:
    chat = world.chats[user.id]
    language = user.language_code or ""
    return {
        "id": user.id,
        "name": user.full_name,
        "username": user.username,
        "language": language,
        "blocked": chat.status == "kicked",
        "keyboard": chat.keyboard,
        "bot": world.profile.text("name", language),
        "commands": world.profile.menu(user.id, language),
        "description": world.profile.text("description", language),
        "last": _last(chat),
    }


def message(shown: Message) -> JSON:
    return {
        "id": shown.id,
        "chat_id": shown.chat_id,
        "from_bot": shown.from_bot,
        "author": shown.author,
        "kind": shown.kind,
        "date": int(shown.date.timestamp()),
        "text": shown.text if shown.text is not None else shown.caption,
        "html": shown.html if shown.from_bot else None,
        "rows": [[_button(button) for button in row] for row in shown.rows],
        "edited": shown.edited,
        "file": _file(shown.file) if shown.file else None,
    }


def event(news: JSON) -> JSON:
    """An event of the feed, with its message as the page takes it."""
    shown = news.get("message")
    return {**news, "message": message(shown)} if shown is not None else news


def _last(chat: Chat) -> JSON | None:
    stored = next(reversed(chat.messages.values()), None)
    return message(stored.view) if stored else None


def _button(button: Button) -> JSON:
    copied = (button.body.get("copy_text") or {}).get("text")
    return {
        "text": button.text,
        "data": button.data,
        "url": button.url,
        "copy": copied,
        "style": button.body.get("style"),
    }


def _file(file: File) -> JSON:
    return {
        "url": f"/demo/files/{file.path}",
        "name": file.name,
        "size": len(file.content),
        "image": file.mime.startswith("image/"),
    }
