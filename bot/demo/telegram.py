"""The local Telegram as its users see it: what people do, what they see, and the Bot API itself.

In private chats and groups a bot sees what it would see at Telegram with privacy mode on.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal, TypeVar

from bot.demo import methods, updates
from bot.demo.chats import Chat, GroupKind, Status, membership
from bot.demo.errors import RefusedError
from bot.demo.journal import Journal
from bot.demo.media import WITH_CAPTION, MediaKind, content
from bot.demo.models import JSON, Call, File, Message, Upload, User
from bot.demo.text import detect, units
from bot.demo.world import World

T = TypeVar("T")

__all__ = ["Call", "Message", "Telegram", "Upload", "User"]


class Telegram(World):
    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        token: str = "1:demo",  # noqa: S107 - of a bot that exists here only
        username: str = "volunteer_demo_bot",
        name: str = "Volunteers",
        first_update_id: int = 1,
    ) -> None:
        super().__init__(now=now, token=token, username=username, name=name, first_update_id=first_update_id)
        self.calls: list[Call] = []
        self.journal = Journal()

    def join(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
        user_id: int | None = None,
        part: str | None = None,
    ) -> User:
        """A person with an account, who has not written to the bot yet. `part` is theirs in the demo."""
        user_id = user_id or max([1000, *self.users]) + 1
        user = User(user_id, first_name, last_name, username, language_code)
        self.users[user.id] = user
        if part:
            self.parts[user.id] = part
        self.chats[user.id] = Chat(user.id, "private", user=user, members={user.id})
        return user

    def group(self, title: str, *, kind: GroupKind = "supergroup", chat_id: int | None = None) -> int:
        """A chat of several people; the bot is not in it yet."""
        chat_id = chat_id or min([-1_001_000_000_000, *self.chats]) - 1
        self.chats[chat_id] = Chat(chat_id, kind, title)
        return chat_id

    def says(self, user_id: int, text: str, *, chat_id: int | None = None) -> int | None:
        """A person's message; its update's id, or None if the bot gets none."""
        own = _text(text)
        chat = self.chats[chat_id or user_id]
        if (chat.keyboard or {}).get("one_time_keyboard"):
            chat.keyboard = None
            self.changed(chat)
        return self._sends(user_id, chat, own)

    def sends(self, user_id: int, kind: MediaKind, caption: str | None = None) -> int | None:
        """A person's photo, voice message and the like, in the private chat."""
        user = self.users[user_id]
        own, file = content(kind, user, self.files)
        if caption and kind not in WITH_CAPTION:
            raise ValueError(f"a {kind} has no caption")
        return self._sends(
            user_id, self.chats[user_id], own | ({"caption": caption} if caption else {}), kind, file
        )

    def taps(self, user_id: int, message_id: int, data: str, *, chat_id: int | None = None) -> str:
        """A tap on a button, with any data; the id of the callback query."""
        chat = self.chats[chat_id or user_id]
        stored = chat.messages.get(message_id)
        gone = {"chat": chat.body(), "message_id": message_id, "date": 0}
        query_id = self.queries.ask(chat.id, user_id)
        query = {
            "id": query_id,
            "from": self.users[user_id].body(),
            "message": stored.body if stored else gone,
            "chat_instance": str(abs(chat.id) * 7919),
            "data": data,
        }
        self._offer("callback_query", query)
        return query_id

    def asks(self, user_id: int, typed: str, *, chat_id: int | None = None, offset: str = "") -> str:
        """What a person types after the bot's name in a chat; the id of the inline query."""
        typed = typed.strip()
        if units(typed) > 256:
            raise ValueError("an inline query has at most 256 UTF-16 units")
        chat = self.chats[chat_id or user_id]
        query_id, query = self.inline.ask(chat.id, user_id, typed, offset)
        if query.answer is not None:
            self.tell_found(query_id)
            return query_id
        kind = "sender" if chat.id == user_id else chat.kind
        told = {"id": query_id, "from": self.users[user_id].body(), "query": typed}
        self._offer("inline_query", {**told, "offset": offset, "chat_type": kind})
        return query_id

    def found(self, query_id: str) -> JSON | None:
        """What the bot answered to an inline query, None while it has not."""
        query = self.inline.find(query_id)
        return query.answer if query else None

    def chooses(self, query_id: str, result_id: str) -> int | None:
        """Sends what a person chose of it; the update's id, or None if the bot gets none."""
        query = self.inline.find(query_id)
        result = ((query.answer or {}).get("results", {}) if query else {}).get(result_id)
        if query is None or result is None:
            raise ValueError("no such result")
        said = {**result["message"], "via_bot": self.bot.body()}
        return self._sends(query.user_id, self.chats[query.chat_id], said)

    def edits(self, user_id: int, message_id: int, text: str) -> int | None:
        chat = self.chats[user_id]
        stored = chat.messages[message_id]
        if stored.view.from_bot or stored.view.text is None:
            raise ValueError("a person edits only texts of their own")
        body = self.change(chat, stored, {"entities": None} | _text(text), edited=True)
        return self._offer("edited_message", body) if chat.present else None

    def deletes(self, user_id: int, message_id: int) -> None:
        """Removes a message from the private chat, for both sides and without an update."""
        self.remove(self.chats[user_id], message_id)

    def blocks(self, user_id: int) -> int | None:
        chat = self.chats[user_id]
        return self._moves(chat, user_id, "kicked") if chat.status != "kicked" else None

    def unblocks(self, user_id: int) -> int | None:
        chat = self.chats[user_id]
        return self._moves(chat, user_id, "member") if chat.status == "kicked" else None

    def adds_bot(self, chat_id: int, by: int) -> int | None:
        chat = self.chats[chat_id]
        chat.members.add(by)
        if chat.present:
            return None
        return self._moves(chat, by, "administrator" if chat.kind == "channel" else "member")

    def removes_bot(self, chat_id: int, by: int) -> int | None:
        chat = self.chats[chat_id]
        return self._moves(chat, by, "kicked") if chat.present else None

    def queue(self, update: JSON) -> int:
        """Any update, asked for or not; only its id is set here."""
        update_id = self.updates.put(update)
        name = updates.kind(update)
        self._note_update(name, update.get(name))
        self.feed.ring()
        return update_id

    def redeliver(self, update_id: int) -> None:
        """The same update once more, as after an answer of getUpdates that was lost."""
        self.updates.again(update_id)
        self.feed.ring()

    @property
    def pending(self) -> int:
        return len(self.updates)

    def answers(self, callback_query_id: str) -> JSON | None:
        """What the bot answered to a tap, None while it has not."""
        return self.queries.answer_to(callback_query_id)

    async def until(self, condition: Callable[[], T | Literal[False] | None], timeout: float = 5.0) -> T:  # noqa: ASYNC109
        """The condition's first truthy value, looked at on every change; TimeoutError otherwise."""
        return await self.feed.until(condition, timeout)

    def call(self, method: str, params: JSON, files: Mapping[str, Upload] | None = None) -> JSON:
        """One call of the Bot API and its whole answer. getUpdates does not wait here."""
        try:
            params = methods.checked(method, params, files or {})
            answer: JSON = {"ok": True, "result": methods.run(self, method, params, files or {})}
        except RefusedError as error:
            answer = error.answer()
        if method != "getUpdates":
            call = Call(method, params, answer, self._meant(params))
            self.calls.append(call)
            sent = {
                name: f"{upload.name}, {len(upload.content)} bytes" for name, upload in (files or {}).items()
            }
            self.journal.call(self.now(), call.chat_id, method, params | sent, answer)
        self.feed.ring()
        return answer

    def _sends(
        self, user_id: int, chat: Chat, own: JSON, kind: str = "text", file: File | None = None
    ) -> int | None:
        if chat.kind == "private" and chat.status == "kicked":
            return None
        chat.members.add(user_id)
        if chat.kind == "private" and not chat.present:
            chat.status = "member"
            self.changed(chat)
        body = self.post(chat, self.users[user_id], own, kind=kind, file=file)
        if not chat.present or not self._hears(chat, body):
            return None
        return self._offer("channel_post" if chat.kind == "channel" else "message", body)

    def _hears(self, chat: Chat, body: JSON) -> bool:
        """Privacy mode: in groups only commands that are not another bot's, and what was made by the bot."""
        if chat.kind in ("private", "channel") or "via_bot" in body:
            return True
        command, _, addressee = body.get("text", "").split(maxsplit=1)[0].partition("@")
        return command.startswith("/") and addressee.lower() in ("", self.username.lower())

    def _moves(self, chat: Chat, by: int, status: Status) -> int | None:
        """The bot's place in a chat changes."""
        before, chat.status = chat.status, status
        self.changed(chat)
        return self._offer(
            "my_chat_member",
            {
                "chat": chat.body(),
                "from": self.users[by].body(),
                "date": int(self.now().timestamp()),
                "old_chat_member": membership(before, self.bot),
                "new_chat_member": membership(status, self.bot),
            },
        )

    def _offer(self, kind: str, payload: JSON) -> int | None:
        update_id = self.updates.offer(kind, payload)
        if update_id is not None:
            self._note_update(kind, payload)
        self.feed.ring()
        return update_id

    def _meant(self, params: JSON) -> int | None:
        """The chat that a call is about."""
        chat_id = params.get("chat_id", self.queries.chat_of(str(params.get("callback_query_id"))))
        if query := self.inline.find(str(params.get("inline_query_id"))):
            chat_id = query.user_id
        return chat_id if isinstance(chat_id, int) else None

    def _note_update(self, kind: str, payload: Any) -> None:
        told = payload if isinstance(payload, dict) else {}
        about = told.get("message") if kind == "callback_query" else told
        chat = about.get("from" if kind == "inline_query" else "chat") if isinstance(about, dict) else None
        chat_id = chat.get("id") if isinstance(chat, dict) else None
        self.journal.update(self.now(), chat_id if isinstance(chat_id, int) else None, kind, told)


def _text(text: str) -> JSON:
    """What a person's client sends of a text."""
    text = text.strip()
    if not 1 <= units(text) <= 4096:
        raise ValueError("a message has 1-4096 UTF-16 units")
    entities = detect(text, [])
    return {"text": text, "entities": entities} if entities else {"text": text}
