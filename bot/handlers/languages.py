"""Choosing the language, at first and at any time."""

from typing import Final

from bot.handlers import menu, present, standing
from bot.routing import Route, command, tap
from bot.screens import languages as screens
from bot.services import people
from bot.turn import Turn


async def choose(turn: Turn) -> None:
    known = turn.person.language is not None
    turn.show(screens.choose(turn.t, standing.way_back(turn)) if known else screens.welcome(turn.t))


async def chosen(turn: Turn, language: str) -> None:
    changed = people.speak(turn.person, language)
    turn.translate()
    turn.offer_commands(menu.commands(turn))
    if changed:
        turn.toast(screens.changed(turn.t))
    turn.show(present.now(turn))


ROUTES: Final[tuple[Route, ...]] = (
    command("language", choose),
    tap("language", choose),
    tap("language:(?P<language>kk|ru|en)", chosen),
)
