"""What an organizer is asked to write for a broadcast."""

from bot.dialog import Prompt
from bot.i18n import OWN_NAMES
from bot.screen import MAX_TEXT, Screen, units, visible
from bot.screens import forms


def text(prompt: Prompt) -> Screen:
    return forms.card(prompt, _asked(prompt), (), forms.trouble(prompt))


def correction(prompt: Prompt) -> Screen:
    t = prompt.t
    note = t("It replaces the text in every copy, including those still to be sent.")
    return forms.card(prompt, f"{_asked(prompt)}\n\n{note}", (), forms.trouble(prompt))


def sure(prompt: Prompt) -> Screen:
    """The corrected text as everybody will see it."""
    t = prompt.t
    yes = (forms.choice(prompt, t.label("Yes, correct all copies"), "yes"),)
    text = prompt.answers.get("text") or "–"
    heading = forms.trouble(prompt) or t("<b>Is it correct now?</b>")
    fits = units(visible(f"{heading}\n\n{text}")) <= MAX_TEXT
    return forms.card(prompt, text, (yes,), heading if fits else None)


def picture(prompt: Prompt) -> Screen:
    t = prompt.t
    trouble = t("That is not a picture. Send it as a photo, not as a file.") if prompt.problem else None
    return forms.card(
        prompt,
        t("<b>Send the picture.</b>\n\nUnder a picture a text may have 1024 characters at most."),
        (),
        trouble,
    )


def link(prompt: Prompt) -> Screen:
    t = prompt.t
    trouble = (
        t("That is not a web address. One looks like https://example.kz/page.") if prompt.problem else None
    )
    return forms.card(prompt, t("<b>Write the web address that the button opens.</b>"), (), trouble)


def time(prompt: Prompt) -> Screen:
    t = prompt.t
    match prompt.problem.reason if prompt.problem else None:
        case None:
            trouble = None
        case "night":
            trouble = t("Between 21:00 and 09:00 only urgent messages go. Choose another time.")
        case _:
            trouble = t("That time does not work: it has to be in the future, within a year.")
    return forms.card(prompt, t("<b>When should it go?</b> Write 18:00 or 05.12 18:00."), (), trouble)


def day(prompt: Prompt) -> Screen:
    t = prompt.t
    trouble = t("That day does not work: it has to be today or earlier.") if prompt.problem else None
    return forms.card(prompt, t("<b>Since which day?</b> Write it like 01.11."), (), trouble)


def _asked(prompt: Prompt) -> str:
    t = prompt.t
    language = next(
        (name for known, name in OWN_NAMES.items() if known == prompt.answers.get("language")), ""
    )
    asked = t("<b>Write the text: {language}</b>", language=language)
    how = t("Bold, italic and links stay as you make them.")
    return f"{asked}\n\n{how}"
