import pytest

from bot.demo.updates import Updates
from tests.demo.clock import Clock


@pytest.fixture
def updates(clock: Clock) -> Updates:
    return Updates(clock, first_id=10)


def _ids(updates: Updates, offset: int = 0, limit: int = 100) -> list[int]:
    return [update["update_id"] for update in updates.take(offset, limit)]


def test_ids_count_up_and_an_offset_confirms(updates: Updates) -> None:
    assert [updates.offer("message", {}) for _ in range(3)] == [10, 11, 12]
    assert _ids(updates) == [10, 11, 12]
    assert _ids(updates, 11) == [11, 12]
    assert len(updates) == 2
    assert _ids(updates, 13) == []
    assert len(updates) == 0


def test_limit_and_negative_offset(updates: Updates) -> None:
    for _ in range(4):
        updates.put({"message": {}})
    assert _ids(updates, 0, 2) == [10, 11]
    assert _ids(updates, -1) == [13]
    assert len(updates) == 1


def test_an_update_carries_its_id_whatever_was_given(updates: Updates) -> None:
    updates.put({"update_id": 1, "widget_query": {"data": "x"}})
    assert updates.take(0, 1) == [{"update_id": 10, "widget_query": {"data": "x"}}]


@pytest.mark.parametrize(
    ("kind", "seconds"),
    [("message", 86400), ("callback_query", 150), ("inline_query", 30), ("my_chat_member", 86400)],
)
def test_updates_expire(updates: Updates, clock: Clock, kind: str, seconds: int) -> None:
    updates.offer(kind, {})
    clock.passes(seconds=seconds - 1)
    assert len(updates) == 1
    clock.passes(seconds=1)
    assert len(updates) == 0
    assert _ids(updates) == []


def test_only_what_the_bot_asked_for_is_queued(updates: Updates) -> None:
    assert updates.offer("chat_member", {}) is None
    updates.allow(["message"])
    assert updates.offer("callback_query", {}) is None
    assert updates.offer("message", {}) == 10
    updates.allow([])
    assert updates.offer("callback_query", {}) == 11


def test_a_confirmed_update_comes_again(updates: Updates) -> None:
    updates.put({"message": {}})
    updates.put({"message": {}})
    assert _ids(updates, 12) == []
    updates.again(10)
    assert len(updates) == 1
    assert _ids(updates, 12) == [10]
    updates.put({"message": {}})
    assert _ids(updates, 11) == [12]


def test_a_pending_update_comes_twice(updates: Updates) -> None:
    updates.put({"message": {}})
    updates.again(10)
    assert _ids(updates) == [10, 10]
    assert _ids(updates, 11) == []


def test_an_unknown_update_cannot_come_again(updates: Updates) -> None:
    with pytest.raises(KeyError):
        updates.again(1)


def test_clear(updates: Updates) -> None:
    updates.put({"message": {}})
    updates.again(10)
    updates.clear()
    assert len(updates) == 0


def test_updates_are_confirmed_one_by_one(updates: Updates, clock: Clock) -> None:
    updates.put({"message": {}})
    updates.put({"callback_query": {}})
    updates.again(10)
    first, tap, repeated = updates.after(0)
    assert [each.id for each in (first, tap, repeated)] == [10, 11, 10]
    assert updates.after(tap.number) == [repeated]
    assert updates.after(updates.newest) == []
    updates.confirm(first)
    updates.confirm(first)
    assert [updates.holds(each) for each in (first, tap, repeated)] == [False, True, True]
    clock.passes(seconds=150)
    assert [updates.holds(each) for each in (first, tap, repeated)] == [False, False, True]
    assert len(updates) == 1
    updates.clear()
    assert not updates.holds(repeated)
