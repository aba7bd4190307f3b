"""What a person counts for: their figures stay when they are gone."""

from collections import Counter
from datetime import datetime

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
    reached = await _reached(session, person)
    new = [figure for place, each in enumerate(reached, 1) if place > person.counted for figure in each]
    await storage.tally(session, [*new, *await goal_figures.of(session, person)])
    person.counted = max(person.counted, *(place for place, each in enumerate(reached, 1) if each))


async def _reached(session: AsyncSession, person: Person) -> list[list[Figure]]:
    """What the person counts for at each stage, in their order; nothing where it was not reached."""
    consented, registered = person.agreed_at, person.registered_at
    going, came = await storage.first_times(session, person.id)
    return [
        _figures(person, "opened", person.created_at, person.created_at),
        _figures(person, "consented", consented, consented),
        _figures(person, "registered", registered, registered),
        _figures(person, "going", going, registered),
        _figures(person, "came", came, registered),
    ]


def _figures(person: Person, stage: str, at: datetime | None, decides: datetime | None) -> list[Figure]:
    """`decides` is the time by which it counts for the person's link, or for none any more."""
    if at is None:
        return []
    in_time = decides and person.source_until and decides <= person.source_until
    known = {"total": "", "week": storage.week(at), "source": person.source if in_time else None}
    return [
        Figure(stage, name, (known[name] if name in known else getattr(person, name)) or "")
        for name in ("week", *storage.STAGES[stage].dimensions)
    ]
