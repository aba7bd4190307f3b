"""Inline queries: what somebody types after a bot's name in any chat, and what it answers.

An answer is shown again to whoever types the same, for as long as the bot allows: to everybody, or only to
who it was for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.demo.chats import counter
from bot.demo.errors import RefusedError
from bot.demo.models import JSON

LIFETIME: Final = timedelta(seconds=30)


@dataclass(slots=True)
class Inline:
    """`answer` holds the results by their ids, and what stands around them."""

    chat_id: int
    user_id: int
    typed: str
    offset: str
    asked: datetime
    answer: JSON | None = None


class InlineQueries:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._ids = counter(5764607523034234881)
        self._all: dict[str, Inline] = {}
        self._kept: dict[tuple[str, str, int | None], tuple[datetime, JSON]] = {}

    def ask(self, chat_id: int, user_id: int, typed: str, offset: str) -> tuple[str, Inline]:
        """A query; answered already if the same was, and that may be shown again."""
        query = Inline(chat_id, user_id, typed, offset, self._now())
        for whose in (user_id, None):
            until, answer = self._kept.get((typed, offset, whose), (self._now(), None))
            if until > self._now():
                query.answer = answer
        query_id = str(self._ids())
        self._all[query_id] = query
        return query_id, query

    def answer(self, query_id: str, answer: JSON, cache_time: int, *, personal: bool) -> Inline:
        query = self._all.get(query_id)
        if query is None or query.answer is not None or self._now() - query.asked > LIFETIME:
            raise RefusedError("query is too old and response timeout expired or query ID is invalid")
        query.answer = answer
        until = self._now() + timedelta(seconds=cache_time)
        self._kept[query.typed, query.offset, query.user_id if personal else None] = (until, answer)
        return query

    def find(self, query_id: str) -> Inline | None:
        return self._all.get(query_id)
