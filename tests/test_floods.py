"""Who sends too much is passed over for a moment: in their private chat, and nobody else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.floods import Floods

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
