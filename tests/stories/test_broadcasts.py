"""Broadcasts, from the draft to the report, as organizers and students live them."""

import pytest

from bot.demo.telegram import Telegram
from tests.stories.conftest import Clock
from tests.stories.desks import compose, send, staffed
from tests.stories.student import words
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

OUT_OF_DATE = "That button is out of date. Let's continue from here."


async def test_the_way_from_the_draft_to_the_report(join: Join, clock: Clock) -> None:
    clock.comes_to(1, 12)
    organizer = await signed_up(join, role="owner")
    kazakh = await signed_up(join, language="kk")
    english = await signed_up(join, language="en")
    organizer.says("/broadcast")
    await organizer.sees("Broadcasts", "You have not written to anybody yet")
    await organizer.taps("New broadcast")
    await organizer.sees("Draft of a broadcast")
    await organizer.taps("English")
    await organizer.sees("Write the text: English")
    organizer.says("We plant trees <3 on Saturday")
    await organizer.sees("Draft of a broadcast", "English: We plant trees <3", "2 people", "Left out", "1")
    await organizer.taps("Қазақша")
    organizer.says("Сенбіде ағаш отырғызамыз")
    await organizer.sees("3 people will get it")
    await organizer.taps("Preview")
    await organizer.sees("Сенбіде ағаш отырғызамыз")
    await organizer.taps("Send me a test")
    await organizer.sees("We plant trees <3 on Saturday")
    await organizer.taps("Send…")
    await organizer.sees("Send it to 3 people?", "Қазақша: 1", "English: 2")
    await organizer.taps("Send it now")
    await organizer.sees("Is being sent")
    kazakh.looks_at(await kazakh.sees("Сенбіде ағаш отырғызамыз"))
    await english.sees("We plant trees <3 on Saturday")
    await organizer.sees("The broadcast has been sent")
    await organizer.taps("The report")
    await organizer.sees("Sent", "Sent: 3 of 3", "100%")


async def test_only_those_meant_get_it_each_condition_counted_at_each_tap(join: Join, clock: Clock) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    almaty = await signed_up(join, "Ali")
    astana = await signed_up(join, "Dana", university="nu")
    await compose(organizer, English="Only for Astana")
    await organizer.taps("Audience")
    await organizer.sees("Who is it for?", "Everybody", "4 people match")
    await organizer.taps("City")
    await organizer.sees("City", "4 people match")
    await organizer.taps("Astana · 1")
    card = await organizer.sees("1 person matches")
    assert "✅ Astana · 1" in organizer.labels(card)
    await organizer.taps("Back to the audience")
    await organizer.sees("City: Astana", "1 person matches")
    for label, values in (
        ("Language", "English"),
        ("University", "Nazarbayev University"),
        ("Year of study", "Year 2"),
        ("Interests", "Education for all"),
        ("Age", "18+"),
    ):
        await organizer.taps(label)
        await organizer.taps(f"{values} · 1")
        await organizer.sees("1 person matches")
        await organizer.taps("Back to the audience")
        await organizer.sees(f"{label}: {values}")
    await organizer.taps("Day of signing up")
    await organizer.taps("In the last 7 days")
    await organizer.sees("since", "1 person matches")
    await organizer.taps("Since a day")
    organizer.says("tomorrow")
    await organizer.sees("That day does not work")
    organizer.says("01.02.2016")
    await organizer.sees("Day of signing up: since 01.02.2016", "1 person matches")
    await organizer.taps("Goals read")
    await organizer.taps("all eight")
    await organizer.sees("0 people match")
    await organizer.taps("Back to the audience")
    await organizer.taps("Back to the draft")
    await organizer.taps("Send…")
    await organizer.sees("Nobody would get it")
    await organizer.taps("Audience")
    await organizer.taps("Goals read")
    await organizer.taps("none yet")
    await organizer.sees("1 person matches")
    await organizer.taps("Back to the audience")
    await organizer.taps("Back to the draft")
    await send(organizer, "Send it to 1 person?")
    await astana.sees("Only for Astana")
    await organizer.sees("The broadcast has been sent")
    assert not any("Only for Astana" in (message.text or "") for message in almaty.seen())


