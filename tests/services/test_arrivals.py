"""Links: what a payload says, as a truth table, and what one came for, once."""

import hashlib
import string
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services.arrivals import Payload, digest, honour, is_check_in, keep, parse
from bot.storage.models import Person

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
TOKEN = "x7-Tq_" * 7


@pytest.mark.parametrize(
    ("raw", "opens", "sharer"),
    [
        ("e1", "e1", None),
        ("e12", "e12", None),
        ("e9999999999", "e9999999999", None),
        ("e12-aK7", "e12", "aK7"),
        ("e12-sposter_1", "e12", "sposter_1"),
        ("e12-a" + "b" * 32, "e12", "a" + "b" * 32),
        ("e9999999999-s" + "Z" * 32, "e9999999999", "s" + "Z" * 32),
        ("a1", None, "a1"),
        ("aCODE", None, "aCODE"),
        ("a" * 33, None, "a" * 33),
        ("sposter", None, "sposter"),
        ("s_", None, "s_"),
        ("s" * 33, None, "s" * 33),
        ("cX123", "cX123", None),
        ("cCODE-2_x", "cCODE-2_x", None),
        ("c" * 64, "c" * 64, None),
        ("v1234", "v1234", None),
        ("v-_-_", "v-_-_", None),
        ("v" + "9" * 63, "v" + "9" * 63, None),
    ],
)
def test_a_payload_says_what_it_opens_and_whose_it_is(
    raw: str, opens: str | None, sharer: str | None
) -> None:
    assert parse(raw) == Payload(opens, sharer)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "e",
        "e0",
        "e01",
        "e-1",
        "e12345678901",
        "e12-",
        "e12-a",
        "e12-s",
        "e12-x7",
        "e12-cCODE",
        "e12-iTOKEN",
        "e12aK7",
        "e12_aK7",
        "e12-aK7-sposter",
        "e12-a" + "b" * 33,
        "e12-aK-7",
        "a",
        "a-b",
        "a" * 34,
        "s",
        "s-1",
        "s" * 34,
        "c",
        "c" * 65,
        "v",
        "v" * 65,
        "i",
        "i" * 65,
        "E12",
        "ACODE",
        "x1",
        "1",
        "-",
        "_",
        "e 12",
        " e12",
        "e12 ",
        "e12\n",
        "aCODE\n",
        "cCODE\n",
        "e１2",
        "e1٢",
        "aКОД",
        "aÄ",
        "c%20",
        "c=",
        "cA+B",
        "c/../x",
        "c\x00",
        "сCODE",
        "еl2",
        "e12?start=a1",
        "' OR 1=1",
        "<b>",
        "😀",
    ],
)
def test_what_no_link_of_ours_says_is_a_plain_start(raw: str) -> None:
    assert parse(raw) is None


@pytest.mark.parametrize("token", ["X" * 22, TOKEN, "t" * 63])
def test_of_an_invitations_token_only_the_digest_is_told(token: str) -> None:
    payload = parse(f"i{token}")
    assert payload is not None
    assert payload.sharer is None
    assert payload.opens == f"i{digest(token)}"
    assert len(token) == 1 or token not in payload.opens


def test_a_digest_is_the_sha256_of_the_token_in_43_characters_of_a_link() -> None:
    kept = digest(TOKEN)
    assert urlsafe_b64decode(kept + "=") == hashlib.sha256(TOKEN.encode()).digest()
    assert len(kept) == 43
    assert digest(TOKEN + "x") != kept == digest(TOKEN)


def test_a_digest_is_no_token_that_could_be_used_again() -> None:
    used = parse(f"i{digest(TOKEN)}")
    assert used is not None
    assert used.opens != f"i{digest(TOKEN)}"


@given(
    st.text(string.ascii_letters + string.digits + "_-", max_size=70)
    | st.text(st.characters(), max_size=70)
    | st.builds("".join, st.tuples(st.sampled_from("eascvi"), st.text("019aZ_-\n ", max_size=66)))
)
@settings(max_examples=500, deadline=None)
def test_any_text_is_a_payload_that_can_be_kept_or_none(raw: str) -> None:
    payload = parse(raw)
    if payload is None:
        return
    assert 2 <= len(raw) <= 64
    assert payload.opens or payload.sharer
    for told in (payload.opens, payload.sharer):
        assert told is None or (
            len(told) <= 64 and set(told) <= {*string.ascii_letters, *string.digits, *"_-"}
        )
    kinds = {"e": "e", "g": "g", "a": None, "s": None, "c": "c", "v": "v", "i": "i"}
    assert (payload.opens[0] if payload.opens else None) == kinds[raw[0]]


def newcomer(**values: Any) -> Person:
    return Person(telegram_id=1001, **values)


def follow(person: Person, raw: str) -> None:
    """Only what the link leads to: nobody's share of it is looked up."""
    payload = parse(raw)
    assert payload is not None
    if payload.opens and not is_check_in(payload.opens):
        keep(person, payload.opens)


@pytest.mark.parametrize(
    ("links", "arrival"),
    [
        (["e1", "e2"], "e2"),
        (["e1", "sposter"], "e1"),
        (["sposter", "e1"], "e1"),
        (["cCODE", "e1-aK7"], "e1"),
        (["cCODE"], None),
        (["e1", f"i{TOKEN}"], f"i{digest(TOKEN)}"),
        (["sposter", "aK7"], None),
    ],
)
def test_the_last_link_that_leads_somewhere_waits_to_be_honoured(
    links: list[str], arrival: str | None
) -> None:
    person = newcomer()
    for link in links:
        follow(person, link)
    assert person.arrival == arrival


@pytest.mark.parametrize(
    ("links", "arrival"),
    [
        (["w1-10", "e2", "g3"], "w1-10 g3"),
        (["e2", "w1-10"], "w1-10 e2"),
        (["w1-10", "w1-20", "w2-30"], "w1-10 w2-30"),
        (["e2", "w1-10", "i" + "x" * 43], "w1-10 i" + "x" * 43),
        (["i" + "x" * 43, "w1-10", "w123-1764201600"], "w123-1764201600 i" + "x" * 43),
        (["w123456789-1764201600", "i" + "x" * 43], "w123456789-1764201600"),
    ],
)
def test_no_link_takes_away_that_somebody_came(links: list[str], arrival: str) -> None:
    person = newcomer()
    for link in links:
        keep(person, link)
    assert person.arrival == arrival
    assert len(arrival) <= 64


def test_what_one_came_for_waits_until_one_has_signed_up_and_is_honoured_once() -> None:
    person = newcomer()
    follow(person, "e12-aK7")
    assert [honour(person) for _ in range(2)] == [[], []]
    person.registered_at = LATER
    assert [honour(person) for _ in range(2)] == [["e12"], []]


def test_who_signed_up_is_led_at_once_each_time_they_follow_a_link() -> None:
    person = newcomer(registered_at=NOW)
    for link in ("e1", "e2", "e2"):
        follow(person, link)
        assert honour(person) == [link]
    assert honour(person) == []
