"""What passed between Telegram and the bot, to look at: updates, and calls with their answers."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final, Literal

from bot.demo.models import JSON

KEPT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Entry:
    """`name` is the update's kind or the call's method; `answer` a call's only."""

    number: int
    at: datetime
    chat_id: int | None
    kind: Literal["update", "call"]
    name: str
    content: JSON
    answer: JSON | None = None

    @property
    def refused(self) -> bool:
        return self.answer is not None and not self.answer["ok"]


class Journal:
    def __init__(self, kept: int = KEPT) -> None:
        self._entries: deque[Entry] = deque(maxlen=kept)
        self._next = 1

    def update(self, at: datetime, chat_id: int | None, name: str, content: JSON) -> None:
        self._note(Entry(self._next, at, chat_id, "update", name, content))

    def call(self, at: datetime, chat_id: int | None, name: str, content: JSON, answer: JSON) -> None:
        self._note(Entry(self._next, at, chat_id, "call", name, content, answer))

    def after(self, number: int, chat_id: int | None, limit: int) -> list[Entry]:
        """The newest entries later than `number`, oldest first, of a chat if one is named."""
        return [*islice(self._backwards(number, chat_id), limit)][::-1]

    def _note(self, entry: Entry) -> None:
        self._entries.append(entry)
        self._next += 1

    def _backwards(self, number: int, chat_id: int | None) -> Iterator[Entry]:
        for entry in reversed(self._entries):
            if entry.number <= number:
                return
            if chat_id is None or entry.chat_id == chat_id:
                yield entry
