"""What a role may not, nobody with a lesser one does: by no command, no button, no link, however forged.

Made from the routes and the forms themselves: a new one is tried here without being named.
"""

import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from bot.dialog import Asking
from bot.handlers import ROUTES
from bot.handlers.conversations import FORMS
from bot.i18n import translator
from bot.roles import Role
from bot.routing import Handler, Route
from bot.screens import notes
from bot.services import arrivals, consents, dialogs, people, staff
from bot.storage import organizations
from bot.storage import people as storage
from bot.storage.models import Base, Invitation, LogEntry, Person
from bot.turn import Turn
from tests.intake.conftest import Stage, staged
from tests.intake.room import OWNER, Guest

GUARDED: Final = {route.name: route for route in ROUTES if route.needs > Role.STUDENT}
GUARDED_FORMS: Final = {name: form for name, form in FORMS.items() if form.needs > Role.STUDENT}
# Of a person only when and how often they acted.
ASIDE: Final = {"log", "inbox", "outbox"}
CLOCKS: Final = {"seen_at", "burst_began_at", "burst_count", "menu"}

KEPT: Final = {
    table.name: f"SELECT {', '.join(column.name for column in table.columns if column.name not in CLOCKS)}"
    f" FROM {table.name} ORDER BY {', '.join(column.name for column in table.primary_key)}"
    for table in Base.metadata.sorted_tables
    if table.name not in ASIDE
}

EXAMPLES: Final = 10 if os.environ.get("EXPLORE") else 2
REST: Final = timedelta(days=1)  # a refusal is noted once a day
ROLES: Final = {
    "a newcomer": Role.STUDENT,
    "a student": Role.STUDENT,
    "a suspended manager": Role.STUDENT,
    "a manager": Role.PARTNER,
    "a suspended organizer": Role.STUDENT,
    "an organizer": Role.ORGANIZER,
}

ran: list[str] = []  # the guarded handlers that were called


def _watched(route: Route) -> Route:
    async def handler(turn: Turn, **groups: str) -> None:
        ran.append(route.name)
        await route.handler(turn, **groups)

    watching: Handler = handler
    return replace(route, handler=watching) if route.name in GUARDED else route


@pytest.fixture(scope="module", params=["sqlite"])
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(request, tmp_path_factory, [_watched(route) for route in ROUTES]) as opened:
        opened.run(a_partner(opened))
        yield opened


async def a_partner(stage: Stage) -> None:
    """Number 1."""
    async with stage.room.database.transaction() as session:
        assert await organizations.add(session, "Ομάδα", "ομάδα", stage.room.now) == 1


async def somebody(stage: Stage, who: str) -> Guest:
    """A person of this role, whom the room has not seen before."""
    guest = stage.room.newcomer()
    await guest.says("/start")
    await guest.taps("language:en")
    if who == "a newcomer":
        return guest
    now = stage.room.now
    async with stage.room.database.transaction() as session:
        person = await _row(session, guest)
        consents.give(person, consents.Age.ADULT, now)
        people.register(person, {"name": "Emma", "university": "kaznu"}, now)
        if "organizer" in who:
            person.role, person.role_at = Role.ORGANIZER, now
        if "manager" in who:
            person.role, person.role_at, person.organization_id = Role.PARTNER, now, 1
        if "suspended" in who:
            person.suspended_at = now
    return guest


async def _row(session: Any, guest: Guest) -> Person:
    person = await storage.find(session, guest.id)
    assert person is not None
    return person


async def dump(stage: Stage) -> dict[str, list[Any]]:
    """Every row that a refusal must leave as it was, as the file has it."""

    def read(connection: Connection) -> dict[str, list[Any]]:
        return {name: [*connection.exec_driver_sql(query)] for name, query in KEPT.items()}

    async with stage.room.database.reading() as session:
        return await (await session.connection()).run_sync(read)


async def logged(stage: Stage, after: int = 0) -> list[LogEntry]:
    """The entries of the log from the newest back to this one."""
    entries = select(LogEntry).where(LogEntry.id > after).order_by(LogEntry.id.desc())
    async with stage.room.database.reading() as session:
        return list(await session.scalars(entries.limit(3)))


async def is_refused(stage: Stage, who: str, what: str, act: dict[str, str]) -> None:
    """The answer is the refusal, it stands in the log, and nothing else has come of it.

    So whoever was refused is as good as new for the next try.
    """
    guest = stage.idle.pop(who, None) or await somebody(stage, who)
    stage.room.now += REST
    before, log = await dump(stage), await logged(stage)
    ran.clear()
    answers = await guest.does(act)
    assert ran == []
    assert await dump(stage) == before
    said = notes.not_yours(translator("en"))
    popped_up = [errand.body.get("text") for errand in stage.room.errands]
    assert popped_up == [said] if "callback_query" in act else said in answers[-1]["text"]
    assert len(answers) == 1, "and where the person is now"
    (entry,) = await logged(stage, after=log[0].id if log else 0)
    actor = await guest.person()
    assert actor
    assert (entry.actor, entry.act, entry.about) == (actor.id, "refused", {"what": what})
    stage.idle[who] = guest


