"""What participants are told of an event unasked: that it changed, was cancelled, or is near."""

from dataclasses import dataclass
from datetime import datetime

from bot.i18n import Translator
from bot.screen import Button, Rows, Screen
from bot.screens import event_facts, profiles


@dataclass(frozen=True, slots=True)
class Facts:
    """What somebody knows of an event, in their language."""

    title: str
    text: str
    starts_at: datetime
    ends_at: datetime
    city: str
    place: str
    map_url: str | None
    contact: str
    credit: int
    adults: bool


def changed(t: Translator, number: int, answer: str, was: Facts, now: Facts) -> Screen:
    """With a question that goes with what the receiver answered."""
    heading = t("<b>Something has changed: {title}</b>", title=now.title)
    asked, *answers = _asked(t, number, answer)
    news = "\n\n".join(_news(t, was, now))
    return Screen(f"{heading}\n\n{news}\n\n{asked}", (*answers, (_see(t, number),)))


def cancelled(t: Translator, number: int, of: Facts) -> Screen:
    heading = t("<b>Cancelled: {title}</b>", title=of.title)
    sorry = t("This event will not take place. We are sorry, and thank you for being ready to help.")
    rows = ((_see(t, number),), (Button(t.label("Other events"), "events:all:0"),))
    return Screen(f"{heading}\n\n{event_facts.when(t, of.starts_at, of.ends_at)}\n\n{sorry}", rows)


def barred(t: Translator, title: str) -> Screen:
    """For who is too young, now."""
    said = t(
        "<b>{title}</b>\n\nThis event is now only for people of 18 and older, so your place was given up. "
        "We are sorry; there are other events that need you.",
        title=title,
    )
    return Screen(said, ((Button(t.label("Other events"), "events:all:0"),),))


def day_before(t: Translator, number: int, title: str, starts_at: datetime, city: str, place: str) -> Screen:
    heading = t("<b>Are you still coming? {title}</b>", title=title)
    here = f"{event_facts.begins(t, starts_at)}\n{event_facts.where(t, city, place)}"
    why = t("If you can't, say so: somebody else may get your place.")
    answers = (
        Button(t.label("Yes, I am coming"), f"e:{number}:go"),
        Button(t.label("No, I can't"), f"e:{number}:no"),
    )
    return Screen(f"{heading}\n\n{here}\n\n{why}", (answers, (_see(t, number),)))


def soon(t: Translator, number: int, title: str, starts_at: datetime, city: str, place: str) -> Screen:
    heading = t("<b>Do not forget: {title}</b>", title=title)
    here = f"{event_facts.begins(t, starts_at)}\n{event_facts.where(t, city, place)}"
    rows = ((_see(t, number), Button(t.label("I can't"), f"e:{number}:no")),)
    bye = t("See you there!")
    return Screen(f"{heading}\n\n{here}\n\n{bye}", rows)


def _news(t: Translator, was: Facts, now: Facts) -> list[str]:
    found = []
    if now.title != was.title:
        title = t("Title: {title}", title=now.title)
        found.append(f"{title}\n{_before(t, was.title)}")
    if (now.starts_at, now.ends_at) != (was.starts_at, was.ends_at):
        when = event_facts.when(t, now.starts_at, now.ends_at)
        end = event_facts.end(t, was.starts_at, was.ends_at)
        found.append(f"{when}\n{_before(t, f'{t.date(was.starts_at)}, {t.time(was.starts_at)} – {end}')}")
    if (now.city, now.place) != (was.city, was.place):
        where = event_facts.where(t, now.city, now.place)
        found.append(f"{where}\n{_before(t, f'{profiles.city(t, was.city)}, {was.place}')}")
    elif now.map_url != was.map_url:
        found.append(t("The link to the map is another one."))
    if now.contact != was.contact:
        found.append(event_facts.contact(t, now.contact))
    if now.credit != was.credit:
        found.append(event_facts.hours(t, now.credit))
    if now.adults != was.adults:
        found.append(event_facts.adults(t) if now.adults else t("It is open to people under 18, too."))
    if now.text != was.text:
        found.append(t("The description is another one: read it on the card."))
    return found


def _before(t: Translator, what: str) -> str:
    return t("Before: {what}", what=what)


def _asked(t: Translator, number: int, answer: str) -> tuple[str, *Rows]:
    come = Button(t.label("I am coming"), f"e:{number}:go")
    maybe = Button(t.label("Maybe"), f"e:{number}:maybe")
    stay = Button(t.label("Stay on the waiting list"), f"e:{number}:go")
    no = Button(t.label("I can't"), f"e:{number}:no")
    match answer:
        case "going":
            return t("You are on the list. Are you still coming?"), (come, no)
        case "offered":
            return t("A seat is held for you. Are you coming?"), (come, no)
        case "waiting":
            return t("You are on the waiting list. Do you want to stay there?"), (stay,), (no,)
        case _:
            return t("You may come, you said. What do you say now?"), (come, maybe, no)


def _see(t: Translator, number: int) -> Button:
    return Button(t.label("See the event"), f"e:{number}")
