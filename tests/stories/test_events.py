"""Events for students: found, gone to, given up; the waiting list, and a seat that is offered."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.demo.models import Message
from bot.demo.telegram import Telegram
from bot.services import events
from bot.storage.database import Database
from bot.storage.models import Event, Person
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.student import Student
from tests.stories.walks import Join, answered, consented, signed_up

pytestmark = pytest.mark.usefixtures("bot")

# The list, coming, on the list, one's own, giving up, joining the waiting list, waiting, an offer, to stop.
SAID = {
    "kk": (
        "Іс-шаралар",
        "Барамын",
        "Сіз тізімдесіз",
        "Менің іс-шараларым",
        "Бара алмаймын",
        "Күту тізіміне: орныңыз – 1",
        "Күту тізіміндегі орныңыз: 1",
        "Сізге орын босады",
        "Ешқандай хабарлама алмау",
    ),
    "ru": (
        "Мероприятия",
        "Приду",
        "Вы в списке",
        "Мои мероприятия",
        "Не смогу",
        "В лист ожидания: место 1",
        "Ваше место в листе ожидания: 1",
        "Для Вас освободилось место",
        "Отписаться от всего",
    ),
    "en": (
        "Events",
        "I am coming",
        "You are on the list",
        "My events",
        "I can't",
        "Join the waiting list: place 1",
        "Your place on the waiting list: 1",
        "A seat is free for you",
        "Stop all messages",
    ),
}
TITLES = {"kk": "Таза <саябақ>", "ru": "Чистый <парк>", "en": "Clean <park>"}
in_every_language = pytest.mark.parametrize("language", SAID)


async def an_event(url: str, clock: Clock, title: str | None = None, **values: Any) -> int:
    """A public one in three days at noon."""
    now = clock()
    starts_at = now.replace(hour=7, minute=0) + timedelta(days=3)
    titles = dict.fromkeys(TITLES, title) if title else TITLES
    texts = {"kk": "<b>Қолғап</b>", "ru": "<b>Перчатки</b>", "en": "Bring <b>gloves</b>"}
    fields: dict[str, Any] = {"titles": titles, "texts": texts, "goal": 7}
    fields |= {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), "city": "almaty"}
    fields |= {"place": "Abay <1>", "contact": "@emma", "credit": 90, **values}
    store = Database(url)
    try:
        async with store.transaction() as session:
            event = await events.begin(session, Person(id=1), now)
            await events.change(session, event, now, **fields)
            assert events.publish(event, now)
            return event.id
    finally:
        await store.aclose()


async def changed(url: str, number: int, change: Callable[[Event], object]) -> None:
    store = Database(url)
    try:
        async with store.transaction() as session:
            event = await session.get(Event, number)
            assert event is not None
            change(event)
    finally:
        await store.aclose()


async def opens(student: Student, number: int, command: str = "/events") -> Message:
    student.says(command)
    await student.presses(await student.sees(""), f"e:{number}")
    return await student.sees("")


async def gets(student: Student, text: str) -> Message:
    """What comes by itself."""
    return await student.telegram.until(
        lambda: next((m for m in student.telegram.messages(student.id) if text in (m.text or "")), None), 8
    )


@in_every_language
async def test_one_is_found_gone_to_and_given_up(
    join: Join, database: str, clock: Clock, language: str
) -> None:
    listed, go, going, own, give_up, *_ = SAID[language]
    await an_event(database, clock, capacity=5)
    student = await signed_up(join, language=language)
    student.says("/events")
    await student.sees(listed)
    await student.taps(TITLES[language])
    await student.sees(TITLES[language], "@emma", "Abay <1>", "12:00 – 14:00", "5")
    popup = await student.taps(go)
    assert popup
    assert going in popup
    await student.sees(TITLES[language], going, "4")
    student.says("/my")
    card = await student.sees(own)
    assert any(TITLES[language] in label and "✅" in label for label in student.labels(card))
    await student.taps(TITLES[language])
    await student.taps(give_up)
    await student.sees("5")
    student.says("/my")
    card = await student.sees(own)
    assert not any(TITLES[language] in label for label in student.labels(card))


@in_every_language
async def test_a_full_one_has_a_waiting_list_and_a_freed_seat_is_offered(
    join: Join, database: str, clock: Clock, telegram: Telegram, language: str
) -> None:
    clock.comes_to(2, 12)
    _, _, going, _, _, wait, waiting, offer, stop = SAID[language]
    number = await an_event(database, clock, capacity=1)
    first = await signed_up(join, "First")
    await opens(first, number)
    await first.taps("I am coming")
    second = await signed_up(join, "Second", language=language)
    await opens(second, number)
    await second.taps(wait)
    await second.sees(waiting)
    await first.taps("I can't")
    card = await gets(second, offer)
    assert TITLES[language] in (card.text or "")
    assert second.labels(card)[-1] == stop
    await second.presses(card, f"e:{number}:go")
    await second.sees(going)
    assert await second.presses(card, f"e:{number}:go")
    assert await rows.select(database, "SELECT answer FROM participations WHERE answer = 'going'") == [
        ("going",)
    ]


async def test_an_offer_that_nobody_takes_passes_on(join: Join, database: str, clock: Clock) -> None:
    clock.comes_to(2, 12)
    number = await an_event(database, clock, capacity=1)
    people = [await signed_up(join, name) for name in ("First", "Second", "Third")]
    for student in people:
        await opens(student, number)
        await student.presses(await student.sees("Clean"), f"e:{number}:go")
    first, second, third = people
    await first.presses(await first.sees("Clean"), f"e:{number}:maybe")
    await gets(second, "A seat is free for you")
    clock.moves(hours=24)
    await gets(third, "A seat is free for you")
    await opens(second, number)
    await second.sees("The seat that was held for you has passed on.")


async def test_stopping_under_an_offer_leaves_it_to_be_read(join: Join, database: str, clock: Clock) -> None:
    clock.comes_to(2, 12)
    number = await an_event(database, clock, capacity=1)
    first, second = await signed_up(join, "First"), await signed_up(join, "Second")
    for student in (first, second):
        await opens(student, number)
        await student.presses(await student.sees("Clean"), f"e:{number}:go")
    await first.presses(await first.sees("Clean"), f"e:{number}:no")
    card = await gets(second, "A seat is free for you")
    await second.presses(card, "stop")
    await second.sees("You will get no more messages")
    await gets(second, "A seat is free for you")


async def test_a_link_is_honoured_after_the_sign_up(join: Join, database: str, clock: Clock) -> None:
    number = await an_event(database, clock)
    student = await signed_up(join, start=f"/start e{number}")
    await student.sees("Clean <park>", "gloves")
    await changed(database, number, lambda event: events.cancel(event, clock()))
    student.says(f"/start e{number}")
    card = await student.sees("Cancelled: Clean <park>")
    assert "I am coming" not in student.labels(card)


async def test_who_has_not_signed_up_does_that_and_comes_back(
    join: Join, database: str, clock: Clock
) -> None:
    number = await an_event(database, clock)
    student = await consented(join)
    await opens(student, number)
    await student.taps("I am coming")
    await student.sees("First finish signing up", "What is your name?")
    await answered(student, "Emma Li")
    await student.taps("All right, sign me up")
    await student.sees("Clean <park>", "gloves")


async def test_what_is_for_adults_is_not_for_who_is_younger(join: Join, database: str, clock: Clock) -> None:
    number = await an_event(database, clock, adults=True)
    student = await signed_up(join)
    await rows.change(database, "UPDATE people SET age_band = '16-17'")
    student.says("/events")
    card = await student.sees("There is nothing here yet")
    for data in (f"e:{number}", f"e:{number}:go"):
        assert await student.presses(card, data) == "This event is for people of 18 and older."
    student.says(f"/start e{number}")
    await student.sees("This event is for people of 18 and older.")
    assert await rows.select(database, "SELECT 1 FROM participations") == []


async def test_nothing_there_unknown_ones_and_old_buttons(join: Join, database: str, clock: Clock) -> None:
    student = await signed_up(join)
    student.says("/events")
    card = await student.sees("There is nothing here yet")
    assert await student.presses(card, "e:99") == "That event is not there any more."
    student.says("/my")
    await student.sees("You have not answered to any event yet.")
    number = await an_event(database, clock)
    await opens(student, number)
    card = await student.sees("Clean")
    clock.moves(days=4)
    assert await student.presses(card, f"e:{number}:go") == "This event takes no answers any more."
    await rows.change(database, "UPDATE events SET phase = 'draft'")
    assert await student.presses(card, f"e:{number}:go") == "That event is not there any more."


async def test_my_city_comes_first_filters_and_a_second_page(join: Join, database: str, clock: Clock) -> None:
    for n in range(9):
        await an_event(database, clock, f"Astana {n}", city="astana", goal=1)
    later = {"starts_at": clock() + timedelta(days=9), "ends_at": _later(clock)}
    await an_event(database, clock, "Mine", goal=2, **later)
    student = await signed_up(join)
    student.says("/events")
    card = await student.sees("Events")
    assert "Mine" in student.labels(card)[0]
    assert "Astana 7" not in str(student.labels(card))
    await student.taps("2 ›")
    card = await student.sees("Events")
    assert [label.partition(": ")[2] for label in student.labels(card)[:2]] == ["Astana 7", "Astana 8"]
    await student.taps("In my city")
    card = await student.sees("In your city")
    assert "Astana" not in str(student.labels(card))
    await student.taps("My goals")
    card = await student.sees("For the goals that you have chosen")
    assert [label.partition(": ")[2] for label in student.labels(card)[:1]] == ["Mine"]
    assert "Astana" not in str(student.labels(card))
    await student.presses(card, "goal:1:events")
    await student.sees("Goal 1:")


def _later(clock: Clock) -> datetime:
    return clock() + timedelta(days=9, hours=1)
