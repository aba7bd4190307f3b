"""Which updates are taken in one transaction, and that nobody's are taken out of their order."""

from itertools import count
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot import batches, routing
from bot.handlers import ROUTES
from bot.routing import TOGETHER

KEY = routing.Batches(ROUTES).key
numbers = count(1)


def tapped(user_id: int, data: str) -> dict[str, Any]:
    query = {"id": "1", "from": {"id": user_id}, "data": data}
    return {"update_id": next(numbers), "callback_query": query}


def says(user_id: int, text: str) -> dict[str, Any]:
    return {"update_id": next(numbers), "message": {"from": {"id": user_id}, "text": text}}


def test_answers_to_one_event_go_together_and_what_holds_something_else_goes_alone() -> None:
    hello, help_ = says(1, "Hello"), says(2, "/help")
    first, second = tapped(3, "e:1:go"), tapped(4, "b:7:e1:no")
    other, broadcast, erased = tapped(5, "e:2:maybe"), says(6, "/broadcast"), tapped(7, "erase:yes")
    taken = batches.divide([hello, first, other, broadcast, second, help_, erased], KEY)
    assert taken == [[hello, help_], [first, second], [other], [broadcast], [erased]]


def test_what_somebody_does_next_waits_for_what_they_did() -> None:
    go, mine, no, hello = tapped(1, "e:1:go"), says(1, "/my"), tapped(1, "e:1:no"), says(2, "Hello")
    assert batches.divide([go, mine, no, hello], KEY) == [[go], [mine, hello], [no]]


def test_what_cannot_be_read_is_nobodys() -> None:
    strange: list[dict[str, Any]] = [
        {"update_id": 1},
        {"update_id": 2, "message": {"from": 7}},
        {"callback_query": {"data": 1}},
    ]
    assert [update for batch in batches.divide(strange, KEY) for update in batch] == strange


DATA = st.sampled_from(["e:1:go", "e:2:no", "e:1", "erase:yes", "bc:1", "b:1:e2:go"])


@given(st.lists(st.tuples(st.integers(1, 3), DATA), max_size=12))
def test_everything_is_taken_once_and_in_everybodys_order(acts: list[tuple[int, str]]) -> None:
    updates = [tapped(user_id, data) for user_id, data in acts]
    taken = [update for batch in batches.divide(updates, KEY) for update in batch]
    assert sorted(taken, key=lambda each: each["update_id"]) == updates
    for user_id in (1, 2, 3):
        theirs = [each for each in updates if each["callback_query"]["from"]["id"] == user_id]
        assert [each for each in taken if each["callback_query"]["from"]["id"] == user_id] == theirs
    for batch in batches.divide(updates, KEY):
        keys = {KEY(each) for each in batch}
        assert len(keys) == 1
        assert len(batch) == 1 or keys == {TOGETHER} or keys <= {"event 1", "event 2"}
