"""Help, and leaving."""

from typing import Final

from bot.handlers import present
from bot.routing import Route, command, tap
from bot.screens import menu as screens
from bot.services import people
from bot.turn import Turn


async def help(turn: Turn) -> None:  # noqa: A001 the command's name
    turn.show(screens.help(turn.t, present.way_back(turn)))


async def stop(turn: Turn) -> None:
    people.stop(turn.person, turn.now)
    turn.show(screens.stopped(turn.t, present.way_back(turn)))


def commands(turn: Turn) -> dict[str, str]:
    """The command menu of this chat, in the language chosen."""
    return screens.commands(turn.t)


ROUTES: Final[tuple[Route, ...]] = (
    command("help", help),
    tap("help", help),
    command("stop", stop),
    tap("stop", stop),
)
