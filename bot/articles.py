"""What inline mode finds, as values: a line in the list, and the message it becomes in a chat.

Telegram's limits are asserted when one is built.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.screen import Button, LimitError, Screen

AT_MOST: Final = 50  # in one answer
MAX_ID: Final = 64  # bytes, of an article and of the mark of the next page


@dataclass(frozen=True, slots=True)
class Article:
    """`title` and `description` (plain text) stand in the list; `text` is HTML with escaped values."""

    id: str
    title: str
    description: str
    text: str
    button: Button

    def __post_init__(self) -> None:
        if not 1 <= len(self.id.encode()) <= MAX_ID:
            raise LimitError(f"an article's id is not within 1-{MAX_ID} bytes")
        if not self.title.strip():
            raise LimitError("an article has no title")
        if self.button.url is None:
            raise LimitError("an article's button opens nothing")
        self._message()

    def body(self) -> dict[str, Any]:
        """An InlineQueryResultArticle as Telegram takes it."""
        message = self._message().body()
        buttons = message.pop("reply_markup")
        said = {name if name != "text" else "message_text": value for name, value in message.items()}
        return {
            "type": "article",
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "input_message_content": said,
            "reply_markup": buttons,
        }

    def _message(self) -> Screen:
        return Screen(self.text, ((self.button,),))


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what is found; `following` is how Telegram asks for the next one, empty after the last."""

    articles: Sequence[Article]
    following: str = ""

    def __post_init__(self) -> None:
        if len(self.articles) > AT_MOST:
            raise LimitError(f"an inline answer has more than {AT_MOST} results")
        if len({article.id for article in self.articles}) < len(self.articles):
            raise LimitError("two results of an inline answer have the same id")
        if len(self.following.encode()) > MAX_ID:
            raise LimitError(f"the mark of the next page is longer than {MAX_ID} bytes")

    def body(self) -> dict[str, Any]:
        return {"results": [article.body() for article in self.articles], "next_offset": self.following}
