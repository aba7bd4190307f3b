"""What an event gets in the way of, put into words."""

from typing import Final

from bot.handlers import events
from bot.screens import events as cards
from bot.screens.clashes import Clash, Clashes
from bot.services import clashes
from bot.storage.models import Event
from bot.turn import Turn

SHOWN: Final = 3  # of them, the first ones


async def of(turn: Turn, event: Event) -> Clashes:
    found = await clashes.find(turn.session, event, turn.now)
    shown = [
        Clash(
            clash.entry.number,
            clash.entry.organization,
            cards.short(events.said(turn.t, clash.entry.titles)),
            clash.entry.city,
            clash.entry.starts_at,
            clash.here,
        )
        for clash in found[:SHOWN]
    ]
    return Clashes(shown, len(found) - len(shown))
