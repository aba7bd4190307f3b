"""How the bot introduces itself at Telegram: name, descriptions and commands, in each language.

Set only where they differ from what Telegram has: it allows few changes of a name.
"""

import asyncio
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot import backoff
from bot.i18n import DEFAULT, LANGUAGES, Translator, translator
from bot.log import logger
from bot.screens import introduction, menu
from bot.transport import Api, asked, reason


async def introduce(api: Api) -> None:
    """Tells Telegram what is new; what it will not take is logged, and tried again at the next start."""
    for kind in (_commands, _short_description, _description, _name):  # names last: they are rationed most
        for code in ("", *LANGUAGES):
            t = translator(next((language for language in LANGUAGES if language == code), DEFAULT))
            name, wanted, scope = kind(t)
            await _patiently(api, name, wanted, {"language_code": code, **scope})


_What = tuple[str, dict[str, Any], dict[str, Any]]  # what can be set, its value, and where


def _commands(t: Translator) -> _What:
    listed = [{"command": name, "description": text} for name, text in menu.commands(t).items()]
    return "MyCommands", {"commands": listed}, {"scope": {"type": "all_private_chats"}}


def _short_description(t: Translator) -> _What:
    return "MyShortDescription", {"short_description": introduction.short_description(t)}, {}


def _description(t: Translator) -> _What:
    return "MyDescription", {"description": introduction.description(t)}, {}


def _name(t: Translator) -> _What:
    return "MyName", {"name": introduction.name(t)}, {}


async def _patiently(api: Api, name: str, wanted: dict[str, Any], about: dict[str, Any]) -> None:
    tries = 0
    while True:
        try:
            there = await api.call(f"get{name}", about)
            if there != (wanted["commands"] if name == "MyCommands" else wanted):
                await api.call(f"set{name}", {**wanted, **about})
        except RetryAfter as error:
            wait = asked(error) or 0.0
            logger.info("%s may be set in %.0f s", name, wait)
            await asyncio.sleep(wait)
        except BadRequest as error:  # a NetworkError to the library
            logger.warning("%s is not taken: %s", name, reason(error))
            return
        except NetworkError:
            await asyncio.sleep(backoff.seconds(tries))
            tries += 1
        except TelegramError as error:
            logger.warning("%s is not taken: %s", name, reason(error))
            return
        else:
            return
