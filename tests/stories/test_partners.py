"""Partners: an organization, its managers, and how they keep out of each other's way."""

import asyncio
from datetime import timedelta

import pytest

from bot.demo.models import Message
from bot.demo.telegram import Telegram
from tests import rows
from tests.stories.conftest import OWNER, Clock
from tests.stories.desks import staffed
from tests.stories.event_desks import SAID, TALK, composed, published
from tests.stories.partner_desks import PARTNERS, a_manager, added, event, invited, partner, store
from tests.stories.student import Student
from tests.stories.test_staff import offered
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

NOT_YOURS = "Your role does not allow that. Let's continue from here."
INVALID = "This invitation does not work any more"


async def logged(database: str, like: str = "%") -> list[str]:
    found = await rows.select(database, "SELECT act FROM log WHERE act LIKE :a ORDER BY id", a=like)
    return [act for (act,) in found]


def labelled(student: Student, label: str) -> Message | None:
    return next((card for card in student.seen() if label in student.labels(card)), None)


async def number(database: str, student: Student) -> int:
    found = await rows.select(database, "SELECT id FROM people WHERE telegram_id = :id", id=student.id)
    return int(found[0][0])


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


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_who_is_suspended_does_nothing_more_with_any_button_and_is_told(
    join: Join, clock: Clock, database: str, language: str
) -> None:
    said = PARTNERS[language]
    organizer = await staffed(join, language=language)
    mira = await a_manager(join, organizer, "AIESEC", "Mira", language)
    mira.says("/newevent")
    old = await mira.sees(TALK[language]["draft"])
    organizer.says("/partners")
    await organizer.taps("AIESEC")
    await organizer.taps("Mira")
    card = await organizer.sees("Mira", "AIESEC")
    of = await number(database, mira)
    for _ in range(2):
        await organizer.presses(card, f"mgr:{of}:suspend")
    await mira.sees(said["suspended"])
    for data in ("ev:1", "ev:1:place", "ev:new", "cal:all:0", "f:bc-ev-place:place:cancel"):
        assert await mira.presses(old, data)
    mira.says("/calendar")
    await mira.sees("")
    assert await logged(database, "refused") == ["refused"] * 6
    assert await logged(database, "manager-s%") == ["manager-suspended"]
    assert await rows.select(database, "SELECT count(*) FROM outbox WHERE key LIKE 'suspended:%'") == [(1,)]


