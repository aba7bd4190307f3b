"""The world as JSON for the chat page."""

from bot.demo import files
from bot.demo.chats import Chat
from bot.demo.journal import Entry
from bot.demo.models import JSON, Button, File, Message, User
from bot.demo.world import World


def state(world: World) -> JSON:
    """The bot and all people, each with the end of the chat."""
    return {
        "world": world.id,
        "bot": {
            "username": world.username,
            "name": world.profile.text("name", ""),
        },
        "people": [person(world, user) for user in world.users.values()],
        "group": next((_group(chat) for chat in world.chats.values() if chat.user is None), None),
    }


def found(query_id: str, answer: JSON) -> JSON:
    """An inline answer as the page lists it: what each result becomes is known here alone."""
    results = [
        {name: result[name] for name in ("id", "title", "description")}
        for result in answer["results"].values()
    ]
    return {**answer, "query_id": query_id, "results": results}


def person(world: World, user: User) -> JSON:
    """Someone in the list of conversations."""
    chat = world.chats[user.id]
    return {
        "id": user.id,
        "name": user.full_name,
        "username": user.username,
        "language": user.language_code or "",
        "part": world.parts.get(user.id),
        "blocked": chat.status == "kicked",
        "last": _last(chat),
    }


def chat(world: World, user: User) -> JSON:
    """What stands around someone's messages."""
    language = user.language_code or ""
    return {
        "bot": world.profile.text("name", language),
        "description": world.profile.text("description", language),
        "commands": world.profile.menu(user.id, language),
        "keyboard": world.chats[user.id].keyboard,
    }


def message(shown: Message) -> JSON:
    return {
        "id": shown.id,
        "chat_id": shown.chat_id,
        "from_bot": shown.from_bot,
        "author": shown.author,
        "author_id": shown.author_id,
        "via_bot": shown.via_bot,
        "kind": shown.kind,
        "date": int(shown.date.timestamp()),
        "text": shown.text if shown.text is not None else shown.caption,
        "html": shown.html if shown.from_bot or shown.via_bot else None,
        "rows": [[_button(button) for button in row] for row in shown.rows],
        "edited": shown.edited,
        "file": _file(shown.file, shown.kind) if shown.file else None,
    }


def event(world: World, news: JSON) -> JSON:
    """An event of the feed, with its message as the page takes it, or with how a chat is now."""
    if news["kind"] == "message":
        return {**news, "message": message(news["message"])}
    if news["kind"] == "found":
        return {**news, "answer": found(news["query_id"], news["answer"])}
    if news["kind"] == "deleted":
        return {**news, "last": _last(world.chats[news["chat_id"]])}
    user = world.users.get(news["chat_id"]) if news["kind"] == "chat" else None
    return {**news, "person": person(world, user), "chat": chat(world, user)} if user else news


def entry(noted: Entry) -> JSON:
    return {
        "number": noted.number,
        "date": noted.at.timestamp(),
        "chat_id": noted.chat_id,
        "kind": noted.kind,
        "name": noted.name,
        "content": noted.content,
        "answer": noted.answer,
        "refused": noted.refused,
    }


def _group(chat: Chat) -> JSON:
    """Where everybody can write to everybody."""
    return {"id": chat.id, "title": chat.title}


def _last(chat: Chat) -> JSON | None:
    """The end of a chat, short: the list of people is long."""
    stored = next(reversed(chat.messages.values()), None)
    if stored is None:
        return None
    shown = message(stored.view)
    text = shown["text"]
    return {
        **{name: shown[name] for name in ("id", "date", "kind", "from_bot")},
        "text": text if text is None else text[:100],
    }


def _button(button: Button) -> JSON:
    copied = (button.body.get("copy_text") or {}).get("text")
    return {
        "text": button.text,
        "data": button.data,
        "url": button.url,
        "copy": copied,
        "style": button.body.get("style"),
    }


def _file(file: File, kind: str) -> JSON:
    width, height = files.dimensions(file.content) if kind == "photo" else (None, None)
    return {
        "url": f"/demo/files/{file.path}",
        "name": file.name,
        "size": len(file.content),
        "width": width,
        "height": height,
    }
