"""Anything at all, at every place: an answer in the person's language, nothing lost, never a failure."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import callback
from bot.i18n import LANGUAGES, translator
from bot.screens import notes
from bot.services import dialogs, people
from bot.storage.models import Person
from tests.intake.conftest import Stage
from tests.intake.languages import foreign
from tests.intake.places import WAYS, go
from tests.intake.room import JSON, Guest

NASTY = [
    "<b>",
    "</i>&lt;&amp;",
    "{name}{0}%s%(x)s",
    "\u202eabc\u202c",
    "\u200b\u200c\u200d\ufeff",
    "\u3164",
    "👩‍👩‍👧‍👦" * 50,
    " \n\t ",
    "0",
    "-1",
    "null",
    "'; DROP TABLE people; --",
    "\x00",
    "﷽" * 200,
    "á" * 2000,
    "/",
    "/start",
    "/start a",
    "/me@other_bot",
    "@volunteer_bot",
    "https://t.me/x",
    "A" * 4096,
    "😀" * 2048,
]
TEXTS = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4096)
PAYLOADS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)

FILE: JSON = {"file_id": "f", "file_unique_id": "u"}
KINDS: list[JSON] = [
    {"photo": [{**FILE, "width": 1, "height": 1}], "caption": "<b>"},
    {
        "sticker": {
            **FILE,
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
    },
    {"voice": {**FILE, "duration": 1}},
    {"video_note": {**FILE, "length": 1, "duration": 1}},
    {"document": {**FILE, "file_name": "../../x"}, "caption": "Emma"},
    {"location": {"latitude": 0, "longitude": 0}},
    {"contact": {"phone_number": "+7", "first_name": "<b>", "user_id": 1}},
    {"dice": {"emoji": "🎲", "value": 6}},
    {
        "poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False}
        | {
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
        }
        | {"members_only": False}
    },
    {"venue": {"location": {"latitude": 0, "longitude": 0}, "title": "x", "address": "y"}},
    {"story": {"chat": {"id": 1, "type": "private"}, "id": 1}},
    {"a_kind_of_tomorrow": {"x": 1}},
]

# Beginnings of what buttons really say: what follows is forged. Buttons that delete are left to the stories.
BEGINNINGS = [
    "f:signup:",
    "f:edit-city:city:set:",
    "f:edit-name:name:set:",
    "f:signup:interests:set:on-",
    "profile:",
    "goal:",
    "goals:figures",
    "e:",
    "e:1:",
    "events:",
    "my:",
    "aware:before:",
    "weekly:",
    "mute:",
]
BEGINNINGS += [
    "f:signup:university:set:",
    "f:signup:city:set:page-",
    "notify:off:",
    "continue:",
    "consent:yes:",
    "age:",
    "staff:",
    "person:",
    "log:",
    "f:find:who:",
]


def forged(beginning: str) -> st.SearchStrategy[str]:
    ends = st.text(st.characters(codec="utf-8"), max_size=64 - len(beginning))
    return ends.map(lambda end: (beginning + end).encode()[:64].decode(errors="ignore")).filter(harmless)


def harmless(data: str) -> bool:
    return (
        bool(data)
        and not data.endswith((":drop", ":cancel"))
        and not data.startswith(("erase", "withdraw", "stop"))
    )


DATA = st.text(st.characters(codec="utf-8"), min_size=1, max_size=21).filter(harmless) | st.sampled_from(
    BEGINNINGS
).flatmap(forged)


ACTS: st.SearchStrategy[tuple[str, Any]] = st.one_of(
    st.tuples(st.just("text"), TEXTS),
    st.tuples(st.just("text"), PAYLOADS.map("/start {}".format)),
    st.tuples(st.just("edit"), TEXTS),
    st.tuples(st.just("tap"), DATA),
    st.tuples(st.just("sends"), st.sampled_from(KINDS)),
)


def told(person: Person | None) -> dict[str, Any]:
    """What the person has answered so far, in whatever form."""
    if person is None:
        return {}
    answers = {name: value for row in person.dialogs for name, value in row.answers.items()}
    profile = {name: getattr(person, name) for name in (*people.PROFILE, "registered_at")}
    return {name: value for name, value in {**answers, **profile}.items() if value}


async def answered_well(
    guest: Guest, answers: list[JSON], before: dict[str, Any], may_change: frozenset[str] = frozenset()
) -> None:
    person = await guest.person()
    language = person.language if person and person.language else guest.language
    shown = [answer for answer in answers if answer["method"] in {"sendMessage", "editMessageText"}]
    popped_up = any("text" in errand.body for errand in guest.room.errands)
    assert shown or popped_up, "an answer"
    for card in shown:
        assert not foreign(card, language)
        assert card["text"] != notes.apology(translator(language)).text, "a handler failed"
    after = told(person)
    changed = {name for name in before if after.get(name) != before[name]}
    assert changed <= may_change, "nothing told before is lost or becomes something else"


def asked(person: Person | None, act: str, said: str) -> frozenset[str]:
    """The answer that an act may change, and the city, which follows the university."""
    step = ""
    if act == "text" and person:
        row = dialogs.current(person) or dialogs.waiting(person)
        step = row.step if row else ""
    elif act == "tap" and (button := re.fullmatch(callback.PATTERN, said)):
        step = button["step"]
    return frozenset({step, "city"} if step == "university" else {step})


at_every_place = pytest.mark.parametrize("place", sorted(set(WAYS) - {"too young", "erased"}))


@at_every_place
@given(language=st.sampled_from(LANGUAGES), data=st.data())
@settings(max_examples=6, deadline=None)
def test_whatever_comes_is_answered(stage: Stage, place: str, language: str, data: st.DataObject) -> None:
    async def story() -> None:
        async with stage.at(place, language) as guest:
            for _ in range(3):
                before = await guest.person()
                act, said = data.draw(ACTS)
                match act:
                    case "text":
                        answers = await guest.says(said)
                    case "edit":
                        answers = await guest.edits(said)
                    case "tap":
                        answers = await guest.taps(said)
                    case _:
                        answers = await guest.sends(said)
                await answered_well(guest, answers, told(before), asked(before, act, said))

    stage.run(story())


@pytest.mark.parametrize("place", ["too young", "erased"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_gone_is_a_stranger_and_answered(stage: Stage, place: str, language: str) -> None:
    async def story() -> None:
        for text in ("hello", "/privacy", "/help", "/me", "/stop"):
            guest = stage.room.newcomer(language)
            await go(guest, place)
            assert await guest.person() is None
            await answered_well(guest, await guest.says(text), {})

    stage.run(story())
