"""Three questions before the goals and after them, each with a way past it."""

from bot.content import awareness as content
from bot.i18n import Translator
from bot.screen import Button, Screen


def before(t: Translator, question: str) -> Screen:
    """`question` is an id of bot.content.awareness."""
    intro = t(
        "<b>Three quick questions</b>\n\n"
        "They help us see what the campaign changes. You can skip any of them."
    )
    return _card(t, "before", question, intro)


def after(t: Translator, question: str) -> Screen:
    intro = t(
        "<b>That was the last of the eight goals. Thank you for reading!</b>\n\n"
        "Three short questions now, to see what has changed. You can skip any of them."
    )
    return _card(t, "after", question, intro)


def thanks(t: Translator, change: tuple[int, int] | None, home: Button) -> Screen:
    """`change` is what was answered before and after to how many goals one can name."""
    parts = [t("<b>Thank you for your answers!</b>")]
    if change is not None:
        options = content.questions()["knowledge"].options[t.language]
        was, became = (options[choice] for choice in change)
        parts.append(t("Goals you could name before: {was}. Now: {became}.", was=was, became=became))
    return Screen("\n\n".join(parts), _ways(t, home))


def over(t: Translator, home: Button) -> Screen:
    return Screen(t("All right, no more questions."), _ways(t, home))


def closed(t: Translator, home: Button) -> Screen:
    return Screen(t("These questions are closed."), _ways(t, home))


def _card(t: Translator, phase: str, question: str, intro: str) -> Screen:
    asked = content.questions()[question]
    number, data = content.IDS.index(question) + 1, f"aware:{phase}"
    progress = t("<i>{number} of {total}</i>", number=number, total=len(content.IDS))
    text = t("<b>{question}</b>", question=asked.text[t.language])
    options = [
        (Button(option, f"{data}:{question}:{n}"),) for n, option in enumerate(asked.options[t.language])
    ]
    out = (
        Button(t.label("Skip"), f"{data}:{question}:skip"),
        Button(t.label("No more questions"), f"{data}:stop"),
    )
    return Screen(f"{intro}\n\n{progress}\n{text}", (*options, out))


def _ways(t: Translator, home: Button) -> tuple[tuple[Button, ...], ...]:
    return ((Button(t.label("The goals"), "goals"),), (home,))
