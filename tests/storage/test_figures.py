"""The campaign's figures on a real database: whoever comes, goes and comes back counts once in each life."""

import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from bot.content import studies
from bot.content.places import universities
from bot.i18n import LANGUAGES
from bot.services import arrivals, consents, figures, leaving, people
from bot.services.consents import Age
from bot.storage import figures as storage
from bot.storage import people as rows
from bot.storage.database import Database
from bot.storage.figures import Figure
from bot.storage.models import Person

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WEEK = timedelta(weeks=1)
ALWAYS = {"total", "week", "language", "source"}
PROFILE = {"university", "city", "study_year"}
DIMENSIONS = {"opened": ALWAYS, "consented": ALWAYS} | dict.fromkeys(
    ("registered", "going", "came"), ALWAYS | PROFILE
)
ANSWERS = {"name": "Anna", "university": "kaznu", "study_year": "2", "interests": 5}


@pytest.fixture
async def store(database: str) -> AsyncIterator[Database]:
    async with aclosing(Database(database)) as opened:
        yield opened


@asynccontextmanager
async def meeting(store: Database, telegram_id: int = 1, now: datetime = NOW) -> AsyncIterator[Person]:
    async with store.transaction() as session:
        yield (await rows.meet(session, {telegram_id}, now))[telegram_id]


async def opens(store: Database, telegram_id: int = 1, now: datetime = NOW, **known: Any) -> None:
    async with meeting(store, telegram_id, now) as person:
        for name, value in known.items():
            setattr(person, name, value)


async def agrees(store: Database, telegram_id: int = 1, now: datetime = NOW) -> None:
    async with meeting(store, telegram_id, now) as person:
        consents.give(person, Age.ADULT, now)


async def signs_up(store: Database, telegram_id: int = 1, now: datetime = NOW, **answers: Any) -> None:
    await agrees(store, telegram_id, now)
    async with meeting(store, telegram_id, now) as person:
        people.register(person, ANSWERS | answers, now)


async def withdraws(store: Database, telegram_id: int = 1, now: datetime = NOW) -> None:
    async with store.transaction() as session:
        person = (await rows.meet(session, {telegram_id}, now))[telegram_id]
        await leaving.withdraw(session, person, now)


async def is_erased(store: Database, telegram_id: int = 1, now: datetime = NOW) -> None:
    """As in the intake: the service empties the row, and the turn removes it."""
    async with store.transaction() as session:
        person = (await rows.meet(session, {telegram_id}, now))[telegram_id]
        await leaving.erase(session, person, now)
        await session.delete(person)


async def counted(store: Database) -> Counter[Figure]:
    async with store.reading() as session:
        return await figures.count(session)


async def by(store: Database, dimension: str, stage: str = "registered") -> dict[str, int]:
    found = await counted(store)
    return {figure.value: n for figure, n in found.items() if figure[:2] == (stage, dimension)}


async def totals(store: Database) -> tuple[int, ...]:
    """How many people opened the bot, consented, signed up."""
    found = await counted(store)
    return tuple(found[Figure(stage, "total", "")] for stage in ("opened", "consented", "registered"))


def consistent(found: Counter[Figure]) -> None:
    """Every dimension adds up to the total of its stage, and says nothing of nobody."""
    sums: Counter[tuple[str, str]] = Counter()
    for figure, n in found.items():
        assert n > 0, figure
        sums[figure.stage, figure.dimension] += n
    for stage, dimensions in DIMENSIONS.items():
        assert {sums[stage, dimension] for dimension in dimensions} == {sums[stage, "total"]}, stage
    assert sums.keys() <= {(stage, of) for stage, dimensions in DIMENSIONS.items() for of in dimensions}


async def test_nobody_counts_for_nothing(store: Database) -> None:
    assert await counted(store) == Counter()