async def test_a_picture_and_a_button_that_opens_a_card_below(
    join: Join, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    student = await signed_up(join, "Ali")
    await compose(organizer, English="Look at this goal")
    await organizer.taps("Picture")
    organizer.says("no picture")
    await organizer.sees("That is not a picture")
    organizer.sends("sticker")
    await organizer.sees("That is not a picture. Send it as a photo, not as a file.")
    organizer.sends("photo")
    await organizer.sees("Picture: yes")
    await organizer.taps("Button")
    await organizer.taps("A web link")
    organizer.says("not a link")
    await organizer.sees("That is not a web address")
    organizer.says("example.kz/page")
    await organizer.sees("Button: https://example.kz/page")
    await organizer.taps("Button")
    await organizer.taps("Open goal 3")
    await organizer.sees("Button: Open goal 3")
    await send(organizer, "Send it to 3 people?")
    card = await student.sees("Look at this goal")
    assert card.kind == "photo"
    await student.taps("Open goal 3")
    await student.sees("Goal 3")
    assert any("Look at this goal" in words(m) for m in telegram.messages(student.id)), "it stays"
    await student.presses(card, "b:1:g3")
    await organizer.sees("The broadcast has been sent")
    await organizer.taps("The report")
    await organizer.sees("Tapped the button: 1", "Sent: 3 of 3")
    await organizer.taps("Correct")
    organizer.says("x" * 1025)
    await organizer.sees("Write the text: English", "too long: 1024 characters at most")
    assert any("Look at this goal" in words(m) for m in telegram.messages(student.id))
    organizer.says("y" * 1024)
    await organizer.sees("y" * 1024)
    await organizer.taps("Yes, correct all copies")
    await organizer.sees("Corrected: 3 of 3")
    corrected = next(m for m in telegram.messages(student.id) if m.id == card.id)
    assert (corrected.kind, words(corrected)) == ("photo", "y" * 1024)


async def test_the_same_text_within_a_day_asks_again_and_a_double_tap_sends_once(
    join: Join, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    student = await signed_up(join, "Ali")
    await compose(organizer, English="Once only")
    await organizer.taps("Send…")
    card = await organizer.sees("Send it to 3 people?")
    go = next(button.data for row in card.rows for button in row if "Send it now" in button.text)
    assert go is not None
    taps = [telegram.taps(organizer.id, card.id, go) for _ in range(3)]
    organizer.looks_at(card)
    await organizer.sees("Sent: 3 of 3")
    assert [(telegram.answers(tap) or {}).get("text") for tap in taps] == [None] * 3
    await organizer.sees("The broadcast has been sent")
    clock.moves(seconds=10)
    assert await organizer.presses(card, go) == OUT_OF_DATE
    came = [m for m in telegram.messages(student.id) if m.text == "Once only"]
    assert len(came) == 1
    await organizer.taps("The report")
    await organizer.taps("Copy to a new draft")
    await organizer.sees("Draft of a broadcast", "Once only")
    await organizer.taps("Send…")
    await organizer.sees("The same text went to the same audience a short while ago")
    await organizer.taps("Yes, once more")
    await organizer.taps("Send it now")
    await organizer.sees("The broadcast has been sent")
    assert len([m for m in telegram.messages(student.id) if m.text == "Once only"]) == 2


async def test_what_was_confirmed_is_what_was_asked_about(join: Join, clock: Clock) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    await compose(organizer, English="First words")
    await organizer.taps("Send…")
    old = await organizer.sees("Send it to 2 people?")
    go = next(button.data for row in old.rows for button in row if "Send it now" in button.text)
    await organizer.taps("Back to the draft")
    await organizer.taps("✅ English")
    await organizer.taps("Write another")
    organizer.says("Other words")
    await organizer.sees("English: Other words")
    assert await organizer.presses(old, go or "") == OUT_OF_DATE
    await organizer.sees("Draft of a broadcast", "Other words")
    await organizer.taps("Send…")
    card = await organizer.sees("Send it to 2 people?")
    go, _, people = (card.button("Send it now").data or "").rpartition(":")
    assert await organizer.presses(card, f"{go}:{int(people) + 11}") == OUT_OF_DATE
    await organizer.sees("Send it to 2 people?")
    assert await organizer.presses(card, f"{go}:{int(people) + 10}") is None
    await organizer.sees("Sent: 2 of 2")


async def test_a_russian_organizer_and_kazakh_students_of_two_cities(
    join: Join, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 21, 30)
    organizer = await staffed(join, language="ru")
    almaty = await signed_up(join, "Айгерім", language="kk")
    astana = await signed_up(join, "Нұрлан", language="kk", university="nu")
    elsewhere = await signed_up(join, "Dana", language="kk", university="buketov")
    await compose(organizer, Русский="Приходите в субботу", Қазақша="Сенбіде келіңіз")
    await organizer.taps("Аудитория")
    await organizer.sees("Кому отправить?")
    for kind, *values in (("Город", "Алматы", "Астана"), ("Язык", "Қазақша")):
        await organizer.taps(kind)
        for value in values:
            await organizer.taps(f"{value} · ")
        await organizer.taps("К аудитории")
    await organizer.sees("Город: Алматы, Астана", "Язык: Қазақша", "2")
    await organizer.taps("К черновику")
    await organizer.taps("Отправить…")
    await organizer.sees("Отправить 2 получателям?", "Қазақша: 2", "Русский: 0", "09:00")
    await organizer.taps("Отправить в 09:00")
    await organizer.sees("Отправляется", "09:00")
    await organizer.taps("Пауза")
    await organizer.sees("На паузе")
    clock.comes_to(2, 9, 30)
    await organizer.taps("Исправить")
    await organizer.taps("Қазақша")
    organizer.says("Жексенбіде келіңіз")
    await organizer.sees("Жексенбіде келіңіз")
    await organizer.taps("исправить везде")
    await organizer.sees("На паузе")
    await organizer.taps("Продолжить")
    for student in (almaty, astana):
        card = await student.sees("Жексенбіде келіңіз")
        assert student.labels(card) == ["Мұндай хабарлама алмау"]
    await almaty.taps("Мұндай хабарлама алмау")
    await organizer.sees("Рассылка отправлена")
    await organizer.taps("Отчёт")
    await organizer.sees("Отправлено: 2 из 2", "отключили такие сообщения: 1")
    assert not any("келіңіз" in words(message) for message in telegram.messages(elsewhere.id))
