"""The eight goals: reading them one by one, and their quizzes."""

from typing import Final

from bot.content import goals as content
from bot.figures import Answered
from bot.handlers import awareness, sharing, standing
from bot.roles import Role
from bot.routing import Route, command, tap
from bot.screen import Screen
from bot.screens import goal_figures
from bot.screens import goals as screens
from bot.services import consents, goals
from bot.storage.awareness import AFTER
from bot.turn import Turn

NUMBER: Final = "(?P<goal>[1-8])"
OPTION: Final = "(?P<choice>[0-3])"


async def introduction(turn: Turn) -> None:
    person = turn.person
    read = goals.read(person) if consents.given(person) else None
    more = [goal_figures.button(turn.t)] if turn.role >= Role.OWNER else []
    turn.show(screens.introduction(turn.t, read, goals.unread(person), standing.way_back(turn), more))


async def opened(turn: Turn, goal: str) -> None:
    await read(turn, int(goal), await goals.answered(turn.session, turn.person, int(goal)))


async def following(turn: Turn) -> None:
    """The first one that is not read by now."""
    await opened(turn, str(goals.unread(turn.person) or 1))


async def quiz(turn: Turn, goal: str, choice: str) -> None:
    await read(turn, int(goal), await answer(turn, int(goal), int(choice)))


async def answer(turn: Turn, goal: int, choice: int) -> Answered:
    """The answer that counts: the first one."""
    answered = await goals.answer(turn.session, turn.person, goal, choice, turn.now)
    if answered.again and answered.choice != choice:
        turn.toast(screens.first_counts(turn.t))
    return answered


async def read(turn: Turn, goal: int, answered: Answered | None) -> None:
    complete = goals.mark_read(turn.person, goal)
    turn.show(card(turn, goal, answered))
    if complete:
        await awareness.offer(turn, AFTER)


async def lead_to(turn: Turn, goal: int) -> None:
    """The card that a link leads to, below what is there."""
    complete = goals.mark_read(turn.person, goal)
    turn.show_below(card(turn, goal, await goals.answered(turn.session, turn.person, goal)))
    if complete:
        await awareness.offer(turn, AFTER)


def card(turn: Turn, goal: int, answered: Answered | None) -> Screen:
    return screens.card(
        turn.t,
        content.goals()[goal],
        sharing.links(turn),
        answered,
        goals.read(turn.person),
        standing.way_back(turn),
    )


ROUTES: Final[tuple[Route, ...]] = (
    command("goals", introduction),
    tap("goals", introduction),
    tap(f"goal:{NUMBER}", opened),
    tap("goal:next", following),
    tap(f"goal:{NUMBER}:{OPTION}", quiz),
)
