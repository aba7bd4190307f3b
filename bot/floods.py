"""Who sends too much just now: their next messages are passed over unread, for a moment.

A hint, which a restart may lose: the rule for messages stands in `services/flood.py`, its count in the
person's row. It is asked again after the moment; until then a flood costs everyone else nothing. Such a
message is not even noted: brought again it would be passed over again, or handled for the first time. Inline
queries are counted here alone, since nothing is kept of who asks.
"""

from collections import deque
from datetime import datetime, timedelta
from typing import Any, Final

_MOMENT: Final = timedelta(seconds=1)
INLINE: Final = 30  # inline queries of one person in ten seconds: who types fast asks about twice a second
WINDOW: Final = timedelta(seconds=10)


class Floods:
    def __init__(self) -> None:
        self._dropped_at: Final[dict[int, datetime]] = {}
        self._asked_at: Final[dict[int, deque[datetime]]] = {}

    def remember(self, telegram_id: int, now: datetime) -> None:
        """A message of this person was just passed over, by the rule."""
        for other, at in list(self._dropped_at.items()):
            if now - at >= _MOMENT:
                del self._dropped_at[other]
        self._dropped_at[telegram_id] = now

    def passes_over(self, update: dict[str, Any], now: datetime) -> bool:
        """Whether this raw update is one more private message of who was passed over a moment ago.

        Or one inline query too many: of those nothing is kept, so they are counted here.
        """
        if "inline_query" in update:
            return self._asks_too_much(update["inline_query"], now)
        if not self._dropped_at:
            return False
        message = update.get("message")
        if not isinstance(message, dict):
            return False
        chat = message.get("chat")
        chat_id = chat.get("id") if isinstance(chat, dict) else None
        at = self._dropped_at.get(chat_id) if isinstance(chat_id, int) else None
        return at is not None and now - at < _MOMENT

    def _asks_too_much(self, query: Any, now: datetime) -> bool:
        user = query.get("from") if isinstance(query, dict) else None
        user_id = user.get("id") if isinstance(user, dict) else None
        if not isinstance(user_id, int):
            return False
        for other, times in list(self._asked_at.items()):
            if now - times[-1] >= WINDOW:
                del self._asked_at[other]
        asked = self._asked_at.setdefault(user_id, deque(maxlen=INLINE))
        if len(asked) == INLINE and now - asked[0] < WINDOW:
            return True
        asked.append(now)
        return False
