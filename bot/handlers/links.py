"""What the link that brought someone leads to."""

from bot.handlers import checkins, events, goals, joining
from bot.screens import links as screens
from bot.services import arrivals
from bot.turn import Turn


async def honour(turn: Turn) -> None:
    """Shows what the person came for, if a link brought them and they can have it now."""
    for opens in arrivals.honour(turn.person):
        await _honour(turn, opens)


async def _honour(turn: Turn, opens: str) -> None:
    if opens.startswith(arrivals.PROOF):
        await checkins.honour(turn, opens)
    elif opens.startswith("g"):
        await goals.lead_to(turn, int(opens[1:]))
    elif opens.startswith("e"):
        await events.lead_to(turn, int(opens[1:]))
    elif opens.startswith("i"):
        await joining.accept(turn, opens[1:])
    else:
        turn.show_below(screens.nowhere(turn.t))
