"""Ambassadors: asking, being approved or appointed, a link that counts, and one that rests."""

import pytest

from bot.demo.models import Message
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import staffed
from tests.stories.student import Student
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

ASK = {"kk": "Елші болуға өтініш беру", "ru": "Подать заявку", "en": "Ask to be an ambassador"}
CARD = {"kk": "Сілтемеңіз арқылы", "ru": "По Вашей ссылке", "en": "Through your link"}


async def appointed(organizer: Student, student: Student, name: str, language: str = "en") -> str:
    """Who asked is approved, and gives the payload of their link."""
    student.says("/ambassador")
    await student.taps(ASK[language])
    await organizer.sees(name, "asks to be an ambassador")
    await organizer.taps("See the request")
    await organizer.taps("Make an ambassador")
    await organizer.taps("Yesterday")
    await organizer.sees("Ambassador since", "Trained on")
    await student.sees("")
    student.says("/ambassador")
    return payload(await student.sees(CARD[language]))


def payload(card: Message) -> str:
    return (card.text or "").partition("?start=")[2].split()[0]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_who_asks_is_approved_and_brings_somebody(
    join: Join, clock: Clock, language: str, database: str
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    asel = await signed_up(join, "Asel", language=language)
    code = await appointed(organizer, asel, "Asel", language)
    friend = await signed_up(join, "Friend", start=f"/start {code}")
    asel.says("/ambassador")
    card = await asel.sees(CARD[language])
    assert (card.text or "").count(": 1 (") == 2, "opened and signed up, this week"
    assert (await rows.select(database, "SELECT source FROM people WHERE name = 'Friend'")) == [(code,)]
    assert friend.id
