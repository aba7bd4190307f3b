"""A person as an owner finds them, by name or Telegram ID: what is known, and erasing it on request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.content.places import universities
from bot.dialog import Prompt
from bot.i18n import LANGUAGES, OWN_NAMES, Translator
from bot.roles import Role
from bot.screen import Button, Screen
from bot.screens import forms, profiles, staff
from bot.screens.profiles import Profile


@dataclass(frozen=True, slots=True)
class Found:
    """`university` is an id of bot.content."""

    number: int
    name: str | None
    university: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """`profile` is None until somebody has signed up; `role` is what they may do now."""

    number: int
    profile: Profile | None
    language: str | None
    registered_at: datetime | None
    role: Role
    suspended: bool
    stopped: bool
    unreachable: bool
    messages: int


def ask(prompt: Prompt) -> Screen:
    text = prompt.t("<b>Find a person</b>\n\nWrite part of the name, or a Telegram ID.")
    return forms.card(prompt, text, (), forms.trouble(prompt))


def nobody(t: Translator, typed: str) -> str:
    return t("Nobody found for “{typed}”. Try writing it differently.", typed=typed)


def found(t: Translator, people: Sequence[Found], *, more: bool) -> Screen:
    return results(
        t, [Button(_label(t, one), f"person:{one.number}") for one in people], staff.back(t), more=more
    )


def results(t: Translator, people: Sequence[Button], out: Button, *, more: bool) -> Screen:
    """What a search found; `more`: these are not all."""
    title = t("<b>People found</b>")
    hint = (
        t("There are more. Write more of the name to narrow it down.")
        if more
        else t("If the person is not here, try writing the name differently.")
    )
    return Screen(f"{title}\n\n{hint}", (*((one,) for one in people), (out,)))


def closed(t: Translator, home: Button) -> Screen:
    return Screen(t("The search is closed."), ((staff.back(t),), (home,)))


def card(t: Translator, of: Account) -> Screen:
    language = next((OWN_NAMES[known] for known in LANGUAGES if known == of.language), t.label("not given"))
    registered = t.date(of.registered_at) if of.registered_at else t.label("not yet")
    lines = [
        t("<b>Person {number}</b>", number=of.number),
        "",
        profiles.studies_of(t, of.profile) if of.profile else "",
        t("Language: {language}", language=language),
        t("Signed up: {date}", date=registered),
        t("Role: {role}", role=staff.role(t, of.role)),
        t("The role is suspended.") if of.suspended else "",
        t("Has stopped our messages.") if of.stopped else "",
        t("Cannot be reached: has blocked the bot.") if of.unreachable else "",
        t("Messages on record: {n}", n=t.number(of.messages)),
    ]
    text = "\n".join(line for place, line in enumerate(lines) if line or place == 1)
    erase = Button(t.label("Erase"), f"person:{of.number}:erase")
    return Screen(text, ((erase,), (staff.back(t),)))


def confirm_erasure(t: Translator, number: int, name: str | None) -> Screen:
    """The first of two questions."""
    text = t(
        "<b>{name}</b>\n\n"
        "Erase this person's data? Do it only if they asked for it. "
        "Everything will go: profile, answers, settings and Telegram ID.",
        name=staff.called(t, number, name),
    )
    yes = Button(t.label("Yes, erase"), f"person:{number}:sure")
    return Screen(text, ((yes,), (_no(t, number),)))


def confirm_erasure_again(t: Translator, number: int, name: str | None) -> Screen:
    text = t(
        "<b>{name}</b>\n\nAre you sure? Nothing can bring this person's data back.",
        name=staff.called(t, number, name),
    )
    yes = Button(t.label("Erase everything for good"), f"person:{number}:erased")
    return Screen(text, ((yes,), (_no(t, number),)))


def erased(t: Translator) -> Screen:
    return Screen(
        t(
            "The data was erased, and the person was told. Totals without names are left and, for a year, "
            "a mark without name or Telegram ID."
        ),
        ((staff.back(t),),),
    )


def goodbye(t: Translator) -> Screen:
    """To the person: no button, since nobody is known here any more."""
    return Screen(
        t(
            "Your data was erased, as you asked. Only totals without names are left and, for a year, a "
            "mark without your name or Telegram ID. The messages in this chat stay with you: you can "
            "delete the chat in Telegram.\n\n"
            "To start again: /start"
        )
    )


def gone(t: Translator) -> str:
    return t.label("This person's data is not here any more.")


def protected(t: Translator) -> str:
    return t.label("An owner's data cannot be erased here. Owners erase their own in the menu: /privacy")


def _label(t: Translator, of: Found) -> str:
    name = staff.called(t, of.number, of.name)
    university = universities().get(of.university or "")
    return f"{name}, {university.short(t.language)}" if university else name


def _no(t: Translator, number: int) -> Button:
    return Button(t.label("No, keep"), f"person:{number}")
