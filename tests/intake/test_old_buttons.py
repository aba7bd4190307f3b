"""A stale button of every kind, of every card ever shown, tapped at every place: it never fails."""

import re
from dataclasses import dataclass

import pytest

from bot.i18n import translator
from bot.screens import notes
from tests.intake.conftest import Stage
from tests.intake.languages import foreign
from tests.intake.places import WAYS, act
from tests.intake.room import Guest, Memory, datas


@dataclass
class Walked:
    """Somebody who was at all places: how they were there, and the data of all buttons they saw."""

    guest: Guest
    places: dict[str, Memory]
    buttons: list[str]


@pytest.fixture(scope="module")
def walked(stage: Stage) -> Walked:
    async def walk() -> Walked:
        guest = stage.room.newcomer("ru")
        nowhere = await guest.remembered()
        places: dict[str, Memory] = {}
        found: dict[str, None] = {}
        for place, steps in WAYS.items():
            before = [step[1:] for step in steps if step.startswith("+")]
            await guest.becomes(places[before[0]] if before else nowhere)
            for step in steps[len(before) :]:
                await act(guest, step)
                found |= dict.fromkeys(datas(guest.card))
            places[place] = await guest.remembered()
        return Walked(guest, places, list({_kind(data): data for data in reversed(found)}.values()))

    return stage.run(walk())


def _kind(data: str) -> str:
    """Buttons that differ by a number are of one kind."""
    return re.sub(r"[0-9]+", "#", data)


async def tapped(guest: Guest, data: str) -> None:
    guest.room.errands.clear()
    answers = await guest.taps(data)
    popped_up = [errand.body["text"] for errand in guest.room.errands if "text" in errand.body]
    assert answers or popped_up, f"{data} is answered"
    language = await guest.speaks()
    for card in answers:
        if card["method"] != "sendDocument":
            assert not foreign(card, language), f"{data} in the language of the person"
            assert card["text"] != notes.apology(translator(language)).text, f"{data} fails"


@pytest.mark.parametrize("place", WAYS)
def test_every_button_ever_shown_answers_at_this_place(stage: Stage, walked: Walked, place: str) -> None:
    assert len(walked.buttons) > 80

    async def story() -> None:
        for data in walked.buttons:
            await walked.guest.becomes(walked.places[place])
            await tapped(walked.guest, data)

    stage.run(story())
