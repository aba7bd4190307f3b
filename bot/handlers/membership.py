"""People who block the bot and come back; groups and channels, where it only says where it works."""

from typing import Final

from bot import routing
from bot.routing import Route, elsewhere, moved
from bot.screens import notes
from bot.services import people
from bot.turn import Turn

_ONCE_IN: Final = 600  # seconds between two notes to the same group


async def person_moved(turn: Turn) -> None:
    if not routing.came_in(turn.update):
        await people.lost(turn.session, turn.person, turn.now)


async def group_moved(turn: Turn) -> None:
    if routing.came_in(turn.update):
        await private_only(turn)


async def private_only(turn: Turn) -> None:
    chat = turn.update.effective_chat
    assert chat is not None, "routed by its chat"
    key = f"private-only:{chat.id}:{int(turn.now.timestamp()) // _ONCE_IN}"
    turn.send_once(notes.private_only(turn.t, turn.campaign.bot_username), key)


ROUTES: Final[tuple[Route, ...]] = (
    moved(person_moved),
    moved(group_moved, private=False),
    elsewhere(private_only),
)
