"""What a person counts for: their figures stay when they are gone."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import goal_figures
from bot.storage import figures as storage
from bot.storage.figures import Figure
from bot.storage.models import Person


async def count(session: AsyncSession) -> Counter[Figure]:
    """Everyone who ever reached each stage, those who are erased included."""
    return await storage.living(session) + await goal_figures.living(session) + await storage.erased(session)


async def settle(session: AsyncSession, person: Person) -> None:
    """Moves what this person counts for to the tallies: they are about to be forgotten."""
    await storage.tally(session, [*_figures(person), *await goal_figures.of(session, person)])
    person.counted = max(person.counted, _reached(person))


def _figures(person: Person) -> Iterator[Figure]:
    reached = (person.created_at, person.consented_at, person.registered_at)
    for place, (stage, (_, dimensions)) in enumerate(storage.STAGES.items(), 1):
        at = reached[place - 1]
        if at is None or place <= person.counted:
            continue
        yield Figure(stage, "week", storage.week(at))
        for dimension in dimensions:
            yield Figure(stage, dimension, "" if dimension == "total" else getattr(person, dimension) or "")


def _reached(person: Person) -> int:
    return 3 if person.registered_at else 2 if person.consented_at else 1
