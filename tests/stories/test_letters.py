"""A manager writes to those of their own event, and to nobody else."""

import pytest

from bot.demo.telegram import Telegram
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import staffed
from tests.stories.partner_desks import a_manager, event, logged, store
from tests.stories.student import Student
from tests.stories.test_steering import got
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

NOT_YOURS = "Your role does not allow that. Let's continue from here."
NOT_HERS = "Ваша роль этого не позволяет. Давайте продолжим с этого места."


async def an_event(database: str, clock: Clock, organization: int = 1) -> None:
    """In two days, of AIESEC."""
    clock.moves(days=2)
    soon = clock()
    clock.moves(days=-2)
    await store(database, event(1, soon, organization=organization))


async def at_card(manager: Student) -> None:
    manager.says("/newevent")
    await manager.presses(await manager.sees(""), "ev:1")
    await manager.sees("Event 001")


async def test_a_letter_reaches_just_those_who_go_and_is_taken_back(
    join: Join, clock: Clock, database: str, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    mira = await a_manager(join, organizer, "AIESEC", "Mira")
    dana = await a_manager(join, organizer, "VSO", "Dana")
    await an_event(database, clock)
    goes = await signed_up(join, "Ali")
    for student, answer in ((goes, "go"), (dana, "no")):
        await student.presses(await student.sees(""), f"e:1:{answer}")
    mira.says("/language")
    await mira.taps("Русский")
    await at_card(mira)
    card = await mira.sees("Мероприятие опубликовано")
    assert "Пригласить людей…" not in mira.labels(card)
    await mira.taps("Написать участникам")
    await mira.sees("Кому написать?")
    await mira.taps("Придут · 1")
    draft = await mira.sees("Черновик рассылки", "Event 001: Придут")
    assert not [one for one in mira.labels(draft) if one.startswith(("Аудитория", "Срочно"))]
    await mira.taps("English")
    mira.says("Bring <water>")
    await mira.sees("English: Bring <water>", "1 человек")
    await mira.taps("Отправить себе")
    await telegram.until(lambda: got(telegram, mira, "Bring <water>") == 2)
    await mira.taps("Отправить…")
    await mira.sees("Отправить 1 получателю?", "English: 1")
    await mira.taps("Отправить сейчас")
    await telegram.until(lambda: got(telegram, goes, "Bring <water>"))
    await mira.sees("Рассылка отправлена")
    await mira.taps("Отчёт")
    card = await mira.sees("Отправлено: 1 из 1")
    for data in ("bc:1:to:all", "bc:1:urgent:on", "ev:1:invite"):
        assert await mira.presses(card, data) == NOT_HERS
    for data in ("ev:1:write:going", "bc:1", "bc:1:withdraw:yes", "bc:1:copy"):
        assert await dana.presses(card, data) == NOT_YOURS
    assert len(await logged(database, "refused")) == 5, "for each thing once a day"
    await mira.presses(card, "bc:1")
    await mira.taps("Отозвать")
    await mira.taps("Да, отозвать")
    await telegram.until(lambda: not got(telegram, goes, "Bring <water>"))
    await at_card(mira)
    await mira.taps("Написать участникам")
    await mira.taps("Рассылки")
    shown = await mira.sees("Нажмите на рассылку")
    assert [label.partition(" ")[0] for label in mira.labels(shown)] == ["Отозвана", "Меню"]
    assert not got(telegram, dana, "Bring <water>")
    assert await logged(database, "sent") == ["sent"]


async def test_what_a_suspended_manager_planned_waits_for_an_organizer_and_is_theirs_no_more_elsewhere(
    join: Join, clock: Clock, database: str, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    mira = await a_manager(join, organizer, "AIESEC", "Mira")
    await an_event(database, clock)
    goes = await signed_up(join, "Ali")
    await goes.presses(await goes.sees(""), "e:1:go")
    await at_card(mira)
    card = await mira.sees("A public event")
    await mira.presses(card, "ev:1:write:maybe")
    await mira.sees("Draft of a broadcast", "Event 001: May come")
    await mira.taps("English")
    mira.says("Nobody reads this")
    await mira.sees("0 people will get it")
    await mira.taps("Send…")
    shown = await mira.sees("Nobody would get it", "nobody is in this group")
    assert mira.labels(shown) == ["Back to the draft"]
    await mira.presses(card, "ev:1:write:going")
    await mira.sees("Event 001: Going")
    await mira.taps("English")
    mira.says("See you <3")
    await mira.sees("1 person will get it")
    await mira.taps("Send…")
    await mira.taps("At another time")
    await mira.taps("Write a time")
    mira.says("18:00")
    await mira.sees("It will go out", "1 person")
    await mira.presses(card, "bc:1:text:en:new")
    organizer.says("/partners")
    await organizer.taps("AIESEC")
    await organizer.taps("Mira")
    await organizer.taps("Suspend")
    await mira.sees("suspended")
    assert await mira.presses(card, "bc:2:resume") == NOT_YOURS
    clock.comes_to(1, 18, 5)
    assert await rows.select(database, "SELECT stage FROM broadcasts ORDER BY id") == [
        ("draft",),
        ("paused",),
    ]
    assert not got(telegram, goes, "See you")
    organizer.says("/broadcast")
    await organizer.taps("See you <3")
    await organizer.taps("Go on")
    await telegram.until(lambda: got(telegram, goes, "See you <3"))
    await rows.change(
        database, "UPDATE people SET suspended_at = NULL, organization_id = 2 WHERE name = 'Mira'"
    )
    for data in ("bc:1", "bc:2", "bc:1:text:en", "ev:1:write"):
        assert await mira.presses(card, data) == NOT_YOURS
    await mira.presses(card, "bc")
    await mira.sees("You have not written to anybody yet")
