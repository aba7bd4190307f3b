"""A person's profile: how each line of it reads, the whole of it, and the buttons to change it."""

from dataclasses import dataclass

from bot import callback
from bot.content import goals, studies
from bot.content.places import OTHER, cities, universities
from bot.i18n import Translator
from bot.screen import Button, Rows, Screen


@dataclass(frozen=True, slots=True)
class Profile:
    """University, city and year are ids of bot.content, `interests` a set of bits."""

    name: str
    university: str | None = None
    city: str | None = None
    study_year: str | None = None
    interests: int = 0


def card(t: Translator, profile: Profile, home: Button, record: str, praises: int) -> Screen:
    """What the profile says, each line with a button to change it, and what was done: the `record`."""
    title, how = t("<b>Your profile</b>"), t("To change something, tap its button.")
    text = f"{title}\n\n{lines(t, profile)}\n\n{record}\n\n{how}"
    mine = [Button(t.label("My certificate"), "certificate")]
    mine += [Button(t.label("Thanks to me: {n}", n=t.number(praises)), "praises:0")] if praises else []
    return Screen(text, (*edits(t, "profile"), tuple(mine), (Button(t.label("My events"), "my:0"), home)))


def lines(t: Translator, profile: Profile) -> str:
    liked = t("Interests: {interests}", interests=interests(t, profile.interests))
    return f"{studies_of(t, profile)}\n{liked}"


def studies_of(t: Translator, profile: Profile) -> str:
    """Who it is, and where they study."""
    return "\n".join(
        (
            t("Name: {name}", name=profile.name),
            t("University: {university}", university=university(t, profile.university)),
            t("City: {city}", city=city(t, profile.city)),
            t("Year of study: {year}", year=_number(t, profile.study_year)),
        )
    )


def edits(t: Translator, where: str) -> Rows:
    """A button for each line; `where` tells the card of the profile from that of the sign-up."""
    name, university_, city_, year_, interests_ = (
        Button(line(t, step), _edit(where, step))
        for step in ("name", "university", "city", "study_year", "interests")
    )
    return ((name, university_), (city_, year_), (interests_,))


def line(t: Translator, step: str) -> str:
    """What a line is called."""
    match step:
        case "name":
            return t.label("Name")
        case "university":
            return t.label("University")
        case "city":
            return t.label("City")
        case "study_year":
            return t.label("Year of study")
        case _:
            return t.label("Interests")


def university(t: Translator, of: str | None) -> str:
    if of == OTHER:
        return t.label("Not in the list")
    found = universities().get(of or "")
    return found.names[t.language] if found else _nothing(t)


def university_in_city(t: Translator, of: str, city_of: str) -> str:
    return t("{university}, {city}", university=university(t, of), city=city(t, city_of))


def city(t: Translator, of: str | None) -> str:
    if of == OTHER:
        return t.label("Another place")
    found = cities().get(of or "")
    return found.names[t.language] if found else _nothing(t)


def year(t: Translator, of: str | None) -> str:
    match of:
        case "master":
            return t.label("Master's")
        case "doctor":
            return t.label("Doctorate")
        case None:
            return _nothing(t)
        case _:
            return t.label("Year {n}", n=of)


def interest(t: Translator, number: int) -> str:
    if number == studies.ABROAD:
        return t.label("Volunteer abroad")
    return goals.goals()[number].label[t.language]


def interests(t: Translator, of: int) -> str:
    return ", ".join(interest(t, number) for number in studies.chosen(of)) or _nothing(t)


def _number(t: Translator, of: str | None) -> str:
    return of if of and of.isdecimal() else year(t, of)


def _nothing(t: Translator) -> str:
    return t.label("not given")


def _edit(where: str, step: str) -> str:
    return callback.said("signup", step, "edit") if where == "signup" else f"profile:{step}"
