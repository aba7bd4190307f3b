"""What an owner may see of the goals; to everybody else these buttons do not exist."""

from typing import Final

from bot.content import awareness as questions
from bot.content.goals import COUNT
from bot.handlers import refusals, standing
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screens import goal_figures as screens
from bot.services import goal_figures
from bot.storage import weekly
from bot.turn import Turn


async def overview(turn: Turn) -> None:
    counted = await goal_figures.count(turn.session)

    read = {n: goal_figures.goal(counted, n) for n in range(1, COUNT + 1)}
    changes = {question: goal_figures.change(counted, question) for question in questions.IDS}
    people = await weekly.count(turn.session)
    turn.show(screens.overview(turn.t, read, people, changes, standing.way_back(turn)))


async def groups(turn: Turn, dimension: str, goal: str, page: str) -> None:
    found = goal_figures.groups(await goal_figures.count(turn.session), dimension, int(goal) or None)
    turn.show(screens.groups(turn.t, dimension, int(goal), found, int(page), standing.way_back(turn)))


ROUTES: Final[tuple[Route, ...]] = only(
    Role.OWNER,
    refusals.refuse,
    tap("goals:figures", overview, alone=True),
    tap(
        f"goals:figures:(?P<dimension>{'|'.join(goal_figures.DIMENSIONS)})"
        f":(?P<goal>[0-{COUNT}]):(?P<page>[0-9]{{1,3}})",
        groups,
        alone=True,
    ),
)
