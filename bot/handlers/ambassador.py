"""An ambassador's own card: asking to be one, the link and its numbers, passing it on, the leaderboard."""

from typing import Any, Final

from bot.handlers import present, sharing, standing
from bot.i18n import LANGUAGES, Translator, translator
from bot.routing import Route, command, tap
from bot.screen import Screen, paged
from bot.screens import ambassador as screens
from bot.screens import posters, privacy
from bot.screens.ambassador import Leader
from bot.services import ambassadors, funnels
from bot.storage import ambassadors as storage
from bot.storage.models import Ambassador, Standing
from bot.turn import Turn


async def card(turn: Turn) -> None:
    if standing.complete(turn):
        turn.show(await _card(turn))
    else:
        turn.show(present.first(turn))


async def ask(turn: Turn) -> None:
    if standing.complete(turn):
        await ambassadors.ask(turn.session, turn.person, turn.campaign.owner_ids, turn.now)
    await card(turn)


async def take_back(turn: Turn) -> None:
    await ambassadors.take_back(turn.session, turn.person)
    await card(turn)


async def share(turn: Turn) -> None:
    if await _mine(turn):
        texts = {language: screens.invitation(translator(language)) for language in LANGUAGES}
        turn.show(screens.share(turn.t, texts, sharing.links(turn).to()))


async def qr(turn: Turn) -> None:
    """A second tap of the same minute sends no second picture."""
    if await _mine(turn):
        link = sharing.links(turn).to()
        turn.toast(privacy.on_its_way(turn.t))
        turn.send(Screen(screens.qr(turn.t, link), photo=posters.qr(link)), key=_key(turn, "qr"))


async def poster(turn: Turn, kind: str = "") -> None:
    if not await _mine(turn):
        return
    if not kind:
        turn.show(screens.poster(turn.t))
        return
    said, link = screens.posted(turn.t), sharing.links(turn).to()
    turn.toast(privacy.on_its_way(turn.t))
    sharing.send_poster(turn, kind, link, said, key=_key(turn, kind))


async def leaderboard(turn: Turn, page: str = "0") -> None:
    if mine := await _mine(turn):
        turn.show(await _leaderboard(turn, mine, int(page)))


async def choose(turn: Turn, whether: str) -> None:
    """Whether one's name is on the leaderboard."""
    if mine := await _mine(turn):
        mine.listed = whether == "list"
        turn.show(await _leaderboard(turn, mine, 0))


def decided(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    return screens.decided(t, of["deed"])


def thanked(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    return screens.thanks(t, of["step"], of["next"])


async def _mine(turn: Turn) -> Ambassador | None:
    """One's own, while the link counts; else shows what there is."""
    found = await storage.find(turn.session, turn.person.id)
    stands = found.standing if found else None
    if stands is Standing.APPOINTED and standing.complete(turn):
        return found
    if stands is not Standing.APPOINTED:
        turn.toast(screens.changed(turn.t, paused=stands is Standing.SUSPENDED))
    await card(turn)
    return None


async def _card(turn: Turn) -> Screen:
    t, home = turn.t, standing.way_back(turn)
    found = await storage.find(turn.session, turn.person.id)
    match found.standing if found else None:
        case Standing.ASKED:
            return screens.asked(t, home)
        case Standing.SUSPENDED:
            return screens.suspended(t, home)
        case Standing.APPOINTED if found:
            brought = await funnels.brought(turn.session, turn.now, found.code)
            place = (await ambassadors.ranking(turn.session)).place(turn.person.id)
            return screens.card(t, sharing.links(turn).to(), brought, place, home)
        case Standing.DECLINED if found and found.decided_at and not ambassadors.may_ask(found, turn.now):
            return screens.declined(t, found.decided_at + ambassadors.AGAIN, home)
        case _:
            return screens.explain(t, home)


async def _leaderboard(turn: Turn, mine: Ambassador, wanted: int) -> Screen:
    ranking = await ambassadors.ranking(turn.session)
    page, pages = paged(wanted, len(ranking.listed), screens.PAGE)
    shown = ranking.listed[page * screens.PAGE : (page + 1) * screens.PAGE]
    leaders = [Leader(ranking.place(one.number).place, one.name, one.came) for one in shown]
    own = ranking.place(turn.person.id)
    return screens.leaderboard(turn.t, leaders, own, listed=mine.listed, page=page, pages=pages)


def _key(turn: Turn, kind: str) -> str:
    return f"link:{turn.person.id}:{kind}:{turn.now:%Y%m%d%H%M}"


ROUTES: Final[tuple[Route, ...]] = (
    command("ambassador", card, alone=True),
    tap("amb", card, alone=True),
    tap("amb:ask", ask, alone=True),
    tap("amb:back", take_back, alone=True),
    tap("amb:share", share),
    tap("amb:qr", qr),
    tap("amb:poster", poster),
    tap("amb:poster:(?P<kind>pdf|png)", poster),
    tap("amb:top:(?P<page>[0-9]{1,4})", leaderboard, alone=True),
    tap("amb:(?P<whether>list|hide)", choose, alone=True),
)
