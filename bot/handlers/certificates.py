"""Certificates: asked for by volunteers, checked by anybody."""

from typing import Final

from bot.handlers import events, present, standing
from bot.i18n import LANGUAGES, guess, translator
from bot.routing import Route, command, tap
from bot.screens import certificates as screens
from bot.screens import privacy
from bot.screens.certificates import Certificate, Entry
from bot.services import arrivals
from bot.services import certificates as services
from bot.services.certificates import Genuine, Unknown
from bot.storage import hours
from bot.storage.hours import Total
from bot.turn import Turn


async def ask(turn: Turn) -> None:
    if not standing.complete(turn):
        turn.show(present.first(turn))
        return
    total = await _total(turn)
    turn.show(screens.ask(turn.t, total.events, total.minutes, standing.way_back(turn)))


async def send(turn: Turn, language: str) -> None:
    """A second tap of the same minute sends no second file."""
    total = await _total(turn)
    if not standing.complete(turn) or total.first is None or total.last is None:
        await ask(turn)
        return
    spoken, person = translator(guess(language)), turn.person
    issued = await services.issue(turn.session, person, language, total, turn.now)
    deeds = await hours.deeds(turn.session, person.id, turn.now, limit=screens.LISTED)
    entries = [
        Entry(event.starts_at, events.title(spoken, event), minutes)
        for event, minutes in deeds
        if event.starts_at is not None
    ]
    link = f"https://t.me/{turn.campaign.bot_username}?start=v{issued.code}"
    of = Certificate(
        issued.name,
        person.university,
        issued.events,
        issued.minutes,
        total.first,
        total.last,
        entries,
        issued.issued_at,
        services.readable(issued.code),
        link,
        turn.campaign.wordmark,
        turn.campaign.operator_name,
    )
    turn.toast(privacy.on_its_way(turn.t))
    file = screens.file(turn.t, spoken, of)
    turn.send_file(file, key=f"certificate:{issued.id}:{turn.now:%Y%m%d%H%M}")


async def check(turn: Turn, code: str) -> None:
    """Whoever asks, be they signed up or not; of a newcomer it is kept that a certificate brought them."""
    t, home = turn.t, standing.way_back(turn)
    match await services.check(turn.session, code, turn.now):
        case Genuine(found, total, renamed):
            arrivals.credit(turn.person, arrivals.BY_CERTIFICATE, turn.now)
            now = (total.events, total.minutes) if total else None
            number, initials = services.readable(found.code), services.initials(found.name)
            operator = turn.campaign.operator_name
            said = (found.events, found.minutes, found.issued_at)
            turn.show(screens.genuine(t, number, initials, *said, operator, home, now, renamed=renamed))
        case Unknown():
            turn.show(screens.unknown(t, home))


def meant(turn: Turn) -> bool:
    """Whether what was typed is the number of a certificate."""
    return services.is_number(turn.said)


async def typed(turn: Turn) -> None:
    await check(turn, turn.said)


async def _total(turn: Turn) -> Total:
    totals = await hours.totals(turn.session, [turn.person.id], turn.now)
    return totals.get(turn.person.id, Total())


ROUTES: Final[tuple[Route, ...]] = (
    command("certificate", ask),
    tap("certificate", ask),
    tap(f"certificate:(?P<language>{'|'.join(LANGUAGES)})", send),
)
