"""What a person sees: text with buttons, as a value.

Telegram's limits are asserted when a screen is built, so a text that grew too long fails in a test
and never at the door. Knows no python-telegram-bot.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self

MAX_TEXT: Final = 4096  # UTF-16 units after entity parsing
MAX_CAPTION: Final = 1024  # the same
MAX_DATA: Final = 64  # bytes
MAX_COPIED: Final = 256
MAX_BUTTONS: Final = 100
MAX_ROW: Final = 8
MAX_TOAST: Final = 200

_TAG: Final = re.compile(r"<[^>]*>")


class LimitError(ValueError):
    """A screen that Telegram would refuse. Names the limit, never the text."""


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def visible(markup: str) -> str:
    """The text a person sees of HTML whose values are escaped."""
    return html.unescape(_TAG.sub("", markup)).strip()


@dataclass(frozen=True, slots=True)
class Button:
    """A label (plain text) that comes back as `data`, opens `url`, or copies a text."""

    text: str
    data: str | None = None
    url: str | None = None
    copies: str | None = None

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise LimitError("a button has no label")
        if [self.data, self.url, self.copies].count(None) != 2:
            raise LimitError("a button needs either data, a link or what it copies")
        if self.copies is not None and not 1 <= units(self.copies) <= MAX_COPIED:
            raise LimitError(f"what a button copies is not within 1-{MAX_COPIED} units")
        if self.data is not None and not 1 <= len(self.data.encode()) <= MAX_DATA:
            raise LimitError(f"a button's data is not within 1-{MAX_DATA} bytes")

    def body(self) -> dict[str, Any]:
        if self.url is not None:
            return {"text": self.text, "url": self.url}
        if self.copies is not None:
            return {"text": self.text, "copy_text": {"text": self.copies}}
        return {"text": self.text, "callback_data": self.data or ""}


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that is made when it is sent: `args`, JSON values, are what bot.pictures makes it of."""

    name: str
    args: Mapping[str, Any]
    filename: str
    mime: str

    def body(self, field: str) -> dict[str, Any]:
        """What stands in a message in the place of its file, which goes in this field."""
        return {
            "field": field,
            "name": self.name,
            "args": dict(self.args),
            "filename": self.filename,
            "mime": self.mime,
        }


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: `text` is HTML with escaped values, `rows` the buttons under it.

    With a `photo`, the id of a picture at Telegram or one that is still to be made, the text stands under it.
    """

    text: str
    rows: Rows = ()
    photo: str | Picture | None = None

    def __post_init__(self) -> None:
        longest = MAX_CAPTION if self.photo else MAX_TEXT
        if not 1 <= units(visible(self.text)) <= longest:
            raise LimitError(f"a text is not within 1-{longest} units")
        if any(not 1 <= len(row) <= MAX_ROW for row in self.rows):
            raise LimitError(f"a row is not within 1-{MAX_ROW} buttons")
        if sum(len(row) for row in self.rows) > MAX_BUTTONS:
            raise LimitError(f"more than {MAX_BUTTONS} buttons")

    def under(self, note: str | None) -> "Screen":
        """The same screen with a paragraph above it."""
        return replace(self, text=f"{note}\n\n{self.text}") if note else self

    def above(self, rows: Rows) -> "Screen":
        """The same screen with more buttons below."""
        return replace(self, rows=(*self.rows, *rows))

    def body(self) -> dict[str, Any]:
        """The fields of `method`, as Telegram takes them but for a picture that is still to be made."""
        match self.photo:
            case None:
                said = {
                    "text": self.text,
                    "parse_mode": "HTML",
                    "link_preview_options": {"is_disabled": True},
                }
            case Picture() as picture:
                said = {"picture": picture.body("photo"), **self._captioned()}
            case photo:
                said = {"photo": photo, **self._captioned()}
        return {**said, **self._buttons()}

    @property
    def method(self) -> str:
        return "sendPhoto" if self.photo else "sendMessage"

    def edit(self, message_id: int) -> tuple[str, dict[str, Any]]:
        """The method and the fields that make a message of ours into this screen."""
        if self.photo is None:
            return "editMessageText", {"message_id": message_id, **self.body()}
        file = {"media": self.photo} if isinstance(self.photo, str) else {"media": "attach://photo"}
        picture = {} if isinstance(self.photo, str) else {"picture": self.photo.body("photo")}
        media = {"type": "photo", **file, **self._captioned()}
        return "editMessageMedia", {"message_id": message_id, "media": media, **picture, **self._buttons()}

    def _captioned(self) -> dict[str, str]:
        return {"caption": self.text, "parse_mode": "HTML"}

    def _buttons(self) -> dict[str, Any]:
        rows = [[button.body() for button in row] for row in self.rows]
        return {"reply_markup": {"inline_keyboard": rows}}


@dataclass(frozen=True, slots=True)
class Document:
    """A file with a caption (HTML) under it: its text, or a picture that is still to be made."""

    filename: str
    mime: str
    content: str | Picture
    caption: str

    def __post_init__(self) -> None:
        if not 1 <= units(visible(self.caption)) <= MAX_CAPTION:
            raise LimitError(f"a caption is not within 1-{MAX_CAPTION} units")
        if not self.content:
            raise LimitError("a file has no content")

    @classmethod
    def of(cls, picture: Picture, caption: str) -> Self:
        return cls(picture.filename, picture.mime, picture, caption)

    def body(self) -> dict[str, Any]:
        """The fields of sendDocument; a text goes as an `attachment`, which the transport knows."""
        said = {"caption": self.caption, "parse_mode": "HTML"}
        if isinstance(self.content, Picture):
            return {**said, "picture": self.content.body("document")}
        file = {"field": "document", "filename": self.filename, "mime": self.mime, "text": self.content}
        return {**said, "attachment": file}


@dataclass(frozen=True, slots=True)
class Toast:
    """What pops up over the button that was tapped: plain text; an alert has to be closed."""

    text: str
    alert: bool = False

    def __post_init__(self) -> None:
        if not 1 <= units(self.text) <= MAX_TOAST:
            raise LimitError(f"a toast is not within 1-{MAX_TOAST} units")


def paged(asked_for: int | str, everything: int, size: int) -> tuple[int, int]:
    """The page that is shown, and how many there are: one beyond the last shows the last."""
    pages = max(-(-everything // size), 1)
    return min(int(asked_for), pages - 1), pages


def pager(data: str, page: int, last: int) -> Rows:
    """Buttons to the pages before and after this one, counted from 0: `data` stands before their number."""
    before = [Button(f"‹ {page}", f"{data}{page - 1}")] if page else []
    after = [Button(f"{page + 2} ›", f"{data}{page + 1}")] if page < last else []
    return (tuple(before + after),) if before or after else ()
