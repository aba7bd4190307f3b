"""How a broadcast goes: its copies counted, those of people who are gone included."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.progress import Following, Progress, Reactions
from bot.storage import broadcast_outcomes
from bot.storage import broadcasts as storage
from bot.storage.broadcast_outcomes import Outcome
from bot.storage.models import Act, Broadcast, Reaction, Stage, State

_LATELY: Final = 5  # corrections that a card has room for


async def of(session: AsyncSession, broadcast: Broadcast) -> tuple[Progress, Reactions]:
    outcomes, reactions = await broadcast_outcomes.progress(session, broadcast.id)
    if broadcast.act is Act.SEND and broadcast.spread_at is None:
        # Until all copies are written, those that were confirmed are the whole.
        missing = max(broadcast.counted - outcomes.total(), 0)
        off = broadcast.stage is Stage.CANCELLED
        outcomes[Outcome("", State.SKIPPED, "cancelled") if off else Outcome("", State.WAITING)] += missing
    tapped, muted, stopped, blocked = (
        reactions[bit] for bit in (Reaction.TAPPED, Reaction.MUTED, Reaction.STOPPED, Reaction.BLOCKED)
    )
    return summed(outcomes), Reactions(tapped, muted, stopped, blocked)


def summed(found: Counter[Outcome]) -> Progress:
    """Who is still to get it, got it, or why not."""
    states: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    languages: dict[str, tuple[int, int]] = {}
    for (language, state, why), people in found.items():
        states[state] += people
        got, everybody = languages.get(language, (0, 0))
        languages[language] = (got + people * (state == State.SENT), everybody + people)
        match state:
            case State.FAILED:
                failed[why] += people
            case State.SKIPPED:
                skipped[why] += people
            case State.EXPIRED:
                skipped["late"] += people
            case _:
                pass
    languages.pop("", None)
    return Progress(
        people=states.total(),
        sent=states[State.SENT],
        waiting=states[State.WAITING] + states[State.CLAIMED],
        doubtful=states[State.IN_DOUBT],
        blocked=states[State.UNREACHABLE],
        failed=failed,
        skipped=skipped,
        languages=languages,
    )


async def followings(session: AsyncSession, broadcast: Broadcast) -> Sequence[Following]:
    """What was done to its copies lately, the newest first."""
    found = []
    for other in (await storage.family(session, broadcast.id))[:_LATELY]:
        counted, _ = await of(session, other)
        ended = other.stage in {Stage.DONE, Stage.CANCELLED}
        found.append(Following(other.act is Act.WITHDRAW, counted.sent, counted.people, ended))
    return found
