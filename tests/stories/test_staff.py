"""Owners and organizers: invited by a link, rights that end at once, and everybody told in their language."""

import re
from functools import partial

import pytest

from bot.demo.telegram import Telegram
from tests import rows
from tests.stories.conftest import OWNER, Clock
from tests.stories.student import Student
from tests.stories.walks import Join, answered, consented, signed_up

pytestmark = pytest.mark.usefixtures("bot")

NOT_YOURS = "Your role does not allow that. Let's continue from here."
CHANGED = "That button is out of date. Let's continue from here."

LIST = {"kk": "Ұйымдастырушылар", "ru": "Организаторы", "en": "Organizers"}
INVITE = {"kk": "Ұйымдастырушы шақыру", "ru": "Пригласить организатора", "en": "Invite an organizer"}
WELCOME = {
    "kk": "Ұйымдастырушылар қатарына қош келдіңіз!",
    "ru": "Добро пожаловать в команду организаторов!",
    "en": "Welcome to the organizers!",
}
JOINED = {
    "kk": "Жаңа ұйымдастырушы: {}",
    "ru": "Новый организатор: {}",
    "en": "A new organizer: {}",
}
SUSPENDED = {
    "kk": "рөліңіз уақытша тоқтатылды",
    "ru": "роль организатора пока приостановлена",
    "en": "rights as an organizer are suspended",
}
INVALID = "This invitation does not work any more"


async def an_owner(join: Join, language: str = "en") -> Student:
    return await signed_up(join, "Olga", language=language, role="owner")


async def invitation(owner: Student, clock: Clock, language: str = "en") -> str:
    """The payload of a new link."""
    clock.moves(seconds=10)
    owner.says("/staff")
    await owner.taps(INVITE[language])
    card = await owner.sees("https://t.me/")
    found = re.search(r"start=(i[A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])", card.text or "")
    assert found
    return found[1]


async def an_organizer(join: Join, owner: Student, clock: Clock, name: str = "Emma", **more: str) -> Student:
    payload = await invitation(owner, clock)
    member = await signed_up(join, name, start=f"/start {payload}", **more)
    await member.sees(WELCOME[more.get("language", "en")])
    return member


async def number(database: str, student: Student) -> int:
    """The internal one."""
    ((found,),) = await rows.select(database, "SELECT id FROM people WHERE telegram_id = :id", id=student.id)
    assert isinstance(found, int)
    return found


async def logged(database: str) -> list[str]:
    return [act for (act,) in await rows.select(database, "SELECT act FROM log ORDER BY id")]


def offered(telegram: Telegram, student: Student, language: str, command: str) -> bool:
    return command in {item["command"] for item in telegram.profile.menu(student.id, language)}


@pytest.mark.parametrize(("language", "of_owner"), [("kk", "ru"), ("ru", "en"), ("en", "kk")])
async def test_a_link_makes_an_organizer_after_the_sign_up_and_both_are_told(
    join: Join, telegram: Telegram, clock: Clock, database: str, language: str, of_owner: str
) -> None:
    owner = await an_owner(join, of_owner)
    await telegram.until(partial(offered, telegram, owner, of_owner, "staff"))
    owner.says("/staff")
    await owner.sees(LIST[of_owner])
    payload = await invitation(owner, clock, of_owner)
    owner.says("/help")
    member = await signed_up(join, "Emma", language=language, start=f"/start {payload}")
    await member.sees(WELCOME[language])
    await owner.sees(JOINED[of_owner].format("Emma"))
    await telegram.until(partial(offered, telegram, member, language, "broadcast"))
    assert not offered(telegram, member, language, "staff")
    assert await logged(database) == ["invited", "joined"]
    owner.says("/staff")
    card = await owner.sees(LIST[of_owner], "Emma")
    assert "Emma" in owner.labels(card)
    assert payload not in "\n".join(await rows.everything(database)), "the token is kept nowhere"


async def test_who_is_signed_up_becomes_one_at_once_and_so_does_the_menu(
    join: Join, telegram: Telegram, clock: Clock
) -> None:
    owner = await an_owner(join)
    student = await signed_up(join, "Emma")
    student.says(f"/start {await invitation(owner, clock)}")
    await student.sees("Hello, Emma!")
    await student.sees(WELCOME["en"])
    await telegram.until(partial(offered, telegram, student, "en", "broadcast"))


async def test_a_link_works_once(join: Join, clock: Clock, database: str) -> None:
    owner = await an_owner(join)
    payload = await invitation(owner, clock)
    await signed_up(join, "Emma", start=f"/start {payload}")
    second = await signed_up(join, "Sara", start=f"/start {payload}")
    await second.sees(INVALID)
    await second.sees("Nice to meet you")
    assert await rows.select(database, "SELECT name FROM people WHERE role > 0") == [("Emma",)]


async def test_a_link_works_for_a_day(join: Join, clock: Clock, database: str) -> None:
    owner = await an_owner(join)
    payload = await invitation(owner, clock)
    student = await consented(join, "Emma", start=f"/start {payload}")
    clock.moves(hours=24)
    await answered(student, "Emma Li")
    await student.taps("All right, sign me up")
    await student.sees(INVALID)
    assert await rows.select(database, "SELECT name FROM people WHERE role > 0") == []


