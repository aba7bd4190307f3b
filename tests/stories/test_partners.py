"""Partner organizations and their managers: invited, suspended, removed, and never two of one name."""

import pytest

from bot.demo.telegram import Telegram
from tests import rows
from tests.stories.conftest import OWNER, Clock
from tests.stories.desks import staffed
from tests.stories.event_desks import TALK, published
from tests.stories.partner_desks import PARTNERS, a_manager, added, invited, logged
from tests.stories.student import Student
from tests.stories.test_staff import number
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

NOT_YOURS = "Your role does not allow that. Let's continue from here."
INVALID = "This invitation does not work any more"


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
    kept = "\n".join(await rows.everything(database))
    assert payload[1:] not in kept, "the token is kept nowhere"


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
