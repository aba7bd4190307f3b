"""How the goals are read, how their quizzes are answered, and what awareness has changed.

Figures like those of the campaign's stages: of people who were erased only counts are left. Groups of fewer
than five people are not spoken of, nor more of them where the total would tell of those left out.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.content import awareness as questions
from bot.content.goals import COUNT, goals
from bot.figures import SHOWN_FROM, Change, Goal, Group, Groups
from bot.services.goals import read
from bot.storage import awareness, figures
from bot.storage import goals as storage
from bot.storage.awareness import AFTER, BEFORE, Choices
from bot.storage.figures import Figure
from bot.storage.models import Person

DIMENSIONS: Final = ("language", "university")

_AWARE: Final = "aware"


async def count(session: AsyncSession) -> Counter[Figure]:
    """Everyone who ever read or answered, those who are erased included."""
    return await living(session) + await figures.erased(session)


async def living(session: AsyncSession) -> Counter[Figure]:
    found: Counter[Figure] = Counter()

    def add(stage: str, group: storage.Group, people: int) -> None:
        language, university = group
        found[Figure(stage, "total", "")] += people
        found[Figure(stage, "language", language)] += people
        found[Figure(stage, "university", university)] += people

    for group, bits, people in await storage.reads_by_group(session):
        for number in _numbers(bits):
            add(f"read {number}", group, people)
    for group, number, choice, people in await storage.answers_by_group(session):
        add(_answered(number, choice), group, people)
    for group, people in await storage.answerers_by_group(session):
        add("quizzed", group, people)
    for (phase, question, choice), people in (await awareness.answers(session)).items():
        found[Figure(_AWARE, f"{question} {phase}", str(choice))] += people
    for (question, was, became), people in (await awareness.changes(session)).items():
        found[_moved(question, was, became)] += people
    return found


async def of(session: AsyncSession, person: Person) -> list[Figure]:
    """What one person counts for."""
    quizzes = await storage.choices(session, person.id)
    stages = [f"read {number}" for number in read(person)]
    stages += [_answered(number, choice) for number, choice in quizzes.items()]
    stages += ["quizzed"] if quizzes else []
    dimensions = {"total": "", "language": person.language or "", "university": person.university or ""}
    counted = [Figure(stage, name, value) for stage in stages for name, value in dimensions.items()]
    return [*counted, *_awareness(await awareness.choices(session, person.id))]


def groups(counted: Mapping[Figure, int], dimension: str, of_goal: int | None) -> Groups:
    """Who answered a goal's quiz, or any where that is None, by language or university."""
    numbers = range(1, COUNT + 1) if of_goal is None else (of_goal,)
    found = []
    for value in {figure.value for figure in counted if figure.dimension == dimension}:
        right = sum(counted.get(Figure(f"right {n}", dimension, value), 0) for n in numbers)
        wrong = sum(counted.get(Figure(f"wrong {n}", dimension, value), 0) for n in numbers)
        people = counted.get(Figure("quizzed", dimension, value), 0) if of_goal is None else right + wrong
        if people:
            found.append(Group(value, people, right + wrong, right))
    by_size = sorted(found, key=lambda each: (each.people, each.value))
    small = sum(each.people < SHOWN_FROM for each in by_size)
    # The total, less what is shown, must not tell of a few either.
    while small and small < len(by_size) and sum(each.people for each in by_size[:small]) < SHOWN_FROM:
        small += 1
    hidden = by_size[:small]
    shown = [each for each in by_size if each not in hidden]
    shown.sort(key=lambda each: (-each.right / each.answers, -each.people, each.value))
    return Groups(tuple(shown), len(hidden))


def goal(counted: Mapping[Figure, int], number: int) -> Goal:
    """How a goal is read and answered, by everybody."""
    read, right, wrong = (
        counted.get(Figure(f"{stage} {number}", "total", ""), 0) for stage in ("read", "right", "wrong")
    )
    return Goal(read, right + wrong, right)


def change(counted: Mapping[Figure, int], question: str) -> Change | None:
    """Over everyone who answered a question both times; None where they are too few."""
    moves = {
        (was, became): counted.get(_moved(question, was, became), 0)
        for was in range(questions.OPTIONS)
        for became in range(questions.OPTIONS)
    }
    people = sum(moves.values())
    if people < SHOWN_FROM:
        return None
    more = sum(n for (was, became), n in moves.items() if became > was)
    return Change(people, more, sum(n for (was, became), n in moves.items() if became < was))


def _awareness(given: Choices) -> Iterator[Figure]:
    for (phase, question), choice in given.items():
        yield Figure(_AWARE, f"{question} {phase}", str(choice))
    for question in questions.IDS:
        was, became = given.get((BEFORE, question)), given.get((AFTER, question))
        if was is not None and became is not None:
            yield _moved(question, was, became)


def _moved(question: str, was: int, became: int) -> Figure:
    return Figure(_AWARE, f"{question} moved", f"{was}-{became}")


def _answered(goal: int, choice: int) -> str:
    return f"{'right' if choice == goals()[goal].quiz.correct else 'wrong'} {goal}"


def _numbers(bits: int) -> list[int]:
    return [number for number in range(1, COUNT + 1) if bits & 1 << number - 1]
