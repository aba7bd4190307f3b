"""Inline mode: what somebody types after the bot's name, what the bot answers, and what is sent of it."""

from typing import Any

import pytest
import telegram as ptb

from bot.demo.models import JSON
from bot.demo.telegram import Telegram, User
from tests.demo.clock import Clock

LINK = "https://t.me/volunteer_demo_bot?start=g3"


def article(number: int = 1, **changes: Any) -> JSON:
    said = {"message_text": f"<b>Goal {number}</b>", "parse_mode": "HTML"}
    buttons = {"inline_keyboard": [[{"text": "Open", "url": LINK}]]}
    of = {"type": "article", "id": str(number), "title": f"Goal {number}", "description": "Read it"}
    return {**of, "input_message_content": said, "reply_markup": buttons, **changes}


def answered(telegram: Telegram, query: str, *results: JSON, **more: Any) -> JSON:
    return telegram.call("answerInlineQuery", {"inline_query_id": query, "results": [*results], **more})


@pytest.fixture
def group(telegram: Telegram, anna: User) -> int:
    return telegram.group("Students")


async def test_a_query_is_an_update_and_its_answer_a_list(
    telegram: Telegram, bot: ptb.Bot, anna: User, group: int
) -> None:
    query = telegram.asks(anna.id, " clean park ", chat_id=group, offset="20")
    (update,) = await bot.get_updates()
    asked = update.inline_query
    assert asked is not None
    assert (asked.id, asked.query, asked.offset, asked.chat_type) == (query, "clean park", "20", "supergroup")
    assert asked.from_user.id == anna.id
    assert telegram.found(query) is None
    assert answered(telegram, query, article(1), article(2), next_offset="40")["result"] is True
    found = telegram.found(query)
    assert found is not None
    assert [*found["results"]] == ["1", "2"]
    assert found["next_offset"] == "40"


