"""What an owner may see of the goals; to everybody else these buttons do not exist."""

from typing import Final

from bot.content import awareness as questions
from bot.content.goals import COUNT
from bot.handlers import conversations, standing
from bot.routing import Route, tap
from bot.screens import goal_figures as screens
from bot.screens.goal_figures import Group, Line, Moved
from bot.services import goal_figures
from bot.storage import weekly
from bot.turn import Turn


async def overview(turn: Turn) -> None:
    if not turn.owned:
        conversations.outdated(turn)
        return
    counted = await goal_figures.count(turn.session)

    def total(stage: str) -> int:
        return goal_figures.total(counted, stage)

    def line(goal: int) -> Line:
        right, answered = total(f"right {goal}"), total(f"right {goal}") + total(f"wrong {goal}")
        percent = 100 * right // answered if answered >= goal_figures.SHOWN_FROM else None
        return Line(total(f"read {goal}"), answered, percent)

    lines = {n: line(n) for n in range(1, COUNT + 1)}
    changes = {question: goal_figures.change(counted, question) for question in questions.IDS}
    moved = {
        question: Moved(change.people, change.more, change.fewer) if change else None
        for question, change in changes.items()
    }
    people = await weekly.count(turn.session)
    turn.show(screens.overview(turn.t, lines, people, moved, standing.way_back(turn)))


async def groups(turn: Turn, dimension: str, goal: str, page: str) -> None:
    if not turn.owned:
        conversations.outdated(turn)
        return
    found = goal_figures.groups(await goal_figures.count(turn.session), dimension, int(goal) or None)
    shown = [Group(each.value, each.people, 100 * each.right // each.answers) for each in found.shown]
    turn.show(
        screens.groups(turn.t, dimension, int(goal), shown, found.hidden, int(page), standing.way_back(turn))
    )


ROUTES: Final[tuple[Route, ...]] = (
    tap("goals:figures", overview),
    tap(
        f"goals:figures:(?P<dimension>{'|'.join(goal_figures.DIMENSIONS)})"
        f":(?P<goal>[0-{COUNT}]):(?P<page>[0-9]{{1,3}})",
        groups,
    ),
)
