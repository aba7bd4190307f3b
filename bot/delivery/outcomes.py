"""What an answer of Telegram means for a message: the table of errors, most specific first.

`BadRequest` is a `NetworkError` to python-telegram-bot, so the order of the cases matters.
"""

import re
from dataclasses import dataclass
from typing import Final

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot import backoff
from bot.transport import NotSent, UnreadableAnswer, asked, reason

TRIES: Final = 8  # how often a message is tried that fails while Telegram answers otherwise


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """Try again after `seconds`. An `attempt` is counted where the message itself may be the reason.

    `throttled`: Telegram asked us to wait. `cut_off`: perhaps Telegram is not there for anyone.
    """

    seconds: float
    attempt: bool = True
    throttled: bool = False
    cut_off: bool = False


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


_GONE: Final = re.compile(
    r"blocked by the user|user is deactivated|can't initiate conversation|chat not found|peer_id_invalid"
    r"|kicked from|not a member|chat was deleted|have no rights to send|not enough rights",
    re.IGNORECASE,
)
_NOT_EDITABLE: Final = re.compile(
    r"message to edit not found|message can't be edited|there is no (text|media) in the message to edit",
    re.IGNORECASE,
)
_UNCHANGED: Final = re.compile(r"message is not modified", re.IGNORECASE)


def judge(error: TelegramError, attempts: int, *, once: bool) -> Outcome:  # noqa: C901, PLR0911 a table
    """What to do after a try of a message, after `attempts` counted ones, ended in `error`.

    `once`: it must not come twice, whatever it costs.
    """
    last = attempts + 1 >= TRIES
    match error:
        case RetryAfter():
            return Later(asked(error) or 0.0, attempt=False, throttled=True)
        case ChatMigrated():
            return Failed("chat migrated")
        case Forbidden() | BadRequest() if _GONE.search(error.message):
            return Unreachable(reason(error))
        case Forbidden():
            # Seen for minutes at people who are there; a later send decides.
            return Failed(reason(error)) if last else Later(backoff.seconds(attempts))
        case BadRequest() if _UNCHANGED.search(error.message):
            return Sent()
        case BadRequest() if _NOT_EDITABLE.search(error.message):
            return Anew()
        case BadRequest():
            return Failed(reason(error))
        case NotSent():
            return Later(backoff.seconds(0), attempt=False, cut_off=True)
        case NetworkError() | Conflict() if not isinstance(error, TimedOut | UnreadableAnswer):
            return Failed(reason(error)) if last else Later(backoff.seconds(attempts), cut_off=True)
        case _ if once or last:
            return InDoubt(reason(error))
        case _:
            return Later(backoff.seconds(attempts), cut_off=True)