async def test_in_the_own_chat_it_is_the_senders(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    telegram.asks(anna.id, "")
    (update,) = await bot.get_updates()
    assert update.inline_query is not None
    assert update.inline_query.chat_type == "sender"


async def test_what_is_chosen_is_the_persons_message_made_by_the_bot(
    telegram: Telegram, anna: User, group: int
) -> None:
    query = telegram.asks(anna.id, "goal", chat_id=group)
    answered(telegram, query, article(3))
    assert telegram.chooses(query, "3") is None, "the bot is not in that group"
    (message,) = telegram.messages(group)
    assert (message.text, message.html, message.via_bot) == ("Goal 3", "<b>Goal 3</b>", True)
    assert (message.from_bot, message.author_id) == (False, anna.id)
    assert message.button("Open").url == LINK
    with pytest.raises(ValueError, match="no such result"):
        telegram.chooses(query, "4")


async def test_the_bot_hears_of_it_where_it_is(
    telegram: Telegram, bot: ptb.Bot, anna: User, group: int
) -> None:
    telegram.adds_bot(group, anna.id)
    for chat_id in (group, anna.id):
        query = telegram.asks(anna.id, "goal", chat_id=chat_id)
        answered(telegram, query, article(3), cache_time=0)
        assert telegram.chooses(query, "3") is not None
    heard = [update.message for update in await bot.get_updates() if update.message]
    assert [message.chat_id for message in heard] == [group, anna.id]
    assert all(message.via_bot and message.via_bot.id == telegram.bot.id for message in heard)


async def test_an_answer_is_shown_again_as_long_as_it_may_be_and_to_whom(
    telegram: Telegram, clock: Clock, anna: User
) -> None:
    boris = telegram.join("Boris")
    answered(telegram, telegram.asks(anna.id, "park"), article(1), cache_time=10, is_personal=True)
    assert telegram.found(telegram.asks(anna.id, "park")) is not None
    assert telegram.found(telegram.asks(boris.id, "park")) is None
    assert telegram.found(telegram.asks(anna.id, "park", offset="1")) is None
    clock.passes(seconds=11)
    assert telegram.found(telegram.asks(anna.id, "park")) is None
    answered(telegram, telegram.asks(anna.id, "goal"), article(1))
    assert telegram.found(telegram.asks(boris.id, "goal")) is not None, "for everybody unless it is personal"
    clock.passes(seconds=301)
    assert telegram.found(telegram.asks(boris.id, "goal")) is None


async def test_a_query_waits_for_thirty_seconds(
    telegram: Telegram, bot: ptb.Bot, clock: Clock, anna: User
) -> None:
    query = telegram.asks(anna.id, "park")
    clock.passes(seconds=31)
    assert await bot.get_updates() == ()
    words = "query is too old and response timeout expired or query ID is invalid"
    assert answered(telegram, query)["description"].endswith(words)
    again = telegram.asks(anna.id, "park")
    assert answered(telegram, again)["ok"]
    assert answered(telegram, again)["description"].endswith(words), "answered once"


@pytest.mark.parametrize(
    ("results", "more", "words"),
    [
        ([article(n) for n in range(51)], {}, "too many inline query results specified"),
        ([article(1), article(1)], {}, "RESULT_ID_DUPLICATE"),
        ([article(1, id="")], {}, "RESULT_ID_INVALID"),
        ([article(1, id="я" * 33)], {}, "RESULT_ID_INVALID"),
        ([article(1, title=" ")], {}, "ARTICLE_TITLE_EMPTY"),
        ([article(1, type="photo")], {}, "of this type are not known here"),
        ([article(1, hide_url=True)], {}, "unknown field hide_url"),
        ([article(1, input_message_content={"message_text": ""})], {}, "message text is empty"),
        ([article(1, input_message_content={"message_text": "x" * 4097})], {}, "message is too long"),
        (
            [article(1, input_message_content={"message_text": "<b>", "parse_mode": "HTML"})],
            {},
            "can't parse entities",
        ),
        ([article(1, reply_markup={"inline_keyboard": [[{"text": "x", "url": "-"}]]})], {}, "Wrong HTTP URL"),
        (
            [article(1, reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]})],
            {},
            "not known here",
        ),
        (
            [article(1, input_message_content={"message_text": "x", "entities": 1})],
            {},
            "entities must be an Array",
        ),
        (
            [article(1, reply_markup={"inline_keyboard": [[{"text": "x", "copy_text": {}}]]})],
            {},
            "BUTTON_COPY_TEXT_INVALID",
        ),
        ([], {"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ([], {"button": {"text": "Open", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ([], {"button": {"text": " ", "start_parameter": "a"}}, "BUTTON_TEXT_INVALID"),
        ([], {"button": {"text": "Open"}}, "START_PARAM_INVALID"),
    ],
)
async def test_what_telegram_would_refuse(
    telegram: Telegram, anna: User, results: list[JSON], more: JSON, words: str
) -> None:
    answer = answered(telegram, telegram.asks(anna.id, "park"), *results, **more)
    assert not answer["ok"]
    assert words in answer["description"]


async def test_fifty_results_and_a_way_to_the_bot(telegram: Telegram, bot: ptb.Bot, anna: User) -> None:
    query = telegram.asks(anna.id, "park")
    lead = ptb.InlineQueryResultsButton("Open the bot", start_parameter="inline")
    results = [
        ptb.InlineQueryResultArticle(str(n), f"Goal {n}", ptb.InputTextMessageContent("Goal"))
        for n in range(50)
    ]
    await bot.answer_inline_query(query, results, cache_time=0, is_personal=True, button=lead)
    found = telegram.found(query)
    assert found is not None
    assert len(found["results"]) == 50
    assert found["button"] == {"text": "Open the bot", "start_parameter": "inline"}
    assert (await bot.get_me()).supports_inline_queries


async def test_what_is_null_is_absent_and_no_answer_is_kept_longer_than_a_day(
    telegram: Telegram, clock: Clock, anna: User
) -> None:
    plain = article(1, description=None, input_message_content={"message_text": "x", "parse_mode": None})
    query = telegram.asks(anna.id, "park")
    assert answered(telegram, query, plain, cache_time=10**15)["ok"]
    found = telegram.found(query)
    assert found is not None
    assert found["results"]["1"]["description"] == ""
    clock.passes(seconds=86_401)
    assert telegram.found(telegram.asks(anna.id, "park")) is None


async def test_a_long_query_is_not_asked(telegram: Telegram, anna: User) -> None:
    with pytest.raises(ValueError, match="at most 256"):
        telegram.asks(anna.id, "x" * 257)
