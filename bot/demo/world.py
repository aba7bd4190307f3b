"""The state of the local Telegram and what every part of it does: find a chat, post, change, tell."""

from collections.abc import Callable
from datetime import datetime
from secrets import token_hex

from bot.demo.chats import Chat, Stored, counter
from bot.demo.errors import RefusedError
from bot.demo.feed import Feed
from bot.demo.files import Files
from bot.demo.inline import InlineQueries
from bot.demo.models import JSON, File, Message, User, Webhook
from bot.demo.profile import Profile
from bot.demo.queries import Queries
from bot.demo.updates import Updates
from bot.demo.view import view


class World:
    """Knows no HTTP and reads no clock: `now` gives an aware UTC time."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        token: str,
        username: str,
        name: str,
        first_update_id: int,
    ) -> None:
        self.id = token_hex(8)
        self.now = now
        self.token = token
        self.username = username
        self.bot = User(int(token.partition(":")[0]), name, username=username, is_bot=True)
        self.users: dict[int, User] = {}
        self.parts: dict[int, str] = {}
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.feed = Feed()
        self.profile = Profile(name)
        self.queries = Queries(now)
        self.inline = InlineQueries(now)
        self.updates = Updates(now, first_update_id)
        self.webhook: Webhook | None = None
        self.polls = counter(1)
        self.current_poll = 0
        self.closing = False
        self._message_ids = counter(1)

    def chat(self, chat_id: int) -> Chat:
        chat = self.chats.get(chat_id)
        if chat is None:
            raise RefusedError("chat not found")
        return chat

    def post(
        self,
        chat: Chat,
        author: User,
        content: JSON,
        *,
        kind: str = "text",
        file: File | None = None,
        keyboard: JSON | None = None,
    ) -> JSON:
        """A new message in a chat; its body as Telegram tells it."""
        body: JSON = {"message_id": self._message_ids(), "date": self._timestamp(), "chat": chat.body()}
        if chat.kind == "channel":
            body["sender_chat"] = chat.body()
        else:
            body["from"] = author.body()
        body |= content
        from_bot = author == self.bot
        shown = view(body, from_bot=from_bot, author=author, kind=kind, file=file, keyboard=keyboard)
        self._store(chat, body, shown)
        return body

    def change(
        self, chat: Chat, stored: Stored, content: JSON, *, edited: bool, photo: File | None = None
    ) -> JSON:
        """Replaces a message's content, by that of a `photo` if there is one; keys with None vanish."""
        body = stored.body | content | ({"edit_date": self._timestamp()} if edited else {})
        body = {name: value for name, value in body.items() if value is not None}
        old = stored.view
        author = self.bot if old.from_bot else self.users.get(body.get("from", {}).get("id", 0), self.bot)
        kind, file = ("photo", photo) if photo else (old.kind, old.file)
        new = view(body, from_bot=old.from_bot, author=author, kind=kind, file=file, keyboard=old.keyboard)
        self._store(chat, body, new)
        return body

    def remove(self, chat: Chat, message_id: int) -> None:
        del chat.messages[message_id]
        self.feed.publish({"kind": "deleted", "chat_id": chat.id, "message_id": message_id})

    def changed(self, chat: Chat) -> None:
        """Tells the pages that a chat is blocked, opened or has another keyboard."""
        self.feed.publish({"kind": "chat", "chat_id": chat.id})

    def tell_found(self, query_id: str) -> None:
        """Tells the pages that an inline query is answered."""
        if query := self.inline.find(query_id):
            told = {"user_id": query.user_id, "query_id": query_id, "answer": query.answer}
            self.feed.publish({"kind": "found", "chat_id": query.chat_id, **told})

    def messages(self, chat_id: int) -> list[Message]:
        """What a person sees in a chat, oldest first, of both sides."""
        return [stored.view for stored in self.chats[chat_id].messages.values()]

    def _store(self, chat: Chat, body: JSON, message: Message) -> None:
        chat.messages[message.id] = Stored(body, message)
        self.feed.publish({"kind": "message", "chat_id": chat.id, "message": message})

    def _timestamp(self) -> int:
        return int(self.now().timestamp())
