"""The same people and places as in the stories, in real time."""

import pytest

from tests.stories.conftest import Clock, database, join, telegram

__all__ = ["database", "join", "telegram"]


@pytest.fixture
def clock() -> Clock:
    return Clock(pace=0)
