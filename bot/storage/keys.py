"""The keys under which messages were written: each is written once, unless nobody got it."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Outgoing, State
from bot.storage.outbox import QUIETLY

_UNSENT: Final = (State.WAITING, State.SKIPPED)


async def known(session: AsyncSession, keys: Collection[str]) -> set[str]:
    """Those of these keys under which something was written."""
    return set(await session.scalars(select(Outgoing.key).where(Outgoing.key.in_(keys))))


async def retract(session: AsyncSession, keys: Collection[str]) -> None:
    """Deletes those that nobody got, waiting or not true any more: their keys are free again."""
    if keys:
        unsent = delete(Outgoing).where(Outgoing.key.in_(keys), Outgoing.state.in_(_UNSENT))
        await session.execute(unsent, execution_options=QUIETLY)


async def skipped(session: AsyncSession, keys: Collection[str]) -> set[str]:
    """Those of these keys under which something was not sent, since it was not true any more."""
    theirs = select(Outgoing.key).where(Outgoing.key.in_(keys), Outgoing.state == State.SKIPPED)
    return set(await session.scalars(theirs))
