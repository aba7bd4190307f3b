"""Choosing the language, at first and at any time."""

from typing import Final

from bot.handlers import present
from bot.routing import Route, command, tap
from bot.screens import languages as screens
from bot.turn import Turn


async def choose(turn: Turn) -> None:
    known = turn.person.language is not None
    turn.show(screens.choose(turn.t, present.home(turn)) if known else screens.welcome(turn.t))


async def chosen(turn: Turn, language: str) -> None:
    before, turn.person.language = turn.person.language, language
    turn.translate()
    if before is not None and before != language:
        turn.toast(screens.changed(turn.t))
    turn.show(present.now(turn))


ROUTES: Final[tuple[Route, ...]] = (
    command("language", choose),
    tap("language", choose),
    tap("language:(?P<language>kk|ru|en)", chosen),
)
