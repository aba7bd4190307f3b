"""What all questions have in common: how far one is, and the buttons to move on, back and out."""

from collections.abc import Iterable

from bot.dialog import Prompt
from bot.screen import Button, Rows, Screen


def card(
    prompt: Prompt, text: str, rows: Iterable[tuple[Button, ...]] = (), trouble: str | None = None
) -> Screen:
    """A question's card; `trouble` says why the last answer was not taken."""
    return Screen(text, (*rows, *moves(prompt))).under(progress(prompt)).under(trouble)


def progress(prompt: Prompt) -> str | None:
    if prompt.number is None:
        return None
    return prompt.t("<i>{number} of {total}</i>", number=prompt.number, total=prompt.total)


def choice(prompt: Prompt, label: str, value: object) -> Button:
    """A button that gives an answer to the question, or a part of one."""
    return Button(label, _data(prompt, "set", value))


def moves(prompt: Prompt) -> Rows:
    t = prompt.t
    on = [Button(t.label("Skip"), _data(prompt, "skip"))] if prompt.skip else []
    if prompt.keep and prompt.back:
        on = [Button(t.label("Leave as it is"), _data(prompt, "keep"))]
    out = [Button(t.label("Back"), _data(prompt, "back"))] if prompt.back else []
    out.append(Button(t.label("Cancel"), _data(prompt, "cancel")))
    return (tuple(on), tuple(out)) if on else (tuple(out),)


def _data(prompt: Prompt, act: str, value: object = None) -> str:
    """What a question's button says, like `f:signup:year:set:2`."""
    said = f"f:{prompt.flow}:{prompt.step}:{act}"
    return said if value is None else f"{said}:{value}"


def trouble(prompt: Prompt) -> str | None:
    """Why an answer was not taken, where no question has words of its own for it."""
    t, problem = prompt.t, prompt.problem
    match problem.reason if problem else None:
        case None:
            return None
        case "long" if problem:
            return t("That is too long: {max} characters at most. Please shorten it.", max=problem.limit)
        case "buttons":
            return t("Please answer with the buttons.")
        case _:
            return t("I cannot see an answer here. Please write it in letters.")