async def test_who_is_removed_leaves_the_events_and_an_organizer_touches_no_organizer(
    join: Join, clock: Clock, database: str, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    mira = await a_manager(join, organizer, "AIESEC", "Mira")
    await published(mira, clock)
    organizer.says("/partners")
    await organizer.taps("AIESEC")
    await organizer.taps("Mira")
    card = await organizer.sees("Role: manager", "Organization: AIESEC")
    await organizer.taps("Suspend")
    await organizer.taps("Reinstate")
    await mira.sees("You can again do what managers do")
    await organizer.taps("Remove")
    await organizer.sees("Really remove?")
    await organizer.taps("Yes, remove")
    await organizer.sees("Organization: AIESEC", "It has no managers yet.")
    await mira.sees("You are no longer a manager")
    assert "does not allow" in (await mira.presses(card, "ev:1") or "")
    assert "out of date" in (
        await organizer.presses(card, f"mgr:{await number(database, mira)}:suspend") or ""
    )
    owner = Student(telegram, OWNER, pause=lambda: clock.moves(seconds=1))
    other = await number(database, organizer)
    for act in ("", ":suspend", ":remove", ":removal"):
        assert await organizer.presses(card, f"mgr:{other}{act}") == NOT_YOURS
        await organizer.presses(card, "org:1")
    events = await rows.select(database, "SELECT organization_id, phase FROM events")
    assert events == [(1, "public")]
    found = await rows.select(database, "SELECT role, organization_id FROM people WHERE name = 'Mira'")
    assert found == [(0, None)]
    await organizer.taps("Invite a manager")
    await organizer.sees("?start=i")
    assert await rows.select(database, "SELECT role FROM people WHERE name = 'Organizer'") == [(20,)]
    owner.says("/log")
    await owner.sees("Organizer removed a manager: Mira", "Organizer invited a manager", "no. 1")


async def test_owners_see_managers_beside_the_organizers(
    join: Join, clock: Clock, telegram: Telegram
) -> None:
    organizer = await staffed(join)
    mira = await a_manager(join, organizer, "AIESEC", "Mira")
    owner = Student(telegram, OWNER, pause=lambda: clock.moves(seconds=1))
    owner.says("/staff")
    await owner.sees("Organizers and managers", "Mira (AIESEC), since", "Organizer, since")
    await owner.taps("Mira")
    await owner.sees("Role: manager", "Organization: AIESEC")
    await owner.taps("Suspend")
    await owner.sees("Suspended: can do")
    await mira.sees("Your rights as a manager are suspended")
    await owner.taps("Remove")
    await owner.taps("Yes, remove")
    await owner.sees("Organizers and managers", "Organizer, since")
    await mira.sees("You are no longer a manager")


async def test_a_link_works_once_for_a_day_and_for_who_is_not_a_manager_elsewhere(
    join: Join, clock: Clock, database: str
) -> None:
    organizer = await staffed(join)
    mira = await a_manager(join, organizer, "AIESEC", "Mira")
    await added(organizer, "VSO")
    payload = await invited(organizer, "VSO")
    assert payload not in "\n".join(await rows.everything(database)), "the token is kept nowhere"
    assert await organizer.presses(organizer.seen()[-1], "org:2:invite") is not None, (
        "a double tap makes none"
    )
    mira.says(f"/start {payload}")
    await mira.sees("You are already a manager of another organization: AIESEC")
    organizer.says(f"/start {payload}")
    await organizer.sees("You can already do everything that this invitation allows")
    dana = await signed_up(join, "Dana", start=f"/start {payload}")
    await dana.sees("You are now a manager: VSO")
    sara = await signed_up(join, "Sara", start=f"/start {payload}")
    await sara.sees(INVALID)
    for forged in (f"{payload}A", payload[:-1], f"i{'x' * 22}"):
        sara.says(f"/start {forged}")
        await sara.sees("Hello, Sara!")
    clock.moves(seconds=10)
    organizer.says("/partners")
    await organizer.taps("VSO")
    late = await invited(organizer, "VSO")
    dana.says(f"/start {late}")
    await dana.sees("You can already do everything")
    clock.moves(hours=24)
    sara.says(f"/start {late}")
    await sara.sees(INVALID)
    people = await rows.select(
        database, "SELECT name, organization_id FROM people WHERE role = 10 ORDER BY id"
    )
    assert people == [("Mira", 1), ("Dana", 2)]


async def test_links_of_who_is_suspended_end_and_a_manager_who_becomes_an_organizer_leaves_the_partner(
    join: Join, clock: Clock, telegram: Telegram, database: str
) -> None:
    organizer = await staffed(join)
    mira = await a_manager(join, organizer, "AIESEC", "Mira")
    clock.moves(seconds=10)
    organizer.says("/partners")
    await organizer.taps("AIESEC")
    payload = await invited(organizer, "AIESEC")
    owner = Student(telegram, OWNER, pause=lambda: clock.moves(seconds=1))
    owner.says("/staff")
    await owner.taps("Organizer")
    await owner.taps("Suspend")
    await owner.sees("Suspended: can do")
    sara = await signed_up(join, "Sara", start=f"/start {payload}")
    await sara.sees(INVALID)
    clock.moves(seconds=10)
    owner.says("/staff")
    await owner.taps("Invite an organizer")
    card = await owner.sees("?start=i")
    link = (card.text or "").partition("?start=")[2].split()[0]
    mira.says("/newevent")
    await mira.sees("Organization: AIESEC")
    mira.says(f"/start {link}")
    await mira.sees("Welcome to the organizers!")
    mira.says("/newevent")
    await mira.sees("Organization: The campaign")
    found = await rows.select(database, "SELECT role, organization_id FROM people WHERE name = 'Mira'")
    assert found == [(20, None)]


async def test_withdrawing_consent_gives_up_the_organization(join: Join, database: str) -> None:
    organizer = await staffed(join)
    mira = await a_manager(join, organizer, "AIESEC", "Mira")
    mira.says("/privacy")
    card = await mira.sees("")
    await mira.presses(card, "withdraw:yes")
    await mira.sees("")
    of = await rows.select(
        database, "SELECT role, organization_id FROM people WHERE telegram_id = :i", i=mira.id
    )
    assert of == [(0, None)]
    assert await logged(database, "manager-l%") == ["manager-left"]
    organizer.says("/partners")
    await organizer.taps("AIESEC")
    await organizer.sees("It has no managers yet.")


async def test_no_two_organizations_have_one_name_whatever_its_case(join: Join, database: str) -> None:
    organizer = await staffed(join)
    for name in ("Жастар", "<b>&Co"):
        await added(organizer, name)
    organizer.says("/partners")
    await organizer.taps("New organization")
    for typed, trouble in (
        ("ЖАСТАР", "There is an organization with this name already"),
        ("  жастар ", "There is an organization with this name already"),
        ("x" * 65, "64 characters at most"),
        ("123", "What is the organization called?"),
    ):
        organizer.says(typed)
        await organizer.sees(trouble, "What is the organization called?")
    organizer.says("Қамқор")
    await organizer.sees("Organization: Қамқор")
    await organizer.taps("Rename")
    organizer.says("<B>&co")
    await organizer.sees("There is an organization with this name already")
    organizer.says("ҚАМҚОР")
    await organizer.sees("Organization: ҚАМҚОР")
    await organizer.taps("Rename")
    await organizer.taps("Cancel")
    await organizer.sees("All right, nothing was changed.")
    organizer.says("/partners")
    await organizer.taps("New organization")
    organizer.says("/start")
    await organizer.taps("Continue: The organization")
    await organizer.sees("What is the organization called?")
    found = await rows.select(database, "SELECT name FROM organizations ORDER BY id")
    assert found == [("Жастар",), ("<b>&Co",), ("ҚАМҚОР",)]
    acts = await logged(database, "organization%")
    assert acts == [*["organization-added"] * 3, "organization-renamed"]


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
    await store(database, event(7, clock(), "astana", organization=1))
    clock.moves(days=-20)
    await organizer.presses(card, "ev:1")
    shown = await organizer.sees("A public event")
    assert "Please look" not in (shown.text or "")
    await organizer.taps("City")
    await organizer.taps("Astana")
    await organizer.sees("A public event", "AIESEC has “Event 007” in Astana that day", "before you go on")
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
