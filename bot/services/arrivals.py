"""The links by which people come: what a deep link's payload says, and what is kept of it.

Who was never here before counts for the link that brought them, for 30 days; nobody else counts for any.

Kind, id, sharer: `e12-aCODE` is event 12 shared by an ambassador, `g3` goal 3, `aCODE` an ambassador,
`sCODE` a source, `cCODE` a check-in, `vCODE` a certificate, `iTOKEN` an invitation to the staff. Anything
else is a plain start. Tokens are long, so that a word like "instagram" is none.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import people
from bot.storage import events, links
from bot.storage.models import Person

HOLDS: Final = timedelta(days=30)  # the first touch: who signs up later counts for no link
AT_DOOR: Final = "c"  # the source of who came with a code of an event
BY_CERTIFICATE: Final = "v"
MAX: Final = 64  # characters, as at Telegram
PROOF: Final = "w"  # so begins what no link says: that somebody came with a valid code

_AT_ONCE: Final = "cv"  # kinds that wait for no sign-up
_YEAR: Final = re.compile(r"sivd20[0-9]{2}")  # on the pictures of a year as a volunteer
_GRAMMAR: Final = re.compile(
    r"(?P<card>e[1-9][0-9]{0,9}|g[1-8])(?:-(?P<sharer>[as][A-Za-z0-9_]{1,32}))?"
    r"|(?P<source>[as][A-Za-z0-9_]{1,32})"
    r"|(?P<secret>[cv][A-Za-z0-9_-]{4,63}|i[A-Za-z0-9_-]{22,63})"
)


@dataclass(frozen=True, slots=True)
class Payload:
    """`opens` is what the link leads to, `sharer` whose it is, by a code; either may be missing."""

    opens: str | None = None
    sharer: str | None = None


def parse(raw: str) -> Payload | None:
    """None for what no link of ours says. An invitation's token is told by its digest only."""
    found = _GRAMMAR.fullmatch(raw) if len(raw) <= MAX else None
    if found is None:
        return None
    if secret := found["secret"]:
        return Payload(f"i{digest(secret[1:])}" if secret[0] == "i" else secret)
    return Payload(found["card"], found["sharer"] or found["source"])


def digest(token: str) -> str:
    """What is kept of a token that grants something: 43 characters that do not tell it."""
    return base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).rstrip(b"=").decode()


async def arrive(session: AsyncSession, person: Person, payload: Payload, now: datetime) -> None:
    """Keeps what the link leads to and, of who was never here, where they found it.

    Of a check-in only a proof is kept, once its code was looked at; a certificate is shown at once.
    """
    if payload.opens and payload.opens[0] not in _AT_ONCE:
        keep(person, payload.opens)
    if _nobodys(person, now) and (source := await _source(session, payload)):
        credit(person, source, now)


def credit(person: Person, source: str, now: datetime) -> None:
    """Who was never here has come by this; nobody else."""
    if _nobodys(person, now):
        person.source, person.source_at, person.source_until = source, now, now + HOLDS


def _nobodys(person: Person, now: datetime) -> bool:
    return person.source is None and not person.counted and people.stranger(person, now)


async def _source(session: AsyncSession, payload: Payload) -> str | None:
    """The code of who shared the link, if that still counts; else what it leads to, if that tells nothing."""
    known = payload.sharer and (
        _YEAR.fullmatch(payload.sharer) or await links.counts(session, payload.sharer)
    )
    if known:
        return payload.sharer
    opens = payload.opens or " "
    match opens[0]:
        case "g":
            return opens
        case "e" if await events.announced(session, int(opens[1:])):
            return opens
        case _:
            return None


def keep(person: Person, opens: str) -> None:
    """The last link stands for what the person came for; a proof that they came somewhere stays beside it.

    Of two proofs of one event the first counts. What finds no room is the oldest.
    """
    before = (person.arrival or "").split()
    proofs = [each for each in before if each.startswith(PROOF)]
    others = [each for each in before if not each.startswith(PROOF)]
    if not opens.startswith(PROOF):
        others = [opens]
    elif _event(opens) not in map(_event, proofs):
        proofs.append(opens)
    while len(" ".join(kept := [*proofs, *others])) > MAX:
        (others if len(proofs) == 1 else proofs).pop(0)
    person.arrival = " ".join(kept) or None


def honour(person: Person) -> list[str]:
    """What the person came for, once they can have it: then it waits no longer."""
    if person.registered_at is None:
        return []
    opens, person.arrival = person.arrival, None
    return (opens or "").split()


def proofs(person: Person) -> list[str]:
    return [each for each in (person.arrival or "").split() if each.startswith(PROOF)]


def drop(person: Person, opens: str) -> None:
    """What a link led to is not waited for any more."""
    kept = [each for each in (person.arrival or "").split() if each != opens]
    person.arrival = " ".join(kept) or None


def is_check_in(opens: str) -> bool:
    return opens.startswith("c")


def _event(proof: str) -> str:
    return proof.partition("-")[0]
