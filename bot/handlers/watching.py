"""How a broadcast goes: the one card that shows it, renewed while it is being sent."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator, guess, translator
from bot.screen import Screen
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
    return await card(turn.session, turn.t, broadcast, turn.now, turn.campaign.permits)


@dataclass(frozen=True, slots=True)
class Live:
    """A card that shows how a broadcast goes; None as `shown`: nobody watches it any more."""

    number: int
    chat_id: int
    message_id: int
    seen: tuple[datetime | None, datetime]
    shown: Screen | None


async def renewed(session: AsyncSession, of: Broadcast, now: datetime, permits: int) -> Live:
    """How it goes, in the language of whoever opened the card that shows it."""
    chat_id, message_id = of.live_chat or 0, of.live_message or 0
    language = await people.language(session, chat_id)
    shown = await card(session, translator(guess(language)), of, now, permits) if language else None
    return Live(of.id, chat_id, message_id, (of.shown_at, of.changed_at), shown)


async def renew(session: AsyncSession, live: Live, now: datetime) -> None:
    """Writes it on the card, unless that has shown something since."""
    broadcast = await storage.find(session, live.number, lock=True)
    if broadcast is None or live != replace(
        live,
        chat_id=broadcast.live_chat or 0,
        message_id=broadcast.live_message or 0,
        seen=(broadcast.shown_at, broadcast.changed_at),
    ):
        return
    if live.shown is None:
        broadcast.live_chat = broadcast.live_message = None
        return
    # Whoever deleted the card got it anew: it goes on there, and not in a new one each time.
    card_id = await outbox.moved(session, live.chat_id, live.message_id) or live.message_id
    broadcast.live_message = card_id
    body = {"chat_id": live.chat_id, "message_id": card_id, **live.shown.body()}
    key = f"live:{live.number}:{now.timestamp():.2f}"
    renewal = Draft(key, live.chat_id, "editMessageText", body, now + REPLY_FOR, edits=card_id)
    await outbox.add(session, [renewal], now)
    broadcast.shown_at = now


async def card(session: AsyncSession, t: Translator, of: Broadcast, now: datetime, permits: int) -> Screen:
    button = of.button or {}
    state = screens.State(
        number=of.id,
        title=words.title(t, of.texts),
        stage=of.stage.value,
        counted=of.counted,
        spread=of.spread_at is not None,
        night=pushes.quiet(now) and not of.urgent,
        has_card="url" not in button and bool(button),
        has_link="url" in button,
        withdrawn=await steering.withdrawn(session, of),
        correctable=steering.correctable(of),
        withdrawable=steering.withdrawable(of, now),
        permits=permits,
        at=of.starts_at,
    )
    counted, reactions = await progress.of(session, of)
    return screens.card(t, state, counted, reactions, await progress.followings(session, of))


def ended(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    return steering_screens.ended(t, of["broadcast"], words.title(t, of["texts"]))
