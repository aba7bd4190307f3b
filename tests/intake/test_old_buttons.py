"""A stale button of every card ever shown, tapped at every place: it is answered and never fails."""

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
        return list(found)

    return stage.run(walk())


async def tapped(guest: Guest, data: str) -> None:
    answers = await guest.taps(data)
    assert answers, f"{data} is answered"
    person = await guest.person()
    language = person.language if person and person.language else guest.language
    for card in answers:
        if card["method"] != "sendDocument":
            assert not foreign(card, language), f"{data} in the language of the person"
            assert card["text"] != notes.apology(translator(language)).text, f"{data} fails"


@pytest.mark.parametrize("place", WAYS)
def test_every_button_ever_shown_answers_at_this_place(stage: Stage, buttons: list[str], place: str) -> None:
    assert len(buttons) > 100

    async def story() -> None:
        guest = stage.room.newcomer("ru")
        await go(guest, place)
        here = await guest.remembered()
        for data in buttons:
            await tapped(guest, data)
            await guest.becomes(here)

    stage.run(story())
