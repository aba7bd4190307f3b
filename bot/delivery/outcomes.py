"""What an answer of Telegram means for a message: the table of errors, most specific first.

`BadRequest` is a `NetworkError` to python-telegram-bot, so the order of the cases matters.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.storage.models import Lane
from bot.transport import NotSent

UNKNOWN_TRIES: Final = 5  # how often a reply whose fate nobody knows is sent at most


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Not delivered: try again after `seconds`. An `attempt` is spent unless Telegram asked us to wait."""

    seconds: float
    attempt: bool = True
    throttled: bool = False


@dataclass(frozen=True, slots=True)
class Anew:
    """The message to edit is gone: send it as a new one."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    reason: str


@dataclass(frozen=True, slots=True)
class InDoubt:
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    reason: str


Outcome = Sent | Later | Anew | Unreachable | InDoubt | Failed


class TokenRefused(Exception):
    """Telegram does not know this token: nothing can be sent at all."""


_GONE: Final = re.compile(
    r"blocked by the user|user is deactivated|can't initiate conversation|chat not found|peer_id_invalid"
    r"|kicked from|not a member|chat was deleted|have no rights to send|not enough rights",
    re.IGNORECASE,
)
_NOT_EDITABLE: Final = re.compile(r"message to edit not found|message can't be edited", re.IGNORECASE)
_UNCHANGED: Final = re.compile(r"message is not modified", re.IGNORECASE)


def judge(error: TelegramError, lane: Lane, attempts: int) -> Outcome:  # noqa: C901, PLR0911 a table
    """What to do after `attempts` earlier tries of a message of this lane ended in `error`.

    Raises TokenRefused, after which trying anything is vain.
    """
    match error:
        case RetryAfter():
            return Later(_seconds(error), attempt=False, throttled=True)
        case ChatMigrated():
            return Failed("chat migrated")
        case InvalidToken():
            raise TokenRefused
        case Forbidden() | BadRequest() if _GONE.search(error.message):
            return Unreachable(reason(error))
        case Forbidden():
            # Seen for minutes at people who are there; a later send decides.
            return Later(backoff(attempts)) if attempts < UNKNOWN_TRIES else Failed(reason(error))
        case BadRequest() if _UNCHANGED.search(error.message):
            return Sent()
        case BadRequest() if _NOT_EDITABLE.search(error.message):
            return Anew()
        case BadRequest():
            return Failed(reason(error))
        case NotSent() | Conflict():
            return Later(backoff(attempts))
        case NetworkError() if not isinstance(error, TimedOut):
            return Later(backoff(attempts))
        case _ if lane is Lane.BROADCAST or attempts >= UNKNOWN_TRIES:
            return InDoubt(reason(error))
        case _:
            return Later(backoff(attempts))


def backoff(attempts: int) -> float:
    """Seconds to wait after this many tries: half a second, doubled up to a minute."""
    return min(0.5 * 2.0 ** min(attempts, 10), 60.0)


def reason(error: TelegramError) -> str:
    """An error in a few words that quote nobody: Telegram's texts may repeat part of a message."""
    text = error.message.split("\n")[0].removeprefix("Bad Request: ").removeprefix("Forbidden: ")
    return re.split(r"""[:"<«]| '|\. Parsing""", text)[0].strip()[:64] or type(error).__name__


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
