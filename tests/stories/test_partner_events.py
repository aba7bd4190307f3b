"""How partners keep out of each other's way: the calendar, warnings, and the week's digest."""

import asyncio
from datetime import timedelta

import pytest

from bot.demo.models import Message
from bot.demo.telegram import Telegram
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import staffed
from tests.stories.event_desks import SAID, TALK, composed, published
from tests.stories.partner_desks import PARTNERS, a_manager, event, logged, partner, store
from tests.stories.student import Student
from tests.stories.test_staff import offered
from tests.stories.walks import Join

pytestmark = pytest.mark.usefixtures("bot")

NOT_YOURS = "Your role does not allow that. Let's continue from here."


def labelled(student: Student, label: str) -> Message | None:
    return next((card for card in student.seen() if label in student.labels(card)), None)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_two_partners_learn_of_each_other_before_they_do_the_same_thing_on_the_same_day(
    join: Join, clock: Clock, database: str, language: str
) -> None:
    clock.comes_to(1, 12)
    said, talk = PARTNERS[language], TALK[language]
    title, text = SAID[language]
    organizer = await staffed(join, language=language)
    mira = await a_manager(join, organizer, "AIESEC", "Mira", language)
    dana = await a_manager(join, organizer, "VSO <Qazaqstan>", "Dana", language)
    await published(mira, clock, language)
    await composed(dana, clock, language)
    warning = said["warning"].format("AIESEC")
    await dana.sees(talk["draft"], warning, talk["complete"])
    await dana.taps(said["see"])
    seen = await dana.sees(title, text, "AIESEC", "Abay street 1")
    assert dana.labels(seen) == [said["back"]], "to read only"
    await dana.taps(said["back"])
    await dana.sees(talk["draft"], warning)
    await dana.taps(talk["publish"])
    await dana.sees(talk["sure"], warning)
    await dana.taps(said["go on"])
    card = await dana.sees(talk["public"], said["card"] + "VSO <Qazaqstan>")
    assert warning not in (card.text or "")
    organizer.says("/start e2")
    await organizer.sees(title, said["card"] + "VSO <Qazaqstan>")
    found = await rows.select(database, "SELECT name FROM events e JOIN organizations o ON o.id = "
                              "e.organization_id ORDER BY e.id")  # fmt: skip
    assert found == [("AIESEC",), ("VSO <Qazaqstan>",)]
    assert await logged(database) == [
        *["invited", "joined"],
        *["organization-added", "manager-invited", "manager-joined"] * 2,
        *["event-published"] * 2,
    ]


