"""Ambassadors as organizers see them: requests, the list, a card, appointing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Final

from bot.content.places import universities
from bot.dialog import Prompt
from bot.figures import Brought
from bot.i18n import Translator
from bot.screen import Button, Rows, Screen, pager
from bot.screens import forms, funnels, people, profiles, staff
from bot.screens.profiles import Profile

PAGE: Final = 8
UNTRAINED: Final = "none"  # instead of a day


@dataclass(frozen=True, slots=True)
class Entry:
    """`standing` is that of the ambassador: asked, appointed, suspended or declined."""

    number: int
    name: str | None
    university: str | None
    standing: str


@dataclass(frozen=True, slots=True)
class Account:
    """`standing` is None for who neither asked nor was appointed; then nothing was brought by any link."""

    number: int
    profile: Profile
    standing: str | None = None
    at: datetime | None = None
    trained_on: datetime | None = None
    link: str | None = None
    brought: Brought | None = None


def listed(t: Translator, found: Sequence[Entry], page: int, pages: int, home: Button) -> Screen:
    title = t("<b>Ambassadors</b>")
    said = (
        t("Those waiting for an answer are at the top. Tap a name to see more.")
        if found
        else t("There are no ambassadors yet. Appoint the first one, or wait for requests.")
    )
    rows: Rows = (
        *((Button(_label(t, one), f"ambs:{one.number}"),) for one in found),
        *pager("ambs:p", page, pages - 1),
        (
            Button(t.label("Appoint somebody"), "ambs:find"),
            Button(t.label("Statistics"), "num:ambassador:0"),
        ),
        (home,),
    )
    return Screen(f"{title}\n\n{said}", rows)


def card(t: Translator, of: Account) -> Screen:
    parts = [profiles.studies_of(t, of.profile), _standing(t, of)]
    if of.link and of.brought:
        parts += [of.link, t("<b>Through the link</b>") + "\n" + funnels.brought(t, of.brought)]
    return Screen("\n\n".join(parts), (*_acts(t, of), (back(t),)))


def ask(prompt: Prompt) -> Screen:
    text = prompt.t(
        "<b>Who do you want to appoint?</b>\n\nWrite part of the name. The person must have signed up."
    )
    return forms.card(prompt, text, (), forms.trouble(prompt))


def found(t: Translator, found: Sequence[Entry], *, more: bool) -> Screen:
    listed = [Button(_label(t, one), f"ambs:{one.number}") for one in found]
    return people.results(t, listed, back(t), more=more)


def ask_day(prompt: Prompt) -> Screen:
    """On which day somebody was trained."""
    t = prompt.t
    trouble = (
        t("It must be a day in the last three years, not after today. Write it like 24.11 or 24.11.2026.")
        if prompt.problem and prompt.problem.reason == "day"
        else forms.trouble(prompt)
    )
    asked = t(
        "<b>When was this ambassador trained?</b>\n\n"
        "Tap a day, or write it like 24.11. If there was no training, skip the question."
    )
    number = prompt.answers.get("person", 0)
    days = (
        forms.choice(prompt, t.label("Today"), f"0-{number}"),
        forms.choice(prompt, t.label("Yesterday"), f"1-{number}"),
    )
    none = (forms.choice(prompt, t.label("Skip"), f"{UNTRAINED}-{number}"),)
    return forms.card(prompt, asked, (days, none), trouble).under(_whom(prompt))


def _whom(prompt: Prompt) -> str:
    name = staff.called(prompt.t, prompt.answers.get("person", 0), prompt.answers.get("name"))
    return f"<b>{escape(name)}</b>"


def left(t: Translator) -> Screen:
    return Screen(t("All right, nothing was changed."), ((back(t),),))


def request(t: Translator, number: int) -> Screen:
    """To organizers: somebody asks."""
    text = t("<b>A student asks to be an ambassador</b>")
    return Screen(text, ((Button(t.label("See the request"), f"ambs:{number}"),),))


def not_agreed(t: Translator) -> str:
    """Above the card of who was to be appointed."""
    return t(
        "This person has not agreed to the current consent text yet. The bot will show it to them; you "
        "can appoint them after that."
    )


def meanwhile(t: Translator) -> str:
    return t("This has changed meanwhile, so nothing was done. This is how it is now:")


def gone(t: Translator) -> str:
    return t.label("This person is not here any more.")


def back(t: Translator) -> Button:
    return Button(t.label("Ambassadors"), "ambs")


def _standing(t: Translator, of: Account) -> str:
    day = t.date(of.at) if of.at else ""
    match of.standing:
        case "asked":
            said = t("Asked to be an ambassador on {date}", date=day)
        case "appointed":
            said = t("Ambassador since {date}", date=day)
        case "suspended":
            said = t("The link has been paused since {date}", date=day)
        case "declined":
            said = t("The request was declined on {date}", date=day)
        case _:
            return t("Not an ambassador.")
    trained = (
        t("Trained on {date}", date=t.date(of.trained_on)) if of.trained_on else t("No training on record.")
    )
    return f"{said}\n{trained}"


def _acts(t: Translator, of: Account) -> Rows:
    number = of.number
    appoint = Button(t.label("Make an ambassador"), f"ambs:{number}:appoint")
    trained = Button(t.label("Training day"), f"ambs:{number}:train")
    match of.standing:
        case "asked":
            return ((appoint, Button(t.label("Decline"), f"ambs:{number}:decline")),)
        case "appointed":
            return ((trained, Button(t.label("Pause the link"), f"ambs:{number}:suspend")),)
        case "suspended":
            return ((trained, Button(t.label("Resume the link"), f"ambs:{number}:reinstate")),)
        case _:
            return ((appoint,),)


def _label(t: Translator, of: Entry) -> str:
    name, studies = staff.called(t, of.number, of.name), universities().get(of.university or "")
    who = f"{name}, {studies.short(t.language)}" if studies else name
    match of.standing:
        case "asked":
            return t.label("{who} – waiting", who=who)
        case "suspended":
            return t.label("{who} – link paused", who=who)
        case "declined":
            return t.label("{who} – not accepted", who=who)
        case _:
            return who
