"""What all questions have in common: how far one is, and the buttons to move on, back and out."""

from collections.abc import Iterable

from bot import callback
from bot.dialog import Prompt
from bot.screen import Button, Rows, Screen
from bot.screens import notes


def card(
    prompt: Prompt,
    text: str,
    rows: Iterable[tuple[Button, ...]] = (),
    trouble: str | None = None,
    *,
    now: str | None = None,
) -> Screen:
    """A question's card; `trouble` says why the last answer was not taken, `now` is the answer there is."""
    if prompt.keep and now is not None:
        text = _with(prompt, text, now)
    return Screen(text, (*rows, *moves(prompt))).under(progress(prompt)).under(trouble)


def name(prompt: Prompt, text: str, trouble: str | None) -> Screen:
    """Asks what something is to be called, and says how it is called now."""
    was = prompt.answers.get("was")
    return card(prompt, _with(prompt, text, was) if was else text, (), trouble)


def progress(prompt: Prompt) -> str | None:
    if prompt.number is None:
        return None
    return prompt.t("<i>{number} of {total}</i>", number=prompt.number, total=prompt.total)


def choice(prompt: Prompt, label: str, value: object) -> Button:
    """A button that gives an answer to the question, or a part of one."""
    return Button(label, callback.said(prompt.flow, prompt.step, "set", value))


def moves(prompt: Prompt) -> Rows:
    t = prompt.t
    rows = []
    if prompt.keep and prompt.number is not None:
        rows.append((Button(t.label("Leave as it is"), _act(prompt, "keep")),))
    if prompt.skip:
        label = t.label("Leave empty") if prompt.keep else t.label("Skip")
        rows.append((Button(label, _act(prompt, "skip")),))
    out = [Button(t.label("Back"), _act(prompt, "back"))] if prompt.back else []
    return (*rows, (*out, Button(t.label("Cancel"), _act(prompt, "cancel"))))


def trouble(prompt: Prompt) -> str | None:
    """Why an answer was not taken, where no question has words of its own for it."""
    t, problem = prompt.t, prompt.problem
    match problem.reason if problem else None:
        case None:
            return None
        case "long" if problem:
            return t("That is too long: {max} characters at most. Please shorten it.", max=problem.limit)
        case "buttons":
            return notes.buttons(t)
        case _:
            return t("I cannot see an answer here. Please write it in letters.")


def _with(prompt: Prompt, text: str, now: str) -> str:
    answer = prompt.t("Now: {answer}", answer=now)
    return f"{text}\n\n{answer}"


def _act(prompt: Prompt, act: str) -> str:
    return callback.said(prompt.flow, prompt.step, act)
