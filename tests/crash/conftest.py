"""The same people and places as in the stories."""

from tests.stories.conftest import database, join, telegram

__all__ = ["database", "join", "telegram"]
