"""A stale button of every card ever shown, tapped at every place: it is answered and never fails."""

import pytest

from bot.i18n import LANGUAGES, translator
from bot.screens import notes
from tests.intake.conftest import Stage
from tests.intake.places import WAYS, act, go, way
from tests.intake.room import Guest, datas

APOLOGIES = {notes.apology(translator(language)).text for language in LANGUAGES}
DELETING = ("erase:yes", "consent:under", "consent:under:yes", "withdraw:yes")


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
    for answer in answers:
        assert answer.get("text") not in APOLOGIES, f"{data} fails"


@pytest.mark.parametrize("place", WAYS)
def test_every_button_ever_shown_answers_at_this_place(stage: Stage, buttons: list[str], place: str) -> None:
    assert len(buttons) > 100

    async def story() -> None:
        guest = stage.room.newcomer()
        await go(guest, place)
        for data in buttons:
            if data not in DELETING:
                await tapped(guest, data)
        for data in DELETING:
            other = stage.room.newcomer()
            await go(other, place)
            await tapped(other, data)

    stage.run(story())
