"""Taps on inline buttons that wait for the bot's answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.demo.chats import counter
from bot.demo.errors import RefusedError
from bot.demo.models import JSON

LIFETIME: Final = timedelta(seconds=150)


@dataclass(slots=True)
class Query:
    chat_id: int
    user_id: int
    asked: datetime
    answer: JSON | None = None


class Queries:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._ids = counter(4611686018427387905)
        self._all: dict[str, Query] = {}

    def ask(self, chat_id: int, user_id: int) -> str:
        query_id = str(self._ids())
        self._all[query_id] = Query(chat_id, user_id, self._now())
        return query_id

    def answer(self, query_id: str, answer: JSON) -> Query:
        query = self._all.get(query_id)
        if query is None or query.answer is not None or self._now() - query.asked > LIFETIME:
            raise RefusedError("query is too old and response timeout expired or query ID is invalid")
        query.answer = answer
        return query

    def chat_of(self, query_id: str) -> int | None:
        query = self._all.get(query_id)
        return query.chat_id if query else None

    def answer_to(self, query_id: str) -> JSON | None:
        query = self._all.get(query_id)
        return query.answer if query else None
