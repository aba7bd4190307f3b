"""Events at an organizer's desk: the list, and the card of one with all its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.content.goals import goals
from bot.i18n import ALMATY, LANGUAGES, OWN_NAMES, Translator
from bot.screen import Button, Rows, Screen, pager
from bot.screens import clashes, event_facts, event_results, languages, profiles
from bot.screens.clashes import Clashes
from bot.screens.event_results import Result

PAGE: Final = 8  # events on one card
_TITLE: Final = 32  # letters of a title on a button


@dataclass(frozen=True, slots=True)
class Line:
    """An event in a list. `phase` is one of the database's words, or `over`."""

    number: int
    title: str
    phase: str
    starts_at: datetime | None = None
    came: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    """What an event has so far. `titles` and `worded` are by language: those that have a text, too.

    `missing` is what it lacks to be public; `going`, `offered`, `waiting` and `maybe` are people, and so are
    the `affected`, who hear of what was changed at `tell_at`. It is the campaign's own where there is no
    `organization`; `assignable`: the reader may say whose it is, `may_invite`: and may send invitations.
    `open`: people may be invited; `door`: they can check in, or will soon. There is a `result` once it can be
    said who came.
    """

    number: int
    phase: str
    titles: Mapping[str, str]
    worded: Sequence[str]
    starts_at: datetime | None
    ends_at: datetime | None
    city: str | None
    place: str | None
    map_url: str | None
    contact: str | None
    goal: int
    credit: int
    capacity: int | None
    adults: bool
    missing: Sequence[str] = ()
    going: int = 0
    offered: int = 0
    waiting: int = 0
    maybe: int = 0
    tell_at: datetime | None = None
    affected: int = 0
    organization: str | None = None
    assignable: bool = False
    clashes: Clashes = clashes.NONE
    may_invite: bool = False
    open: bool = False
    door: bool = False
    result: Result | None = None


def title(t: Translator, titles: Mapping[str, str]) -> str:
    """As it fits on a button: in the reader's language, or else in any."""
    said = titles.get(t.language) or next(iter(titles.values()), "")
    return (said if len(said) <= _TITLE else f"{said[: _TITLE - 1].rstrip()}…") or t.label("No title yet")


def listed(t: Translator, found: Sequence[Line], page: int, pages: int, home: Button) -> Screen:
    heading = t("<b>List of events</b>")
    said = t("Tap an event to see or to change it.") if found else t("There are no events yet.")
    rows: Rows = (
        (Button(t.label("New event"), "ev:new"),),
        *((Button(_label(t, one), f"ev:{one.number}"),) for one in found),
        *pager("ev:p", page, pages - 1),
        (home,),
    )
    return Screen(f"{heading}\n\n{said}", rows)


def card(t: Translator, of: Desk) -> Screen:
    """Each part with the button that changes it, as long as it may be changed."""
    parts = [
        _heading(t, of),
        titles(t, of),
        facts(t, of),
        event_results.lines(t, of.result) if of.result else "",
        _figures(t, of),
        _news(t, of),
        clashes.said(t, of.clashes),
        _checklist(t, of),
    ]
    rows: list[tuple[Button, ...]] = [*clashes.buttons(t, of.number, of.clashes)]
    if of.affected:
        rows.append((Button(t.label("Tell them now"), f"ev:{of.number}:tell"),))
    if of.phase in {"draft", "public"}:
        rows += _parts(t, of)
    if of.assignable:
        rows.append((Button(t.label("Organization"), f"ev:{of.number}:org"),))
    if of.phase == "draft" and not of.missing:
        rows.append((Button(t.label("Make it public…"), f"ev:{of.number}:publish"),))
    rows += _people(t, of)
    rows.append(_ways_on(t, of))
    rows.append((to_list(t),))
    return Screen("\n\n".join(filter(None, parts)), tuple(rows))


def titles(t: Translator, of: Desk) -> str:
    known = [language for language in LANGUAGES if language in of.titles]
    return "\n".join(
        t("{language}: {title}", language=OWN_NAMES[language], title=of.titles[language])
        for language in known
    )


def facts(t: Translator, of: Desk) -> str:
    """What is known, line by line."""
    lines = [
        t("Organization: {name}", name=of.organization or clashes.campaign(t)),
        event_facts.when(t, of.starts_at, of.ends_at) if of.starts_at and of.ends_at else "",
        t("City: {city}", city=profiles.city(t, of.city)) if of.city else "",
        t("Place: {place}", place=of.place) if of.place else "",
        t("Map: {link}", link=of.map_url) if of.map_url else "",
        event_facts.contact(t, of.contact) if of.contact else "",
        goal(t, of.goal) if of.goal else "",
        event_facts.hours(t, of.credit) if of.credit else "",
        t("Seats: {n}", n=t.number(of.capacity)) if of.capacity else t("Seats: no limit"),
        event_facts.adults(t) if of.adults else "",
    ]
    return "\n".join(filter(None, lines))


def goal(t: Translator, number: int) -> str:
    return t("Goal {number}: {title}", number=number, title=goals()[number].title[t.language])


def to_list(t: Translator) -> Button:
    return Button(t.label("List of events"), "ev")


def back(t: Translator, number: int) -> Button:
    return Button(t.label("Back"), f"ev:{number}")


