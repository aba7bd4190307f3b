"""The check-in screen of an organizer: a picture that changes every minute, as long as the doors are open."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.handlers import event_desk, events, refusals
from bot.handlers.event_desk import NUMBER
from bot.i18n import Translator
from bot.roles import Role
from bot.routing import Route, only, tap
from bot.screen import Screen
from bot.screens import doors as screens
from bot.services import checkins
from bot.services import doors as services
from bot.services.doors import Drop, End, Rest, Show
from bot.storage import doors as storage
from bot.storage import results
from bot.storage.messages import Draft
from bot.storage.models import Door, Event, Lane, Phase, State
from bot.turn import REPLY_FOR, Campaign, Turn, speaking

_JUST: Final = timedelta(seconds=5)  # in which a second tap is a double one
_OPEN: Final = (State.WAITING, State.CLAIMED)


async def show(turn: Turn, number: str) -> None:
    """Sends it; what was sent before shows no code any more."""
    event = await event_desk.find(turn, number)
    if event is None:
        return
    opens = checkins.opens_at(event)
    if event.phase is Phase.DRAFT or opens is None:
        await event_desk.outdated(turn, event)
    elif checkins.open_(event, turn.now):
        await _open(turn, event)
    else:
        ahead = event.phase is Phase.PUBLIC and turn.now < opens
        turn.toast(screens.opens(turn.t, opens) if ahead else screens.shut(turn.t), alert=True)
        turn.show(await event_desk.card(turn, event))


async def close(turn: Turn, number: str) -> None:
    event = await event_desk.find(turn, number)
    if event is None or turn.card is None:
        return
    turn.toast(screens.closed(turn.t))
    door = await storage.find(turn.session, event.id, turn.person.telegram_id)
    sent = await storage.messages(turn.session, [door]) if door else {}
    if door is not None and services.shown_in(door, sent) in {None, turn.card}:
        await _end(turn.session, turn.t, event, door, turn.card, "closed", turn.now)


async def due(session: AsyncSession, now: datetime, campaign: Campaign) -> list[tuple[int, int]]:
    """The screens that have something else to show, by event and chat: to look costs nobody a lock."""
    found = await storage.standing(session)
    sent = await storage.messages(session, [each.door for each in found])
    needs = [(each.door, services.need(each, sent, now, campaign.owner_ids)) for each in found]
    return [(door.event_id, door.chat_id) for door, need in needs if not isinstance(need, Rest)]


async def renew(
    session: AsyncSession, event_id: int, chat_id: int, now: datetime, campaign: Campaign
) -> None:
    """Shows what it has to show now, in the language that is spoken there now."""
    if await storage.find(session, event_id, chat_id) is None:
        return
    (of,) = await storage.standing(session, event_id, chat_id)
    sent = await storage.messages(session, [of.door])
    message_id = services.shown_in(of.door, sent)
    need = services.need(of, sent, now, campaign.owner_ids)
    if of.person is None or message_id is None or isinstance(need, Drop):
        await storage.drop(session, of.door)
        return
    match need:
        case Show(minute):
            screen = await _screen(session, speaking(of.person), of.event, minute, campaign)
            method, body = screen.edit(message_id)
            until = checkins.changes_at(minute)  # what would come later is made anew
            of.door.message_id = message_id
            draft = _draft(of.door, minute, method, {"chat_id": chat_id, **body}, message_id, until)
            await storage.draw(session, of.door, draft, now)
            of.door.minute = minute
        case End(why):
            await _end(session, speaking(of.person), of.event, of.door, message_id, why, now)
        case Rest():
            pass


async def _open(turn: Turn, event: Event) -> None:
    chat_id = turn.person.telegram_id
    before = await storage.find(turn.session, event.id, chat_id)
    if before is not None:
        found = await storage.messages(turn.session, [before])
        sent = found.get(before.key)
        if sent is not None and (sent.state in _OPEN or turn.now - sent.written_at < _JUST):
            return
        if (message_id := services.shown_in(before, found)) is not None:
            await _end(turn.session, turn.t, event, before, message_id, "below", turn.now)
        else:
            await storage.drop(turn.session, before)
    minute = checkins.minute(turn.now)
    key = f"door:{event.id}:{turn.update.update_id}"
    await storage.hang(turn.session, Door(event_id=event.id, chat_id=chat_id, key=key, minute=minute))
    turn.send(await _screen(turn.session, turn.t, event, minute, turn.campaign), key=key)


async def _end(
    session: AsyncSession, t: Translator, event: Event, door: Door, message_id: int, why: str, now: datetime
) -> None:
    """The picture stays, with other words: its code is valid for a minute or two."""
    came, _ = await results.turnout(session, event.id)
    screen = screens.ended(t, event.id, events.title(t, event), came, why)
    said = {name: value for name, value in screen.body().items() if name != "photo"}
    body = {"chat_id": door.chat_id, "message_id": message_id, **said}
    draft = _draft(door, None, "editMessageCaption", body, message_id, now + REPLY_FOR)
    await storage.draw(session, door, draft, now)
    await storage.take_down(session, door)


async def _screen(
    session: AsyncSession, t: Translator, event: Event, minute: int, campaign: Campaign
) -> Screen:
    came, _ = await results.turnout(session, event.id)
    payload = checkins.payload(campaign.secret, event.id, minute)
    return screens.shown(
        t,
        event.id,
        events.title(t, event),
        checkins.digits(campaign.secret, event.id, minute),
        campaign.bot_username,
        payload,
        checkins.changes_at(minute),
        came,
    )


def _draft(
    door: Door, minute: int | None, method: str, body: dict[str, object], message_id: int, until: datetime
) -> Draft:
    """No reply: sent anew where its message is gone, it would come back every minute."""
    key = storage.change(door, minute)
    return Draft(key, door.chat_id, method, body, until, Lane.REMINDER, edits=message_id)


ROUTES: Final[tuple[Route, ...]] = only(
    Role.PARTNER,
    refusals.refuse,
    tap(f"{NUMBER}:door", show, alone=True),
    tap(f"{NUMBER}:door:close", close, alone=True),
)
