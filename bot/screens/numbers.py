"""The campaign's funnel as organizers see it: by ambassador, university, source and week; and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.figures import Brought, Funnel
from bot.i18n import Translator
from bot.pictures import sheets
from bot.pictures.sheets import Cell
from bot.screen import Button, Document, Picture, Rows, Screen, pager
from bot.screens import funnels
from bot.screens.event_tables import KINDS, MIME

PAGE: Final = 10
DIMENSIONS: Final = ("ambassador", "university", "source", "week")


@dataclass(frozen=True, slots=True)
class Line:
    """`code` is that of a link, an id or the name of a week."""

    name: str
    code: str
    funnel: Funnel


def card(t: Translator, of: Brought, home: Button) -> Screen:
    title = t("<b>The campaign in numbers</b>")
    of_whom = t("People who have deleted their data are still counted.")
    ways = [Button(name(t, dimension), f"num:{dimension}:0") for dimension in DIMENSIONS]
    return Screen(
        f"{title}\n\n{funnels.brought(t, of)}\n\n{of_whom}",
        (tuple(ways[:2]), tuple(ways[2:]), (Button(t.label("Refresh"), "num"), home)),
    )


def by(t: Translator, dimension: str, lines: Sequence[Line], page: int, pages: int) -> Screen:
    title = t("<b>{what}</b>", what=name(t, dimension))
    late = dimension == "university"
    stages = _stages(t)[2:] if late else _stages(t)
    chain = funnels.tail if late else funnels.chain
    told = "\n".join(t("<b>{name}</b>", name=one.name) + "\n" + chain(t, one.funnel) for one in lines) or t(
        "Nothing to show yet."
    )
    files = tuple(
        Button(t.label("{kind} file", kind=kind.upper()), f"num:{dimension}:{kind}") for kind in KINDS
    )
    rows: Rows = (
        *pager(f"num:{dimension}:", page, pages - 1),
        *((files,) if lines else ()),
        (Button(t.label("Statistics"), "num"),),
    )
    return Screen(f"{title}\n<i>{' → '.join(stages)}</i>\n\n{told}", rows)


def file(t: Translator, dimension: str, lines: Sequence[Line], kind: str) -> Document:
    title = name(t, dimension)
    head = [title, t.label("Code"), *_stages(t)]
    rows: list[list[Cell]] = [[one.name, one.code, *_cells(dimension, one.funnel)] for one in lines]
    caption = t("<b>{what}</b>\nRows: {n}", what=title, n=t.number(len(rows)))
    filename = f"numbers-{dimension}.{kind}"
    if kind == "csv":
        return Document(filename, MIME[kind], sheets.csv(head, rows), caption)
    args = {"title": title, "head": head, "rows": rows}
    return Document.of(Picture("sheet", args, filename, MIME[kind]), caption)


def name(t: Translator, dimension: str) -> str:
    match dimension:
        case "ambassador":
            return t.label("By ambassador")
        case "university":
            return t.label("By university")
        case "source":
            return t.label("By source")
        case _:
            return t.label("By week")


def source(t: Translator, kind: str, number: str) -> str:
    """A source that has no name of its own; `kind` is the letter by which its payload begins."""
    known = {
        "e": t.label("Event {number}", number=number),
        "g": t.label("Goal {number}", number=number),
        "c": t.label("At the door"),
        "v": t.label("A certificate"),
        "a": t.label("A former ambassador"),
        "": t.label("Without a link"),
        "s": t.label("Picture “My year as a volunteer”")
        if number.startswith("ivd")
        else t.label("Another link"),
    }
    return known.get(kind) or t.label("Another link")


def event(t: Translator, number: str, title: str) -> str:
    return t.label("Event {number}: {title}", number=number, title=title)


def week(t: Translator, of: str) -> str:
    """Of one like 2026-W48."""
    year, _, number = of.partition("-W")
    return t.label("{year}, week {number}", year=year, number=int(number))


def _stages(t: Translator) -> list[str]:
    return [
        t.label("opened"),
        t.label("consented"),
        t.label("signed up"),
        t.label("coming"),
        t.label("came"),
    ]


def _cells(dimension: str, of: Funnel) -> list[Cell]:
    """Where people study is known from signing up on."""
    early: list[Cell] = [None, None] if dimension == "university" else [of.opened, of.consented]
    return [*early, of.registered, of.going, of.came]
