"""Links that people come by: kept through language, consent and sign-up, and honoured right after."""

import pytest

from tests import rows
from tests.stories.walks import WORDS, Join, a_link, answered, consented, signed_up

pytestmark = pytest.mark.usefixtures("bot")

NOWHERE = {
    "kk": "қазір жұмыс істемейді",
    "ru": "сейчас не работает",
    "en": "link you opened does not work now",
}


async def kept(database: str, telegram_id: int) -> tuple[str | None, str | None]:
    """Source and arrival."""
    chosen = "SELECT source, arrival FROM people WHERE telegram_id = :id"
    ((source, arrival),) = await rows.select(database, chosen, id=telegram_id)
    return source, arrival


@pytest.mark.parametrize("language", WORDS)
async def test_a_link_waits_through_the_whole_sign_up(join: Join, database: str, language: str) -> None:
    words = WORDS[language]
    await a_link(database, "sPOSTER")
    student = await consented(join, language=language, start="/start e12-sPOSTER")
    assert await kept(database, student.id) == ("sPOSTER", "e12")
    await answered(student, "Emma Li", language=language)
    card = await student.sees(words.review)
    for _ in range(2):
        student.telegram.taps(student.id, card.id, "f:signup:review:set:yes")
    student.looks_at(card)
    await student.sees(words.welcome)
    await student.sees(NOWHERE[language])
    student.says("/start")
    await student.sees(words.hello)
    said = [m for m in student.telegram.messages(student.id) if NOWHERE[language] in (m.text or "")]
    assert len(said) == 1, "said once, and not wiped out by the second tap"
    assert await kept(database, student.id) == ("sPOSTER", None)


async def test_the_first_touch_counts_and_nothing_after_signing_up(join: Join, database: str) -> None:
    for code in ("sFIRST", "sSECOND", "sLATE"):
        await a_link(database, code)
    student = await consented(join, start="/start sFIRST")
    student.says("/start sSECOND")
    await student.sees("What is your name?")
    assert await kept(database, student.id) == ("sFIRST", None)
    plain = await signed_up(join, "Plain")
    plain.says("/start sLATE")
    await plain.sees("Hello, Plain!")
    assert await kept(database, plain.id) == (None, None)


async def test_who_is_signed_up_gets_what_the_link_leads_to_at_once(join: Join) -> None:
    student = await signed_up(join)
    student.says("/start e7")
    await student.sees("Hello, Emma!")
    await student.sees("link you opened does not work now")


@pytest.mark.parametrize(
    "payload",
    [
        "hello",
        "a",
        "aNOBODY",
        "sNOTHING",
        "e0",
        "e12-",
        "e12-xX",
        "a-b",
        "x" * 65,
        "aҚОД",
        "e12 aX",
        "<b>",
        "'; DROP TABLE",
        "🦊",
    ],
)
async def test_a_link_of_nobodys_is_a_plain_start_and_leaves_nothing(
    join: Join, database: str, payload: str
) -> None:
    student = join("Emma", language_code="en")
    student.says(f"/start {payload}")
    await student.sees("Choose your language")
    assert await kept(database, student.id) == (None, None)


async def test_an_invitations_token_is_never_written_down(join: Join, database: str) -> None:
    token = "S3cretS3cretS3cretS3cr"
    student = await consented(join, start=f"/start i{token}")
    source, arrival = await kept(database, student.id)
    assert source is None
    assert arrival
    assert arrival[0] == "i"
    assert token not in arrival
