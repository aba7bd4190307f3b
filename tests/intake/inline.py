"""SQLite in the thread of who asks: a hop to a thread of its own costs more than most statements.

Only for a room where one thing is done after the other: who had to wait for a lock would hold up everyone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiosqlite import core

if TYPE_CHECKING:
    from asyncio import Future


class _Queue:
    """Of work that is done as soon as it stands in line."""

    def put_nowait(self, item: "tuple[Future[Any] | None, Callable[[], Any]]") -> None:
        future, work = item
        try:
            result = work()
        except Exception as error:
            if future is None:
                raise
            future.set_exception(error)
        else:
            if future is not None:
                future.set_result(result)


class _Thread:
    """Of nothing to do."""

    daemon = True

    def __init__(self, **_: object) -> None:
        pass

    def start(self) -> None:
        pass

    def join(self) -> None:
        pass


@contextmanager
def inline() -> Iterator[None]:
    """For databases that are opened and used within."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(core, "SimpleQueue", _Queue)
        patch.setattr(core, "Thread", _Thread)
        yield
