"""Logs that carry no token, name or message text, at any level.

Only our own logger follows LOG_LEVEL. Libraries are heard from WARNING on, and only where they spoke:
their words quote what people write. An exception is logged as its type and its frames, for the same reason.
"""

import asyncio
import hashlib
import hmac
import logging
import re
import sys
import traceback
from typing import Final

logger: Final = logging.getLogger("bot")

_TOKEN: Final = re.compile(r"\d{6,}:[\w-]{30,}", re.ASCII)


class _Formatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        lines = [f"{self.formatTime(record)} {record.levelname} {record.name}: {redact(_said(record))}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines += frames(record.exc_info[1])
        return "\n".join(lines)


def _said(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] == "bot":
        try:
            return record.getMessage()
        except Exception:  # noqa: BLE001 logging would print the values instead
            return str(record.msg)
    return f"{record.filename}:{record.lineno} in {record.funcName}"


def frames(error: BaseException, indent: str = "  ", told: frozenset[int] = frozenset()) -> list[str]:
    """Where an exception came from, without what it says."""
    told |= {id(error)}
    lines = [f"{indent}{type(error).__module__}.{type(error).__qualname__}"]
    lines += [
        f"{indent}  at {frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    inner = list(error.exceptions) if isinstance(error, BaseExceptionGroup) else []
    for other in [*inner, *([error.__cause__] if error.__cause__ else [])]:
        if id(other) not in told:
            lines += frames(other, indent + "  ", told)
    return lines


def redact(text: str) -> str:
    """The text without anything that looks like a bot token."""
    return _TOKEN.sub("[token]", text)


def pseudonym(secret: bytes, telegram_id: int) -> str:
    """A short name for a person in logs: the same within one deployment, telling nothing to anyone else."""
    return hmac.new(secret, str(telegram_id).encode(), hashlib.sha256).hexdigest()[:8]


def _no_end(record: logging.LogRecord) -> bool:
    """Whether a record tells of more than a library that was cut short, as everything is when we stop."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, asyncio.CancelledError)


def configure(level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter())
    handler.addFilter(_no_end)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logger.setLevel(level)
