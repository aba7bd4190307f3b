"""What only some may do, done by an owner at any moment: an answer in their language, never a failure."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import LANGUAGES, translator
from bot.screens import notes
from tests.intake.conftest import Stage
from tests.intake.languages import foreign
from tests.intake.places import go
from tests.intake.room import OWNER, Guest
from tests.intake.test_forged import GUARDED, acts

PLACES = ("language", "consent", "name", "home", "left")


@pytest.mark.parametrize("name", GUARDED)
@given(language=st.sampled_from(LANGUAGES), place=st.sampled_from(PLACES), data=st.data())
@settings(max_examples=5, deadline=None)
def test_an_owner_is_answered_wherever_they_are(
    stage: Stage, name: str, language: str, place: str, data: st.DataObject
) -> None:
    act = data.draw(acts(GUARDED[name]))

    async def story() -> None:
        owner = Guest(stage.room, OWNER, language)
        await owner.taps("erase:yes")
        await go(owner, place)
        for _ in range(2):
            answers = await owner.does(act)
            assert answers or any("text" in errand.body for errand in stage.room.errands)
            person = await owner.person()
            speaks = person.language if person and person.language else language
            for card in answers:
                assert not foreign(card, speaks)
                assert card["text"] != notes.apology(translator(speaks)).text, "a handler failed"

    stage.run(story())
