"""From /start to the greeting, in each language."""

from collections.abc import Callable

import pytest

from tests.stories.student import Student

pytestmark = pytest.mark.usefixtures("bot")

Join = Callable[..., Student]


async def test_a_newcomer_is_guided_to_the_greeting(join: Join) -> None:
    emma = join("Emma", last_name="Li", language_code="en")
    emma.says("/start")
    card = await emma.sees("Hello!", "Choose your language")
    assert emma.labels(card) == ["English", "Қазақша", "Русский"]

    assert await emma.taps("English") is None
    await emma.sees("Before we begin", "Volunteers <of> Kazakhstan (BIN 123456789012)", "/privacy")
    await emma.taps("I agree")
    await emma.sees("What is your name?")
    await emma.taps("Emma Li")
    card = await emma.sees("Nice to meet you, Emma Li!", "/language")
    assert len(emma.telegram.messages(emma.id)) == 2, "taps edit the card, they do not pile up messages"
    assert emma.labels(card) == ["Language", "Help", "Privacy", "Unsubscribe"]
