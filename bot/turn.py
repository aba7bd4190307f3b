"""One update being handled: who, when, in which language, and what is to be said.

Nothing is sent here: what a handler says becomes outbox rows of the transaction it runs in. Only what is no
message (the answer to a tap, a chat's command menu) is kept aside and called after the commit.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message, MessageEntity, Update

from bot.i18n import LANGUAGES, Translator, guess, translator
from bot.roles import Role
from bot.screen import Document, Screen, Toast
from bot.services import staff
from bot.storage.messages import Draft
from bot.storage.models import Lane, Person

_FORMATTING: Final = {
    MessageEntity.BOLD,
    MessageEntity.ITALIC,
    MessageEntity.UNDERLINE,
    MessageEntity.STRIKETHROUGH,
    MessageEntity.SPOILER,
    MessageEntity.CODE,
    MessageEntity.PRE,
    MessageEntity.BLOCKQUOTE,
}
REPLY_FOR: Final = timedelta(hours=24)  # after that a reply answers nothing any more


@dataclass(frozen=True, slots=True)
class Campaign:
    """What every handler may know of the campaign this bot runs for."""

    bot_username: str
    operator_name: str
    operator_bin: str | None
    secret: bytes = field(repr=False)
    owner_ids: frozenset[int] = frozenset()
    wordmark: str = ""  # what stands for the campaign on what is printed
    permits: int = 30  # messages of a broadcast that go in a second


@dataclass(frozen=True, slots=True)
class Errand:
    """A call to be made after the commit, best effort: it says nothing that must not be lost."""

    method: str
    body: dict[str, Any]


class NotTogether(Exception):
    """An update is to be taken in a transaction of its own, as only its handler can see."""


@dataclass(slots=True)
class Turn:
    """In a group `person` is nobody's row: it carries a language and is never stored.

    `menu` is the command menu to be set in this chat, `calls` are for other chats. `shown`: there is an
    answer; `waiting` is what comes below it once there is. `handled`: a handler took it, which flood control
    may have prevented. `forgotten`: nothing of the person is to be kept, this turn's messages included.
    `together`: other updates are taken in the same transaction.
    """

    update: Update
    session: AsyncSession
    person: Person
    t: Translator
    now: datetime
    campaign: Campaign
    drafts: list[Draft] = field(default_factory=list)
    popup: Toast | None = None
    menu: Errand | None = None
    calls: list[Errand] = field(default_factory=list)
    shown: bool = False
    waiting: list[Screen] = field(default_factory=list)
    handled: bool = False
    forgotten: bool = False
    staying: bool = False
    together: bool = False

    @property
    def said(self) -> str:
        """What was typed: empty where the update is no text."""
        message = self.update.effective_message
        return (message.text if message else None) or ""

    @property
    def html(self) -> str:
        """What was typed with its formatting: of it only what a message of ours may have."""
        message = self.update.effective_message
        if message is None or not message.text:
            return ""
        entities = [entity for entity in message.entities if _harmless(entity)]
        plain = Message(message.message_id, message.date, message.chat, text=message.text, entities=entities)
        return plain.text_html

    @property
    def picture(self) -> str | None:
        """The id at Telegram of the photo that was sent."""
        message = self.update.effective_message
        return message.photo[-1].file_id if message and message.photo else None

    @property
    def sent_at(self) -> datetime:
        """When the person acted: messages say so, and may have waited; taps expire before they could."""
        message = None if self.update.callback_query else self.update.effective_message
        return (message.edit_date or message.date) if message else self.now

    @property
    def card(self) -> int | None:
        """The number of the message whose button was tapped."""
        query = self.update.callback_query
        return query.message.message_id if query and query.message else None

    @property
    def role(self) -> Role:
        """What the person may do now, whatever they could when a button was made."""
        return staff.role(self.person, self.campaign.owner_ids)

    def show(self, screen: Screen) -> None:
        """Shows a screen: on the card that was tapped, or else as a new message."""
        query = self.update.callback_query
        card = query.message if query else None
        picture = isinstance(card, Message) and bool(card.photo) and screen.photo is None
        staying = self.staying or picture  # a picture becomes no text
        if card is not None and not staying and not any(draft.edits for draft in self.drafts):
            # A card that cannot be edited any more is sent anew by the delivery.
            method, body = screen.edit(card.message_id)
            self._write(card.chat.id, method, {"chat_id": card.chat.id, **body}, edits=card.message_id)
        else:
            self.send(screen)
        self.shown = True
        while self.waiting:
            self.send(self.waiting.pop(0))

    def show_below(self, screen: Screen) -> None:
        """Shows a screen as a new message below the one that is shown, now or later in this turn."""
        if self.shown:
            self.send(screen)
        else:
            self.waiting.append(screen)

    def show_buttons(self, rows: list[list[dict[str, Any]]]) -> None:
        """Shows other buttons under the card that was tapped: neither earlier nor later words are lost."""
        query = self.update.callback_query
        card = query.message if query else None
        assert card is not None, "buttons are under a card"
        markup = {"inline_keyboard": rows}
        body = {"chat_id": card.chat.id, "message_id": card.message_id, "reply_markup": markup}
        self._write(card.chat.id, "editMessageReplyMarkup", body)

    def send(self, screen: Screen, *, key: str | None = None) -> None:
        """Shows a screen as a new message. With a key it is sent unless something was under that key."""
        chat = self.update.effective_chat
        assert chat is not None, "an update without a chat has no reply"
        self._write(chat.id, screen.method, {"chat_id": chat.id, **screen.body()}, key=key)

    def send_file(self, document: Document, *, key: str) -> None:
        """Sends a file as a new message, unless something was under that key."""
        chat_id = self.person.telegram_id
        self._write(chat_id, "sendDocument", {"chat_id": chat_id, **document.body()}, key=key)

    def tell(
        self, person: Person, screen: Callable[[Translator], Screen], key: str, *, traceless: bool = False
    ) -> None:
        """Tells someone else, in their language. `key` names the occasion: it is told once."""
        chat_id, until = person.telegram_id, self.now + REPLY_FOR
        body = {"chat_id": chat_id, **screen(speaking(person)).body()}
        told = Draft(key, chat_id, "sendMessage", body, until, Lane.REMINDER, traceless=traceless)
        self.drafts.append(told)

    def be_alone(self) -> None:
        """For what locks what others share. Raises NotTogether where other updates are in the transaction."""
        if self.together:
            raise NotTogether

    def stay(self) -> None:
        """Leaves the card that was tapped as it is: what is shown comes below."""
        self.staying = True

    def toast(self, text: str, *, alert: bool = False) -> None:
        self.popup = Toast(text, alert)

    def offer_commands(self, commands: dict[str, str]) -> None:
        """Sets the command menu of this chat; empties it where there are none."""
        scope = {"type": "chat", "chat_id": self.person.telegram_id}
        listed = [{"command": name, "description": text} for name, text in commands.items()]
        method = "setMyCommands" if listed else "deleteMyCommands"
        self.person.menu = digest(commands)
        self.menu = Errand(method, {"scope": scope} | ({"commands": listed} if listed else {}))

    def empty_menu_of(self, person: Person) -> None:
        """Takes the commands from somebody else's chat."""
        scope = {"type": "chat", "chat_id": person.telegram_id}
        self.calls.append(Errand("deleteMyCommands", {"scope": scope}))

    def forget(self) -> None:
        """Leaves nothing of this person: no row, no trace of a message, no menu of their own."""
        self.forgotten = True
        self.offer_commands({})

    def translate(self) -> None:
        """Goes on in the language that the person has now."""
        self.t = speaking(self.person)

    def _write(
        self,
        chat_id: int,
        method: str,
        body: dict[str, Any],
        *,
        edits: int | None = None,
        key: str | None = None,
    ) -> None:
        key = key or f"update:{self.update.update_id}:{len(self.drafts)}"
        self.drafts.append(Draft(key, chat_id, method, body, self.now + REPLY_FOR, edits=edits))


def _harmless(entity: MessageEntity) -> bool:
    """Formatting, and links that lead to the web: not to a person."""
    if entity.type == MessageEntity.TEXT_LINK:
        return (entity.url or "").startswith(("https://", "http://"))
    return entity.type in _FORMATTING


def digest(commands: dict[str, str]) -> str:
    """Tells one command menu from another."""
    return hashlib.sha256(repr(commands).encode()).hexdigest()[:16]


def speaking(person: Person, language_code: str | None = None) -> Translator:
    """The translator of a person's language, or a guess from Telegram's tag for it."""
    language = person.language
    return translator(language if language in LANGUAGES else guess(language_code))
