"""Help, and leaving."""

from typing import Final

from telegram import Message

from bot.handlers import standing
from bot.routing import Route, command, tap
from bot.screens import menu as screens
from bot.services import people, reactions
from bot.storage.models import Reaction
from bot.turn import Turn, digest


async def help(turn: Turn) -> None:  # noqa: A001 the command's name
    turn.show(screens.help(turn.t, standing.way_back(turn), turn.role))


async def stop(turn: Turn) -> None:
    await reactions.left(turn.session, turn.person, Reaction.STOPPED, turn.now, turn.card)
    people.stop(turn.person, turn.now)
    if _under_a_push(turn):
        turn.stay()
    turn.show(screens.stopped(turn.t, standing.way_back(turn)))


def _under_a_push(turn: Turn) -> bool:
    """Whether what was tapped stands under words that the person may want to keep."""
    query = turn.update.callback_query
    card = query.message if query else None
    markup = card.reply_markup if isinstance(card, Message) else None
    buttons = [button for row in markup.inline_keyboard for button in row] if markup else []
    return any(
        str(button.callback_data).startswith(("mute:", "unmute:", "e:", "cal:", "th:", "praises:", "ev:"))
        for button in buttons
    )


def renew(turn: Turn) -> None:
    """Offers the commands of this chat anew where they are others than they were."""
    offered = commands(turn)
    if turn.person.language is not None and turn.person.menu != digest(offered):
        turn.offer_commands(offered)


def commands(turn: Turn) -> dict[str, str]:
    """The command menu of this chat, in the language chosen, for the role that the person has now."""
    return screens.commands(turn.t, turn.role)


ROUTES: Final[tuple[Route, ...]] = (
    command("help", help),
    tap("help", help),
    command("stop", stop),
    tap("stop", stop),
)
