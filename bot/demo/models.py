"""The values of the local Telegram: who is there and what was said. JSON is the wire's own form."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class User:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    def body(self) -> JSON:
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            **{name: value for name, value in optional.items() if value is not None},
        }


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a multipart request."""

    name: str
    content: bytes
    mime: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class File:
    """A file that Telegram keeps; `path` is what getFile tells."""

    id: str
    unique_id: str
    path: str
    name: str
    mime: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; `body` is the whole of it, as the bot sent it."""

    text: str
    data: str | None
    url: str | None
    body: JSON = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """A visible message. `html` is the text or caption, safe to put into a page.

    One `via_bot` is a person's, and was made by the bot in inline mode.
    """

    id: int
    chat_id: int
    from_bot: bool
    author: str
    kind: str
    date: datetime
    text: str | None = None
    html: str | None = None
    caption: str | None = None
    rows: tuple[tuple[Button, ...], ...] = ()
    keyboard: JSON | None = None
    edited: bool = False
    file: File | None = None
    author_id: int = 0
    via_bot: bool = False

    def button(self, text: str) -> Button:
        """The first button whose label contains `text`; KeyError names the labels there are."""
        buttons = [button for row in self.rows for button in row]
        for button in buttons:
            if text in button.text:
                return button
        raise KeyError(f"no button {text!r} among {[button.text for button in buttons]}")


@dataclass(slots=True)
class Webhook:
    """Where updates go instead of getUpdates; equal as long as its settings are."""

    url: str
    max_connections: int = 40
    secret_token: str | None = field(default=None, repr=False)
    last_error_date: int | None = field(default=None, compare=False)
    last_error_message: str | None = field(default=None, compare=False)

    def body(self) -> JSON:
        """What getWebhookInfo tells of it: never the secret."""
        told = {
            "url": self.url,
            "max_connections": self.max_connections,
            "last_error_date": self.last_error_date,
            "last_error_message": self.last_error_message,
        }
        return {name: value for name, value in told.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API and its answer."""

    method: str
    params: JSON
    answer: JSON
    chat_id: int | None = None
