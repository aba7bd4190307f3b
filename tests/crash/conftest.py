"""The same people and places as in the stories, in real time."""

import pytest

from tests.stories.conftest import Clock, join, telegram

__all__ = ["join", "telegram"]


@pytest.fixture
def clock() -> Clock:
    return Clock(pace=0)
