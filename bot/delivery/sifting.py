"""Claims what is due: what may go now is taken and put into words, the rest is settled or put off."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from bot.log import logger
from bot.services import pushes as services
from bot.services.pushes import Go, Later, Skip, Unreachable
from bot.storage import pushes
from bot.storage.messages import Deferral, Message, Receiver, Result
from bot.storage.models import Lane, State
from bot.storage.pushes import Candidate

# A kind, what of, a topic and the receiver's language: the fields of the message as Telegram takes them.
Render = Callable[[str, dict[str, Any], int | None, str | None], dict[str, Any]]

_LOOKED_AT: Final = 4  # times as many as may be claimed, since some of them may not go


class Sifted(NamedTuple):
    """What was claimed, and whether there may be more that is due."""

    messages: list[Message]
    more: bool


def lanes(now: datetime) -> Collection[Lane]:
    """In quiet hours broadcasts are not even looked at: there may be a million."""
    return [Lane.REMINDER] if services.quiet(now) else [Lane.REMINDER, Lane.BROADCAST]


async def claim(session: AsyncSession, render: Render, owner: str, now: datetime, *, limit: int) -> Sifted:
    """Claims at most `limit` messages, in words of their receivers' languages."""
    taken: list[Message] = []
    dropped: list[Result] = []
    later: list[Deferral] = []
    more = False
    for lane in lanes(now):
        looked_at = (limit - len(taken)) * _LOOKED_AT
        found = await pushes.candidates(session, lane, now, limit=looked_at) if looked_at else []
        more = more or len(found) == looked_at
        for candidate in found:
            match _judge(candidate, now):
                case Message() if len(taken) >= limit:
                    more = True
                case Message() as message:
                    if _in_words(message, candidate.receiver, render):
                        taken.append(message)
                    else:
                        dropped.append(message.became(State.FAILED, error="not made"))
                case Result() as result:
                    dropped.append(result)
                case Deferral() as deferral:
                    later.append(deferral)
    await pushes.claim(session, taken, owner)
    await pushes.drop(session, dropped, now)
    await pushes.put_off(session, later)
    return Sifted(taken, more)


def _judge(candidate: Candidate, now: datetime) -> Message | Result | Deferral:
    message, receiver = candidate
    if message.expires_at <= now:
        return message.became(State.EXPIRED)
    match services.judge(message.topic, receiver, now):
        case Go():
            return message
        case Skip(reason):
            return message.became(State.SKIPPED, error=reason)
        case Unreachable():
            return message.became(State.UNREACHABLE)
        case Later(until):
            return Deferral(message.id, message.attempts, until or message.expires_at)


def _in_words(message: Message, receiver: Receiver | None, render: Render) -> bool:
    """Makes the message, if it is to be made now; whether it can be."""
    if message.kind is None:
        return True
    try:
        said = render(message.kind, message.body, message.topic, receiver.language if receiver else None)
    except Exception:  # noqa: BLE001 one message that cannot be made must not hold up the rest
        logger.exception("message %d cannot be made", message.id)
        return False
    message.body = {"chat_id": message.chat_id, **said}
    return True
