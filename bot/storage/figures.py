"""How many people reached each stage of the campaign: those there are, and those who were erased.

A figure is a stage, one thing known of the people (a dimension) and its value. Of the erased only these
counts are left, one for each dimension, so that no combination of them tells who somebody was.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Date, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from bot.i18n import ALMATY
from bot.storage.database import dialect, insert
from bot.storage.models import Person, Tally


class Figure(NamedTuple):
    stage: str
    dimension: str
    value: str


class _Day(FunctionElement[Any]):
    """The calendar day of a time in Kazakhstan."""

    type = Date()
    inherit_cache = True


@compiles(_Day, "sqlite")
def _day_on_sqlite(element: _Day, compiler: Any, **kw: Any) -> str:
    return f"date({compiler.process(element.clauses, **kw)}, '+5 hours')"


@compiles(_Day, "postgresql")
def _day_on_postgresql(element: _Day, compiler: Any, **kw: Any) -> str:
    return f"date(({compiler.process(element.clauses, **kw)}) AT TIME ZONE INTERVAL '5 hours')"


_ALWAYS: Final[Mapping[str, ColumnElement[Any]]] = {
    "total": literal(""),
    "language": func.coalesce(Person.language, ""),
    "source": func.coalesce(Person.source, ""),
}
_PROFILE: Final[Mapping[str, ColumnElement[Any]]] = {
    name: func.coalesce(getattr(Person, name), "") for name in ("university", "city", "study_year")
}
# In the order in which people reach them.
STAGES: Final[Mapping[str, tuple[Any, Mapping[str, ColumnElement[Any]]]]] = {
    "opened": (Person.created_at, _ALWAYS),
    "consented": (Person.consented_at, _ALWAYS),
    "registered": (Person.registered_at, {**_ALWAYS, **_PROFILE}),
}


def week(at: datetime) -> str:
    """The calendar week of a time in Kazakhstan, like 2026-W48."""
    return _week_of(at.astimezone(ALMATY).date())


async def living(session: AsyncSession) -> Counter[Figure]:
    """The people there are, without what of them was tallied before."""
    found: Counter[Figure] = Counter()
    for place, (stage, (reached_at, dimensions)) in enumerate(STAGES.items(), 1):
        by = {**dimensions, "week": _Day(reached_at)}
        for dimension, value in by.items():
            rows = await session.execute(
                select(value, func.count())
                .where(reached_at.is_not(None), Person.counted < place)
                .group_by(value if dimension != "total" else None)
            )
            for of, count in rows:
                found[Figure(stage, dimension, _week_of(of) if dimension == "week" else of)] += count
    return +found


async def erased(session: AsyncSession) -> Counter[Figure]:
    rows = await session.execute(select(Tally.stage, Tally.dimension, Tally.value, Tally.people))
    return Counter({Figure(stage, dimension, value): people for stage, dimension, value, people in rows})


async def tally(session: AsyncSession, figures: Collection[Figure]) -> None:
    """Counts one more person in each of these figures, in one order: two at once must not wait crosswise."""
    statement = insert(dialect(session), Tally)
    more = statement.on_conflict_do_update(
        index_elements=["stage", "dimension", "value"], set_={"people": Tally.people + 1}
    )
    if figures:
        await session.execute(more, [{**figure._asdict(), "people": 1} for figure in sorted(figures)])


def _week_of(day: Any) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"
