"""The campaign's funnel, for organizers: page by page, and as a table."""

from collections.abc import Collection
from typing import Final

from bot.content.places import universities
from bot.figures import Funnel
from bot.handlers import events as titles
from bot.handlers import refusals, standing
from bot.i18n import Translator
from bot.roles import Role
from bot.routing import Route, command, only, tap
from bot.screen import paged
from bot.screens import numbers as screens
from bot.screens import privacy, profiles
from bot.screens.event_tables import KINDS
from bot.screens.numbers import DIMENSIONS, PAGE, Line
from bot.services import funnels, spelling, staff
from bot.services.staff import Deed
from bot.storage import events, links
from bot.turn import Turn

_DIGITS: Final = 10  # of the code of an event, whose number a database holds
_OF: Final = f"num:(?P<dimension>{'|'.join(DIMENSIONS)})"


async def card(turn: Turn) -> None:
    turn.show(screens.card(turn.t, await funnels.brought(turn.session, turn.now), standing.way_back(turn)))


async def by(turn: Turn, dimension: str, page: str) -> None:
    lines = await _lines(turn, dimension)
    here, pages = paged(page, len(lines), PAGE)
    turn.show(screens.by(turn.t, dimension, lines[here * PAGE : (here + 1) * PAGE], here, pages))


async def export(turn: Turn, dimension: str, kind: str) -> None:
    """Each kind of file once a minute at most: a second tap sends no second one."""
    key = f"numbers:{dimension}:{turn.person.id}:{kind}:{turn.now:%Y%m%d%H%M}"
    file = screens.file(turn.t, dimension, await _lines(turn, dimension), kind)
    await staff.note(turn.session, turn.person, Deed.FUNNEL_EXPORTED, turn.now, key=key)
    turn.toast(privacy.on_its_way(turn.t))
    turn.send_file(file, key=key)


async def _lines(turn: Turn, dimension: str) -> list[Line]:
    """The most who came on top; of weeks the last."""
    found = await funnels.by(turn.session, dimension)
    known: dict[str, str] = {}
    if listed := {"ambassador": links.of_ambassadors, "source": links.of_sources}.get(dimension):
        # Who brought nobody yet is what organizers look for.
        found = dict.fromkeys(await listed(turn.session), Funnel()) | found
        known = await links.names(turn.session, found)
    if dimension == "source":
        known |= await _events(turn, found)
    lines = [
        Line(known.get(value) or _name(turn.t, dimension, value), value, of) for value, of in found.items()
    ]
    if dimension == "week":
        return sorted(lines, key=lambda line: line.code, reverse=True)
    return sorted(lines, key=lambda line: (*_far(line.funnel), spelling.alphabetical(line.name)))


async def _events(turn: Turn, codes: Collection[str]) -> dict[str, str]:
    """Those that were shared by themselves, with their titles."""
    numbers = [int(code[1:]) for code in codes if code.startswith("e") and len(code) <= _DIGITS]
    found = await events.by_number(turn.session, numbers)
    return {
        f"e{number}": screens.event(turn.t, str(number), titles.title(turn.t, event))
        for number, event in found.items()
    }


def _far(of: Funnel) -> tuple[int, ...]:
    return (-of.came, -of.going, -of.registered, -of.consented, -of.opened)


def _name(t: Translator, dimension: str, value: str) -> str:
    match dimension:
        case "university":
            of = universities().get(value)
            return of.short(t.language) if of else profiles.university(t, value)
        case "week":
            return screens.week(t, value)
        case _:
            return screens.source(t, value[:1], value[1:])


ROUTES: Final[tuple[Route, ...]] = only(
    Role.ORGANIZER,
    refusals.refuse,
    command("numbers", card, alone=True),
    tap("num", card, alone=True),
    tap(f"{_OF}:(?P<page>[0-9]{{1,4}})", by, alone=True),
    tap(f"{_OF}:(?P<kind>{'|'.join(KINDS)})", export, alone=True),
)
