"""How far people got: all of them, by one link, and by one thing known of them."""

from collections import Counter
from datetime import datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.figures import Brought, Funnel
from bot.i18n import ALMATY
from bot.storage import figures


async def by(session: AsyncSession, dimension: str) -> dict[str, Funnel]:
    """By university or week; by the code of an ambassador, or by any other source that is known."""
    match dimension:
        case "ambassador":
            found = await _by_source(session)
            return {code: funnel for code, funnel in found.items() if code.startswith("a")}
        case "source":
            found = await _by_source(session)
            return {code: funnel for code, funnel in found.items() if not code.startswith("a")}
        case _:
            return _funnels(await figures.by(session, dimension))


async def brought(session: AsyncSession, now: datetime, code: str | None = None) -> Brought:
    """All there are, or by one link; of this week those who are not erased."""
    everyone, lately = await figures.totals(session, monday(now), source=code)
    return Brought(Funnel(**everyone), Funnel(**lately))


def monday(now: datetime) -> datetime:
    """When this week began in Kazakhstan."""
    here = now.astimezone(ALMATY).date()
    return datetime.combine(here - timedelta(days=here.weekday()), time(), ALMATY).astimezone(now.tzinfo)


async def _by_source(session: AsyncSession) -> dict[str, Funnel]:
    return _funnels(await figures.by(session, "source"))


def _funnels(found: Counter[tuple[str, str]]) -> dict[str, Funnel]:
    values: dict[str, dict[str, int]] = {}
    for (stage, value), people in found.items():
        values.setdefault(value, {})[stage] = people
    return {value: Funnel(**stages) for value, stages in values.items()}
