"""How broadcasts go: what became of their copies, what people did, and what is left of the gone."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import dialect, insert
from bot.storage.models import BroadcastTally, Outgoing, Reaction, State
from bot.storage.outbox import QUIETLY

# Rows whose end is known; why it came about is told of these.
_EXPLAINED: Final = (State.FAILED, State.SKIPPED, State.UNREACHABLE, State.EXPIRED)


class Outcome(NamedTuple):
    """What became of some copies: `state` is the outbox's, `why` is given where they did not arrive."""

    language: str
    state: str
    why: str = ""


async def progress(session: AsyncSession, number: int) -> tuple[Counter[Outcome], Counter[Reaction]]:
    """What became of its copies, and what people did about it; those who are gone included."""
    outcomes: Counter[Outcome] = Counter()
    reactions: Counter[Reaction] = Counter()
    of = (Outgoing.state, Outgoing.language, Outgoing.reaction)
    rows = select(*of, func.count()).where(Outgoing.broadcast_id == number).group_by(*of)
    for state, language, reaction, people in await session.execute(rows):
        for bit in Reaction(reaction):
            reactions[bit] += people
        if state not in _EXPLAINED:
            outcomes[Outcome(language or "", str(state))] += people
    why = func.coalesce(Outgoing.error, "")
    explained = (
        select(*of[:2], why, func.count())
        .where(Outgoing.broadcast_id == number, Outgoing.state.in_(_EXPLAINED))
        .group_by(*of[:2], why)
    )
    for state, language, reason, people in await session.execute(explained):
        outcomes[Outcome(language or "", str(state), reason)] += people
    for language, outcome, people in await _tallied(session, number):
        became, _, reason = outcome.partition(":")
        if became.startswith("+"):
            reactions[Reaction(int(became[1:]))] += people
        else:
            outcomes[Outcome(language, became, reason)] += people
    return outcomes, reactions


async def react(session: AsyncSession, copy_id: int, what: Reaction) -> None:
    seen = update(Outgoing).where(Outgoing.id == copy_id, Outgoing.reaction.op("&")(int(what)) == 0)
    await session.execute(seen.values(reaction=Outgoing.reaction + int(what)), execution_options=QUIETLY)


async def copy_of(session: AsyncSession, chat_id: int, message_id: int) -> int | None:
    """The copy that a message in a chat is: one that came this moment is not settled yet."""
    it = or_(Outgoing.message_id == message_id, Outgoing.state == State.CLAIMED)
    row = select(Outgoing.id).where(*_copies_in(chat_id), it)
    known = case((Outgoing.message_id == message_id, 0), else_=1)
    return await session.scalar(row.order_by(known).limit(1))


async def copy_for(session: AsyncSession, number: int, person_id: int) -> int | None:
    """The copy of a broadcast that went to a person."""
    return await session.scalar(select(Outgoing.id).where(Outgoing.key == f"b{number}:{person_id}"))


async def last_copy(
    session: AsyncSession, chat_id: int, since: datetime, topic: int | None = None
) -> int | None:
    """The copy that came to a chat last, of a topic or any, if since then; it may have come this moment."""
    came = or_(
        Outgoing.state == State.CLAIMED, (Outgoing.state == State.SENT) & (Outgoing.settled_at >= since)
    )
    about = [] if topic is None else [Outgoing.topic == topic]
    row = select(Outgoing.id).where(*_copies_in(chat_id), *about, came)
    row = row.order_by(Outgoing.id.desc()).limit(1)
    return await session.scalar(row)


async def received(session: AsyncSession, chats: Collection[int], since: datetime) -> Counter[int]:
    """How many broadcasts came to each chat since then, or are on their way."""
    if not chats:
        return Counter()
    came = or_(
        Outgoing.state == State.CLAIMED,
        Outgoing.state.in_((State.SENT, State.IN_DOUBT)) & (Outgoing.settled_at > since),
    )
    rows = (
        select(Outgoing.chat_id, func.count())
        .where(
            Outgoing.chat_id.in_(chats), Outgoing.broadcast_id.is_not(None), Outgoing.edits.is_(None), came
        )
        .group_by(Outgoing.chat_id)
    )
    return Counter({chat_id: number for chat_id, number in await session.execute(rows)})  # noqa: C416 rows are not pairs to the type checker


async def fold(session: AsyncSession, chat_id: int) -> None:
    """Keeps what became of a chat's copies as mere counts: their rows are about to be deleted."""
    rows = select(
        Outgoing.broadcast_id, Outgoing.language, Outgoing.state, Outgoing.error, Outgoing.reaction
    ).where(*_copies_in(chat_id))
    counts: Counter[tuple[int, str, str]] = Counter()
    for number, language, state, error, reaction in await session.execute(rows):
        of = (number or 0, language or "")
        counts[*of, _outcome(state, error)] += 1
        for bit in Reaction(reaction):
            counts[*of, f"+{int(bit)}"] += 1
    if counts:
        into = insert(dialect(session), BroadcastTally)
        adding = into.on_conflict_do_update(
            index_elements=["broadcast_id", "language", "outcome"],
            set_={"people": BroadcastTally.people + into.excluded.people},
        )
        values = [
            {"broadcast_id": number, "language": language, "outcome": outcome, "people": people}
            for (number, language, outcome), people in sorted(counts.items())
        ]
        await session.execute(adding, values)


def _outcome(state: State, error: str | None) -> str:
    if state in {State.WAITING, State.CLAIMED}:
        return f"{State.SKIPPED}:gone"
    return f"{state}:{error}"[:64] if state in _EXPLAINED and error else str(state)


def _copies_in(chat_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Outgoing.chat_id == chat_id, Outgoing.broadcast_id.is_not(None), Outgoing.edits.is_(None))


async def _tallied(session: AsyncSession, number: int) -> list[tuple[str, str, int]]:
    of = (BroadcastTally.language, BroadcastTally.outcome, BroadcastTally.people)
    rows = await session.execute(select(*of).where(BroadcastTally.broadcast_id == number))
    return [(language, outcome, people) for language, outcome, people in rows]
