"""The roster of an event, as its organizers see it: who comes and, once its doors are open, who came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from bot.i18n import Translator
from bot.screen import Button, Rows, Screen, pager
from bot.screens import event_desk, staff

ANSWERS: Final = ("going", "waiting", "offered", "maybe", "declined")
MARKED: Final = ("came", "unmarked", "absent", "excused")
FOUND: Final = "found"  # in the place of a group: those who were looked for


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody on a roster. `presence` is `came`, `absent`, `excused`, or None while it is not known."""

    number: int
    name: str
    presence: str | None = None
    walk_in: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """A page of the group `shown` of an event's people, who are counted by group; `first` of it from 1.

    `open`: it can be said who came, of which people hear at once if they are `thanked`; `over`: nobody else
    will come. In `cards` a name leads to what is known of the person, else to a tick.
    """

    number: int
    title: str
    people: Mapping[str, int]
    shown: str
    page: int
    last: int
    first: int
    names: Sequence[Name]
    open: bool = False
    over: bool = False
    thanked: bool = False
    cards: bool = False


def roster(t: Translator, of: Roster) -> Screen:
    heading = f"<b>{escape(of.title, quote=False)}</b>"
    which = t("{group}: {n}", group=group(t, of.shown), n=t.number(of.people.get(of.shown, 0)))
    text = "\n\n".join(filter(None, (f"{heading}\n{which}", _body(t, of))))
    way = f"ev:{of.number}:{'cards' if of.cards else 'who'}"
    rows: list[tuple[Button, ...]] = []
    if of.open:
        rows += [(button(t, of.number, name, of.shown, of.page, cards=of.cards),) for name in of.names]
    rows += pager(f"{way}:{of.shown}:", of.page, of.last)
    rows += _ways_on(t, of) if of.open else ()
    rows += _groups(t, of, way)
    return Screen(text, (*rows, (event_desk.back(t, of.number),)))


def button(t: Translator, number: int, name: Name, group: str, page: int, *, cards: bool) -> Button:
    """A tick says what is to be, so that a second tap changes nothing."""
    wanted = "none" if name.presence == "came" else "came"
    act = f"one:{name.number}" if cards else f"tick:{name.number}:{wanted}"
    return Button(label(t, name), f"ev:{number}:{act}:{group}:{page}")


def other_way(t: Translator, number: int, group: str, page: int, *, cards: bool) -> Button:
    """Between ticking names and looking at people."""
    if cards:
        return Button(t.label("Tick names"), f"ev:{number}:who:{group}:{page}")
    return Button(t.label("One by one"), f"ev:{number}:cards:{group}:{page}")


def how(t: Translator, *, cards: bool) -> str:
    if cards:
        return t("Tap a name to see more of it.")
    return t("Tap a name to tick it: the person came. Another tap takes the tick away.")


def label(t: Translator, of: Name) -> str:
    name = called(t, of)
    match of.presence:
        case "came":
            came = t.label("{name} (walk-in)", name=name) if of.walk_in else name
            return f"✅ {came}"
        case "absent":
            return t.label("{name}: did not come", name=name)
        case "excused":
            return t.label("{name}: excused", name=name)
        case _:
            return name


def called(t: Translator, of: Name) -> str:
    return staff.called(t, of.number, of.name)


def group(t: Translator, name: str) -> str:  # noqa: PLR0911 a table
    match name:
        case "going":
            return t.label("Going")
        case "maybe":
            return t.label("May come")
        case "waiting":
            return t.label("On the waiting list")
        case "offered":
            return t.label("A seat is held for them")
        case "came":
            return t.label("Came")
        case "absent":
            return t.label("Did not come")
        case "excused":
            return t.label("Excused")
        case "unmarked":
            return t.label("Not marked yet")
        case "all":
            return t.label("All but those who declined")
        case _:
            return t.label("Do not come")


def marked(t: Translator, name: Name) -> str:
    """What pops up: what somebody is marked as now."""
    said = called(t, name)
    match name.presence:
        case "came":
            return t.label("Came: {name}", name=said)
        case "absent":
            return t.label("Did not come: {name}", name=said)
        case "excused":
            return t.label("Excused: {name}", name=said)
        case _:
            return t.label("Not marked any more: {name}", name=said)


def gone(t: Translator) -> str:
    return t.label("This person is not on the list any more.")


def rest(t: Translator, number: int, people: int) -> Screen:
    """Before all who are left are marked: the button says how many that were."""
    asked = t.plural(
        "<b>Mark the rest?</b>\n\n{n} person is not marked yet, and will be marked as not having come. "
        "It can be changed one by one.",
        "<b>Mark the rest?</b>\n\n{n} people are not marked yet, and will be marked as not having come. "
        "It can be changed one by one.",
        people,
    )
    yes = Button(t.label("Yes, they did not come"), f"ev:{number}:rest:{people}")
    return Screen(asked, ((yes,), (back(t, number),)))


def rest_marked(t: Translator, people: int) -> str:
    return t.label("Marked as not having come: {n}", n=t.number(people))


def back(t: Translator, number: int, group: str = "going", page: int = 0, way: str = "who") -> Button:
    """To a page of a roster."""
    return Button(t.label("Back to the list"), f"ev:{number}:{way}:{group}:{page}")


def told(t: Translator) -> str:
    return t("Thanks have gone out: whoever a change concerns hears of it three minutes after the last one.")


def _body(t: Translator, of: Roster) -> str:
    if not of.names:
        return t("Nobody is on this list.")
    if not of.open:
        numbered = enumerate((called(t, name) for name in of.names), of.first)
        return "\n".join(f"{n}. {escape(name, quote=False)}" for n, name in numbered)
    return "\n\n".join(filter(None, (how(t, cards=of.cards), told(t) if of.thanked else "")))


def _ways_on(t: Translator, of: Roster) -> Rows:
    other = other_way(t, of.number, of.shown, of.page, cards=of.cards)
    rows: Rows = ((Button(t.label("Find a name"), f"ev:{of.number}:find"), other),)
    then = [Button(t.label("Hours of all…"), f"ev:{of.number}:credit")]
    if of.over and of.people.get("unmarked", 0):
        then.append(Button(t.label("The rest did not come…"), f"ev:{of.number}:rest"))
    return (*rows, tuple(then))


def _groups(t: Translator, of: Roster, way: str) -> Rows:
    known = (*MARKED, *ANSWERS) if of.open else ANSWERS
    others = [
        Button(f"{group(t, name)} · {t.number(of.people.get(name, 0))}", f"{way}:{name}:0")
        for name in known
        if name != of.shown
    ]
    return tuple(tuple(others[n : n + 2]) for n in range(0, len(others), 2))
