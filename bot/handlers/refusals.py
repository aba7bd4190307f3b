"""Who tried what their role may not is told so, and it stands in the log."""

from bot.handlers import present
from bot.log import logger, pseudonym
from bot.screens import notes
from bot.services import staff
from bot.turn import Turn


async def refuse(turn: Turn, what: str) -> None:
    """Changes nothing; an old button shows where the person is now."""
    logger.warning("person %s may not: %s", pseudonym(turn.campaign.secret, turn.person.telegram_id), what)
    await staff.refuse(turn.session, turn.person, what, turn.now)
    if turn.update.callback_query is not None:
        turn.toast(notes.not_yours(turn.t), alert=True)
        turn.show(present.now(turn))
    else:
        turn.show(present.now(turn).under(notes.not_yours(turn.t)))
