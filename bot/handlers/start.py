"""Arriving, by a link or without, and coming back."""

from typing import Final

from bot.handlers import certificates, checkins, links, menu, present, standing
from bot.routing import Route, command, tap
from bot.screens import menu as screens
from bot.services import arrivals, consents, people
from bot.turn import Turn


async def start(turn: Turn) -> None:
    _, _, said = turn.said.partition(" ")
    payload = arrivals.parse(said.strip())
    if payload:
        await arrivals.arrive(turn.session, turn.person, payload, turn.now)
    if payload and payload.opens and payload.opens.startswith("v"):
        await certificates.check(turn, payload.opens[1:])
        return
    if payload and payload.opens and arrivals.is_check_in(payload.opens):
        await checkins.scanned(turn, payload.opens[1:])
        return
    note = None
    if await people.come_back(turn.session, turn.person, turn.now):
        note = screens.welcome_back(turn.t, consented=consents.given(turn.person))
    if turn.person.language is not None:
        turn.offer_commands(menu.commands(turn))
    turn.show(present.now(turn).under(note))
    if standing.complete(turn):
        await links.honour(turn)


async def resume(turn: Turn) -> None:
    """By a button: a second tap says the same again, since it may be a double one."""
    await people.come_back(turn.session, turn.person, turn.now)
    note = screens.welcome_back(turn.t, consented=consents.given(turn.person))
    turn.show(present.now(turn).under(note))


async def show_menu(turn: Turn) -> None:
    turn.show(present.now(turn))


ROUTES: Final[tuple[Route, ...]] = (command("start", start), tap("resume", resume), tap("menu", show_menu))
