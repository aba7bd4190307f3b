"""Thanks as organizers write them: a line for everybody who came, and own words for one person."""

from collections.abc import Mapping
from datetime import datetime

from bot.dialog import Prompt
from bot.i18n import LANGUAGES, OWN_NAMES, Language, Translator
from bot.screen import Button, Screen
from bot.screens import event_desk, forms, languages, thanks


def over(t: Translator, number: int, title: str, came: int, going: int, at: datetime) -> Screen:
    """It has just ended; thanks go out `at` a time."""
    heading = t("<b>It is over: {title}</b>", title=title)
    came_of_all = t("Came: {n}", n=t.number(came))
    said_so = t("Said they would come: {n}", n=t.number(going))
    what = t(
        "Mark those who came and are not marked yet, and write a line of thanks. Everybody who came gets it "
        "with their hours: {date}, {time}.",
        date=t.date(at),
        time=t.time(at),
    )
    rows = (
        (Button(t.label("Who came"), f"ev:{number}:who"), Button(t.label("Thanks"), f"ev:{number}:thanks")),
        (Button(t.label("See the event"), f"ev:{number}"),),
    )
    return Screen(f"{heading}\n\n{came_of_all}\n{said_so}\n\n{what}", rows)


def card(
    t: Translator, number: int, title: str, lines: Mapping[str, str], at: datetime, *, sent: bool
) -> Screen:
    """`lines` are by language; `at` is when everybody who came gets them, or got them if they are `sent`."""
    heading = t("<b>Thanks to the participants: {title}</b>", title=title)
    when = (
        t("They went out on {date}. Whoever is marked later gets them as they are now.", date=t.date(at))
        if sent
        else t("They go out on {date}, at {time}, with the hours credited.", date=t.date(at), time=t.time(at))
    )
    said = [
        "{}: {}".format(OWN_NAMES[language], lines.get(language) or t("no line of yours, only our thanks"))
        for language in LANGUAGES
    ]
    rows = languages.to_write_in(lines, f"ev:{number}:thanks")
    text = "\n\n".join((heading, when, *said))
    return Screen(text, (*rows, (event_desk.back(t, number),)))


def line(prompt: Prompt) -> Screen:
    t = prompt.t
    language = next((own for known, own in OWN_NAMES.items() if known == prompt.answers.get("language")), "")
    asked = t("<b>Write your thanks: {language}</b>", language=language)
    how = t("What did people achieve? A line or two, 500 characters at most.")
    none = forms.choice(prompt, t.label("No line"), f"none-{prompt.answers.get('event', 0)}")
    return forms.card(prompt, f"{asked}\n\n{how}", ((none,),), forms.trouble(prompt))


def praise(prompt: Prompt) -> Screen:
    t = prompt.t
    asked = t("<b>What do you want to thank them for? {name}</b>", name=prompt.answers.get("name", ""))
    speaks = t("They read: {language}", language=OWN_NAMES[_language(prompt)])
    how = t("Only this person gets it, and keeps it in their profile: 1,000 characters at most.")
    return forms.card(prompt, f"{asked}\n\n{speaks}\n{how}", (), forms.trouble(prompt))


def sure(prompt: Prompt) -> Screen:
    """As it will be read, but for the title."""
    t, answers = prompt.t, prompt.answers
    said = thanks.praised(t, answers.get("title", ""), answers.get("praise", ""), answers.get("by", ""))
    asked = t("<b>Send this? {name}</b>", name=answers.get("name", ""))
    yes = forms.choice(prompt, t.label("Yes, send it"), f"yes-{answers.get('person', 0)}")
    return forms.card(prompt, said.text, ((yes,),), forms.trouble(prompt)).under(asked)


def gone(t: Translator) -> str:
    return t.label("This person is not on the list of the event any more.")


def already(t: Translator) -> str:
    return t.label("You have thanked this person for the event already.")


def sent(t: Translator) -> str:
    return t("Done. They get it by day, unless they have stopped our messages, and keep it in their profile.")


def _language(prompt: Prompt) -> Language:
    return next((known for known in LANGUAGES if known == prompt.answers.get("reads")), LANGUAGES[0])
