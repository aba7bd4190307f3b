"""Whether messages pile up or fail, and whether that is news: once when it begins, once when it is over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import pushes
from bot.storage import alarms as storage
from bot.storage.models import State

Kind = Literal["piling", "failing"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

PATIENCE: Final = timedelta(minutes=2)  # with what is due
WINDOW: Final = timedelta(minutes=10)  # in which failures are counted
CALM: Final = timedelta(minutes=10)  # without a trouble, until it is over
MANY: Final = 20  # failures: fewer are no trouble
SHARE: Final = 20  # nor is less than one of so many


@dataclass(frozen=True, slots=True)
class News:
    kind: Kind
    began_at: datetime
    over: bool


async def troubles(session: AsyncSession, now: datetime) -> set[Kind]:
    """What is wrong at this moment."""
    found: set[Kind] = set()
    since = now - PATIENCE
    by_day = not pushes.quiet(now) and not pushes.quiet(since)
    if await storage.waiting(session, since) or (by_day and await storage.stands(session, since)):
        found.add("piling")
    outcomes = await storage.outcomes(session, now - WINDOW)
    failed = outcomes[State.FAILED]
    if failed >= MANY and failed * SHARE >= outcomes.total():
        found.add("failing")
    return found


async def note(
    session: AsyncSession, found: Collection[Kind], absent: Collection[Kind], now: datetime
) -> list[News]:
    """Keeps what was found; what of it is new, and what is over."""
    begun = [kind for kind in KINDS if kind in found and await storage.begin(session, kind, now)]
    ended = [(kind, await storage.end(session, kind, now - CALM)) for kind in KINDS if kind in absent]
    return [
        *(News(kind, now, over=False) for kind in begun),
        *(News(kind, began_at, over=True) for kind, began_at in ended if began_at),
    ]
