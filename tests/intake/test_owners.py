"""What only some may do, done by an owner at any moment: an answer in their language, never a failure."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import LANGUAGES, translator
from bot.screens import notes
from tests.intake.conftest import Stage
from tests.intake.languages import foreign
from tests.intake.places import go
from tests.intake.room import OWNER, Guest, Memory
from tests.intake.test_forged import GUARDED, acts

PLACES = ("language", "consent", "name", "home", "left")


IN_EACH_LANGUAGE = {"tap ev:(?P<number>[0-9]{1,9}):preview"}
assert GUARDED.keys() >= IN_EACH_LANGUAGE
Ways = dict[tuple[str, str], Memory]


@pytest.fixture(scope="module")
def owner_at() -> Ways:
    """The owner as they were, by language and place: the way there is walked once."""
    return {}


@pytest.mark.parametrize("name", GUARDED)
@given(language=st.sampled_from(LANGUAGES), place=st.sampled_from(PLACES), data=st.data())
@settings(max_examples=3, deadline=None)
def test_an_owner_is_answered_wherever_they_are(
    stage: Stage, owner_at: Ways, name: str, language: str, place: str, data: st.DataObject
) -> None:
    act = data.draw(acts(GUARDED[name]))

    async def story() -> None:
        here = owner_at.get((language, place))
        owner = Guest(stage.room, OWNER, language)
        if here is None:
            await owner.taps("erase:yes")
            await go(owner, place)
            owner_at[language, place] = await owner.remembered()
        else:
            await owner.becomes(here)
        for _ in range(2):
            answers = await owner.does(act)
            assert answers or any("text" in errand.body for errand in stage.room.errands)
            speaks = await owner.speaks()
            for card in answers:
                assert not foreign(card, speaks) or name in IN_EACH_LANGUAGE
                assert card.get("text") != notes.apology(translator(speaks)).text, "a handler failed"

    stage.run(story())
