"""Certificates: what somebody did for the events that are over, as anybody can check by its code.

The same is certified once. Whose data is erased has none any more.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import certificates as storage
from bot.storage import hours, people
from bot.storage.certificates import Contents
from bot.storage.hours import Total
from bot.storage.models import Certificate, Person

_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another
_LENGTH: Final = 12  # of them: five bits each
_CODE: Final = re.compile(rf"[{_LETTERS}]{{{_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Genuine:
    """As it says. `now` is what its owner has, if that is less; `renamed`: they are called otherwise now."""

    certificate: Certificate
    now: Total | None = None
    renamed: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """It was never issued, or its owner's data was erased."""


Verdict = Genuine | Unknown


async def issue(
    session: AsyncSession, person: Person, language: str, total: Total, now: datetime
) -> Certificate:
    """The one that says this, or a new one."""
    of = Contents(person.id, language, person.name or "", total.events, total.minutes)
    found = await storage.last(session, of)
    if found is None:
        found = Certificate(code=_code(), issued_at=now, **of._asdict())
        session.add(found)
        await session.flush()
    return found


async def check(session: AsyncSession, code: str, now: datetime) -> Verdict:
    """Typed with or without its dashes, and in small letters, it is the same."""
    typed = _plain(code)
    found = await storage.find(session, typed) if _CODE.fullmatch(typed) else None
    if found is None:
        return Unknown()
    total = (await hours.totals(session, [found.person_id], now)).get(found.person_id, Total())
    fewer = total.minutes < found.minutes or total.events < found.events
    name = (await people.names(session, [found.person_id])).get(found.person_id)
    return Genuine(found, total if fewer else None, name != found.name)


def is_number(typed: str) -> bool:
    """Whether it may be one, as it is printed."""
    return len(typed) <= 2 * _LENGTH and _CODE.fullmatch(_plain(typed)) is not None and "-" in typed


def readable(code: str) -> str:
    """In groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def initials(name: str) -> str:
    """So that who holds the certificate sees that it is the same person, and nobody else sees who."""
    return " ".join(f"{word[0].upper()}." for word in name.split() if word[0].isalnum())


def _plain(typed: str) -> str:
    return typed.replace("-", "").strip().upper()


def _code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