async def test_managers_steer_their_own_and_look_at_the_others_in_the_calendar(
    join: Join, clock: Clock, telegram: Telegram, database: str
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    mira = await a_manager(join, organizer, "AIESEC", "Mira")
    dana = await a_manager(join, organizer, "VSO", "Dana")
    for student, commands in ((mira, {"newevent", "calendar"}), (organizer, {"partners", "calendar"})):
        for command in commands:
            await telegram.until(lambda s=student, c=command: offered(telegram, s, "en", c))  # type: ignore[misc]
    assert not offered(telegram, mira, "en", "partners")
    await published(mira, clock)
    dana.says("/newevent")
    await dana.sees("Organization: VSO")
    await dana.taps("List of events")
    shown = await dana.sees("List of events")
    assert [one for one in dana.labels(shown) if "Clean park" in one] == []
    dana.says("/calendar")
    await dana.sees("Calendar of everybody's events", "Clean park", "Almaty · AIESEC", "15:00")
    await dana.taps(": Clean park")
    shown = await dana.sees("Clean park", "Bring gloves", "Organization: AIESEC")
    assert dana.labels(shown) == ["Calendar"]
    assert await dana.presses(shown, "ev:1") == NOT_YOURS
    assert await logged(database, "refused") == ["refused"]
    for who in (mira, organizer):
        who.says("/calendar")
        await who.taps(": Clean park")
        await who.sees("A public event", "Organization: AIESEC")
    organizer.says("/calendar")
    await organizer.taps("In my city")
    await organizer.sees("In your city", "Clean park")
    await rows.change(database, "UPDATE events SET city = 'astana'")
    await organizer.taps("All cities")
    await organizer.sees("Clean park", "Astana · AIESEC")
    await organizer.taps("In my city")
    await organizer.sees("In your city", "Nothing is planned yet.")


async def test_an_organizer_says_whose_a_draft_is_and_is_warned_after_a_move(
    join: Join, clock: Clock, database: str
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    mira = await a_manager(join, organizer, "AIESEC", "Mira")
    await composed(organizer, clock)
    await organizer.taps("Organization")
    await organizer.sees("Whose event is it?")
    await organizer.taps("AIESEC")
    card = await organizer.sees("Draft of an event", "Organization: AIESEC")
    assert "out of date" in (await organizer.presses(card, "ev:1:org:999") or "")
    assert await mira.presses(await mira.sees(""), "ev:1") == NOT_YOURS, "a draft is its author's"
    await organizer.taps("Make it public…")
    await organizer.taps("Yes, make it public")
    await organizer.sees("A public event")
    await mira.presses(await mira.sees(""), "ev:1")
    await mira.sees("A public event", "Organization: AIESEC")
    await mira.taps("Make a similar one")
    shown = await mira.sees("Draft of an event", "Organization: AIESEC")
    assert "Organization" not in mira.labels(shown)
    clock.moves(days=20)
    await store(database, *(event(n, clock(), "astana", organization=1) for n in range(7, 12)))
    clock.moves(days=-20)
    await organizer.presses(card, "ev:1")
    shown = await organizer.sees("A public event")
    assert "Please look" not in (shown.text or "")
    await organizer.taps("City")
    await organizer.taps("Astana")
    shown = await organizer.sees(
        "A public event", "before you go on", "AIESEC has “Event 007” in Astana that day", "and 2 more"
    )
    assert sum(label.startswith("See it") for label in organizer.labels(shown)) == 3
    assert "out of date" in (await organizer.presses(shown, "ev:1:see:2") or ""), "a draft of somebody else"
    assert "out of date" in (await organizer.presses(shown, "ev:1:see:999") or "")
    await organizer.sees("A public event")
    await organizer.taps("City")
    await organizer.taps("Almaty")
    await organizer.taps("City")
    await organizer.taps("Astana")
    await organizer.taps("See it: Event 007")
    await organizer.sees("Event 007", "Organization: AIESEC")
    await organizer.taps("Back")
    await organizer.sees("A public event")


async def test_two_hundred_organizations_and_events_have_pages(
    join: Join, clock: Clock, telegram: Telegram, database: str
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    await store(database, *(partner(n) for n in range(200)))
    organizer.says("/partners")
    await organizer.sees("Partner organizations")
    await organizer.taps("2 ›")
    card = await organizer.sees("Partner organizations")
    assert organizer.labels(card)[:8] == [f"partner {n:03}" for n in range(8, 16)]
    await organizer.presses(card, "org:p9999")
    await organizer.taps("‹ 24")
    await organizer.taps("25 ›")
    card = await telegram.until(lambda: labelled(organizer, "partner 199"))
    assert organizer.labels(card)[:9] == [*(f"partner {n:03}" for n in range(192, 200)), "‹ 24"]
    await organizer.presses(card, "org:201")
    await organizer.sees("Partner organizations")
    organizer.says("/newevent")
    draft = await organizer.sees("Draft of an event")
    await organizer.presses(draft, "ev:1:org:p9999")
    await organizer.taps("partner 199")
    await organizer.sees("Organization: partner 199")
    await store(database, *(event(n, clock() + timedelta(hours=n + 1)) for n in range(200)))
    organizer.says("/calendar")
    await organizer.sees("Event 000", "Event 007")
    await organizer.taps("2 ›")
    card = await organizer.sees("Event 008", "Event 015")
    await organizer.presses(card, "cal:all:9999")
    card = await organizer.sees("Event 192", "Event 199")
    assert "‹ 24" in organizer.labels(card)
    await organizer.presses(card, "cal:see:9999:all:24")
    await organizer.sees("Event 199")
    await organizer.presses(card, "cal:see:2:all:24")
    await organizer.sees("Event 000")
    await organizer.taps("Calendar")
    await organizer.sees("Event 199")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_on_mondays_managers_hear_what_everybody_plans_for_the_week(
    join: Join, clock: Clock, database: str, language: str
) -> None:
    said = PARTNERS[language]
    clock.comes_to(5, 12)
    organizer = await staffed(join, language=language)
    mira = await a_manager(join, organizer, "AIESEC", "Mira", language)
    stopped = await a_manager(join, organizer, "VSO", "Dana", language)
    stopped.says("/stop")
    await stopped.sees("")
    week = [event(n, clock() + timedelta(days=3, hours=n), organization=1) for n in range(14)]
    await store(database, *week, event(99, clock() + timedelta(days=20)))
    for student in (mira, stopped, organizer):
        student.looks_at(student.seen()[-1])
    clock.comes_to(0, 10)
    card = await mira.sees(said["week"], "Event 000", "Event 011", "AIESEC", "15:")
    assert "Event 012" not in (card.text or "")
    assert "Event 099" not in (card.text or "")
    await mira.taps(card.rows[0][0].text)
    await mira.sees(said["calendar"], "Event 000")
    written = "SELECT state, error FROM outbox WHERE kind = 'digest' ORDER BY id"
    async with asyncio.timeout(5):
        while ("claimed", None) in (found := await rows.select(database, written)):
            await asyncio.sleep(0.05)
    assert found == [("sent", None), ("skipped", "stopped")]
