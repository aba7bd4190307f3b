"""Raw updates, nobody having looked at them yet, divided into what is taken in one transaction each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]


@dataclass(slots=True)
class _Batch:
    """Updates with the same key, and whose they are."""

    key: str
    updates: list[JSON] = field(default_factory=list)
    people: set[int] = field(default_factory=set)

    def add(self, update: JSON, user_id: int | None) -> None:
        self.updates.append(update)
        if user_id is not None:
            self.people.add(user_id)


def divide(updates: Sequence[JSON], key: Callable[[JSON], str]) -> list[list[JSON]]:
    """Those with the same key together, as long as everybody's updates keep their order."""
    batches: list[_Batch] = []
    for update in updates:
        user_id = _actor(update)
        joined = _open_to(batches, key(update), user_id)
        if joined is None:
            joined = _Batch(key(update))
            batches.append(joined)
        joined.add(update, user_id)
    return [batch.updates for batch in batches]


def _open_to(batches: list[_Batch], key: str, user_id: int | None) -> _Batch | None:
    """The last batch with this key, unless somebody did something since that must come before."""
    for batch in reversed(batches):
        if batch.key == key:
            return batch
        if user_id in batch.people:
            return None
    return None


def _actor(update: JSON) -> int | None:
    parts = (part.get("from") for part in update.values() if isinstance(part, dict))
    user = next((found for found in parts if isinstance(found, dict)), {})
    user_id = user.get("id")
    return user_id if isinstance(user_id, int) else None
