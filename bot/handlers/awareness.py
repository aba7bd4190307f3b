"""The questions before the goals and after them: offered once, never in anybody's way."""

from typing import Final

from bot.content import awareness as content
from bot.handlers import standing
from bot.routing import Route, tap
from bot.screens import awareness as screens
from bot.services import awareness
from bot.storage.awareness import AFTER, BEFORE
from bot.turn import Turn

_PHASE: Final = f"(?P<phase>{BEFORE}|{AFTER})"
_QUESTION: Final = f"(?P<question>{'|'.join(content.IDS)})"
_CARDS: Final = {BEFORE: screens.before, AFTER: screens.after}


async def offer(turn: Turn, phase: str) -> None:
    """Asks the first question, below what is there, unless it was asked before."""
    if await awareness.offer(turn.session, turn.person, phase):
        turn.show_below(_CARDS[phase](turn.t, awareness.first()))


async def answered(turn: Turn, phase: str, question: str, choice: str) -> None:
    if await _open(turn, phase):
        await awareness.answer(turn.session, turn.person, phase, question, int(choice), turn.now)
        await _go_on(turn, phase, question)


async def skipped(turn: Turn, phase: str, question: str) -> None:
    if await _open(turn, phase):
        awareness.seen(turn.person, phase)
        await _go_on(turn, phase, question)


async def stopped(turn: Turn, phase: str) -> None:
    if await awareness.open(turn.session, turn.person, phase):
        awareness.seen(turn.person, phase)
    turn.show(screens.over(turn.t, standing.way_back(turn)))


async def _open(turn: Turn, phase: str) -> bool:
    if await awareness.open(turn.session, turn.person, phase):
        return True
    turn.show(screens.closed(turn.t, standing.way_back(turn)))
    return False


async def _go_on(turn: Turn, phase: str, question: str) -> None:
    following = awareness.following(question)
    if following is not None:
        turn.show(_CARDS[phase](turn.t, following))
        return
    change = await awareness.change(turn.session, turn.person, awareness.first()) if phase == AFTER else None
    turn.show(screens.thanks(turn.t, change, standing.way_back(turn)))


ROUTES: Final[tuple[Route, ...]] = (
    tap(f"aware:{_PHASE}:{_QUESTION}:(?P<choice>[0-3])", answered),
    tap(f"aware:{_PHASE}:{_QUESTION}:skip", skipped),
    tap(f"aware:{_PHASE}:stop", stopped),
)
