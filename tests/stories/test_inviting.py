"""An organizer invites to an event; who is invited answers on the invitation itself."""

import pytest

from bot.demo.telegram import Telegram
from bot.services import events
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import staffed
from tests.stories.student import Student, words
from tests.stories.test_events import TITLES, an_event, changed, gets
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

# To invite, the draft, to send, now, how many tapped; then coming, on the list, waiting, to see it.
SAID = {
    "kk": (
        "Адамдарды шақыру…",
        "Батырмалар: шақыруға жауаптар",
        "Жіберу…",
        "Қазір жіберу",
        "Батырманы басқандар: 2",
        "Барамын",
        "Сіз тізімдесіз",
        "Күту тізімінде",
        "Іс-шараны көру",
    ),
    "ru": (
        "Пригласить людей…",
        "Кнопки: ответы на приглашение",
        "Отправить…",
        "Отправить сейчас",
        "Нажали на кнопку: 2",
        "Приду",
        "Вы в списке",
        "В листе ожидания",
        "Открыть мероприятие",
    ),
    "en": (
        "Invite people…",
        "Buttons: answers to the event",
        "Send…",
        "Send it now",
        "Tapped the button: 2",
        "I am coming",
        "You are on the list",
        "On the waiting list",
        "See the event",
    ),
}


async def at_desk(organizer: Student, number: int) -> None:
    """The card of an event."""
    organizer.says("/newevent")
    await organizer.presses(await organizer.sees(""), f"ev:{number}")
    await organizer.sees("<park>")


async def invites(organizer: Student, number: int) -> None:
    await at_desk(organizer, number)
    await organizer.taps("Invite people…")
    await organizer.sees("Buttons: answers to the event")
    await organizer.taps("Send…")
    await organizer.taps("Send it now")


async def test_an_event_that_moves_moves_its_invitations_and_old_ones_lead_to_the_card(
    join: Join, database: str, clock: Clock
) -> None:
    clock.comes_to(1, 12)
    number = await an_event(database, clock)
    organizer = await staffed(join)
    early = await signed_up(join, "Ali")
    await invites(organizer, number)
    card = await gets(early, "12:00 – 14:00")
    await at_desk(organizer, number)
    await organizer.taps("Place")
    organizer.says("Satpayev 7")
    await organizer.sees("Satpayev 7")
    assert "on the list" in (await early.presses(card, f"b:1:e{number}:go") or "")
    await early.sees("Satpayev 7")
    await at_desk(organizer, number)
    await organizer.taps("Invite people…")
    await organizer.taps("Preview")
    await organizer.sees("12:00 – 14:00", "Satpayev 7")


@pytest.mark.parametrize("language", SAID)
async def test_invited_answered_on_the_invitation_and_counted(
    join: Join, database: str, clock: Clock, telegram: Telegram, language: str
) -> None:
    clock.comes_to(1, 12)
    invite, draft, send, now, tapped, go, going, waits, see = SAID[language]
    number = await an_event(database, clock, capacity=1)
    organizer = await staffed(join, language=language)
    await rows.change(database, "UPDATE people SET stopped_at = created_at")  # those two are not meant
    student = await signed_up(join, "Ali", language=language)
    late = await signed_up(join, "Dana", language=language)
    await at_desk(organizer, number)
    await organizer.taps(invite)
    card = await organizer.sees(draft, TITLES["kk"], TITLES["ru"], TITLES["en"])
    assert "2" in words(card)
    await organizer.taps(send)
    await organizer.sees("2")
    await organizer.taps(now)
    copy = await gets(student, TITLES[language])
    assert "12:00 – 14:00" in words(copy)
    assert "Abay <1>" in words(copy)
    said, foot = words(copy), student.labels(copy)[-1]
    popup = await student.taps(go)
    assert popup
    assert going in popup
    copy = await student.sees(TITLES[language])
    assert words(copy) == said
    assert f"✅ {go}" in student.labels(copy)
    assert student.labels(copy)[-1] == foot
    await student.taps(see)
    await student.sees(TITLES[language], going)
    await gets(late, TITLES[language])
    await late.taps(go)
    copy = await late.sees(TITLES[language])
    assert f"✅ {waits}" in late.labels(copy)
    await organizer.sees(tapped)
    answers = await rows.select(database, "SELECT answer FROM participations ORDER BY person_id")
    assert answers == [("going",), ("waiting",)]


async def test_who_answered_muted_events_or_is_too_young_is_not_invited(
    join: Join, database: str, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    number = await an_event(database, clock, adults=True)
    organizer = await staffed(join)
    await rows.change(database, "UPDATE people SET muted = 2")  # events, not news
    going, young, news = [await signed_up(join, name) for name in ("Going", "Young", "News")]
    await rows.change(
        database, "UPDATE people SET age_band = '16-17' WHERE telegram_id = :young", young=young.id
    )
    await rows.change(database, "UPDATE people SET muted = 8 WHERE telegram_id = :news", news=news.id)
    await going.presses(await going.sees(""), f"e:{number}:no")
    await at_desk(organizer, number)
    await organizer.taps("Invite people…")
    await organizer.sees("1 person will get it")
    await organizer.taps("Send…")
    await organizer.sees("Send it to 1 person?")
    await organizer.taps("Send it now")
    copy = await gets(news, "Clean <park>")
    await organizer.sees("The broadcast has been sent")
    for other in (going, young):
        assert not [m for m in telegram.messages(other.id) if m.rows and "b:1:" in (m.rows[0][0].data or "")]
    assert await news.presses(copy, "mute:2") == "Switched off: Events"
    copy = await news.sees("Clean <park>")
    assert "I am coming" in news.labels(copy)
    await organizer.taps("The report")
    await organizer.sees("Switched such messages off because of it: 1")


async def test_an_invitation_to_what_is_cancelled_goes_no_more(
    join: Join, database: str, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    number = await an_event(database, clock)
    organizer = await staffed(join)
    student = await signed_up(join, "Ali")
    await at_desk(organizer, number)
    card = await organizer.sees("<park>")
    for _ in range(2):
        await organizer.presses(card, f"ev:{number}:invite")
        await organizer.sees("Buttons: answers to the event")
    assert await rows.select(database, "SELECT count(*) FROM broadcasts") == [(1,)]
    await organizer.taps("Send me a test")
    copy = await organizer.sees("Clean <park>", "When:")
    await organizer.presses(card, "bc:1:send")
    asked = await organizer.sees("Send it to")
    await changed(database, number, lambda event: events.cancel(event, clock()))
    over = "The event was cancelled or has begun: nobody can be invited to it any more."
    for label in ("Send it now", "At another time"):
        button = next(b for row in asked.rows for b in row if b.text == label)
        assert await organizer.presses(card, button.data or "") == over
    card = await organizer.sees(over)
    assert "Send…" not in organizer.labels(card)
    assert await organizer.presses(copy, f"b:1:e{number}:go") == "This event takes no answers any more."
    assert await organizer.presses(copy, "b:1:e99:maybe") == "That event is not there any more."
    assert student.seen()
    assert await rows.select(database, "SELECT count(*) FROM participations") == [(0,)]
