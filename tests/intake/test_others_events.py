"""A manager and events that are not theirs: whatever is tapped or typed about one is refused and noted.

Made from the routes and the forms themselves: a new one about an event is tried here without being named.
"""

import re
from datetime import timedelta
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.dialog import Asking
from bot.handlers import ROUTES
from bot.handlers.conversations import FORMS
from bot.handlers.event_desk import NUMBER
from bot.i18n import LANGUAGES, translator
from bot.roles import Role
from bot.screens import notes
from bot.services import consents, dialogs, people
from bot.storage import organizations
from bot.storage import people as storage
from bot.storage.models import Event, LogEntry, Person, Phase
from tests.intake.conftest import Stage
from tests.intake.room import Guest
from tests.intake.test_forged import dump

BEGIN: Final = f"tap {NUMBER}"
ABOUT_ONE: Final = [
    route.name for route in ROUTES if route.name.startswith(BEGIN) and route.needs <= Role.PARTNER
]
WRITTEN: Final = [name for name in FORMS if name.startswith("bc-ev-") and FORMS[name].needs <= Role.PARTNER]
WHOSE: Final = ("the campaign's", "another partner's", "a colleague's draft", "of their former organization")
TYPED: Final = {
    "starts": "01.12.2026 10:00",
    "ends": "01.12.2026 12:00",
    "map_url": "https://e.kz",
    "capacity": "5",
    "hours": "1:30",
}
TAPPED: Final = {"sure": "yes-7"}  # what takes no typed answer


def test_there_is_something_to_try() -> None:
    assert len(ABOUT_ONE) >= 20
    assert len(WRITTEN) >= 8
    named = [route.name for route in ROUTES if route.name.startswith("tap ev:") and "number" in route.name]
    assert all(name.startswith(BEGIN) for name in named), "each takes the number of its event in the same way"


async def refusals(stage: Stage, guest: Guest) -> list[LogEntry]:
    """What the log tells of somebody."""
    async with stage.room.database.reading() as session:
        theirs = select(Person.id).where(Person.telegram_id == guest.id).scalar_subquery()
        return list(await session.scalars(select(LogEntry).where(LogEntry.actor == theirs)))


async def a_manager(stage: Stage, whose: str) -> tuple[Guest, int]:
    """Of one partner; and the number of an event that is not theirs."""
    guest = stage.room.newcomer()
    await guest.says("/start")
    await guest.taps("language:en")
    now = stage.room.now
    async with stage.room.database.transaction() as session:
        person = await storage.find(session, guest.id)
        assert person is not None
        consents.give(person, consents.Age.ADULT, now)
        people.register(person, {"name": "Emma", "university": "kaznu"}, now)
        ours, theirs = [
            await organizations.add(session, f"{name} {person.id}", f"{name} {person.id}", now)
            for name in ("α", "β")
        ]
        person.role, person.role_at, person.organization_id = Role.PARTNER, now, ours
        said = dict.fromkeys(LANGUAGES, "Ομάδα")
        event = Event(author=person.id + 1, created_at=now, changed_at=now, titles=said, texts=said)
        event.starts_at, event.ends_at = now + timedelta(days=9), now + timedelta(days=9, hours=2)
        event.city, event.place, event.contact, event.phase = "almaty", "–", "–", Phase.PUBLIC
        match whose:
            case "another partner's":
                event.organization_id = theirs
            case "a colleague's draft":
                event.organization_id, event.phase = ours, Phase.DRAFT
            case "of their former organization":
                event.organization_id, event.author, event.phase = theirs, person.id, Phase.DRAFT
            case _:
                pass
        session.add(event)
        await session.flush()
        return guest, event.id


async def is_refused(stage: Stage, guest: Guest, what: str, act: dict[str, str]) -> None:
    """Only the conversation that they were in may be over."""
    before = await kept(stage)
    answers = await guest.does(act)
    assert await kept(stage) == before
    said = notes.not_yours(translator("en"))
    popped_up = [errand.body.get("text") for errand in stage.room.errands]
    assert popped_up == [said] if "callback_query" in act else said in answers[-1]["text"]
    assert "Ομάδα" not in "".join(answer["text"] for answer in answers)
    entries = [(entry.act, (entry.about or {}).get("what")) for entry in await refusals(stage, guest)]
    assert entries == [("refused", what)]


async def kept(stage: Stage) -> dict[str, list[tuple[Any, ...]]]:
    return {name: rows for name, rows in (await dump(stage)).items() if name != "dialogs"}


@pytest.mark.parametrize("name", ABOUT_ONE)
@given(whose=st.sampled_from(WHOSE), data=st.data())
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_no_button_works_on_it(stage: Stage, name: str, whose: str, data: st.DataObject) -> None:
    rest = data.draw(st.from_regex(re.compile(name.removeprefix(BEGIN)), fullmatch=True))

    async def story() -> None:
        guest, number = await a_manager(stage, whose)
        await is_refused(stage, guest, f"ev:{number}", {"callback_query": f"ev:{number}{rest}"})

    stage.run(story())


@pytest.mark.parametrize("flow", WRITTEN)
@pytest.mark.parametrize("whose", WHOSE)
def test_nothing_that_they_write_goes_into_it(stage: Stage, flow: str, whose: str) -> None:
    form = FORMS[flow].flow
    last = form.questions[-1].name
    typed = TYPED.get(last, "Emma")

    async def story() -> None:
        guest, number = await a_manager(stage, whose)
        known: dict[str, Any] = {
            question.name: TYPED.get(question.name, "Emma") for question in form.questions[:-1]
        }
        known |= {"person": 7}
        known |= {"event": number, "language": "en", "at": (stage.room.now + timedelta(days=5)).isoformat()}
        async with stage.room.database.transaction() as session:
            person = await storage.find(session, guest.id)
            assert person is not None
            dialogs.save(person, form, Asking(last, known), stage.room.now)
        tap = {"callback_query": f"f:{flow}:{last}:set:{TAPPED.get(last)}"}
        await is_refused(stage, guest, f"ev:{number}", tap if last in TAPPED else {"message": typed})

    stage.run(story())


def test_their_own_they_do_steer(stage: Stage) -> None:
    """So that what is refused above is refused for whose it is."""

    async def story() -> None:
        guest, number = await a_manager(stage, "another partner's")
        async with stage.room.database.transaction() as session:
            event = await session.get(Event, number)
            person = await storage.find(session, guest.id)
            assert event is not None
            assert person is not None
            event.organization_id = person.organization_id
        (card,) = await guest.taps(f"ev:{number}:adults:on")
        assert "Only for people of 18 and older" in card["text"]
        assert [entry.act for entry in await refusals(stage, guest)] == ["event-changed"]

    stage.run(story())
