"""A manager and broadcasts that are no letters of theirs: whatever is tapped or typed is refused and noted.

Made from the routes and the forms themselves: a new one about a broadcast is tried here without being named.
"""

import re
from datetime import timedelta
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialog import Asking
from bot.handlers import ROUTES
from bot.handlers.conversations import FORMS
from bot.handlers.desk import NUMBER
from bot.i18n import LANGUAGES, translator
from bot.roles import Role
from bot.screens import notes
from bot.services import broadcasts, dialogs
from bot.storage import people as storage
from bot.storage.models import Act, Broadcast, Event, Phase, Stage
from tests.intake import conftest
from tests.intake.room import Guest, datas
from tests.intake.test_others_events import a_manager, is_refused, refusals

BEGIN: Final = f"tap {NUMBER}"
ABOUT_ONE: Final = [
    route.name for route in ROUTES if route.name.startswith(BEGIN) and route.needs <= Role.PARTNER
]
WRITTEN: Final = [
    name for name, form in FORMS.items() if form.about == "draft" and form.needs <= Role.PARTNER
]
SAID: Final = dict.fromkeys(LANGUAGES, "Ομάδα")
TYPED: Final = {"time": "18:00", "link": "https://e.kz"}
CONFIRMED: Final = 1  # the version of the draft that was asked about

# What makes it no letter of theirs; `ours` and `theirs` are the numbers of events.
NOT_THEIRS: Final[dict[str, Any]] = {
    "an organizer's to everybody": lambda ours, theirs: {"author": 10**6, "audience": {}},
    "a colleague's": lambda ours, theirs: {"author": 10**6},
    "to another partner's": lambda ours, theirs: {"audience": {"participants": [theirs, "all"]}},
    "to nobody's": lambda ours, theirs: {"audience": {"participants": [10**6, "all"]}},
    "to everybody, as an organizer": lambda ours, theirs: {"audience": {}},
    "to more conditions": lambda ours, theirs: {"audience": {"read": "all", "participants": [ours, "all"]}},
    "urgent": lambda ours, theirs: {"urgent": True},
    "an invitation": lambda ours, theirs: {"button": {"event": ours}},
    "a correction": lambda ours, theirs: {"act": Act.CORRECT},
}
STAGES: Final = (Stage.DRAFT, Stage.SCHEDULED, Stage.SENDING, Stage.PAUSED, Stage.DONE)


def test_there_is_something_to_try() -> None:
    assert len(ABOUT_ONE) >= 25
    assert len(WRITTEN) >= 6
    named = [route.name for route in ROUTES if route.name.startswith("tap bc:") and "number" in route.name]
    assert all(name.startswith(BEGIN) for name in named), "each takes its number in the same way"


async def an_author(stage: conftest.Stage) -> tuple[Guest, int, int]:
    """A manager, an event of theirs, and one of another partner's."""
    guest, theirs = await a_manager(stage, "another partner's")
    now = stage.room.now
    async with stage.room.database.transaction() as session:
        person = await storage.find(session, guest.id)
        assert person is not None
        event = Event(author=person.id, created_at=now, changed_at=now, titles=SAID, texts=SAID)
        event.organization_id, event.phase = person.organization_id, Phase.PUBLIC
        event.starts_at, event.ends_at = now + timedelta(days=9), now + timedelta(days=9, hours=2)
        session.add(event)
        await session.flush()
        return guest, event.id, theirs


async def a_letter(
    stage: conftest.Stage, guest: Guest, event: int, at: Stage = Stage.DRAFT, **values: Any
) -> int:
    """Theirs, but for these values."""
    person = await guest.person()
    assert person is not None
    now = stage.room.now
    known: dict[str, Any] = {"author": person.id, "audience": {"participants": [event, "all"]}, "texts": SAID}
    letter = Broadcast(**known | values, created_at=now, changed_at=now, stage=at)
    if at in {Stage.SENDING, Stage.PAUSED, Stage.DONE}:
        letter.confirmed_at = letter.starts_at = letter.began_at = now
    async with stage.room.database.transaction() as session:
        session.add(letter)
        await session.flush()
        return letter.id


@pytest.mark.parametrize("name", ABOUT_ONE)
@given(whose=st.sampled_from([*NOT_THEIRS]), at=st.sampled_from(STAGES), data=st.data())
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_no_button_works_on_it(
    stage: conftest.Stage, name: str, whose: str, at: Stage, data: st.DataObject
) -> None:
    rest = data.draw(st.from_regex(re.compile(name.removeprefix(BEGIN)), fullmatch=True))

    async def story() -> None:
        guest, ours, theirs = await an_author(stage)
        number = await a_letter(stage, guest, ours, at, **NOT_THEIRS[whose](ours, theirs))
        await is_refused(stage, guest, f"bc:{number}", {"callback_query": f"bc:{number}{rest}"})

    stage.run(story())


