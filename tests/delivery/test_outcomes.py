"""What each answer of Telegram means for a message, as a truth table over errors and tries.

The texts are Telegram's own, as python-telegram-bot raises them.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise, product

import pytest
import telegram.error
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    PassportDecryptionError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot import backoff
from bot.delivery.outcomes import (
    TRIES,
    Anew,
    Failed,
    InDoubt,
    Later,
    Outcome,
    Sent,
    Unreachable,
    judge,
)
from bot.transport import NotSent, UnreadableAnswer, reason

COUNTED = (0, 1, TRIES - 2, TRIES - 1, TRIES, 100)

# Whatever number a try is, of a message that may go once or again, tried within one test.
EVERY = [(attempts, once) for attempts in COUNTED for once in (False, True)]

GONE = [
    Forbidden("Forbidden: bot was blocked by the user"),
    Forbidden("Forbidden: user is deactivated"),
    Forbidden("Forbidden: bot can't initiate conversation with a user"),
    Forbidden("Forbidden: bot was kicked from the group chat"),
    Forbidden("Forbidden: bot was kicked from the supergroup chat"),
    Forbidden("Forbidden: bot was kicked from the channel chat"),
    Forbidden("Forbidden: bot is not a member of the supergroup chat"),
    Forbidden("Forbidden: the group chat was deleted"),
    BadRequest("Bad Request: chat not found"),
    BadRequest("Bad Request: private chat not found"),
    BadRequest("Chat not found"),
    BadRequest("Bad Request: PEER_ID_INVALID"),
    BadRequest("Peer_id_invalid"),
    BadRequest("Bad Request: have no rights to send a message"),
    BadRequest("Bad Request: not enough rights to send text messages to the chat"),
]

PASSING = [
    Forbidden("Forbidden: bot can't send messages to the user"),
    Forbidden("Forbidden: bot can't send messages to bots"),
    Forbidden("Forbidden"),
]

FINAL: list[tuple[TelegramError, Outcome]] = [
    (BadRequest("Bad Request: message is not modified: specified new message content and ..."), Sent()),
    (BadRequest("Message is not modified"), Sent()),
    (BadRequest("Bad Request: message to edit not found"), Anew()),
    (BadRequest("Bad Request: message can't be edited"), Anew()),
    (BadRequest("Bad Request: message can't be deleted"), Failed("Message can't be deleted")),
    (BadRequest("Bad Request: message to delete not found"), Failed("Message to delete not found")),
    (BadRequest("Bad Request: BUTTON_DATA_INVALID"), Failed("Button_data_invalid")),
    (BadRequest("Bad Request: message is too long"), Failed("Message is too long")),
    (
        BadRequest("Bad Request: query is too old and response timeout expired or query ID is invalid"),
        Failed("Query is too old and response timeout expired or query id is invalid"[:64]),
    ),
    (BadRequest('Bad Request: can\'t parse entities: Unsupported "<x>"'), Failed("Can't parse entities")),
    (ChatMigrated(-1001), Failed("chat migrated")),
]

REFUSED = [
    Conflict("Conflict: terminated by other getUpdates request; make sure that only one instance is running"),
    Conflict("Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"),
    NetworkError("Internal Server Error (500)"),
    NetworkError("Bad Gateway (502)"),
    NetworkError("Unknown error in HTTP implementation: OSError()"),
]

UNKNOWN: list[TelegramError] = [
    TimedOut(),
    TimedOut("ServerDisconnectedError"),
    UnreadableAnswer("not JSON"),
    PassportDecryptionError("x"),
    EndPointNotFound("x"),
    TelegramError("Something new"),
]


LAST = [(0, True), (1, True), (TRIES - 2, True), (TRIES - 1, False), (100, False)]


def counted(attempts: int, *, cut_off: bool = True) -> Later:
    return Later(backoff.seconds(attempts), cut_off=cut_off)


@pytest.mark.parametrize("error", GONE, ids=str)
def test_where_nobody_is_to_be_reached_the_person_is_unreachable(error: TelegramError) -> None:
    for attempts, once in EVERY:
        assert judge(error, attempts, once=once) == Unreachable(reason(error)), (attempts, once)


@pytest.mark.parametrize("error", PASSING, ids=str)
def test_a_refusal_that_may_pass_is_tried_some_times_and_blames_nobody(error: TelegramError) -> None:
    for (attempts, goes_on), once in product(LAST, (False, True)):
        expected = counted(attempts, cut_off=False) if goes_on else Failed(reason(error))
        assert judge(error, attempts, once=once) == expected, (attempts, once)


@pytest.mark.parametrize(("error", "outcome"), FINAL, ids=str)
def test_what_no_further_try_would_change_is_final_at_once(error: TelegramError, outcome: Outcome) -> None:
    for attempts, once in EVERY:
        assert judge(error, attempts, once=once) == outcome, (attempts, once)


@pytest.mark.parametrize("wait", [1, 60, timedelta(seconds=35), 43_200])
def test_when_telegram_asks_to_wait_no_attempt_is_spent(wait: int | timedelta) -> None:
    seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
    later = Later(seconds, attempt=False, throttled=True)
    for attempts, once in EVERY:
        assert judge(RetryAfter(wait), attempts, once=once) == later, (attempts, once)


def test_the_time_to_wait_may_come_as_a_plain_number(monkeypatch: pytest.MonkeyPatch) -> None:
    error = RetryAfter(7)
    monkeypatch.setenv("PTB_TIMEDELTA", "0")
    with pytest.warns(DeprecationWarning, match="retry_after"):
        assert judge(error, 0, once=False) == Later(7.0, attempt=False, throttled=True)


def test_what_surely_was_not_sent_goes_again_for_ever_and_is_not_counted() -> None:
    later = Later(backoff.seconds(0), attempt=False, cut_off=True)
    for attempts, once in EVERY:
        assert judge(NotSent("x"), attempts, once=once) == later, (attempts, once)


@pytest.mark.parametrize("error", REFUSED, ids=str)
def test_a_server_in_trouble_is_tried_again_until_the_message_must_be_the_reason(
    error: TelegramError,
) -> None:
    for (attempts, goes_on), once in product(LAST, (False, True)):
        expected = counted(attempts) if goes_on else Failed(reason(error))
        assert judge(error, attempts, once=once) == expected, (attempts, once)


@pytest.mark.parametrize("error", UNKNOWN, ids=str)
def test_a_broadcast_of_which_nobody_knows_is_in_doubt_at_once(error: TelegramError) -> None:
    for attempts in COUNTED:
        assert judge(error, attempts, once=True) == InDoubt(reason(error)), attempts


@pytest.mark.parametrize("error", UNKNOWN, ids=str)
def test_any_other_message_of_which_nobody_knows_goes_again_some_times(error: TelegramError) -> None:
    for attempts, goes_on in LAST:
        expected = counted(attempts) if goes_on else InDoubt(reason(error))
        assert judge(error, attempts, once=False) == expected, attempts


def test_every_error_of_the_library_has_its_place_in_a_table() -> None:
    tabled = [
        *GONE,
        *PASSING,
        *(error for error, _ in FINAL),
        *REFUSED,
        *UNKNOWN,
        RetryAfter(1),
        InvalidToken(),
    ]
    assert {getattr(telegram.error, name) for name in telegram.error.__all__} <= {
        type(error) for error in tabled
    }


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 0.5), (1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (10, 60), (10_000, 60)]
)
def test_waits_double_up_to_a_minute(attempts: int, seconds: float) -> None:
    assert backoff.seconds(attempts) == seconds


def test_waits_never_grow_shorter() -> None:
    assert all(0 < first <= second for first, second in pairwise(map(backoff.seconds, range(50))))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (BadRequest("Bad Request: chat not found"), "Chat not found"),
        (BadRequest("Chat not found"), "Chat not found"),
        (BadRequest("Bad Request: message is too long"), "Message is too long"),
        (BadRequest("first line\nsecond line"), "first line"),
        (NetworkError("Bad Gateway (502). Parsing the server response b'x' failed"), "Bad Gateway (502)"),
        (NotSent("ClientConnectorError"), "ClientConnectorError"),
        (TimedOut(), "Timed out"),
        (TimedOut(""), "Timed out"),
        (NetworkError(""), "NetworkError"),
        (BadRequest("Bad Request: "), "BadRequest"),
        (BadRequest('"quoted"'), "BadRequest"),
        (TelegramError("x" * 100), "x" * 64),
    ],
    ids=str,
)
def test_a_reason_is_a_few_words(error: TelegramError, words: str) -> None:
    assert reason(error) == words


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("bot was blocked by the user", "blocked"),
        ("user is deactivated", "deactivated"),
        ("bot can't initiate conversation with a user", "initiate"),
        ("bot can't send messages to the user", "send"),
    ],
)
def test_a_reason_tells_one_refusal_from_another(said: str, told: str) -> None:
    assert told in reason(Forbidden(f"Forbidden: {said}"))


QUOTING: list[Callable[[str], TelegramError]] = [
    lambda words: BadRequest(
        f'Bad Request: can\'t parse entities: Unsupported start tag "{words}" at offset 5'
    ),
    lambda words: BadRequest(f"Bad Request: can't parse entities: unmatched end tag, expected </{words}>"),
    lambda words: BadRequest(f"Bad Request: unexpected end tag <{words}>"),
    lambda words: BadRequest(f"Bad Request: there is no «{words}»"),
    lambda words: BadRequest(f"Bad Request: message is wrong\n{words}"),
    lambda words: BadRequest(f"Bad Request: inline keyboard button URL '{words}' is invalid: Wrong HTTP URL"),
    lambda words: NetworkError(f"Bad Gateway (502). Parsing the server response b'{words}' failed"),
    lambda words: NetworkError(f"Unknown error in HTTP implementation: ValueError('{words}')"),
]


@pytest.mark.parametrize("error", [quote("anna.kz/oral") for quote in QUOTING], ids=str)
def test_a_reason_quotes_nobody(error: TelegramError) -> None:
    assert "anna" in error.message.lower()
    assert "anna" not in reason(error).lower()
    assert reason(error) != type(error).__name__


@given(st.sampled_from([TelegramError, BadRequest, Forbidden, NetworkError, TimedOut, NotSent]), st.text())
def test_a_reason_is_one_line_of_at_most_64_characters(kind: type[TelegramError], said: str) -> None:
    words = reason(kind(said))
    assert 1 <= len(words) <= 64
    assert "\n" not in words
