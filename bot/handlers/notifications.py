"""Which messages a person wants."""

from typing import Final

from bot.content.topics import Topic
from bot.handlers import present, standing
from bot.routing import Route, command, tap
from bot.screens import notifications as screens
from bot.services import broadcasts, people, reactions, weekly
from bot.storage import weekly as storage
from bot.storage.models import Reaction
from bot.turn import Turn


async def card(turn: Turn) -> None:
    person = turn.person
    if standing.complete(turn):
        found = await storage.find(turn.session, person.id)
        on = weekly.on(person, found)
        off = person.muted if on else person.muted | Topic.GOALS
        when = _when(turn, found.slot) if found and on and found.due_at else None
        stopped = person.stopped_at is not None
        turn.show(screens.card(turn.t, off, standing.way_back(turn), stopped=stopped, when=when))
    else:
        turn.show(present.first(turn))


async def switch(turn: Turn, to: str, topic: str) -> None:
    if standing.complete(turn):
        of = Topic(int(topic))
        if of is Topic.GOALS:
            await weekly.switch(turn.session, turn.person, turn.now, to=to == "on")
        else:
            people.mute(turn.person, of, muted=to == "off")
            if of in broadcasts.TOPICS and to == "off":
                await reactions.left(turn.session, turn.person, Reaction.MUTED, turn.now, topic=of)
    await card(turn)


def _when(turn: Turn, slot: int) -> str:
    day, hour = divmod(slot, 24)
    return screens.hour(turn.t, day, hour)


ROUTES: Final[tuple[Route, ...]] = (
    command("notifications", card),
    tap("notifications", card),
    tap(rf"notify:(?P<to>on|off):(?P<topic>{'|'.join(str(int(topic)) for topic in Topic)})", switch),
)