def _label(t: Translator, of: Line) -> str:
    day = f"{of.starts_at.astimezone(ALMATY):%d.%m}" if of.starts_at else ""
    match of.phase:
        case "draft":
            return t.label("Draft: {title}", title=of.title)
        case "cancelled":
            return t.label("{day}, cancelled: {title}", day=day, title=of.title)
        case "over" if of.came:
            return t.label("{day}, {n} came: {title}", day=day, n=t.number(of.came), title=of.title)
        case "over":
            return t.label("{day}, over: {title}", day=day, title=of.title)
        case _:
            return f"{day}: {of.title}"


def _heading(t: Translator, of: Desk) -> str:
    match of.phase:
        case "draft":
            return t("<b>Draft of an event</b>")
        case "cancelled":
            return t("<b>A cancelled event</b>")
        case "over":
            return t("<b>An event that is over</b>")
        case _:
            return t("<b>A public event</b>")


def _figures(t: Translator, of: Desk) -> str:
    if of.phase == "draft":
        return ""
    if of.phase == "over":
        return t("Said they would come: {n}", n=t.number(of.going))
    lines = [t("<b>Going: {n}</b>", n=t.number(of.going))]
    if of.offered:
        lines.append(t("Seats held for the waiting list: {n}", n=t.number(of.offered)))
    lines.append(t("On the waiting list: {n}", n=t.number(of.waiting)))
    lines.append(t("May come: {n}", n=t.number(of.maybe)))
    if of.capacity is not None and of.going + of.offered > of.capacity:
        lines.append(t("⚠️ There are more people than seats. Nobody is put out."))
    return "\n".join(lines)


def _news(t: Translator, of: Desk) -> str:
    if not of.affected or of.tell_at is None:
        return ""
    return t(
        "Those who have answered hear of the change on {date}, at {time}. People: {n}",
        date=t.date(of.tell_at),
        time=t.time(of.tell_at),
        n=t.number(of.affected),
    )


def _checklist(t: Translator, of: Desk) -> str:
    if of.phase != "draft":
        return ""
    if not of.missing:
        return t("Nothing is missing: it can be made public.")
    lines = "\n".join(f"• {line}" for line in dict.fromkeys(_lack(t, what) for what in of.missing))
    heading = t("<b>Not public yet, because…</b>")
    return f"{heading}\n{lines}"


def _lack(t: Translator, what: str) -> str:
    kind, _, language = what.partition(":")
    match kind:
        case "title" | "text":
            own = next((name for known, name in OWN_NAMES.items() if known == language), "")
            return t("no title and text: {language}", language=own)
        case "city":
            return t("no city")
        case "place":
            return t("no place")
        case "contact":
            return t("nobody to ask")
        case "past":
            return t("it would have begun already")
        case _:
            return t("no date and time")


def _parts(t: Translator, of: Desk) -> Rows:
    number = of.number
    adults = (
        Button(t.label("18+: yes"), f"ev:{number}:adults:off")
        if of.adults
        else Button(t.label("18+: no"), f"ev:{number}:adults:on")
    )
    return (
        *languages.to_write_in(of.worded, f"ev:{number}:words"),
        (
            Button(t.label("Date and time"), f"ev:{number}:when"),
            Button(t.label("City"), f"ev:{number}:city"),
        ),
        (
            Button(t.label("Place"), f"ev:{number}:place"),
            Button(t.label("Map link"), f"ev:{number}:map"),
        ),
        (
            Button(t.label("Who to ask"), f"ev:{number}:contact"),
            Button(t.label("Goal"), f"ev:{number}:goal"),
        ),
        (
            Button(t.label("Volunteer hours"), f"ev:{number}:hours"),
            Button(t.label("Seats"), f"ev:{number}:seats"),
        ),
        (adults, Button(t.label("Preview"), f"ev:{number}:preview")),
    )


def _people(t: Translator, of: Desk) -> Rows:
    if of.phase == "draft":
        return ()
    who = t.label("Who came") if of.result else t.label("Who comes")
    rows: list[tuple[Button, ...]] = []
    if of.may_invite and of.open:
        rows.append((Button(t.label("Invite people…"), f"ev:{of.number}:invite"),))
    if of.door:
        rows.append((Button(t.label("Check-in…"), f"ev:{of.number}:door"),))
    write = Button(t.label("Write to participants"), f"ev:{of.number}:write")
    rows.append((Button(who, f"ev:{of.number}:who"), write))
    if of.phase != "cancelled":
        thanks = Button(t.label("Thanks…"), f"ev:{of.number}:thanks")
        rows.append((thanks, Button(t.label("Export…"), f"ev:{of.number}:export")))
    if of.result and of.result.comments:
        rows.append((event_results.to_comments(t, of.number, of.result.comments),))
    return tuple(rows)


def _ways_on(t: Translator, of: Desk) -> tuple[Button, ...]:
    copy = Button(t.label("Make a similar one"), f"ev:{of.number}:copy")
    match of.phase:
        case "draft":
            return (copy, Button(t.label("Delete the draft"), f"ev:{of.number}:drop"))
        case "public":
            return (copy, Button(t.label("Cancel the event…"), f"ev:{of.number}:cancel"))
        case _:
            return (copy,)
