"""What no other route takes: it gets a helpful answer and the card where the person is, never silence."""

from typing import Final

from telegram.ext import filters

from bot.handlers import flows, present, signup
from bot.routing import Route, said, tap
from bot.screens import notes
from bot.services import consents
from bot.turn import Turn

_NEW: Final = filters.UpdateType.MESSAGE


async def text(turn: Turn) -> None:
    waits = turn.dialog
    if waits is not None and waits.flow == flows.SIGNUP.name and consents.given(turn.person):
        await signup.answered(turn)
    else:
        await lost(turn)


async def lost(turn: Turn) -> None:
    turn.show(present.now(turn).under(notes.lost(turn.t)))


async def edited(turn: Turn) -> None:
    turn.show(present.now(turn).under(notes.edited(turn.t)))


async def no_text(turn: Turn) -> None:
    turn.show(present.now(turn).under(notes.text_only(turn.t)))


async def old_button(turn: Turn) -> None:
    turn.toast(notes.changed(turn.t))
    turn.show(present.now(turn))


ROUTES: Final[tuple[Route, ...]] = (
    said(lost, _NEW & filters.COMMAND),
    said(text, _NEW & filters.TEXT),
    said(no_text, _NEW & ~filters.StatusUpdate.ALL),
    said(edited, filters.UpdateType.EDITED_MESSAGE & filters.TEXT),
    tap(r"(?s:.*)", old_button),
)
