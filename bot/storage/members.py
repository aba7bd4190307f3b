"""The processes that serve one database: each is a member while its lock is held, and one of them leads.

The leader sends what others left and what is due; the locks are freed by the system when a process dies.
"""

import asyncio
from collections.abc import Callable, Collection
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession


class Member(Protocol):
    """`owner` names this member in its claims; once it is `lost` others may take those for a dead one's."""

    owner: str
    lost: asyncio.Event

    async def lead(self) -> bool:
        """Waits to lead, which lasts until this member ends or is lost; False if it is lost before."""

    async def dead(self, session: AsyncSession, owners: Collection[str]) -> set[str]:
        """Those of these owners, as just read from their claims, who are no members any more."""

    def listen(self, heard: Callable[[], None]) -> None:
        """Has `heard` called, while this member leads, when another one wrote something to be sent."""
