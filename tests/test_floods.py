"""Who sends too much is passed over for a moment: in their private chat, and nobody else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.floods import INLINE, WINDOW, Floods

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def message(chat_id: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": {"chat": {"id": chat_id}, "from": {"id": 7}}}


def test_they_are_passed_over_for_a_second() -> None:
    floods = Floods()
    assert not floods.passes_over(message(7), NOW)
    floods.remember(7, NOW)
    assert floods.passes_over(message(7), NOW + timedelta(seconds=0.9))
    assert not floods.passes_over(message(7), NOW + timedelta(seconds=1))


@pytest.mark.parametrize(
    "update",
    [
        message(8),
        message(-100),
        message([7]),
        {"message": None},
        {"message": {"chat": 7}},
        {"callback_query": {"from": {"id": 7}}},
        {"my_chat_member": {"chat": {"id": 7}}},
    ],
)
def test_nothing_else_is(update: dict[str, Any]) -> None:
    floods = Floods()
    floods.remember(7, NOW)
    assert not floods.passes_over(update, NOW)


def test_who_has_rested_is_not_remembered_for_ever() -> None:
    floods = Floods()
    for number in range(1000):
        floods.remember(number, NOW + timedelta(seconds=number))
    assert not floods.passes_over(message(5), NOW + timedelta(seconds=999))
    assert floods.passes_over(message(999), NOW + timedelta(seconds=999))


def inline(user_id: Any) -> dict[str, Any]:
    return {"update_id": 1, "inline_query": {"id": "1", "from": {"id": user_id}, "query": "park"}}


def test_who_asks_inline_without_end_is_passed_over_until_they_rest() -> None:
    floods = Floods()
    assert not any(floods.passes_over(inline(7), NOW) for _ in range(INLINE))
    assert floods.passes_over(inline(7), NOW)
    assert not floods.passes_over(inline(8), NOW), "nobody else is"
    assert not floods.passes_over(message(7), NOW), "nor is what they write"
    assert floods.passes_over(inline(7), NOW + WINDOW - timedelta(seconds=1))
    assert not floods.passes_over(inline(7), NOW + WINDOW)


@pytest.mark.parametrize("query", [None, {}, {"from": 7}, {"from": {"id": "7"}}])
def test_a_query_of_nobodys_is_looked_at_as_any_update(query: Any) -> None:
    floods = Floods()
    assert not any(floods.passes_over({"inline_query": query}, NOW) for _ in range(INLINE + 1))
