"""Claims what is due: what may go now is taken and put into words, the rest is settled or put off."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from bot.log import logger
from bot.services import broadcasts, relevance
from bot.services import pushes as services
from bot.services.broadcasts import Words
from bot.services.pushes import Go, Later, Skip, Unreachable, Verdict
from bot.storage import broadcast_copies, broadcast_outcomes, participations, pushes
from bot.storage import broadcasts as storage
from bot.storage.messages import Deferral, Message, Receiver, Result
from bot.storage.models import Act, Answer, Lane, State
from bot.storage.pushes import Candidate, Queue

# A kind, what of, a topic and the receiver: the fields of the message as Telegram takes them.
Render = Callable[[str, dict[str, Any], int | None, Receiver | None], dict[str, Any]]

_LOOKED_AT: Final = 4  # times as many as may be claimed, since some of them may not go


class Fare(Enum):
    """What is claimed together: what is paid for has a pace of its own, and waits for nothing else."""

    ANY = "any"
    FREE = "free"
    PAID = "paid"


class Sifted(NamedTuple):
    """What was claimed, and whether there may be more that is due."""

    messages: list[Message]
    more: bool


@dataclass(slots=True)
class _Sieve:
    """`words` are those of the broadcasts under way, `received` how many came to a chat this week.

    `answers` say what people answered, by chat, to the event that the queue looked at invites to.
    `looked_at` says of messages about events what they are to be made of: None if they are not true any more.
    """

    render: Render
    now: datetime
    words: Mapping[int, Words]
    answers: Mapping[int, Answer] = field(default_factory=dict)
    looked_at: dict[int, dict[str, Any] | None] = field(default_factory=dict)
    taken: list[Message] = field(default_factory=list)
    dropped: list[Result] = field(default_factory=list)
    later: list[Deferral] = field(default_factory=list)

    def sift(self, found: list[Candidate], received: Counter[int], room: int) -> bool:
        """Takes `room` of those found at most; whether some were left that could go."""
        full = len(self.taken) + room
        for candidate in found:
            match self._judge(candidate, received):
                case Message() if len(self.taken) >= full:
                    return True
                case Message() as message:
                    if self._in_words(message, candidate.receiver):
                        self.taken.append(message)
                        received[message.chat_id] += 1
                    else:
                        self.dropped.append(message.became(State.FAILED, error="not made"))
                case Result() as result:
                    self.dropped.append(result)
                case Deferral() as deferral:
                    self.later.append(deferral)
        return False

    def _judge(self, candidate: Candidate, received: Counter[int]) -> Message | Result | Deferral:
        message, receiver = candidate
        words = self.words.get(message.broadcast_id or 0)
        if words is not None:
            message.expires_at = max(message.expires_at, words.until)
        if message.expires_at <= self.now:
            return message.became(State.EXPIRED)
        if message.id in self.looked_at:
            fresh = self.looked_at[message.id]
            if fresh is None:
                return message.became(State.SKIPPED, error="outdated")
            message.body = fresh
        match self._verdict(message, receiver, words, received):
            case Go():
                return self._spoken(message, receiver, words)
            case Skip(reason):
                return message.became(State.SKIPPED, error=reason)
            case Unreachable():
                return message.became(State.UNREACHABLE)
            case Later(until):
                return Deferral(message.id, message.attempts, until or message.expires_at)

    def _verdict(
        self, message: Message, receiver: Receiver | None, words: Words | None, received: Counter[int]
    ) -> Verdict:
        if words is None or message.topic is None:
            message.urgent = message.topic == services.AT_ONCE
            return services.judge(message.topic, receiver, self.now)
        if words.closed:  # asked here, where no change of the event can come between
            return Skip("event closed")
        if message.chat_id in self.answers:
            return Skip("answered")
        message.urgent = words.urgent
        count = received[message.chat_id]
        return services.judge_copy(message.topic, receiver, self.now, count, urgent=words.urgent)

    def _spoken(self, message: Message, receiver: Receiver | None, words: Words | None) -> Message | Result:
        """In the language in which its receiver gets a broadcast, if there are words in it."""
        if words is None or message.kind != broadcast_copies.KIND:
            return message
        # A copy that is corrected goes on in its own language.
        speaks = message.language if message.edits else receiver.language if receiver else None
        language = words.language(speaks)
        if language is None:
            return message.became(State.SKIPPED, error="no text")
        message.language, message.version = language, words.version
        return message

    def _in_words(self, message: Message, receiver: Receiver | None) -> bool:
        """Makes the message, if it is to be made now; whether it can be."""
        if message.kind is None:
            return True
        words = self.words.get(message.broadcast_id or 0)
        of = words.of(message, self.answers.get(message.chat_id)) if words else message.body
        try:
            said = self.render(message.kind, of, message.topic, receiver)
        except Exception:  # noqa: BLE001 one message that cannot be made must not hold up the rest
            logger.exception("message %d cannot be made", message.id)
            return False
        of_card = {} if message.edits is None else {"message_id": message.edits}
        message.body = {"chat_id": message.chat_id, **of_card, **said}
        return True


async def due(session: AsyncSession, now: datetime, fare: Fare = Fare.ANY) -> bool:
    return await pushes.due(session, await _queues(session, now, fare), now)


async def claim(
    session: AsyncSession, render: Render, owner: str, now: datetime, *, limit: int, fare: Fare = Fare.ANY
) -> Sifted:
    """Claims at most `limit` messages, in words of their receivers' languages.

    Reminders go first; the broadcasts under way share what is left.
    """
    queues = await _queues(session, now, fare, lock=True)
    numbers = {queue.broadcast_id for queue in queues if queue.broadcast_id is not None}
    sieve = _Sieve(render, now, await broadcasts.words(session, numbers, now))
    more = False
    for place, queue in enumerate(queues):
        before = len(sieve.taken)
        left = limit - before
        room = left if queue.lane is Lane.REMINDER else -(-left // (len(queues) - place))
        found = await pushes.candidates(session, queue, now, limit=room * _LOOKED_AT) if room else []
        received = await _received(session, found, now) if queue.broadcast_id else Counter[int]()
        sieve.answers = await _answers(session, sieve.words.get(queue.broadcast_id or 0), found)
        if queue.broadcast_id is None:
            sieve.looked_at |= await relevance.look(session, [message for message, _ in found], now)
        left_over = sieve.sift(found, received, room)
        more = more or left_over or len(found) == room * _LOOKED_AT
        # Each queue at once, so that the next one counts what this one sends to somebody.
        await pushes.claim(session, sieve.taken[before:], owner)
    await pushes.drop(session, sieve.dropped, now)
    await pushes.put_off(session, sieve.later)
    return Sifted(sieve.taken, more)


async def _queues(session: AsyncSession, now: datetime, fare: Fare, *, lock: bool = False) -> list[Queue]:
    """By night only what is urgent or silent is looked at: there may be a million that is not.

    Paid for are the copies of broadcasts, and not what is done to them.
    """
    night = services.quiet(now)
    found: list[Queue] = []
    if fare is not Fare.PAID:
        found += [Queue(Lane.REMINDER), *([] if night else [Queue(Lane.BROADCAST)])]
    for source in await storage.sources(session, lock=lock):
        sends = source.act is Act.SEND
        meant = fare is Fare.ANY or sends is (fare is Fare.PAID)
        if meant and (source.urgent or not sends or not night):
            found.append(Queue(Lane.BROADCAST, source.id))
    return found


async def _answers(
    session: AsyncSession, words: Words | None, found: list[Candidate]
) -> Mapping[int, Answer]:
    event = words.event if words else None
    if event is None:
        return {}
    return await participations.answers(session, event, {message.chat_id for message, _ in found})


async def _received(session: AsyncSession, found: list[Candidate], now: datetime) -> Counter[int]:
    chats = {message.chat_id for message, _ in found if message.topic is not None}
    return await broadcast_outcomes.received(session, chats, now - services.WEEK)
