"""A stale button of every kind, of every card ever shown, tapped at every place: it never fails."""

import re

import pytest

from bot.i18n import translator
from bot.screens import notes
from tests.intake.conftest import Stage
from tests.intake.languages import foreign
from tests.intake.places import WAYS, act, go, way
from tests.intake.room import Guest, datas


@pytest.fixture(scope="module")
def buttons(stage: Stage) -> list[str]:
    """The data of all buttons of all cards on all ways."""

    async def walk() -> list[str]:
        found: dict[str, None] = {}
        for place in WAYS:
            guest = stage.room.newcomer()
            for step in way(place):
                await act(guest, step)
                found |= dict.fromkeys(datas(guest.card))
        return list({_kind(data): data for data in reversed(found)}.values())

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
def test_every_button_ever_shown_answers_at_this_place(stage: Stage, buttons: list[str], place: str) -> None:
    assert len(buttons) > 80

    async def story() -> None:
        guest = stage.room.newcomer("ru")
        await go(guest, place)
        here = await guest.remembered()
        for data in buttons:
            await tapped(guest, data)
            await guest.becomes(here)

    stage.run(story())
