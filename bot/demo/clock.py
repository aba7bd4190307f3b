"""The demo's time: the real one, until whoever watches moves it forward."""

from collections.abc import Callable
from datetime import datetime, timedelta


class Clock:
    def __init__(self, real: Callable[[], datetime]) -> None:
        self.real = real
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return self.real() + self._ahead

    def move(self, to: datetime) -> None:
        self._ahead = to - self.real()

    def release(self) -> None:
        """Shows the real time again."""
        self._ahead = timedelta()