def tapped(route: Route) -> st.SearchStrategy[str]:
    """Data that fits the route's pattern, as long as a button may carry."""
    pattern = re.compile(route.name.removeprefix("tap "))
    whole = st.from_regex(pattern, fullmatch=True)
    return whole.filter(lambda data: 1 <= len(data.encode()) <= 64)


def acts(route: Route) -> st.SearchStrategy[dict[str, str]]:
    if route.name.startswith("/"):
        rest = st.sampled_from(["", " 1", " 0", " -1", " staff", f" i{secrets.token_urlsafe(16)}"])
        return rest.map(lambda words: {"message": route.name + words})
    return tapped(route).map(lambda data: {"callback_query": data})


def lesser(needs: Role) -> list[str]:
    return [who for who, role in ROLES.items() if role < needs]


def test_there_is_something_to_try() -> None:
    assert GUARDED
    assert GUARDED_FORMS
    assert all(route.refused for route in GUARDED.values())
    assert all(name.startswith(("/", "tap ")) for name in GUARDED), "what else there may be is not tried here"


@pytest.mark.parametrize("name", GUARDED)
@given(data=st.data())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_whoever_has_a_lesser_role_is_refused(stage: Stage, name: str, data: st.DataObject) -> None:
    act = data.draw(acts(GUARDED[name]))

    async def story() -> None:
        for who in lesser(GUARDED[name].needs):
            await is_refused(stage, who, name, act)

    stage.run(story())


def buttons(flow: str) -> list[str]:
    """Whatever a form's buttons may say."""
    steps = [question.name for question in FORMS[flow].flow.questions]
    moves = ("edit", "back", "skip", "keep", "cancel", "drop", "set:1", "set:yes")
    return [f"continue:{flow}", *(f"f:{flow}:{step}:{move}" for step in steps for move in moves)]


@pytest.mark.parametrize(
    ("flow", "who"), [(name, who) for name, form in GUARDED_FORMS.items() for who in lesser(form.needs)]
)
def test_so_is_who_answers_a_form_that_is_not_theirs(stage: Stage, flow: str, who: str) -> None:
    async def story() -> None:
        for data in buttons(flow):
            await is_refused(stage, who, f"f:{flow}", {"callback_query": data})

    stage.run(story())


@pytest.mark.parametrize(
    ("flow", "who"),
    [
        (name, who)
        for name, form in GUARDED_FORMS.items()
        for who in lesser(form.needs)
        if who != "a newcomer"  # who can mean nothing but the sign-up
    ],
)
def test_what_they_type_is_no_answer_though_the_form_was_left_open(stage: Stage, flow: str, who: str) -> None:
    async def story() -> None:
        guest = await somebody(stage, who)
        form = FORMS[flow].flow
        async with stage.room.database.transaction() as session:
            person = await _row(session, guest)
            dialogs.save(person, form, Asking(form.questions[0].name), stage.room.now)
        before = await dump(stage)
        (answer,) = await guest.says("Emma")
        assert notes.lost(translator("en")) in answer["text"]
        assert await dump(stage) == before

    stage.run(story())


TOKENS = st.text("ABCxyz019_-", min_size=22, max_size=63)


@pytest.mark.parametrize("who", ["a student", "a suspended organizer", "a manager", "a suspended manager"])
@given(token=TOKENS)
@settings(max_examples=10, deadline=None)
def test_a_forged_invitation_grants_nothing(stage: Stage, who: str, token: str) -> None:
    async def story() -> None:
        guest = await somebody(stage, who)
        before = await dump(stage)
        answers = await guest.says(f"/start i{token}")
        assert "This invitation does not work any more" in answers[-1]["text"]
        assert await dump(stage) == before

    stage.run(story())


def test_nor_does_a_true_one_that_is_changed_shortened_or_told_by_its_digest(stage: Stage) -> None:
    async def story() -> None:
        owner = Guest(stage.room, OWNER, "en")
        await owner.says("/start")
        async with stage.room.database.transaction() as session:
            person = await _row(session, owner)
            payload = await staff.invite(session, person, stage.room.now)
            digest = arrivals.digest(payload[1:])
            assert await session.get(Invitation, digest) is not None
        for forged in (f"i{payload[1:].swapcase()}", f"{payload}A", payload[:-1], f"i{digest}", payload[1:]):
            guest = await somebody(stage, "a student")
            await guest.says(f"/start {forged}")
            assert (await guest.person() or Person()).role == 0
        guest = await somebody(stage, "a student")
        stage.room.now += timedelta(seconds=1)
        await guest.says(f"/start {payload}")
        assert (await guest.person() or Person()).role == Role.ORGANIZER

    stage.run(story())
