"""People who block the bot and come back; groups and channels, where it only says where it works."""

from typing import Final

from telegram import ChatMember

from bot.routing import Route, elsewhere, moved
from bot.screens import notes
from bot.services import people, reactions
from bot.storage.models import Reaction
from bot.turn import Turn

_OUT: Final = {ChatMember.LEFT, ChatMember.BANNED}


async def person_moved(turn: Turn) -> None:
    change = turn.update.my_chat_member
    if change is not None and change.new_chat_member.status in _OUT:
        if people.stranger(turn.person, turn.now):
            turn.forget()
        await reactions.left(turn.session, turn.person, Reaction.BLOCKED, turn.now)
        await people.lost(turn.session, turn.person, turn.now)
    else:
        await people.found(turn.session, turn.person, turn.now)


async def group_moved(turn: Turn) -> None:
    change = turn.update.my_chat_member
    if change is not None and change.new_chat_member.status not in _OUT:
        await private_only(turn)


async def private_only(turn: Turn) -> None:
    chat = turn.update.effective_chat
    assert chat is not None, "routed by its chat"
    # Said again only when the row that holds the key has been tidied away.
    turn.send(notes.private_only(turn.t, turn.campaign.bot_username), key=f"private-only:{chat.id}")


ROUTES: Final[tuple[Route, ...]] = (
    moved(person_moved),
    moved(group_moved, private=False),
    elsewhere(private_only),
)
