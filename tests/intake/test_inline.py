"""Inline mode: what can be shared from any chat, found by words of three languages; nothing is kept of it."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import InlineQueryResultArticle

from bot.articles import AT_MOST
from bot.content.goals import goals
from bot.demo.telegram import Telegram
from bot.i18n import LANGUAGES, translator
from bot.services import consents
from bot.services.consents import Age
from bot.storage import people
from bot.storage.database import Database
from bot.storage.models import Ambassador, Organization, Person, Phase, Standing
from tests import rows
from tests.intake.room import BEGIN, Room, room
from tests.kernel.gathering import an_event, settle_in

ASEL = 1  # an ambassador who speaks Kazakh
TITLES = {"kk": "Саябақ тазалау", "ru": "Уборка парка", "en": "Clean the park"}
HOSTILE = {"kk": "<b>&\"'", "ru": "😀" * 40, "en": "{name} %s"}


@pytest.fixture
def database(either_database: str) -> str:
    return either_database


@pytest.fixture
async def hall(database: str) -> AsyncIterator[Room]:
    """Two events that are coming, one for adults, one that is over, a draft, and one that is cancelled."""
    async with aclosing(Database(database)) as store:
        await settle_in(store, 3)
        async with store.transaction() as session:
            session.add(Ambassador(person_id=ASEL, code="aFirst", standing=Standing.APPOINTED))
            session.add(Organization(name="Greens", folded="greens", created_at=BEGIN))
            for number, language, age, code in (
                (1, "kk", Age.ADULT, "aFirst"),
                (2, "ru", Age.YOUTH, None),
                (3, "en", Age.ADULT, None),
            ):
                person = await session.get(Person, number)
                assert person is not None
                person.language, person.age_band, person.code = language, age, code
        soon = BEGIN + timedelta(days=1)
        await an_event(store, None, titles=TITLES, goal=7, organization_id=1, starts_at=soon)
        await an_event(store, 3, titles=HOSTILE, city="taldykorgan", starts_at=soon + timedelta(days=1))
        await an_event(store, None, titles=TITLES, adults=True, starts_at=soon + timedelta(days=2))
        await an_event(store, None, starts_at=BEGIN - timedelta(hours=1))
        await an_event(store, None, phase=Phase.DRAFT, starts_at=soon)
        await an_event(store, None, phase=Phase.CANCELLED, starts_at=soon)
    async with room(database) as opened:
        yield opened


async def asks(hall: Room, typed: str, who: int = ASEL, offset: str = "", code: str = "en") -> dict[str, Any]:
    """The body of the answer."""
    user = {"id": who, "is_bot": False, "first_name": "Asel", "language_code": code}
    query = {"id": "77", "from": user, "query": typed, "offset": offset, "chat_type": "group"}
    await hall.receive({"inline_query": query})
    (errand,) = hall.errands
    assert (errand.method, errand.body["inline_query_id"]) == ("answerInlineQuery", "77")
    return errand.body


async def found(hall: Room, typed: str, who: int = ASEL, **more: str) -> list[str]:
    return [result["id"] for result in (await asks(hall, typed, who, **more))["results"]]


GOALS = [f"g{number}" for number in goals()]


async def test_nothing_typed_finds_everything_the_invitation_first(hall: Room) -> None:
    assert await found(hall, "") == ["invitation", "e1", "e2", "e3", *GOALS]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("саябақ", ["e1", "e3"]),
        ("саябак", ["e1", "e3"]),
        ("УБОРКА парк", ["e1", "e3"]),
        ("уборки парков", ["e1", "e3"]),
        ("Clean", ["e1", "e3"]),
        ("greens", ["e1"]),
        ("талдыкорган", ["e2"]),
        ("Taldykorgan", ["e2"]),
        ("goal 3", ["g3"]),
        ("мақсат 3", ["g3"]),
        ("цель 3", ["g3"]),
        ("certificate", ["invitation"]),
        ("сертификат", ["invitation"]),
        ("волонтер болыңыз", ["invitation"]),
        ("event", ["invitation", "e1", "e2", "e3"]),
        ("іс-шара", ["invitation", "e1", "e2", "e3"]),
        ("name", ["e2"]),
        ("qwxz", []),
        ("park qwxz", []),
    ],
)
async def test_it_is_found_by_words_of_any_language_whatever_the_own_is(
    hall: Room, typed: str, ids: list[str]
) -> None:
    for who in (ASEL, 3):
        assert [one for one in await found(hall, typed, who) if not ids or one in ids or one[0] != "g"] == ids


async def test_each_speaks_the_sharers_language_and_carries_the_sharers_code(hall: Room) -> None:
    for who, language, code, sharer in (
        (1, "kk", "ru", "-aFirst"),
        (3, "en", "ru", ""),
        (99, "ru", "ru", ""),
    ):
        results = (await asks(hall, "", who, code=code))["results"]
        told = {result["id"]: result for result in results}
        assert told["g3"]["title"].endswith(goals()[3].title[translator(language).language])
        buttons = {name: one["reply_markup"]["inline_keyboard"][0][0]["url"] for name, one in told.items()}
        home = "?start=aFirst" if sharer else ""
        root = "https://t.me/" + buttons["g3"].removeprefix("https://t.me/").partition("?")[0]
        assert buttons["invitation"] == f"{root}{home}"
        assert buttons["g3"] == f"{root}?start=g3{sharer}"
        assert buttons["e1"] == f"{root}?start=e1{sharer}"
        assert told["e1"]["title"] == TITLES[language]


async def test_who_is_paused_shares_a_plain_link(hall: Room, database: str) -> None:
    await rows.change(database, "UPDATE people SET code = NULL WHERE id = 1")
    (result,) = (await asks(hall, "goal 3"))["results"]
    assert result["reply_markup"]["inline_keyboard"][0][0]["url"].endswith("?start=g3")


async def test_what_is_for_adults_is_offered_to_nobody_else(hall: Room) -> None:
    assert await found(hall, "парк", 1) == ["e1", "e3"]
    assert await found(hall, "парк", 2) == ["e1"]
    assert await found(hall, "парк", 99) == ["e1"]


async def test_it_is_for_the_sharer_alone_and_soon_looked_for_anew(hall: Room) -> None:
    body = await asks(hall, "park")
    assert body["is_personal"] is True
    assert 0 <= body["cache_time"] <= 60
    assert "button" not in body
    nothing = await asks(hall, "qwxz")
    assert nothing["results"] == []
    assert nothing["button"] == {"text": "Ештеңе табылмады. Ботты ашу", "start_parameter": "inline"}


async def test_a_thousand_events_come_page_by_page_each_once(hall: Room, database: str) -> None:
    async with aclosing(Database(database)) as store:
        for number in range(120):
            await an_event(
                store, None, titles={"ru": f"Субботник {number}"}, starts_at=BEGIN + timedelta(hours=1)
            )
    pages: list[list[str]] = []
    offset = ""
    while not pages or offset:
        body = await asks(hall, "субботник", offset=offset)
        pages.append([result["id"] for result in body["results"]])
        offset = body["next_offset"]
        assert len(offset.encode()) <= 64
    assert all(1 <= len(page) <= AT_MOST for page in pages)
    listed = [one for page in pages for one in page]
    assert len(listed) == len({*listed}) == 120
    assert await found(hall, "субботник", offset="999999") == []
    assert await found(hall, "goal 3", offset="what") == ["g3"]


async def test_nothing_is_kept_of_who_asks(hall: Room, database: str) -> None:
    before = await rows.everything(database)
    for who in (ASEL, 99):
        await asks(hall, "park", who)
    assert await rows.everything(database) == before


async def test_queries_that_come_with_a_message_are_all_answered_and_read_events_once(hall: Room) -> None:
    guest = hall.newcomer("en")
    looked: list[int] = []

    def looks(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        looked.append("events.titles" in statement and "LIMIT" in statement.upper())

    engine = hall.database._kind.reader.sync_engine
    event.listen(engine, "before_cursor_execute", looks)
    users = [{"id": 900 + n, "is_bot": False, "first_name": "–", "language_code": "en"} for n in range(31)]
    queries = [
        {"inline_query": {"id": f"{n}", "from": user, "query": "park", "offset": "", "chat_type": "group"}}
        for n, user in enumerate(users)
    ]
    answers = await hall.receive(*queries[:20], guest.update("message", "/start"), *queries[20:])
    event.remove(engine, "before_cursor_execute", looks)
    assert [answer["chat_id"] for answer in answers] == [guest.id]
    assert [errand.body["inline_query_id"] for errand in hall.errands] == [f"{n}" for n in range(31)]
    assert sum(looked) == 1


async def test_a_query_that_nobody_can_read_costs_the_others_nothing(hall: Room) -> None:
    user = {"id": ASEL, "is_bot": False, "first_name": "Asel"}
    broken: dict[str, Any] = {"inline_query": {"id": "1", "from": {"id": "?"}, "query": None, "offset": []}}
    fine = {"inline_query": {"id": "2", "from": user, "query": "", "offset": "", "chat_type": "group"}}
    await hall.receive(broken, fine, broken)
    assert [errand.body["inline_query_id"] for errand in hall.errands] == ["2"]


async def test_a_database_that_fails_ends_nothing(hall: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    guest, fails = hall.newcomer("en"), count(1)
    ask = people.speaker

    async def speaker(session: AsyncSession, telegram_id: int) -> Any:
        if next(fails) == 2:
            await session.execute(text("SELECT * FROM there_is_none"))
        return await ask(session, telegram_id)

    monkeypatch.setattr(people, "speaker", speaker)
    user = {"id": ASEL, "is_bot": False, "first_name": "Asel"}
    queries = [
        {"inline_query": {"id": f"{n}", "from": user, "query": "", "offset": "", "chat_type": "group"}}
        for n in range(3)
    ]
    (answer,) = await hall.receive(*queries, guest.update("message", "/start"))
    assert answer["chat_id"] == guest.id
    assert [errand.body["inline_query_id"] for errand in hall.errands] == ["0"]
    await hall.receive(*queries)
    assert len(hall.errands) == 3


async def test_a_city_is_no_other_word_and_a_number_no_longer_one(hall: Room) -> None:
    assert await found(hall, "goal 2") == ["g2"]
    assert await found(hall, "Алматы") == ["e1", "e3"]
    assert await found(hall, "Шымкент") == []
    assert await found(hall, "Алматыда") == ["e1", "e3"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_answers_are_what_telegram_takes(hall: Room, database: str, language: str) -> None:
    await rows.change(database, f"UPDATE people SET language = '{language}' WHERE id = 1")
    body = await asks(hall, "")
    telegram = Telegram(now=hall.clock)
    query = telegram.asks(telegram.join("Asel").id, "")
    assert telegram.call("answerInlineQuery", {**body, "inline_query_id": query})["ok"]
    for result in body["results"]:
        assert 1 <= len(result["id"].encode()) <= 64
        assert result["title"].strip()
        said = result["input_message_content"]
        assert said["parse_mode"] == "HTML"
        assert 1 <= len(said["message_text"]) <= 4096
        article = InlineQueryResultArticle.de_json(result, None)
        assert article is not None
        assert article.to_dict() | {"input_message_content": said} == result


async def test_what_is_shared_into_the_chat_with_the_bot_answers_no_question(hall: Room) -> None:
    guest = hall.newcomer("en")
    for place in ("=/start", "language:en", f"consent:yes:{consents.VERSION}:18+"):
        await (guest.says(place[1:]) if place[0] == "=" else guest.taps(place))
    bot = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "volunteer_bot"}
    (answer,) = await guest.sends({"text": "Goal 3. Promote gender equality", "via_bot": bot})
    assert "This is how it looks in other chats" in answer["text"]
    assert "What is your name?" in answer["text"]
    other = {**bot, "id": 2, "username": "translator_bot"}
    (answer,) = await guest.sends({"text": "Anna Kim", "via_bot": other})
    assert "Where do you study?" in answer["text"], "what another bot wrote is an answer like any"
