"""How fast Telegram may be spoken to: permits for bulk, cool-downs for what it asked us to leave alone.

Only messages that are paid for may go faster than the free limit. All others keep to it, and count in the
whole like replies, which take permits but never wait for one.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from bot.delivery.permits import LIMIT, Permits

PAID_LIMIT: Final = 1_000  # messages in any second where they are paid for
_CHATS: Final = 1_000  # spoken to that are remembered before those are dropped that may be spoken to again


class Pace:
    """`clock` and `sleep` are in seconds; any steady origin will do.

    `limit` is for what is free, `paid` for everything together, if anything is paid for.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        limit: int = LIMIT,
        paid: int | None = None,
    ) -> None:
        self.clock: Final = clock
        self._sleep: Final = sleep
        self._free: Final = Permits(clock=clock, sleep=sleep, limit=limit)
        self._whole: Final = Permits(clock=clock, sleep=sleep, limit=paid or limit)
        self._spoken: Final[dict[int, float]] = {}

    async def permit(self, *, paid: bool = False) -> float:
        """Waits for a permit of the bulk lanes; gives the time at which it was taken."""
        if paid:
            return await self._whole.permit()
        await self._free.permit()
        return self._whole.take()

    def take(self) -> float:
        """Takes a permit without waiting, as replies do."""
        self._free.take()
        return self._whole.take()

    def answered(self, taken_at: float, *, paid: bool = False) -> None:
        """Gives the permit taken at that time back, a second from now."""
        self._whole.answered(taken_at)
        if not paid:
            self._free.answered(taken_at)

    def pause(self, seconds: float) -> None:
        """After a 429: no bulk for that long, then fewer permits for a while."""
        self._whole.pause(seconds)
        self._free.pause(seconds)

    def speak(self, chat_id: int) -> None:
        """Notes that a message to this chat begins."""
        now = self.clock()
        if len(self._spoken) > _CHATS:
            for chat, when in list(self._spoken.items()):
                if now - when >= 1:
                    del self._spoken[chat]
        self._spoken[chat_id] = now

    async def turn(self, chat_id: int) -> None:
        """Waits until bulk may say more to a chat, which gets one message a second."""
        while (wait := self._spoken.get(chat_id, -1e9) + 1 - self.clock()) > 0:
            await self._sleep(wait)
        self.speak(chat_id)
