"""How a broadcast goes: the one card that shows it, renewed while it is being sent."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.handlers import standing
from bot.i18n import Translator, guess, translator
from bot.screen import Button, Screen
from bot.screens import broadcasts as words
from bot.screens import progress as screens
from bot.screens import steering as steering_screens
from bot.services import progress, pushes, steering
from bot.storage import broadcasts as storage
from bot.storage import outbox, people
from bot.storage.messages import Draft
from bot.storage.models import Broadcast
from bot.turn import REPLY_FOR, Turn


async def show(turn: Turn, broadcast: Broadcast) -> None:
    """Shows it, and goes on showing it on this card."""
    turn.show(await watched(turn, broadcast))


async def watched(turn: Turn, broadcast: Broadcast) -> Screen:
    """The same, for who shows it themselves."""
    if turn.card is not None:
        broadcast.live_chat, broadcast.live_message = turn.person.telegram_id, turn.card
        broadcast.shown_at = turn.now
    return await card(turn.session, turn.t, broadcast, turn.now)


async def renew(session: AsyncSession, number: int, now: datetime) -> None:
    """Writes how it goes on the card that shows it, in the language of whoever opened it."""
    broadcast = await storage.find(session, number, lock=True)
    if broadcast is None or broadcast.live_chat is None or broadcast.live_message is None:
        return
    # Not locked: a tap locks its person before the broadcast.
    language = await people.language(session, broadcast.live_chat)
    if language is None:
        broadcast.live_chat = broadcast.live_message = None
        return
    shown = await card(session, translator(guess(language)), broadcast, now)
    body = {"chat_id": broadcast.live_chat, "message_id": broadcast.live_message, **shown.body()}
    key = f"live:{number}:{now.timestamp():.2f}"
    await outbox.add(
        session,
        [
            Draft(
                key,
                broadcast.live_chat,
                "editMessageText",
                body,
                now + REPLY_FOR,
                edits=broadcast.live_message,
            )
        ],
        now,
    )
    broadcast.shown_at = now


async def card(session: AsyncSession, t: Translator, of: Broadcast, now: datetime) -> Screen:
    button = of.button or {}
    state = screens.State(
        number=of.id,
        title=words.title(t, of.texts),
        stage=of.stage.value,
        counted=of.counted,
        spread=of.spread_at is not None,
        night=pushes.quiet(now) and not of.urgent,
        has_card="opens" in button,
        has_link="url" in button,
        withdrawn=await steering.withdrawn(session, of),
        at=of.starts_at,
    )
    counted, reactions = await progress.of(session, of)
    return screens.card(t, state, counted, reactions, await progress.followings(session, of))


def menu(turn: Turn) -> Button:
    return standing.way_back(turn)


def ended(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    return steering_screens.ended(t, of["broadcast"], words.title(t, of["texts"]))
