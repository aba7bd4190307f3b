"""Events as students see them: the list, a card with its answers, one's own, and an offered seat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Final

from bot.content.goals import goals
from bot.i18n import ALMATY, Translator
from bot.screen import Button, Rows, Screen, pager
from bot.screens import event_facts
from bot.screens.links import Links, share

PAGE: Final = 8  # events on one card
_LABEL: Final = 40  # letters of a title on a button


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    title: str
    starts_at: datetime
    cancelled: bool = False
    mine: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """`seats` are left, None where there is no limit. `open`: it can still be answered.

    `mine` is the person's answer, `position` on the waiting list, and a seat is held for them `until` then.
    Who `came` is checked in; others can do that while the `doors` are open. Once it is `over` they have
    `earned` so many minutes.
    """

    number: int
    title: str
    text: str
    organization: str | None
    starts_at: datetime
    ends_at: datetime
    city: str
    place: str
    map_url: str | None
    contact: str
    goal: int
    credit: int
    seats: int | None
    waiting: int
    adults: bool
    open: bool
    cancelled: bool = False
    mine: str | None = None
    position: int = 0
    until: datetime | None = None
    came: bool = False
    doors: bool = False
    earned: int | None = None
    over: bool = False


def listed(
    t: Translator,
    lines: Sequence[Line],
    which: str,
    page: int,
    pages: int,
    home: Button,
    filters: Sequence[str],
) -> Screen:
    """`which` is everything, the person's city or goals, or a goal; `filters` are those to choose from."""
    title = t("<b>Events</b>")
    if which[1:].isdecimal():
        title += "\n" + t(
            "Goal {number}: {title}", number=which[1:], title=goals()[int(which[1:])].title[t.language]
        )
    elif which == "city":
        title += "\n" + t("In your city")
    elif which == "goals":
        title += "\n" + t("For the goals that you have chosen")
    said = t("Tap one to see more.") if lines else t("There is nothing here yet. Look in again later.")
    rows: list[tuple[Button, ...]] = [(Button(_label(t, line), f"e:{line.number}"),) for line in lines]
    rows += pager(f"events:{which}:", page, pages - 1)
    chosen = [Button(t.label("All events"), "events:all:0")] if which != "all" else []
    chosen += [Button(_filter(t, name), f"events:{name}:0") for name in filters if name != which]
    rows += [tuple(chosen)] if chosen else []
    rows += [(Button(t.label("My events"), "my:0"), home)]
    return Screen(f"{title}\n\n{said}", tuple(rows))


def mine(t: Translator, lines: Sequence[Line], page: int, pages: int, home: Button) -> Screen:
    title = t("<b>My events</b>")
    said = t("The latest is on top.") if lines else t("You have not answered to any event yet.")
    rows: list[tuple[Button, ...]] = [(Button(_label(t, line), f"e:{line.number}"),) for line in lines]
    rows += pager("my:", page, pages - 1)
    rows += [(Button(t.label("Events"), "events:all:0"), home)]
    return Screen(f"{title}\n\n{said}", tuple(rows))


def card(t: Translator, of: View, home: Button, links: Links | None, calendar: Rows = ()) -> Screen:
    """`calendar` is the way into the reader's own. Without `links` it cannot be passed on."""
    rows: list[tuple[Button, ...]] = []
    if of.doors and not of.came:
        rows.append((Button(t.label("I'm here"), f"e:{of.number}:here"),))
    if of.earned is not None:
        rows.append((Button(t.label("How was it?"), f"th:{of.number}"),))
    if of.open and not of.came:
        rows += _answers(t, of)
    rows += calendar
    on_map = [Button(t.label("On the map"), url=of.map_url)] if of.map_url else []
    shared = [share(t, links.to(f"e{of.number}"), _invitation(t, of))] if links and of.open else []
    rows += [tuple(on_map + shared)] if on_map or shared else []
    rows.append((Button(t.label("Events"), "events:all:0"), home))
    return Screen(_text(t, of), tuple(rows))


def read(t: Translator, of: View, out: Button) -> Screen:
    """The same for who only looks: nothing to answer."""
    on_map = ((Button(t.label("On the map"), url=of.map_url),),) if of.map_url else ()
    return Screen(_text(t, of), (*on_map, (out,)))


def offered(t: Translator, number: int, title: str, starts_at: datetime, until: datetime) -> Screen:
    """A seat became free for somebody who waits."""
    when = event_facts.begins(t, starts_at)
    asked = t(
        "<b>A seat is free for you: {title}</b>\n\nIt is held until {date}, {time}. Are you coming?",
        title=title,
        date=t.date(until),
        time=t.time(until),
    )
    come, stay = (
        Button(t.label("I am coming"), f"e:{number}:go"),
        Button(t.label("I can't"), f"e:{number}:no"),
    )
    return Screen(f"{asked}\n\n{when}", ((come, stay), (Button(t.label("See the event"), f"e:{number}"),)))