async def test_people_count_by_what_is_known_of_them(store: Database) -> None:
    await opens(store, 1, language="kk", source="aK7", source_until=NOW)
    await opens(store, 2, language="kk")
    await opens(store, 3)
    await signs_up(store, 1)
    await signs_up(store, 2, university="other", city="oral", study_year="master")
    await agrees(store, 3)
    assert await totals(store) == (3, 3, 2)
    assert await by(store, "language", "opened") == {"kk": 2, "": 1}
    assert await by(store, "source", "consented") == {"aK7": 1, "": 2}
    assert await by(store, "university") == {"kaznu": 1, "other": 1}
    assert await by(store, "city") == {"almaty": 1, "oral": 1}
    assert await by(store, "study_year") == {"2": 1, "master": 1}
    assert await by(store, "university", "opened") == {}
    consistent(await counted(store))


async def test_who_changes_the_profile_counts_by_the_new_one(store: Database) -> None:
    await signs_up(store)
    async with meeting(store) as person:
        people.change(person, {"university": "nu"})
    assert (await by(store, "university"), await by(store, "city")) == ({"nu": 1}, {"astana": 1})


@pytest.mark.parametrize("leaves", [withdraws, is_erased])
async def test_who_leaves_still_counts_as_what_they_were(store: Database, leaves: Any) -> None:
    await opens(store, language="ru", source="e12", source_until=NOW + WEEK)
    await signs_up(store, now=NOW + WEEK)
    before = await counted(store)
    await leaves(store, now=NOW + 2 * WEEK)
    assert await counted(store) == before
    consistent(before)


async def test_of_the_erased_only_single_counts_are_left(store: Database) -> None:
    await opens(store, language="ru", source="e12", source_until=NOW)
    await signs_up(store)
    await is_erased(store)
    async with store.transaction() as session:
        assert await storage.living(session) == Counter()
        left = await storage.erased(session)
        assert await rows.find(session, 1) is None
    assert left == Counter(
        Figure(stage, dimension, value)
        for stage, dimensions in DIMENSIONS.items()
        for dimension, value in {
            "total": "",
            "week": "2026-W48",
            "language": "ru",
            "source": "e12",
            "university": "kaznu",
            "city": "almaty",
            "study_year": "2",
        }.items()
        if dimension in dimensions and stage not in {"going", "came"}
    )


async def test_who_withdraws_and_comes_back_counts_once(store: Database) -> None:
    await signs_up(store)
    before = await counted(store)
    for n in range(1, 4):
        await withdraws(store, now=NOW + n * WEEK)
        await signs_up(store, now=NOW + n * WEEK, university="nu")
    assert await counted(store) == before


async def test_a_stage_first_reached_after_coming_back_counts(store: Database) -> None:
    await agrees(store)
    await withdraws(store)
    assert await totals(store) == (1, 1, 0)
    await signs_up(store, now=NOW + WEEK)
    assert await totals(store) == (1, 1, 1)
    assert await by(store, "week") == {"2026-W49": 1}
    await is_erased(store)
    assert await totals(store) == (1, 1, 1)
    consistent(await counted(store))


async def test_erasing_again_counts_nobody_more(store: Database) -> None:
    await opens(store)
    for _ in range(3):
        await is_erased(store, now=NOW + WEEK)
    assert await totals(store) == (1, 0, 0)


async def test_withdrawing_what_was_never_given_counts_nothing_more(store: Database) -> None:
    await opens(store)
    await withdraws(store)
    await withdraws(store)
    assert await totals(store) == (1, 0, 0)


async def test_who_was_erased_and_returns_is_someone_new(store: Database) -> None:
    for n in range(3):
        await signs_up(store, now=NOW + n * WEEK)
        await is_erased(store, now=NOW + n * WEEK)
    assert await totals(store) == (3, 3, 3)
    assert await by(store, "week") == {"2026-W48": 1, "2026-W49": 1, "2026-W50": 1}