async def test_a_link_restores_nobody_who_is_suspended_and_is_not_used_up_by_an_owner(
    join: Join, clock: Clock
) -> None:
    owner = await an_owner(join)
    member = await an_organizer(join, owner, clock)
    owner.says("/staff")
    await owner.taps("Emma")
    await owner.taps("Suspend")
    await owner.sees("Suspended: can do what students can")
    payload = await invitation(owner, clock)
    member.says(f"/start {payload}")
    await member.sees(INVALID)
    owner.says(f"/start {payload}")
    await owner.sees("You can already do everything that this invitation allows")
    other = await signed_up(join, "Sara", start=f"/start {payload}")
    await other.sees(WELCOME["en"])


async def test_a_double_tap_makes_one_link_and_leaves_it_on_the_card(
    join: Join, telegram: Telegram, database: str, clock: Clock
) -> None:
    owner = await an_owner(join)
    owner.says("/staff")
    card = await owner.sees("There are no organizers yet.")
    for _ in range(2):
        telegram.taps(owner.id, card.id, "staff:invite")
    owner.looks_at(card)
    await owner.sees("https://t.me/")
    await telegram.until(lambda: telegram.pending == 0)
    assert await logged(database) == ["invited"]
    await owner.presses(card, "staff:invite")
    await owner.sees("https://t.me/")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_who_is_suspended_can_do_nothing_more_at_once_and_is_told_once(
    join: Join, telegram: Telegram, clock: Clock, database: str, language: str
) -> None:
    owner = await an_owner(join)
    member = await an_organizer(join, owner, clock, language=language)
    member.says("/help")
    owner.says("/staff")
    await owner.taps("Emma")
    card = await owner.sees("Role: organizer")
    of = await number(database, member)
    for _ in range(2):
        telegram.taps(owner.id, card.id, f"staff:{of}:suspend")
    owner.looks_at(card)
    await owner.sees("Suspended: can do what students can")
    await member.sees(SUSPENDED[language])
    member.says("/help")
    await telegram.until(lambda: not offered(telegram, member, language, "broadcast"))
    await owner.taps("Reinstate")
    await telegram.until(lambda: "Suspend" in owner.labels(owner.seen()[0]))
    member.says("/help")
    await telegram.until(partial(offered, telegram, member, language, "broadcast"))
    told = [m for m in telegram.messages(member.id) if SUSPENDED[language] in (m.text or "")]
    assert len(told) == 1
    assert await logged(database) == ["invited", "joined", "suspended", "reinstated"]


async def test_who_is_removed_is_a_student_again(
    join: Join, telegram: Telegram, clock: Clock, database: str
) -> None:
    owner = await an_owner(join)
    member = await an_organizer(join, owner, clock)
    member.says("/help")
    owner.says("/staff")
    await owner.taps("Emma")
    await owner.taps("Remove")
    card = await owner.sees("Really remove?")
    await owner.taps("No, keep")
    await owner.taps("Remove")
    await owner.taps("Yes, remove")
    await owner.sees("There are no organizers yet.")
    await member.sees("You are no longer an organizer")
    for act in ("", ":suspend", ":reinstate", ":remove", ":removal"):
        assert await owner.presses(card, f"staff:{await number(database, member)}{act}") == CHANGED
        await owner.sees("There are no organizers yet.")
    assert await owner.presses(card, "staff:999999999999999999") == CHANGED
    assert await logged(database) == ["invited", "joined", "removed"]


async def test_many_organizers_have_pages(join: Join, database: str) -> None:
    owner = await an_owner(join)
    for n in range(17):
        await rows.change(
            database,
            "INSERT INTO people (telegram_id, created_at, seen_at, name, role, role_at, interests, muted, "
            "counted, goals_read, awareness_asked, burst_count) SELECT :id, created_at, created_at, :name, "
            "20, created_at, 0, 0, 0, 0, 0, 0 FROM people WHERE telegram_id = :owner",
            id=8_000_000_001 + n,
            name=f"Member-{n:02}",
            owner=OWNER,
        )
    owner.says("/staff")
    seen: list[str] = []
    for label in ("2 ›", "3 ›", None):
        card = await owner.sees("Organizers")
        seen += [text for text in owner.labels(card) if text.startswith("Member-")]
        if label:
            await owner.taps(label)
    assert seen == [f"Member-{n:02}" for n in range(17)]
    await owner.presses(card, "staff:list:999")
    await owner.sees("Member-16")


async def test_an_organizer_does_nothing_that_is_for_owners(join: Join, clock: Clock, database: str) -> None:
    owner = await an_owner(join)
    member = await an_organizer(join, owner, clock)
    card = await member.sees("Nice to meet you")
    assert await member.presses(card, "staff:invite") == NOT_YOURS
    member.says("/log")
    await member.sees("Your role does not allow", "Hello, Emma!")
    assert await logged(database) == ["invited", "joined", "refused", "refused"]


async def test_the_log_tells_who_did_what_page_by_page(join: Join, clock: Clock, database: str) -> None:
    owner = await an_owner(join)
    member = await an_organizer(join, owner, clock)
    card = await owner.sees("")
    of = await number(database, member)
    for _ in range(5):
        for act in ("suspend", "reinstate"):
            await owner.presses(card, f"staff:{of}:{act}")
    owner.says("/log")
    card = await owner.sees("Log", "Olga reinstated an organizer: Emma", "Olga suspended an organizer: Emma")
    assert (card.text or "").count(" – ") == 10
    await owner.taps("2 ›")
    card = await owner.sees("Emma became an organizer", "Olga made an invitation")
    assert (card.text or "").count(" – ") == 2
    await owner.presses(card, "log:999999")
    await owner.sees("Olga made an invitation")
    await owner.taps("‹ 1")
    await owner.sees("Olga reinstated an organizer: Emma")
