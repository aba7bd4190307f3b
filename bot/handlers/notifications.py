"""Which messages a person wants."""

from typing import Final

from bot.content.topics import Topic
from bot.handlers import present
from bot.routing import Route, command, tap
from bot.screens import notifications as screens
from bot.services import people
from bot.turn import Turn


async def card(turn: Turn) -> None:
    person = turn.person
    if present.complete(turn):
        stopped = person.stopped_at is not None
        turn.show(screens.card(turn.t, person.muted, present.way_back(turn), stopped=stopped))
    else:
        turn.show(present.first(turn))


async def switch(turn: Turn, to: str, topic: str) -> None:
    if present.complete(turn):
        people.mute(turn.person, Topic(int(topic)), muted=to == "off")
    await card(turn)


ROUTES: Final[tuple[Route, ...]] = (
    command("notifications", card),
    tap("notifications", card),
    tap(rf"notify:(?P<to>on|off):(?P<topic>{'|'.join(str(int(topic)) for topic in Topic)})", switch),
)
