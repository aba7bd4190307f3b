"""What the receiver of a broadcast does with it: the button under it, and which one made them go."""

from typing import Final

from bot.handlers import goals, notifications, profiles, weekly
from bot.routing import Route, tap
from bot.screens import copies as screens
from bot.services import reactions
from bot.turn import Turn


async def opened(turn: Turn, number: str, opens: str) -> None:
    """The card comes below: the message stays."""
    await reactions.tapped(turn.session, turn.person, int(number))
    turn.stay()
    match opens:
        case "goals":
            await goals.introduction(turn)
        case "weekly":
            await weekly.card(turn)
        case "notifications":
            await notifications.card(turn)
        case "me":
            await profiles.me(turn)
        case _:
            await goals.opened(turn, opens.removeprefix("g"))


ROUTES: Final[tuple[Route, ...]] = (
    tap(f"b:(?P<number>[0-9]{{1,9}}):(?P<opens>{'|'.join(screens.CARDS)})", opened),
)