def passed_on(t: Translator, number: int, title: str, starts_at: datetime) -> Screen:
    """An offer has ended, which its receiver did not answer."""
    said = t(
        "<b>The seat that was held for you has passed on: {title}</b>\n\n"
        "Do you want to wait for another one?",
        title=title,
    )
    wait = Button(t.label("Join the waiting list"), f"e:{number}:go")
    rows = ((wait,), (Button(t.label("See the event"), f"e:{number}"),))
    return Screen(f"{said}\n\n{event_facts.begins(t, starts_at)}", rows)


def short(title: str) -> str:
    """A title as it stands on a button."""
    return title if len(title) <= _LABEL else f"{title[: _LABEL - 1].rstrip()}…"


def going(t: Translator) -> str:
    return t.label("You are on the list. See you there!")


def waits(t: Translator, place: int) -> str:
    return t.label("All seats are taken. Your place on the waiting list: {place}", place=place)


def noted(t: Translator) -> str:
    return t.label("Noted. You can change it at any time.")


def closed(t: Translator) -> str:
    return t.label("This event takes no answers any more.")


def too_young(t: Translator) -> str:
    return t.label("This event is for people of 18 and older.")


def gone(t: Translator) -> str:
    return t.label("That event is not there any more.")


def _invitation(t: Translator, of: View) -> str:
    """What stands beside a link that is passed on."""
    return t.label(
        "{title} – {date}, {time}", title=of.title, date=t.date(of.starts_at), time=t.time(of.starts_at)
    )


def _answers(t: Translator, of: View) -> Rows:
    full = of.seats is not None and of.seats <= 0 and of.mine not in {"going", "offered"}
    number = of.number
    go = (
        t.label("Join the waiting list: place {place}", place=of.waiting + 1)
        if full
        else t.label("I am coming")
    )
    mark = {"going": go, "maybe": t.label("Maybe"), "no": t.label("I can't")}
    marked = {name: f"✅ {label}" if of.mine == name else label for name, label in mark.items()}
    if of.mine == "waiting" and full:
        rows: Rows = ()
    else:
        rows = ((Button(marked["going"], f"e:{number}:go"),),)
    return (*rows, (Button(marked["maybe"], f"e:{number}:maybe"), Button(marked["no"], f"e:{number}:no")))


def _text(t: Translator, of: View) -> str:
    heading = f"<b>{escape(of.title, quote=False)}</b>"
    if of.cancelled:
        heading = t("<b>Cancelled: {title}</b>", title=of.title)
    facts = [
        t("Organization: {name}", name=of.organization) if of.organization else "",
        t("Goal {number}: {title}", number=of.goal, title=goals()[of.goal].title[t.language])
        if of.goal
        else "",
        _seats(t, of),
        event_facts.hours(t, of.credit) if of.credit and of.earned is None else "",
        event_facts.adults(t) if of.adults else "",
        event_facts.contact(t, of.contact),
    ]
    when = event_facts.when(t, of.starts_at, of.ends_at)
    where = event_facts.where(t, of.city, of.place)
    parts = [heading, of.text, f"{when}\n{where}", "\n".join(filter(None, facts))]
    if not of.cancelled and of.came:
        parts.append(_there(t, of))
    elif not of.cancelled and (of.open or of.doors):
        parts.append(_mine(t, of))
    elif not of.cancelled and of.over:
        parts.append(t("<b>This event is over.</b>"))
    return "\n\n".join(filter(None, parts))


def _seats(t: Translator, of: View) -> str:
    if of.seats is None or not of.open:
        return ""
    if of.seats > 0:
        return t("Seats left: {n}", n=t.number(of.seats))
    return t("All seats are taken. Waiting: {n}", n=t.number(of.waiting))


def _there(t: Translator, of: View) -> str:
    if of.earned is None:
        return t("<b>You are checked in.</b>")
    there = t("<b>You were there. Thank you!</b>")
    return f"{there}\n{event_facts.hours(t, of.earned)}"


def _mine(t: Translator, of: View) -> str:
    match of.mine:
        case "going":
            return t("<b>You are on the list.</b>")
        case "waiting":
            return t("<b>Your place on the waiting list: {place}</b>", place=of.position)
        case "offered" if of.until:
            return t(
                "<b>A seat is held for you until {date}, {time}.</b>",
                date=t.date(of.until),
                time=t.time(of.until),
            )
        case "lapsed":
            return t("The seat that was held for you has passed on.")
        case _:
            return ""


def _filter(t: Translator, name: str) -> str:
    return t.label("In my city") if name == "city" else t.label("My goals")


def _label(t: Translator, of: Line) -> str:
    marks = {"came": "🙌 ", "going": "✅ ", "offered": "❗ ", "waiting": "⏳ ", "maybe": "❔ "}
    mark = marks.get(of.mine or "", "")
    day = f"{of.starts_at.astimezone(ALMATY):%d.%m}"
    return (
        f"{mark}{day}: {of.title}"
        if not of.cancelled
        else t.label("{day}, cancelled: {title}", day=day, title=of.title)
    )
