"""The eight goals: what they were, a card for each, and its quiz on the card itself."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from bot.content.goals import COUNT, Goal, about, goals
from bot.figures import Answered
from bot.i18n import Translator
from bot.screen import Button, Rows, Screen
from bot.screens.links import Links, share

_LETTERS: Final = "ABCD"  # of the options: they are too long for buttons


def introduction(
    t: Translator, read: Sequence[int] | None, unread: int | None, home: Button, more: Iterable[Button] = ()
) -> Screen:
    """`read` are the goals read, None where that is not kept; `unread` is the one to go on with."""
    listed = "\n".join(_line(t, goal, read) for goal in goals().values())
    parts = [
        t("<b>The Millennium Development Goals</b>"),
        _plain(about()[t.language]),
        listed,
        _progress(t, read) if read else "",
    ]
    numbers = [Button(str(number), _open(number)) for number in goals()]
    rows: Rows = (tuple(numbers[:4]), tuple(numbers[4:]))
    if unread is not None:
        label = t.label("Go on: goal {n}", n=unread) if read else t.label("Begin with goal 1")
        rows = ((Button(label, "goal:next"),), *rows)
    weekly = (Button(t.label("A goal every week"), "weekly"),)
    return Screen("\n\n".join(filter(None, parts)), (*rows, weekly, *((one,) for one in more), (home,)))


def card(
    t: Translator, goal: Goal, links: Links, answered: Answered | None, read: Sequence[int], home: Button
) -> Screen:
    """A goal among the others; `read` is empty where it is not kept."""
    turn = [Button(f"‹ {goal.number - 1}", _open(goal.number - 1))] if goal.number > 1 else []
    turn.append(Button(t.label("All goals"), "goals"))
    turn += [Button(f"{goal.number + 1} ›", _open(goal.number + 1))] if goal.number < COUNT else []
    rows: Rows = (
        *_options(answered, f"goal:{goal.number}"),
        tuple(turn),
        (Button(t.label("Events"), f"goal:{goal.number}:events"), _share(t, goal, links)),
        (home,),
    )
    return Screen(text(t, goal, answered), rows).under(_progress(t, read) if read else None)


def pushed(t: Translator, goal: Goal, links: Links, answered: Answered | None = None) -> Screen:
    """The goal of the week, as it comes by itself."""
    rows: Rows = (
        *_options(answered, f"weekly:{goal.number}"),
        (Button(t.label("All goals"), "goals"), _share(t, goal, links)),
    )
    note = t("<i>Goal of the week: {number} of {total}</i>", number=goal.number, total=COUNT)
    return Screen(text(t, goal, answered), rows).under(note)


def text(t: Translator, goal: Goal, answered: Answered | None) -> str:
    listed = ", ".join(
        t.label("{number} “{name}”", number=number, name=names[t.language])
        for number, names in goal.sdgs.items()
    )
    after = t(
        "<b>Since 2016 this goal lives on in the Sustainable Development Goals:</b> {goals}", goals=listed
    )
    return "\n\n".join((summary(t, goal), after, _quiz(t, goal, answered)))


def summary(t: Translator, goal: Goal) -> str:
    language = t.language
    deeds = "\n".join(f"• {_plain(deed)}" for deed in goal.deeds[language])
    fact = goal.fact
    return f"{goal.emoji} " + "\n\n".join(
        (
            t("<b>Goal {number}. {title}</b>", number=goal.number, title=goal.title[language]),
            _plain(goal.message[language]),
            t(
                "<b>In Kazakhstan</b>\n{fact}\n<i>{source}, {year}</i>",
                fact=fact.text[language],
                source=fact.source[language],
                year=fact.year,
            ),
            t("<b>What you can do</b>") + f"\n{deeds}",
        )
    )


def no_events(t: Translator) -> str:
    return t.label("There are no events for this goal yet. Look here again later.")


def first_counts(t: Translator) -> str:
    return t.label("Your first answer counts.")


def _line(t: Translator, goal: Goal, read: Sequence[int] | None) -> str:
    mark = "" if read is None else "✅ " if goal.number in read else "▫️ "
    after = ", ".join(str(number) for number in goal.sdgs)
    line = t("{number}. {title} → SDG {after}", number=goal.number, title=goal.title[t.language], after=after)
    return f"{mark}{line}"


def _progress(t: Translator, read: Sequence[int]) -> str:
    return t("<i>Read: {number} of {total}</i>", number=len(read), total=COUNT)


def _quiz(t: Translator, goal: Goal, answered: Answered | None) -> str:
    quiz = goal.quiz
    options = enumerate(quiz.options[t.language])
    lines = [t("<b>Quiz.</b> {question}", question=quiz.question[t.language])]
    if answered is None:
        lines += [_option(n, option) for n, option in options]
        return "\n".join(lines)
    for n, option in options:
        mark = "✅" if n == quiz.correct else "❌" if n == answered.choice else "▫️"
        lines.append(f"{mark} {_option(n, option)}")
    right = answered.choice == quiz.correct
    verdict = t("<b>Right!</b>") if right else t("<b>Not quite.</b>")
    lines.append(f"\n{verdict} {_plain(quiz.explanation[t.language])}")
    if answered.people:
        lines.append(
            t(
                "<i>Right answers: {percent}%. People who answered: {people}</i>",
                percent=100 * answered.right // answered.people,
                people=t.number(answered.people),
            )
        )
    return "\n".join(lines)


def _option(n: int, option: str) -> str:
    return f"{_LETTERS[n]}. {_plain(option)}"


def _options(answered: Answered | None, data: str) -> Rows:
    if answered is not None:
        return ()
    return (tuple(Button(letter, f"{data}:{n}") for n, letter in enumerate(_LETTERS)),)


def _share(t: Translator, goal: Goal, links: Links) -> Button:
    return share(t, links.to(f"g{goal.number}"), f"{goal.emoji} {goal.title[t.language]}")


def _plain(text: str) -> str:
    return escape(text, quote=False)


def _open(goal: int) -> str:
    return f"goal:{goal}"
