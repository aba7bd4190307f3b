"""What a person is asked when signing up, and again when they change an answer."""

from collections.abc import Iterable
from typing import Final

from bot import callback
from bot.content import studies
from bot.content.places import OTHER, University, cities, universities
from bot.dialog import Problem, Prompt
from bot.i18n import Translator
from bot.screen import Button, Screen
from bot.screens import forms, profiles
from bot.screens.profiles import Profile

PAGE: Final = 8  # cities on one card


def name(prompt: Prompt) -> Screen:
    t = prompt.t
    trouble = _name_trouble(t, prompt.problem) if prompt.problem else None
    now = prompt.answers.get("name")
    if prompt.suggestion is None:
        text = t("<b>What is your name?</b>\n\nWrite your first and last name.")
        return forms.card(prompt, text, (), trouble, now=now)
    text = t("<b>What is your name?</b>\n\nTap your name below, or write your first and last name.")
    return forms.card(
        prompt, text, ((forms.choice(prompt, prompt.suggestion, "suggested"),),), trouble, now=now
    )


def university(prompt: Prompt) -> Screen:
    """`partial` is what was typed and the universities found for it."""
    t = prompt.t
    other = (forms.choice(prompt, t.label("Not in the list"), OTHER),)
    found = _known(prompt.partial["found"]) if prompt.partial else []
    trouble = forms.trouble(prompt)
    if found:
        listed = "\n".join(
            f"{number}. {profiles.university_in_city(t, one.id, one.city)}"
            for number, one in enumerate(found, 1)
        )
        asked, otherwise = t("<b>Choose your university</b>"), t("If it is not here, write it another way.")
        rows = [
            (forms.choice(prompt, f"{n}. {one.short(t.language)}", one.id),) for n, one in enumerate(found, 1)
        ]
        return forms.card(prompt, f"{asked}\n\n{listed}\n\n{otherwise}", (*rows, other), trouble)
    if prompt.partial and prompt.problem is None:
        text = t(
            "<b>Where do you study?</b>\n\n"
            "I found no university for “{typed}”. Try writing it differently, or tap “Not in the list”.",
            typed=prompt.partial["typed"],
        )
        return forms.card(prompt, text, (other,))
    text = t(
        "<b>Where do you study?</b>\n\n"
        "Write the name of your university, a part of it or its abbreviation, in any language."
    )
    now = profiles.university(t, prompt.answers.get("university"))
    return forms.card(prompt, text, (other,), trouble, now=now)


def city(prompt: Prompt) -> Screen:
    """`partial` is the page of the list that is shown."""
    t = prompt.t
    names = [forms.choice(prompt, one.names[t.language], one.id) for one in cities().values()]
    page, last = prompt.partial or 0, (len(names) - 1) // PAGE
    shown = names[page * PAGE : (page + 1) * PAGE]
    rows = [tuple(shown[n : n + 2]) for n in range(0, len(shown), 2)]
    turn = [forms.choice(prompt, "‹", f"page-{page - 1}")] if page else []
    turn += [forms.choice(prompt, "›", f"page-{page + 1}")] if page < last else []
    text = t("<b>Which city do you study in?</b>\n\nTap it, or write its name.")
    trouble = (
        t("I did not find this city. Choose it below, or tap “Another place”.") if prompt.problem else None
    )
    other = (forms.choice(prompt, t.label("Another place"), OTHER),)
    now = profiles.city(t, prompt.answers.get("city"))
    return forms.card(prompt, text, (*rows, tuple(turn), other), trouble, now=now)


def study_year(prompt: Prompt) -> Screen:
    t = prompt.t
    buttons = [forms.choice(prompt, profiles.year(t, year), year) for year in studies.YEARS]
    rows = (tuple(buttons[:3]), tuple(buttons[3:6]), tuple(buttons[6:]))
    now = profiles.year(t, prompt.answers.get("study_year"))
    return forms.card(prompt, t("<b>Which year are you in?</b>"), rows, forms.trouble(prompt), now=now)


def interests(prompt: Prompt) -> Screen:
    """`partial` is the set that is chosen so far, or else the answer there is."""
    t = prompt.t
    chosen = prompt.answers.get("interests") if prompt.partial is None else prompt.partial
    mask = chosen or 0
    rows = [(_toggle(prompt, number, on=bool(mask & studies.bit(number))),) for number in studies.INTERESTS]
    if mask:
        rows.append((forms.choice(prompt, t.label("Done"), f"done-{mask}"),))
    text = t("<b>What would you like to help with?</b>\n\nTap everything that suits you, then “Done”.")
    return forms.card(prompt, text, rows, forms.trouble(prompt))


def review(prompt: Prompt, profile: Profile) -> Screen:
    """All answers, each with a button to change it."""
    t = prompt.t
    asked, how = t("<b>Is everything right?</b>"), t("To change something, tap its button.")
    text = f"{asked}\n\n{profiles.lines(t, profile)}\n\n{how}"
    save = (forms.choice(prompt, t.label("All right, sign me up"), "yes"),)
    return forms.card(prompt, text, (save, *profiles.edits(t, "signup")), forms.trouble(prompt))


def cancel(t: Translator) -> Screen:
    return Screen(
        t("Stop signing up? Your answers so far will be deleted."),
        (
            (Button(t.label("Yes, delete them"), callback.said("signup", "review", "drop")),),
            (Button(t.label("No, continue"), "menu"),),
        ),
    )


def cancelled(t: Translator) -> Screen:
    return Screen(
        t("All right, we have stopped, and no answers are kept. You can sign up at any time."),
        ((Button(t.label("Sign up"), "menu"),),),
    )


def _known(ids: Iterable[str]) -> list[University]:
    """Without those that a release took from the list."""
    return [one for of in ids if (one := universities().get(of))]


def _toggle(prompt: Prompt, number: int, *, on: bool) -> Button:
    """Says what a tap makes of it, so that a double tap does it once."""
    label = profiles.interest(prompt.t, number)
    return forms.choice(prompt, f"✅ {label}" if on else label, f"{'off' if on else 'on'}-{number}")


def _name_trouble(t: Translator, problem: Problem) -> str:
    match problem.reason:
        case "long":
            return t("That is too long: {max} characters at most. Please shorten it.", max=problem.limit)
        case "letters":
            return t("A name needs at least one letter.")
        case _:
            return t("I cannot see a name here. Please write it in letters.")
