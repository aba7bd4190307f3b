"""The first words with Telegram: who we are, and how updates come to us."""

import asyncio
from typing import Any, Final

from telegram.error import BadRequest, TelegramError

from bot import backoff
from bot.intake import KINDS
from bot.log import logger
from bot.transport import Api, asked, reason

Call = tuple[str, dict[str, Any]]

POLLED: Final[Call] = ("deleteWebhook", {"drop_pending_updates": False})
_AT_ONCE: Final = 100  # updates that Telegram may bring at a time, the most it allows


class AddressRefused(Exception):
    """Telegram will not bring updates to the address we gave it; says why."""


def brought(url: str, secret: str) -> Call:
    """Has Telegram bring updates to this address, each with the secret."""
    return "setWebhook", {
        "url": url,
        "secret_token": secret,
        "max_connections": _AT_ONCE,
        "allowed_updates": KINDS,
    }


async def shake(api: Api, *calls: Call) -> str:
    """The bot's username once Telegram knows it and took these calls; waits as long as it takes.

    Raises AddressRefused.
    """
    tries = 0
    while True:
        try:
            me = await api.call("getMe", {})
            for method, body in calls:
                await api.call(method, body)
        except BadRequest as error:  # a NetworkError to the library
            raise AddressRefused(error.message) from None  # tells of no person
        except TelegramError as error:
            if tries == 0:
                logger.warning("Telegram does not answer yet at BOT_API_URL: %s", reason(error))
            await asyncio.sleep(asked(error) or backoff.seconds(tries))
            tries += 1
        else:
            if not me.get("supports_inline_queries"):
                logger.warning("inline mode is off: switch it on at @BotFather with /setinline")
            return str(me["username"])
