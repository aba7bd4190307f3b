"""The whole sign-up of one person, as updates; and a person who only says the same again and again."""

import itertools
import time
from collections.abc import Iterator, Sequence
from typing import Final

from benchmarks.telegram import Update
from bot.services import consents

# A word that begins with "=" is typed, the rest are buttons.
SIGN_UP: Final = (
    "=/start",
    "language:en",
    f"consent:yes:{consents.VERSION}:18+",
    "f:signup:name:set:suggested",
    "=satpaev",
    "f:signup:university:set:satbayev",
    "f:signup:study_year:set:2",
    "f:signup:interests:set:on-9",
    "f:signup:interests:set:done-256",
    "f:signup:review:set:yes",
)
TEXTS: Final = ("=How are you?",) * len(SIGN_UP)

_taps: Final = itertools.count(1)


class Walker:
    """One person; `card` is the message they saw last, `asked_at` when they wrote, while they wait."""

    def __init__(self, user_id: int, script: Sequence[str]) -> None:
        self.user_id: Final = user_id
        self.card = 0
        self.asked_at: float | None = None
        self._steps: Final[Iterator[str]] = iter(script)
        self.left = len(script)

    def act(self, message_id: int) -> Update:
        """What they do next; a text of theirs has this message id."""
        step = next(self._steps)
        self.left -= 1
        return (
            said(self.user_id, message_id, step[1:])
            if step[0] == "="
            else tapped(self.user_id, self.card, step)
        )


def said(user_id: int, message_id: int, text: str) -> Update:
    entity = {"type": "bot_command", "offset": 0, "length": len(text.partition(" ")[0])}
    command = [entity] if text.startswith("/") else []
    return {
        "message": {
            "message_id": message_id,
            "date": int(time.time()),
            "chat": _chat(user_id),
            "from": _user(user_id),
            "text": text,
            **({"entities": command} if command else {}),
        }
    }


def tapped(user_id: int, card: int, data: str) -> Update:
    return {
        "callback_query": {
            "id": str(next(_taps)),
            "from": _user(user_id),
            "chat_instance": str(user_id),
            "data": data,
            "message": {
                "message_id": card,
                "date": int(time.time()),
                "chat": _chat(user_id),
                "from": {"id": 1, "is_bot": True, "first_name": "Bot", "username": "bench_bot"},
                "text": "A card with a question and a few lines, as the person saw it.",
            },
        }
    }


def _user(user_id: int) -> Update:
    return {
        "id": user_id,
        "is_bot": False,
        "first_name": "Emma",
        "last_name": f"Li {user_id}",
        "language_code": "en",
    }


def _chat(user_id: int) -> Update:
    return {"id": user_id, "type": "private", "first_name": "Emma", "last_name": f"Li {user_id}"}
