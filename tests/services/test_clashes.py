"""Which titles are alike, and which events get in each other's way."""

from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.i18n import ALMATY
from bot.services import clashes
from bot.storage.database import Database
from bot.storage.models import Event, Organization, Phase

ALIKE = [
    ("Clean park", "Clean the park"),
    ("Clean park", "CLEAN PARKS!"),
    ("Clean park", "Park cleaning"),
    ("Tree planting", "Planting trees"),
    ("Donate blood", "Blood donation"),
    ("Beach cleanup", "Beach clean-up"),
    ("English club", "English club for children"),
    ("Чистый парк", "Чистые парки"),
    ("Чистый парк", "Чистый парк: весенний субботник"),
    ("Посади дерево", "Посади своё дерево"),
    ("Мастер-класс по первой помощи", "Первая помощь: мастер-класс"),
    ("Чистый парк", "Chisty park"),
    ("Саябақты тазалау", "Саябақты тазалаймыз"),
    ("Таза саябақ", "Таза саябак"),
]
DIFFERENT = [
    ("Clean park", "Clean river"),
    ("Park", "Park run"),
    ("Help at the shelter", "Help at school"),
    ("Чистый парк", "Чистый двор"),
    ("Уборка парка", "Уборка берега"),
    ("День донора", "День дерева"),
    ("Урок чистоты", "Урок английского"),
    ("Читаем детям", "Читаем вместе"),
    ("Саябақты тазалау", "Өзенді тазалау"),
    ("Экология сабағы", "Экология апталығы"),
    ("Ақ қайың", "Көк тал"),
    ("", "Clean park"),
    ("🌳", "🌳"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_these_titles_mean_the_same(one: str, other: str) -> None:
    assert clashes.alike(one, other)
    assert clashes.alike(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_these_do_not(one: str, other: str) -> None:
    assert not clashes.alike(one, other)
    assert not clashes.alike(other, one)


def test_titles_are_compared_in_whatever_language() -> None:
    theirs = {"kk": "Саябақты тазалау", "ru": "Чистый парк", "en": "Clean park"}
    for ours in ({"kk": "Саябақты тазалаймыз"}, {"ru": "Чистые парки"}, {"kk": "Chisty park"}):
        assert clashes.titled_alike(ours, theirs)
    assert not clashes.titled_alike({"ru": "День донора"}, theirs)
    assert not clashes.titled_alike({}, theirs)


NOON = datetime(2026, 12, 5, 12, tzinfo=ALMATY)
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def planned(title: str, begins: datetime, ends: datetime | None = None, **more: Any) -> Event:
    values: dict[str, Any] = {"city": "almaty", "phase": Phase.PUBLIC} | more
    event = Event(author=1, created_at=NOW, changed_at=NOW, titles={"en": title}, texts={}, **values)
    event.starts_at, event.ends_at = begins, ends or begins + timedelta(hours=2)
    return event


DAY = timedelta(days=1)
MIDNIGHT = NOON.replace(hour=0)


def others() -> list[tuple[Event, bool | None]]:
    """Events, and whether they are in the way of a park's cleaning in Almaty on 5 and 6 December.

    True is for where and when, False for the title, None for not at all.
    """
    return [
        (planned("Chess", NOON), True),
        (planned("Chess", NOON + DAY), True),
        (planned("Chess", NOON - DAY * 9, MIDNIGHT + timedelta(seconds=1)), True),
        (planned("Chess", NOON - DAY * 9, MIDNIGHT), None),
        (planned("Chess", MIDNIGHT + DAY * 2 - timedelta(minutes=1)), True),
        (planned("Chess", MIDNIGHT + DAY * 2), None),
        (planned("Chess", NOON, city="astana"), None),
        (planned("Chess", NOON, phase=Phase.DRAFT), None),
        (planned("Chess", NOON, phase=Phase.CANCELLED), None),
        (planned("Clean the park", NOON, city="astana"), False),
        (planned("Clean the park", NOON + DAY * 8), False),
        (planned("Clean the park", NOON + DAY * 9), None),
        (planned("Clean the park", NOON - DAY * 7), False),
        (planned("Clean the park", NOON - DAY * 8), None),
        (planned("Clean the park", NOON - DAY * 20, NOON - DAY * 7), False),
    ]


async def test_what_is_near_in_place_and_time_or_alike_within_a_week_is_in_the_way(database: str) -> None:
    them = others()
    async with aclosing(Database(database)) as store:
        async with store.transaction() as session:
            partner = Organization(name="AIESEC", folded="aiesec", created_at=NOW)
            ours = planned("Clean park", NOON, NOON + DAY)
            session.add_all([partner, ours, *(event for event, _ in them)])
            await session.flush()
            them[0][0].organization_id = ours.organization_id = partner.id
        async with store.reading() as session:
            found = await clashes.find(session, ours, NOW)
            wanted = {event.id: here for event, here in them if here is not None}
            assert {clash.entry.number: clash.here for clash in found} == wanted
            assert [clash.here for clash in found] == sorted(wanted.values(), reverse=True)
            assert {c.entry.organization for c in found} == {"AIESEC", None}, "one's own organization's, too"
            later = await clashes.find(session, ours, NOON - DAY * 3)
            assert len(later) < len(found), "what is over is in nobody's way"
            ours.city = them[0][0].city = "other"
            assert not any(clash.here for clash in await clashes.find(session, ours, NOW))
            ours.starts_at = None
            assert await clashes.find(session, ours, NOW) == []