@pytest.mark.parametrize("whose", NOT_THEIRS)
def test_it_is_not_shown_confirmed_or_in_their_list(stage: conftest.Stage, whose: str) -> None:
    async def story() -> None:
        for rest in ("", f":go:{CONFIRMED}:0"):
            guest, ours, theirs = await an_author(stage)
            number = await a_letter(stage, guest, ours, **NOT_THEIRS[whose](ours, theirs))
            await is_refused(stage, guest, f"bc:{number}", {"callback_query": f"bc:{number}{rest}"})
        own = await a_letter(stage, guest, ours, Stage.DONE)
        (card,) = await guest.taps("bc")
        assert datas(card) == [f"bc:{own}", "menu"]

    stage.run(story())


@pytest.mark.parametrize("flow", WRITTEN)
@given(whose=st.sampled_from([*NOT_THEIRS]), at=st.sampled_from(STAGES))
@settings(max_examples=4, deadline=None)
def test_nothing_that_they_write_goes_into_it(
    stage: conftest.Stage, flow: str, whose: str, at: Stage
) -> None:
    form = FORMS[flow].flow
    last = form.questions[-1]
    act: dict[str, Any] = {"message": TYPED.get(last.name, "Emma")}
    if last.name == "sure":
        act = {"callback_query": f"f:{flow}:sure:set:yes"}
    if last.picture:
        act = {"message": {"text": None, "photo": [{"file_id": "A", "file_unique_id": "A"}]}}
        act["message"]["photo"][0] |= {"width": 1, "height": 1}

    async def story() -> None:
        guest, ours, theirs = await an_author(stage)
        number = await a_letter(stage, guest, ours, at, **NOT_THEIRS[whose](ours, theirs))
        known = {"draft": number, "language": "en", "text": "Emma", "token": str(CONFIRMED)}
        async with stage.room.database.transaction() as session:
            person = await storage.find(session, guest.id)
            assert person is not None
            dialogs.save(person, form, Asking(last.name, known), stage.room.now)
        await is_refused(stage, guest, f"bc:{number}", act)

    stage.run(story())


def test_their_own_they_do_steer(stage: conftest.Stage) -> None:
    """So that what is refused above is refused for whose it is."""
    values = {
        "language": "en",
        "act": "new",
        "opens": "g1",
        "sure": "yes",
        "again": "again",
        "token": f"{CONFIRMED}a",  # though the same went to the same
        "people": "0",
        "name": "next",
    }

    def of_their_own(name: str, number: int) -> str:
        rest = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: values[found[1]], name.removeprefix(BEGIN))
        return f"bc:{number}{rest}"

    async def story() -> None:
        guest, ours, _ = await an_author(stage)
        for name in ABOUT_ONE:
            for at in (Stage.DRAFT, Stage.SENDING):
                number = await a_letter(stage, guest, ours, at)
                answers = await guest.does({"callback_query": of_their_own(name, number)})
                assert answers or stage.room.errands
                assert notes.apology(translator("en")).text not in [one.get("text") for one in answers]
        acts = [entry.act for entry in await refusals(stage, guest)]
        assert "refused" not in acts
        assert {"sent", "scheduled", "pause", "cancel", "withdraw"} <= {*acts}

    stage.run(story())


def test_that_an_organizer_wrote_the_same_is_said_but_leads_nowhere(stage: conftest.Stage) -> None:
    async def story() -> None:
        guest, ours, _ = await an_author(stage)
        for author, seen in ({"author": 10**6}, False), ({}, True):
            other = await a_letter(stage, guest, ours, Stage.DONE, **author)
            number = await a_letter(stage, guest, ours)
            async with stage.room.database.transaction() as session:
                found = await session.get(Broadcast, other)
                assert found is not None
                found.digest = broadcasts.digest(found)
            (card,) = await guest.taps(f"bc:{number}:send")
            assert "The same text went to the same audience" in card["text"]
            leads = [f"bc:{other}"] if seen else []
            assert datas(card) == [f"bc:{number}:send:again", *leads, f"bc:{number}"]

    stage.run(story())


def test_many_letters_have_pages(stage: conftest.Stage) -> None:
    async def story() -> None:
        guest, ours, theirs = await an_author(stage)
        (card,) = await guest.taps("bc")
        assert "You have not written to anybody yet" in card["text"]
        assert datas(card) == ["menu"]
        numbers = [await a_letter(stage, guest, ours) for _ in range(9)]
        await a_letter(stage, guest, theirs)
        (card,) = await guest.taps("bc")
        assert datas(card)[:8] == [f"bc:{number}" for number in reversed(numbers[1:])]
        for page in ("1", "9999"):
            (card,) = await guest.taps(f"bc:p{page}")
            assert datas(card)[0] == f"bc:{numbers[0]}"

    stage.run(story())
