"""The bot's queue of updates: numbered, confirmed by an offset, expiring as at Telegram."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.demo.models import JSON

_DAY = timedelta(days=1)
_LIFETIMES = {
    "callback_query": timedelta(seconds=150),
    "inline_query": timedelta(seconds=30),
    "chosen_inline_result": timedelta(seconds=600),
    "shipping_query": timedelta(seconds=150),
    "pre_checkout_query": timedelta(seconds=150),
}
_ONLY_WHEN_ASKED = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(slots=True)
class _Waiting:
    body: JSON
    expires: datetime
    taken: bool = False


def _kind(update: JSON) -> str:
    return next((name for name in update if name != "update_id"), "")


class Updates:
    def __init__(self, now: Callable[[], datetime], first_id: int) -> None:
        self._now = now
        self._next_id = first_id
        self._pending: list[_Waiting] = []
        self._again: list[_Waiting] = []
        self._past: dict[int, JSON] = {}
        self.allowed: tuple[str, ...] = ()

    def offer(self, kind: str, payload: JSON) -> int | None:
        """Queues an update of a kind the bot asked for; None when it asked for others only."""
        wanted = kind in self.allowed if self.allowed else kind not in _ONLY_WHEN_ASKED
        return self.put({kind: payload}) if wanted else None

    def put(self, update: JSON) -> int:
        update_id = self._next_id
        self._next_id += 1
        body = {
            "update_id": update_id,
            **{name: value for name, value in update.items() if name != "update_id"},
        }
        self._past[update_id] = body
        self._pending.append(self._waiting(body))
        return update_id

    def again(self, update_id: int) -> None:
        """Delivers once more what the bot has seen or is about to see."""
        self._again.append(self._waiting(self._past[update_id]))

    def take(self, offset: int, limit: int) -> list[JSON]:
        """What the bot gets now. An offset confirms all before it, a negative one all but the last ones."""
        self._expire()
        if offset < 0:
            self._pending = self._pending[offset:]
            self._again.clear()
        elif offset:
            self._pending = [each for each in self._pending if each.body["update_id"] >= offset]
            self._again = [
                each for each in self._again if not (each.taken and each.body["update_id"] < offset)
            ]
        taken = sorted([*self._again, *self._pending], key=lambda each: int(each.body["update_id"]))[:limit]
        for each in taken:
            each.taken = True
        return [each.body for each in taken]

    def clear(self) -> None:
        self._pending.clear()
        self._again.clear()

    def allow(self, kinds: Sequence[str]) -> None:
        self.allowed = tuple(kinds)

    def __len__(self) -> int:
        self._expire()
        return len(self._pending) + len(self._again)

    def _waiting(self, body: JSON) -> _Waiting:
        return _Waiting(body, self._now() + _LIFETIMES.get(_kind(body), _DAY))

    def _expire(self) -> None:
        now = self._now()
        self._pending = [each for each in self._pending if each.expires > now]
        self._again = [each for each in self._again if each.expires > now]
