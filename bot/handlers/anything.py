"""What no other route takes: it gets a helpful answer and the card where the person is, never silence."""

from typing import Final

from telegram.ext import filters

from bot.handlers import certificates, checkins, conversations, forms, menu, signup, standing
from bot.routing import Route, said, tap
from bot.screens import notes
from bot.services import stopping
from bot.turn import Turn

_NEW: Final = filters.UpdateType.MESSAGE


async def text(turn: Turn) -> None:
    """A stop word stops, whatever is being asked; else it answers the question that waits.

    No question of the sign-up is answered by the code of a check-in, or the number of a certificate: where
    there is one, it is one.
    """
    form = conversations.waiting(turn)
    if stopping.meant(turn.said):
        await menu.stop(turn)
    elif form in (None, signup.FORM) and await checkins.meant(turn):
        await checkins.typed(turn)
    elif form in (None, signup.FORM) and certificates.meant(turn):
        await certificates.typed(turn)
    elif form is not None:
        turn.show(await forms.typed(turn, form))
    else:
        await lost(turn)


async def lost(turn: Turn) -> None:
    note = notes.lost(turn.t) if standing.admitted(turn) else notes.buttons(turn.t)
    turn.show(conversations.here(turn).under(note))


async def passed_on(turn: Turn) -> None:
    """What our inline mode finds, sent here: it answers no question. What other bots find is a message."""
    message = turn.update.effective_message
    by = message.via_bot if message else None
    if by is None or by.username != turn.campaign.bot_username:
        await (text(turn) if turn.said else no_text(turn))
        return
    turn.show(conversations.here(turn).under(notes.passed_on(turn.t)))


async def edited(turn: Turn) -> None:
    turn.show(conversations.here(turn).under(notes.edited(turn.t)))


async def no_text(turn: Turn) -> None:
    form = conversations.waiting(turn)
    shown = await forms.pictured(turn, form) if form else None
    if shown is not None:
        turn.show(shown)
        return
    turn.show(conversations.here(turn).under(notes.text_only(turn.t)))


async def old_button(turn: Turn) -> None:
    conversations.outdated(turn)


ROUTES: Final[tuple[Route, ...]] = (
    said(passed_on, _NEW & filters.VIA_BOT),
    said(lost, _NEW & filters.COMMAND),
    said(text, _NEW & filters.TEXT),
    said(no_text, _NEW & ~filters.StatusUpdate.ALL),
    said(edited, filters.UpdateType.EDITED_MESSAGE & (filters.TEXT | filters.CAPTION)),
    tap(r"(?s:.*)", old_button, leaves=False),
)