@pytest.mark.parametrize(
    ("at", "week"),
    [
        ("2026-11-22T18:59:59+00:00", "2026-W47"),
        ("2026-11-22T19:00:00+00:00", "2026-W48"),
        ("2026-11-22T20:00:00+00:00", "2026-W48"),
        ("2026-11-23T00:00:00+00:00", "2026-W48"),
        ("2026-11-29T18:59:59+00:00", "2026-W48"),
        ("2026-11-29T20:00:00+00:00", "2026-W49"),
        ("2026-11-22T20:00:00+05:00", "2026-W47"),
        ("2026-11-22T11:00:00-08:00", "2026-W48"),
        ("2027-01-03T18:59:59+00:00", "2026-W53"),
        ("2027-01-03T20:00:00+00:00", "2027-W01"),
        ("2025-12-28T20:00:00+00:00", "2026-W01"),
    ],
)
async def test_a_week_begins_on_monday_in_kazakhstan(store: Database, at: str, week: str) -> None:
    moment = datetime.fromisoformat(at)
    assert storage.week(moment) == week
    await opens(store, now=moment)
    assert await by(store, "week", "opened") == {week: 1}
    await is_erased(store)
    assert await by(store, "week", "opened") == {week: 1}


class Crowd:
    """Twelve people who do anything in any order, and a ledger of what each life reached, in which week."""

    def __init__(self, store: Database, seed: int) -> None:
        self.store = store
        self.chance = random.Random(seed)
        self.now = NOW
        self.lives: dict[int, set[str]] = {}
        self.reached: Counter[tuple[str, str]] = Counter()

    async def acts(self) -> None:
        self.now += timedelta(hours=self.chance.randrange(12))
        telegram_id = self.chance.randrange(1, 13)
        match self.chance.randrange(8):
            case 0 if telegram_id in self.lives:
                await is_erased(self.store, telegram_id, self.now)
                del self.lives[telegram_id]
            case 1 if telegram_id in self.lives:
                await withdraws(self.store, telegram_id, self.now)
            case 2 | 3:
                await agrees(self.store, telegram_id, self.now)
                self._reach(telegram_id, "opened", "consented")
            case 4 | 5:
                await signs_up(self.store, telegram_id, self.now, **self._answers())
                self._reach(telegram_id, "opened", "consented", "registered")
            case _:
                async with meeting(self.store, telegram_id, self.now) as person:
                    people.speak(person, self.chance.choice(LANGUAGES))
                    link = arrivals.parse(self.chance.choice(["e1", "e12-aK7", "sposter", "cX123"]))
                    assert link is not None
                    if person.created_at == self.now and not person.counted:
                        person.source, person.source_at = link.sharer or link.opens, self.now
                        person.source_until = self.now + arrivals.HOLDS
                    if person.registered_at:
                        people.change(person, self._answers())
                self._reach(telegram_id, "opened")

    def _answers(self) -> dict[str, Any]:
        pick = self.chance.choice
        return {"university": pick([*universities(), "other"]), "study_year": pick(studies.YEARS)}

    def _reach(self, telegram_id: int, *stages: str) -> None:
        year, week, _ = self.now.astimezone(timezone(timedelta(hours=5))).isocalendar()
        life = self.lives.setdefault(telegram_id, set())
        self.reached.update((stage, f"{year}-W{week:02}") for stage in stages if stage not in life)
        life.update(stages)


@pytest.mark.parametrize("seed", [1, 2])
async def test_whatever_people_do_the_figures_add_up_and_never_fall(store: Database, seed: int) -> None:
    crowd = Crowd(store, seed)
    for _ in range(150):
        await crowd.acts()
        found = await counted(store)
        consistent(found)
        weeks = {figure[::2]: n for figure, n in found.items() if figure.dimension == "week"}
        assert weeks == crowd.reached
    assert crowd.reached.total() > 40
    assert len(crowd.reached) > 9
