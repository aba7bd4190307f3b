"""The bot's queue of updates: numbered, confirmed one by one or by an offset, expiring as at Telegram."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

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


@dataclass(slots=True, eq=False)
class Waiting:
    """An update in the queue. `number` is its place there: one update can wait twice under one id."""

    number: int
    body: JSON
    expires: datetime
    again: bool
    taken: bool = False

    @property
    def id(self) -> int:
        return int(self.body["update_id"])


def kind(update: JSON) -> str:
    return next((name for name in update if name != "update_id"), "")


class Updates:
    def __init__(self, now: Callable[[], datetime], first_id: int) -> None:
        self._now = now
        self._next_id = first_id
        self._waiting: dict[int, Waiting] = {}
        self._past: dict[int, JSON] = {}
        self.allowed: tuple[str, ...] = ()
        self.newest = 0

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
        self._queue(body)
        return update_id

    def again(self, update_id: int) -> None:
        """Delivers once more what the bot has seen or is about to see."""
        self._queue(self._past[update_id], again=True)

    def take(self, offset: int, limit: int) -> list[JSON]:
        """What the bot gets now. An offset confirms all before it, a negative one all but the last ones."""
        self._expire()
        if offset < 0:
            self._keep([each for each in self._waiting.values() if not each.again][offset:])
        elif offset:
            self._keep(
                each
                for each in self._waiting.values()
                if each.id >= offset or (each.again and not each.taken)
            )
        taken = sorted(self._waiting.values(), key=lambda each: (each.id, not each.again))[:limit]
        for each in taken:
            each.taken = True
        return [each.body for each in taken]

    def after(self, number: int) -> list[Waiting]:
        """What came into the queue later than `number` and still waits, oldest first."""
        return [*takewhile(lambda each: each.number > number, reversed(self._waiting.values()))][::-1]

    def holds(self, waiting: Waiting) -> bool:
        """Whether an update is still to be delivered: not confirmed, not dropped, not expired."""
        return waiting.number in self._waiting and waiting.expires > self._now()

    def confirm(self, waiting: Waiting) -> None:
        self._waiting.pop(waiting.number, None)

    def clear(self) -> None:
        self._waiting.clear()

    def allow(self, kinds: Sequence[str]) -> None:
        self.allowed = tuple(kinds)

    def __len__(self) -> int:
        self._expire()
        return len(self._waiting)

    def _queue(self, body: JSON, *, again: bool = False) -> None:
        self.newest += 1
        expires = self._now() + _LIFETIMES.get(kind(body), _DAY)
        self._waiting[self.newest] = Waiting(self.newest, body, expires, again)

    def _expire(self) -> None:
        now = self._now()
        if any(each.expires <= now for each in self._waiting.values()):
            self._keep(each for each in self._waiting.values() if each.expires > now)

    def _keep(self, kept: Iterable[Waiting]) -> None:
        self._waiting = {each.number: each for each in kept}
