"""Any way through any flow: no answer is ever lost, and everybody gets to the end."""

from copy import deepcopy
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from bot import dialog
from bot.dialog import Asking, Done, Flow, Question
from bot.i18n import translator
from tests.test_dialog import SURE, moved, question, without

STEPS: Final = st.sampled_from(["q0", "q1", "q2", "q3", "q4", "sure", "gone"])
ACTS: Final = st.sampled_from(["answer", "tap", "tap another", "skip", "keep", "back", "edit another"])
RAW: Final = st.sampled_from(["Yes", "No", "7", "no", "A?", "told", "more", "full", "forged"])


@st.composite
def places(draw: st.DrawFn) -> tuple[Flow, Asking]:
    """A person anywhere in a flow that asks everyone the first question, others perhaps after a No."""
    names = [f"q{number}" for number in range(draw(st.integers(1, 5)))]
    some, may = st.sampled_from(names), st.booleans()
    asked: list[Question] = []
    for name in names:
        after = draw(st.none() | some) if asked else None
        asked.append(question(name, optional=draw(may), after=after, resets=tuple(draw(st.sets(some)))))
    review = draw(may)
    flow = Flow("any", (*asked, SURE) if review else (*asked,), review)
    return flow, Asking(draw(STEPS), draw(st.dictionaries(some, st.sampled_from(["Yes", "No", 7]))))


@given(places(), st.lists(st.tuples(ACTS, STEPS, RAW), max_size=20))
@settings(max_examples=200, deadline=None)
def test_no_way_through_a_flow_loses_an_answer_or_ends_outside_of_it(
    place: tuple[Flow, Asking], moves: list[tuple[str, str, str]]
) -> None:
    flow, state = place
    for act, another, raw in moves:
        kind, step = act.split(maxsplit=1)[0], another if "another" in act else state.step
        before = deepcopy(state)
        then = moved(flow, state, kind, step, raw) or state
        assert state == before, "a move changes nothing of the state it starts from"
        own = flow.find(step) if kind in {"answer", "tap", "skip"} else None
        anew = own and step in state.answers and state.answers[step] != then.answers[step]
        lost = own.resets if own and anew else ()
        mine = (step,) if own else ()
        assert without(then.answers, *mine) == without(state.answers, *mine, *lost)
        assert all(asked.optional for asked in flow.questions if then.answers.get(asked.name, "") is None)
        asked = [question.name for question in flow.asked(then.answers)]
        left = [name for name in asked if name not in then.answers]
        if isinstance(then, Done):
            assert not left, "whoever is done was asked everything"
            break
        stood = {state.step, dialog.standing(flow, state).step}  # another, where a release removed the step
        if kind not in {"back", "edit"} and then.step not in stood:
            assert then.step == [*left, asked[-1]][0], "one is asked what is open"
        shown = dialog.prompt(flow, then, translator("en"))[1]
        assert shown.back is (dialog.back(flow, then).step != shown.step)
        state = then


@given(places(), st.sampled_from(["Yes", "No"]))
@settings(deadline=None)
def test_from_anywhere_one_gets_to_the_end_asked_nothing_twice(place: tuple[Flow, Asking], raw: str) -> None:
    flow, state = place
    seen: set[str] = set()
    then: Asking | Done | None = state
    while isinstance(then, Asking):
        sure = flow.find(then.step) is SURE
        review_too_early = sure and not flow.reviewed(then.answers)
        assert then.step not in seen
        seen |= set() if review_too_early else {then.step}
        then = dialog.tap(flow, then, "sure", "Yes") if sure else dialog.answer(flow, then, raw)
    assert isinstance(then, Done)
