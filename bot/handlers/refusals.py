"""Who tried what their role may not is told so, and it stands in the log."""

from bot.handlers import present
from bot.log import logger, pseudonym
from bot.screen import Screen
from bot.screens import notes
from bot.services import staff
from bot.turn import Turn


async def refuse(turn: Turn, what: str) -> None:
    """Changes nothing; an old button shows where the person is now."""
    turn.show(await turn_away(turn, what))


async def turn_away(turn: Turn, what: str) -> Screen:
    """The same, for who shows what comes of it."""
    logger.warning("person %s may not: %s", pseudonym(turn.campaign.secret, turn.person.telegram_id), what)
    await staff.refuse(turn.session, turn.person, what, turn.now)
    if turn.update.callback_query is not None:
        turn.toast(notes.not_yours(turn.t), alert=True)
        return present.now(turn)
    return present.now(turn).under(notes.not_yours(turn.t))
