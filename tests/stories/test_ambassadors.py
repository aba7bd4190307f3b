"""Ambassadors: asking, being approved or appointed, a link that counts or rests, and the leaderboard."""

import io
from collections.abc import Sequence

import pytest
import zxingcpp
from PIL import Image

from bot.demo.models import Message
from bot.demo.telegram import Telegram
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import staffed
from tests.stories.event_desks import published
from tests.stories.student import Student
from tests.stories.walks import WORDS, Join, answered, consented, signed_up

pytestmark = pytest.mark.usefixtures("bot")

ASK = {"kk": "Елші болуға өтініш беру", "ru": "Подать заявку", "en": "Ask to be an ambassador"}
WAITS = {"kk": "өтінішіңіз жіберілді", "ru": "заявка в амбассадоры отправлена", "en": "You have asked"}
NOW_ONE = {"kk": "Енді Сіз елшісіз", "ru": "Теперь Вы амбассадор", "en": "You are an ambassador now"}
CARD = {"kk": "Сілтемеңіз арқылы", "ru": "По Вашей ссылке", "en": "Through your link"}


async def appointed(organizer: Student, student: Student, name: str, language: str = "en") -> str:
    """Who asked is approved, and gives the payload of their link."""
    student.says("/ambassador")
    await student.taps(ASK[language])
    await student.sees(WAITS[language])
    await organizer.sees("A student asks to be an ambassador")
    await organizer.taps("See the request")
    await organizer.taps("Make an ambassador")
    await organizer.sees("When was this ambassador trained?")
    await organizer.taps("Yesterday")
    await organizer.sees("Ambassador since", "Trained on")
    await student.sees(NOW_ONE[language])
    return await own(student, language)


async def own(student: Student, language: str = "en") -> str:
    """The payload of the own link, from the own card."""
    student.says("/ambassador")
    return payload(await student.sees(CARD[language]))


def payload(card: Message) -> str:
    return (card.text or "").partition("?start=")[2].split()[0]


def files(student: Student) -> Sequence[Message]:
    return [message for message in student.telegram.messages(student.id) if message.file]


