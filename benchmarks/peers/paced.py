"""A broadcast as others send it: python-telegram-bot with its rate limiter, or a loop that rests in between.

It runs in the peers' environment, where the rate limiter's own dependency is.
"""

import asyncio
import os
import sys
from typing import Final

from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

FIRST: Final = 1_000_000  # chat ids count up from here
REST: Final = 0.05  # seconds
_TEXT: Final = (
    "<b>A day for the river</b>\n\nOn Saturday we clean the banks together. Gloves and tea are there."
)


def _bot(limiter: AIORateLimiter | None) -> ExtBot[int]:
    return ExtBot(
        os.environ["BOT_TOKEN"],
        base_url=f"{os.environ['BOT_API_URL']}/bot",
        request=HTTPXRequest(connection_pool_size=256, pool_timeout=60),
        rate_limiter=limiter,
    )


async def limited(count: int) -> None:
    async with _bot(AIORateLimiter(max_retries=1_000)) as bot:
        await asyncio.gather(
            *(bot.send_message(chat, _TEXT, parse_mode="HTML") for chat in range(FIRST, FIRST + count))
        )


async def resting(count: int) -> None:
    async with _bot(None) as bot:
        for chat in range(FIRST, FIRST + count):
            await bot.send_message(chat, _TEXT, parse_mode="HTML")
            await asyncio.sleep(REST)


if __name__ == "__main__":
    how, many = sys.argv[1], int(sys.argv[2])
    asyncio.run(limited(many) if how == "limited" else resting(many))
