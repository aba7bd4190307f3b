"""What an organizer is asked to write for an event."""

from datetime import datetime

from bot.dialog import Prompt
from bot.i18n import OWN_NAMES, Translator
from bot.screen import Button, Screen
from bot.screens import event_desk, event_facts, forms, notes


def title(prompt: Prompt) -> Screen:
    t = prompt.t
    asked = t("<b>Write the title: {language}</b>", language=_language(prompt))
    how = t("A few words that say what is done: 80 characters at most.")
    return forms.card(prompt, f"{asked}\n\n{how}", (), forms.trouble(prompt), now=prompt.answers.get("title"))


def text(prompt: Prompt) -> Screen:
    t = prompt.t
    asked = t("<b>Write the text: {language}</b>", language=_language(prompt))
    how = t(
        "What people will do, what to bring and wear: 1,500 characters at most. Bold, italic and links "
        "stay as you make them."
    )
    return forms.card(prompt, f"{asked}\n\n{how}", (), forms.trouble(prompt))


def starts(prompt: Prompt) -> Screen:
    t = prompt.t
    trouble = (
        t("That time does not work: it has to be in the future, within a year.") if prompt.problem else None
    )
    asked = t("<b>When does it begin?</b> Write it like 05.12 15:00.")
    return forms.card(prompt, asked, (), trouble, now=prompt.answers.get("starts"))


def ends(prompt: Prompt) -> Screen:
    t = prompt.t
    trouble = (
        t("That time does not work: it has to be after the beginning, by 31 days at most.")
        if prompt.problem
        else None
    )
    asked = t("<b>When does it end?</b> Write 18:00 or 06.12 12:00.")
    begins = _begins(t, prompt.answers.get("at"))
    return forms.card(prompt, "\n\n".join(filter(None, (asked, begins))), (), trouble)


def place(prompt: Prompt) -> Screen:
    t = prompt.t
    asked = t("<b>Where is it?</b>\n\nWrite the street and house, or how to find it. The city is apart.")
    return forms.card(prompt, asked, (), forms.trouble(prompt))


def map_link(prompt: Prompt) -> Screen:
    t = prompt.t
    trouble = (
        t("That is not a web address. One looks like https://example.kz/page.") if prompt.problem else None
    )
    asked = t("<b>Send a link to the place on a map.</b>\n\nPeople get it as a button. It may be left out.")
    return forms.card(prompt, asked, ((_none(prompt, t.label("No link")),),), trouble)


def contact(prompt: Prompt) -> Screen:
    t = prompt.t
    asked = t("<b>Who can be asked about it?</b>\n\nWrite a name and a phone number, or @username.")
    return forms.card(prompt, asked, (), forms.trouble(prompt))


def seats(prompt: Prompt) -> Screen:
    t = prompt.t
    problem = prompt.problem
    trouble = t("Write a number from 1 to {max}.", max=t.number(problem.limit or 0)) if problem else None
    asked = t(
        "<b>How many people can come?</b>\n\nWrite a number. When all seats are taken, there is a waiting "
        "list. Whoever has a seat keeps it, also if there are fewer seats later."
    )
    return forms.card(prompt, asked, ((_none(prompt, t.label("No limit")),),), trouble)


def left(t: Translator) -> Screen:
    """When somebody cancelled what they were asked."""
    return Screen(notes.nothing_changed(t), ((event_desk.to_list(t),),))


def _language(prompt: Prompt) -> str:
    return next((name for known, name in OWN_NAMES.items() if known == prompt.answers.get("language")), "")


def _none(prompt: Prompt, label: str) -> Button:
    """Names the event: the card may still stand there when another one is asked about."""
    return forms.choice(prompt, label, f"none-{prompt.answers.get('event', 0)}")


def _begins(t: Translator, at: str | None) -> str:
    return event_facts.begins(t, datetime.fromisoformat(at)) if at else ""
