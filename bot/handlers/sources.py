"""Links with a name, for posters and sites: organizers make them and see who came by each."""

from typing import Final

from bot.dialog import Answers, Asking, Flow, Problem, Question
from bot.handlers import forms, refusals, sharing, standing
from bot.handlers.forms import Form
from bot.roles import Role
from bot.routing import Route, command, only, tap
from bot.screen import Screen, paged
from bot.screens import notes, posters, privacy
from bot.screens import sources as screens
from bot.screens.links import Links
from bot.screens.sources import Named
from bot.services import funnels, organizations, staff
from bot.services import sources as services
from bot.storage import sources as storage
from bot.storage.models import Source
from bot.turn import Turn

_NUMBER: Final = "src:(?P<number>[1-9][0-9]{0,8})"


async def listed(turn: Turn, page: str = "0") -> None:
    turn.show(await _list(turn, int(page)))


async def opened(turn: Turn, number: str) -> None:
    if found := await _find(turn, number):
        turn.show(await _card(turn, found))


async def new(turn: Turn) -> None:
    forms.begin(turn, _NEW)


async def rename(turn: Turn, number: str) -> None:
    if found := await _find(turn, number):
        forms.begin(turn, _NAME, source=found.id, was=found.name)


async def put_away(turn: Turn, number: str, act: str) -> None:
    """Or back into use."""
    if found := await _find(turn, number, lock=True):
        archived = act == "archive"
        if not await services.archive(turn.session, turn.person, found, turn.now, archived=archived):
            turn.toast(notes.changed(turn.t))
        turn.show(await _card(turn, found))


async def file(turn: Turn, number: str, kind: str) -> None:
    """A second tap of the same minute sends no second one."""
    found = await _find(turn, number)
    if found is None:
        return
    said, link = screens.file(turn.t, _named(found)), _link(turn, found)
    key = f"source:{found.id}:{turn.person.id}:{kind}:{turn.now:%Y%m%d%H%M}"
    turn.toast(privacy.on_its_way(turn.t))
    if kind == "qr":
        turn.send(Screen(said, photo=posters.qr(link)), key=key)
    else:
        sharing.send_poster(turn, kind, link, said, key=key)


async def _find(turn: Turn, number: str, *, lock: bool = False) -> Source | None:
    found = await storage.find(turn.session, int(number), lock=lock)
    if found is None:
        turn.toast(notes.changed(turn.t))
        turn.show(await _list(turn))
    return found


async def _list(turn: Turn, page: int = 0) -> Screen:
    page, pages = paged(page, await storage.how_many(turn.session), screens.PAGE)
    found = await storage.listed(turn.session, offset=page * screens.PAGE, limit=screens.PAGE)
    return screens.listed(turn.t, [_named(one) for one in found], page, pages, standing.way_back(turn))


async def _card(turn: Turn, of: Source) -> Screen:
    brought = await funnels.brought(turn.session, turn.now, of.code)
    return screens.card(turn.t, _named(of), _link(turn, of), brought)


def _link(turn: Turn, of: Source) -> str:
    return Links(turn.campaign.bot_username, of.code).to()


def _named(of: Source) -> Named:
    return Named(of.id, of.name, of.archived_at is not None)


async def _added(turn: Turn, answers: Answers) -> Screen:
    found = await services.add(turn.session, turn.person, answers["name"], turn.now)
    return await _card(turn, found) if found else _taken(turn, _NEW, {})


async def _renamed(turn: Turn, answers: Answers) -> Screen:
    found = await storage.find(turn.session, answers.get("source", 0))
    if found is None:
        return (await _list(turn)).under(notes.changed(turn.t))
    if not await services.rename(turn.session, turn.person, found, answers["name"], turn.now):
        return _taken(turn, _NAME, {"source": found.id, "was": found.name})
    return await _card(turn, await storage.find(turn.session, found.id) or found)


def _taken(turn: Turn, form: Form, known: Answers) -> Screen:
    return forms.ask(turn, form, Asking("name", known, problem=Problem("taken")))


async def _left(turn: Turn) -> Screen:
    return screens.left(turn.t)


_CALLED: Final = Question("name", screens.ask_name, organizations.parse)
_NEW: Final = Form(
    Flow(f"{staff.FORMS}src-new", (_CALLED,), numbered=False), _added, _left, needs=Role.ORGANIZER
)
_NAME: Final = Form(
    Flow(f"{staff.FORMS}src-name", (_CALLED,), numbered=False),
    _renamed,
    _left,
    needs=Role.ORGANIZER,
    about="source",
)
FORMS: Final = (_NEW, _NAME)

ROUTES: Final[tuple[Route, ...]] = only(
    Role.ORGANIZER,
    refusals.refuse,
    command("links", listed),
    tap("src", listed),
    tap("src:p(?P<page>[0-9]{1,4})", listed),
    tap("src:new", new, leaves=False),
    tap(_NUMBER, opened, alone=True),
    tap(f"{_NUMBER}:rename", rename, leaves=False, alone=True),
    tap(f"{_NUMBER}:(?P<act>archive|restore)", put_away, alone=True),
    tap(f"{_NUMBER}:(?P<kind>qr|pdf|png)", file, alone=True),
)