def urls(card: Message) -> list[str]:
    return [button.body["url"] for row in card.rows for button in row if "url" in button.body]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_who_asks_is_approved_and_brings_somebody_once(
    join: Join, clock: Clock, language: str, database: str
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    asel = await signed_up(join, "Asel", language=language)
    code = await appointed(organizer, asel, "Asel", language)
    friend = await consented(join, start=f"/start {code}")
    friend.says(f"/start {code}")
    asel.says(f"/start {code}")
    await asel.sees(WORDS[language].hello)
    asel.says("/ambassador")
    card = await asel.sees(CARD[language], "+1)")
    assert (card.text or "").count("+1)") == 1, "opened, and not signed up yet"
    await answered(friend, "Emma")
    await friend.taps("All right, sign me up")
    await friend.sees("Nice to meet you")
    await asel.taps({"kk": "Жаңарту", "ru": "Обновить", "en": "Refresh"}[language])
    card = await asel.sees(CARD[language])
    assert (card.text or "").count("+1)") == 2, "opened and signed up, this week"
    assert (await rows.select(database, "SELECT count(*) FROM people WHERE source IS NOT NULL")) == [(1,)]


async def test_the_link_is_copied_shared_in_three_languages_and_printed(
    join: Join, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    asel = await signed_up(join, "Asel")
    code = await appointed(organizer, asel, "Asel")
    card = await asel.sees(CARD["en"])
    link = f"https://t.me/{telegram.username}?start={code}"
    (copied,) = [b.body["copy_text"] for row in card.rows for b in row if "copy_text" in b.body]
    assert copied == {"text": link}
    await asel.taps("Share")
    card = await asel.sees("In which language")
    assert len({*urls(card)}) == 3
    assert all(url.startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2F") for url in urls(card))
    assert all(code in url for url in urls(card))
    await asel.taps("Back")
    await asel.taps("QR code")
    await asel.sees("Your QR code")
    asel.says("/ambassador")
    await asel.taps("Poster")
    card = await asel.sees("One sheet in three languages")
    for kind in ("pdf", "png", "png"):
        await asel.presses(card, f"amb:poster:{kind}")
    sent = await telegram.until(lambda: found if len(found := files(asel)) >= 3 else None, 20)
    assert len(sent) == 3, "a second tap sends no second one"
    assert sorted(message.kind for message in sent) == ["document", "photo", "photo"]
    for message in sent:
        assert message.file is not None
        if message.kind == "photo":
            (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(message.file.content)))
            assert found.text == link
        else:
            assert message.file.content.startswith(b"%PDF")


async def test_a_shared_goal_or_event_carries_the_code_and_is_what_the_newcomer_lands_on(
    join: Join, clock: Clock, database: str
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    asel, plain = await signed_up(join, "Asel"), await signed_up(join, "Plain")
    code = await appointed(organizer, asel, "Asel")
    await published(organizer, clock)
    for student, goal, event in ((asel, f"g1-{code}", f"e1-{code}"), (plain, "g1", "e1")):
        student.says("/goals")
        await student.presses(await student.sees("Millennium Development Goals"), "goal:1")
        assert [f"start%3D{goal}&" in url for url in urls(await student.sees("Goal 1."))] == [True]
        student.says("/events")
        await student.taps("Clean park")
        shared = [url for url in urls(await student.sees("Bring gloves")) if "share" in url]
        assert [f"start%3D{event}&" in url for url in shared] == [True]
    friend = await signed_up(join, "Friend", start=f"/start e1-{code}")
    await friend.sees("Clean park", "Bring gloves")
    other = await signed_up(join, "Other", start=f"/start g1-{code}")
    await other.sees("Goal 1.")
    found = await rows.select(database, f"SELECT count(*) FROM people WHERE source = '{code}'")
    assert found == [(2,)]


async def test_a_paused_link_counts_nobody_and_comes_back_as_it_was(
    join: Join, clock: Clock, database: str
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    asel = await signed_up(join, "Asel")
    code = await appointed(organizer, asel, "Asel")
    organizer.says("/ambassadors")
    await organizer.taps("Asel")
    card = await organizer.sees("Ambassador since", code)
    old = await asel.sees(CARD["en"])
    for _ in range(2):
        await organizer.presses(card, payload_of(card, "suspend"))
    await asel.sees("Your link is paused")
    for data in ("amb:qr", "amb:poster:pdf", "amb:share", "amb:list", "amb:top:0"):
        await asel.presses(old, data)
    await asel.sees("Your link is paused")
    assert files(asel) == []
    late = await signed_up(join, "Late", start=f"/start {code}")
    assert await rows.select(database, "SELECT count(*) FROM people WHERE source IS NOT NULL") == [(0,)]
    await organizer.taps("Resume the link")
    await asel.sees("Your link counts again")
    assert await own(asel) == code
    late.says(f"/start {code}")
    await signed_up(join, "New", start=f"/start {code}")
    assert await rows.select(database, "SELECT name FROM people WHERE source IS NOT NULL") == [("New",)]
    done = "SELECT act FROM log WHERE act LIKE 'ambassador-%' ORDER BY id"
    assert [act for (act,) in await rows.select(database, done)] == [
        "ambassador-appointed",
        "ambassador-suspended",
        "ambassador-reinstated",
    ]


def payload_of(card: Message, act: str) -> str:
    (data,) = [b.data for row in card.rows for b in row if b.data and b.data.endswith(act)]
    return data


async def test_a_request_is_declined_taken_back_and_asked_again_after_a_month(
    join: Join, clock: Clock
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    asel = await signed_up(join, "Asel <3")
    asel.says("/ambassador")
    await asel.taps(ASK["en"])
    await organizer.sees("A student asks to be an ambassador")
    await asel.taps("Withdraw the request")
    await asel.sees("Become an ambassador")
    await organizer.taps("See the request")
    card = await organizer.sees("Name: Asel <3", "Not an ambassador")
    await asel.taps(ASK["en"])
    await asel.sees(WAITS["en"])
    organizer.says("/ambassadors")
    await organizer.taps("waiting")
    await organizer.sees("Asked to be an ambassador on")
    told = [m for m in organizer.telegram.messages(organizer.id) if "See the request" in str(m.rows)]
    assert told == [], "told once a day, on the message that became the card"
    await organizer.taps("Decline")
    await organizer.sees("The request was declined on")
    await asel.sees("was not accepted this time")
    asel.says("/ambassador")
    card = await asel.sees("ask again from")
    await asel.presses(card, "amb:ask")
    await asel.sees("ask again from")
    clock.moves(days=31)
    asel.says("/ambassador")
    await asel.taps(ASK["en"])
    await asel.sees(WAITS["en"])


async def test_who_takes_the_request_back_meanwhile_is_not_appointed(
    join: Join, clock: Clock, database: str
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    asel = await signed_up(join, "Asel")
    asel.says("/ambassador")
    await asel.taps(ASK["en"])
    await organizer.sees("A student asks to be an ambassador")
    await organizer.taps("See the request")
    await organizer.taps("Make an ambassador")
    await organizer.sees("When was this ambassador trained?")
    await asel.taps("Withdraw the request")
    await asel.sees("Become an ambassador")
    await organizer.taps("Yesterday")
    await organizer.sees("This has changed meanwhile", "Not an ambassador.")
    assert await rows.select(database, "SELECT count(*) FROM ambassadors") == [(0,)]
    card = await organizer.sees("Not an ambassador.")
    await organizer.presses(card, card.rows[0][0].data.replace("appoint", "train"))  # type: ignore[union-attr]
    await organizer.sees("Not an ambassador.")


async def test_an_organizer_appoints_somebody_who_did_not_ask(join: Join, clock: Clock) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    bota = await signed_up(join, "Bota")
    organizer.says("/ambassadors")
    await organizer.sees("There are no ambassadors yet")
    await organizer.taps("Appoint somebody")
    organizer.says("nobody")
    await organizer.sees("Nobody found for “nobody”")
    organizer.says("bot")
    await organizer.taps("Bota")
    await organizer.sees("Not an ambassador")
    await organizer.taps("Make an ambassador")
    for typed in ("tomorrow", "01.01.1990"):
        organizer.says(typed)
        await organizer.sees("It must be a day in the last three years")
    organizer.says("01.02.2026")
    await organizer.sees("Trained on Sunday, 1 February 2026")
    await bota.sees(NOW_ONE["en"])
    await organizer.taps("Training day")
    await organizer.taps("Today")
    await organizer.sees("Ambassador since")
    assert len([m for m in bota.seen() if NOW_ONE["en"] in (m.text or "")]) == 1


async def test_the_organizer_hears_of_a_request_by_day_only(join: Join, clock: Clock) -> None:
    clock.comes_to(1, 23)
    organizer = await staffed(join)
    asel = await signed_up(join, "Asel")
    asel.says("/ambassador")
    await asel.taps(ASK["en"])
    await asel.sees(WAITS["en"])
    assert not [m for m in organizer.seen() if "asks to be an ambassador" in (m.text or "")]
    bota = await signed_up(join, "Bota")
    bota.says("/ambassador")
    await bota.taps(ASK["en"])
    await bota.taps("Withdraw the request")
    clock.moves(hours=11)
    await organizer.sees("A student asks to be an ambassador")
    told = [m for m in organizer.seen() if "asks to be an ambassador" in (m.text or "")]
    assert len(told) == 1, "nobody hears of what was taken back"
