"""How many people reached each stage of the campaign: those there are, and those who were erased.

A figure is a stage, one thing known of the people (a dimension) and its value. Of the erased only these
counts are left, one for each dimension, so that no combination of them tells who somebody was.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import chain
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Date, case, func, join, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from bot.i18n import ALMATY
from bot.storage.database import dialect, insert
from bot.storage.hours import CAME
from bot.storage.models import Answer, Participation, Person, Tally


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


# Who says that they come, or came without a word, and who came: for the first time each.
_GOING: Final = (
    select(Participation.person_id, func.min(Participation.answered_at).label("at"))
    .where(or_(Participation.answer == Answer.GOING, CAME))
    .group_by(Participation.person_id)
)
_CAME: Final = (
    select(Participation.person_id, func.min(Participation.came_at).label("at"))
    .where(CAME)
    .group_by(Participation.person_id)
)


def _by_source(at: Any) -> ColumnElement[Any]:
    """The link that a stage counts for that was reached, or led to, in time."""
    return case((at <= Person.source_until, func.coalesce(Person.source, "")), else_="")


def _always(source: ColumnElement[Any]) -> dict[str, ColumnElement[Any]]:
    return {"total": literal(""), "language": func.coalesce(Person.language, ""), "source": source}


class Stage(NamedTuple):
    """When people reach it, in a column or as selected with whom, and what is known of them by then."""

    at: Any
    dimensions: Mapping[str, ColumnElement[Any]]
    first: Any = None


_PROFILE: Final = {
    name: func.coalesce(getattr(Person, name), "") for name in ("university", "city", "study_year")
}
_REGISTERED: Final = {**_always(_by_source(Person.registered_at)), **_PROFILE}
# In the order in which people reach them.
STAGES: Final[Mapping[str, Stage]] = {
    "opened": Stage(Person.created_at, _always(_by_source(Person.created_at))),
    "consented": Stage(Person.agreed_at, _always(_by_source(Person.agreed_at))),
    "registered": Stage(Person.registered_at, _REGISTERED),
    "going": Stage(None, _REGISTERED, _GOING),
    "came": Stage(None, _REGISTERED, _CAME),
}
DIMENSIONS: Final = ("total", "week", "language", "source", *_PROFILE)


def week(at: datetime) -> str:
    """The calendar week of a time in Kazakhstan, like 2026-W48."""
    return _week_of(at.astimezone(ALMATY).date())


async def living(session: AsyncSession) -> Counter[Figure]:
    """The people there are, without what of them was tallied before."""
    return Counter(dict(chain.from_iterable([(await _living(session, of)).items() for of in DIMENSIONS])))


async def by(
    session: AsyncSession,
    dimension: str,
    *,
    stages: Collection[str] = tuple(STAGES),
) -> Counter[tuple[str, str]]:
    """How many people reached each of the stages, by stage and value of the dimension."""
    found = await _living(session, dimension, stages)
    found += await _tallied(session, Tally.dimension == dimension, Tally.stage.in_(stages))
    return Counter({(figure.stage, figure.value): people for figure, people in found.items()})


async def totals(
    session: AsyncSession, since: datetime, *, source: str | None = None
) -> tuple[Counter[str], Counter[str]]:
    """How many people reached each stage, of one source if it is given: all of them, and since a time.

    Of those who were erased nobody knows when.
    """
    parts = []
    for place, (name, stage) in enumerate(STAGES.items(), 1):
        of_whom, at = _reached(stage, source)
        rows = select(literal(name), func.count(), func.count().filter(at >= since)).select_from(of_whom)
        rows = rows.where(at.is_not(None), Person.counted < place)
        if source is not None:
            rows = rows.where(Person.source == source, stage.dimensions["source"] == source)
        parts.append(rows)
    counts = {name: of for name, *of in await session.execute(union_all(*parts))}
    tallied = Tally.dimension == ("total" if source is None else "source")
    gone = await _tallied(session, tallied, Tally.value == (source or ""), Tally.stage.in_(STAGES))
    everyone = Counter({name: people for name, (people, _) in counts.items()})
    everyone.update({figure.stage: people for figure, people in gone.items()})
    return everyone, Counter({name: people for name, (_, people) in counts.items()})


async def erased(session: AsyncSession) -> Counter[Figure]:
    return await _tallied(session)


async def first_times(session: AsyncSession, person_id: int) -> tuple[datetime | None, datetime | None]:
    """When somebody said for the first time that they come somewhere, and when they came."""
    rows = [await session.execute(of.where(Participation.person_id == person_id)) for of in (_GOING, _CAME)]
    going, came = ((row.at if (row := found.one_or_none()) else None) for found in rows)
    return going, came


async def _living(
    session: AsyncSession, dimension: str, stages: Collection[str] = tuple(STAGES)
) -> Counter[Figure]:
    found: Counter[Figure] = Counter()
    for place, (name, stage) in enumerate(STAGES.items(), 1):
        if name not in stages or dimension not in {*stage.dimensions, "week"}:
            continue
        of_whom, at = _reached(stage)
        value = _Day(at) if dimension == "week" else stage.dimensions[dimension]
        rows = select(value, func.count()).select_from(of_whom).where(at.is_not(None), Person.counted < place)
        for of, people in await session.execute(rows.group_by(value if dimension != "total" else None)):
            found[Figure(name, dimension, _week_of(of) if dimension == "week" else of)] += people
    return +found


def _reached(stage: Stage, source: str | None = None) -> tuple[Any, Any]:
    """Who reached a stage, and when; of one source without looking at everybody else."""
    if stage.first is None:
        return Person, stage.at
    theirs = select(Person.id).where(Person.source == source)
    of = stage.first if source is None else stage.first.where(Participation.person_id.in_(theirs))
    first = of.subquery()
    return join(Person, first, first.c.person_id == Person.id), first.c.at


async def _tallied(session: AsyncSession, *which: ColumnElement[bool]) -> Counter[Figure]:
    of = select(Tally.stage, Tally.dimension, Tally.value, Tally.people).where(*which)
    rows = await session.execute(of)
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
