"""Who comes to an event, as organizers see it: the groups, and the names in each."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from bot.i18n import Translator
from bot.screen import Button, Rows, Screen, pager
from bot.screens import event_desk

PAGE: Final = 20  # names on one card
GROUPS: Final = ("going", "maybe", "waiting", "offered", "declined")


def who(
    t: Translator,
    number: int,
    title: str,
    people: Mapping[str, int],
    shown: str,
    page: int,
    names: Sequence[str],
) -> Screen:
    """`people` counts each group; `names` are those of this page of the group shown."""
    first = page * PAGE + 1
    heading = f"<b>{escape(title, quote=False)}</b>"
    listed = "\n".join(f"{n}. {escape(name, quote=False)}" for n, name in enumerate(names, first))
    empty = "" if names else t("Nobody is on this list.")
    which = t("{group}: {n}", group=group(t, shown), n=t.number(people.get(shown, 0)))
    rows: Rows = (
        *pager(f"ev:{number}:who:{shown}:", page, max(people.get(shown, 0) - 1, 0) // PAGE),
        *_groups(t, number, people, shown),
        (event_desk.back(t, number),),
    )
    return Screen("\n\n".join(filter(None, (f"{heading}\n{which}", listed, empty))), rows)


def group(t: Translator, name: str) -> str:
    match name:
        case "going":
            return t.label("Going")
        case "maybe":
            return t.label("May come")
        case "waiting":
            return t.label("On the waiting list")
        case "offered":
            return t.label("A seat is held for them")
        case _:
            return t.label("Do not come")


def _groups(t: Translator, number: int, people: Mapping[str, int], shown: str) -> Rows:
    others = [
        Button(f"{group(t, name)} · {t.number(people.get(name, 0))}", f"ev:{number}:who:{name}:0")
        for name in GROUPS
        if name != shown
    ]
    return tuple(tuple(others[n : n + 2]) for n in range(0, len(others), 2))
