"""Ambassadors: who asks to be one, who is made one, whose link rests; and their place among the others.

Organizers decide, and each of their decisions is in the log. The person hears of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.figures import Place
from bot.i18n import ALMATY
from bot.services import codes, consents, pushes, recruits, spelling, staff
from bot.services.staff import Deed
from bot.storage import ambassadors as storage
from bot.storage import keys, outbox
from bot.storage import staff as members
from bot.storage.models import Ambassador, Person, Standing

ASKED: Final = "ambassador-asked"  # kinds of messages: to organizers
DECIDED: Final = "ambassador"  # to who it is about

AGAIN: Final = timedelta(days=30)  # after a no, until one may ask again
HOLDS: Final = timedelta(days=7)
# How somebody stands after a decision about them.
AFTER: Final = {
    Deed.AMBASSADOR_APPOINTED: Standing.APPOINTED,
    Deed.AMBASSADOR_DECLINED: Standing.DECLINED,
    Deed.AMBASSADOR_SUSPENDED: Standing.SUSPENDED,
    Deed.AMBASSADOR_REINSTATED: Standing.APPOINTED,
}


async def ask(session: AsyncSession, person: Person, owners: frozenset[int], now: datetime) -> bool:
    """Asks organizers to be made an ambassador; whether that is new. `owners` are chats."""
    found = await storage.find(session, person.id)
    if not may_ask(found, now):
        return False
    if found is None:
        found = _new(session, person)
    found.standing, found.asked_at = Standing.ASKED, now
    day = now.astimezone(ALMATY).date()  # told once a day, however often somebody takes it back
    of = {"person": person.id, "at": now.isoformat()}  # no name: it would outlive an erasure there
    drafts = [
        pushes.own(f"{ASKED}:{person.id}:{day}:{number}", chat_id, ASKED, of, now + HOLDS)
        for number, chat_id in await members.organizers(session, owners)
    ]
    await keys.retract(session, [draft.key for draft in drafts])
    await outbox.add(session, drafts, now)
    return True


def may_ask(found: Ambassador | None, now: datetime) -> bool:
    """Whoever is none, and was not refused lately."""
    if found is None:
        return True
    declined = found.standing is Standing.DECLINED
    return declined and (
        found.decided_at is None or now.astimezone(ALMATY).date() >= again_on(found.decided_at)
    )


def again_on(declined_at: datetime) -> date:
    """From which day on one may ask again."""
    return (declined_at + AGAIN).astimezone(ALMATY).date()


async def take_back(session: AsyncSession, person: Person) -> bool:
    """Whether there was something asked for."""
    found = await storage.find(session, person.id)
    if found is None or found.standing is not Standing.ASKED:
        return False
    if found.decided_at is None:
        await session.delete(found)
    else:  # it was asked for again, some time after a no
        found.standing = Standing.DECLINED
    return True


async def appoint(
    session: AsyncSession, by: Person, person: Person, now: datetime, trained_on: date | None = None
) -> bool:
    """Makes somebody who has signed up an ambassador, asked for or not; whether that is new."""
    found = await storage.find(session, person.id, lock=True)
    if found is not None and found.standing in {Standing.APPOINTED, Standing.SUSPENDED}:
        return False
    if person.registered_at is None or not consents.given(person):
        return False
    if found is None:
        found = _new(session, person)
    found.standing, person.code = Standing.APPOINTED, found.code
    found.decided_at = found.appointed_at = now
    found.trained_on = trained_on or found.trained_on
    await _decided(session, by, person, Deed.AMBASSADOR_APPOINTED, now)
    return True


async def decline(session: AsyncSession, by: Person, person: Person, now: datetime) -> bool:
    return await _decide(session, by, person, Standing.ASKED, Deed.AMBASSADOR_DECLINED, now)


async def suspend(session: AsyncSession, by: Person, person: Person, now: datetime) -> bool:
    """Nobody new counts for their link, and it leads nowhere but to the bot, until they are reinstated."""
    return await _decide(session, by, person, Standing.APPOINTED, Deed.AMBASSADOR_SUSPENDED, now)


async def reinstate(session: AsyncSession, by: Person, person: Person, now: datetime) -> bool:
    return await _decide(session, by, person, Standing.SUSPENDED, Deed.AMBASSADOR_REINSTATED, now)


async def train(session: AsyncSession, by: Person, person: Person, on: date, now: datetime) -> bool:
    """Notes the day of the training; whether that changed."""
    found = await storage.find(session, person.id, lock=True)
    if found is None or found.trained_on == on:
        return False
    found.trained_on = on
    await staff.note(session, by, Deed.AMBASSADOR_TRAINED, now, person)
    return True


@dataclass(frozen=True, slots=True)
class Ranked:
    """An ambassador, and how many people came to an event by their link."""

    number: int
    name: str
    came: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """`came` is that of all ambassadors, by number; `listed` are those who chose to be named, in order."""

    came: Mapping[int, int]
    listed: Sequence[Ranked]

    def place(self, number: int) -> Place:
        mine = self.came.get(number, 0)
        return Place(1 + sum(each > mine for each in self.came.values()), len(self.came))


async def ranking(session: AsyncSession) -> Ranking:
    came, everyone = await recruits.came_by_link(session), await storage.appointed(session)
    ranked = [
        Ranked(each.ambassador.person_id, each.name or "", came.get(each.ambassador.code, 0))
        for each in everyone
    ]
    listed = [one for one, each in zip(ranked, everyone, strict=True) if each.ambassador.listed]
    listed.sort(key=lambda one: (-one.came, spelling.alphabetical(one.name)))
    return Ranking({one.number: one.came for one in ranked}, listed)


async def _decide(
    session: AsyncSession, by: Person, person: Person, before: Standing, deed: Deed, now: datetime
) -> bool:
    found = await storage.find(session, person.id, lock=True)
    if found is None or found.standing is not before:
        return False
    found.standing, found.decided_at = AFTER[deed], now
    person.code = found.code if found.standing is Standing.APPOINTED else None
    await _decided(session, by, person, deed, now)
    return True


async def _decided(session: AsyncSession, by: Person, person: Person, deed: Deed, now: datetime) -> None:
    await staff.note(session, by, deed, now, person)
    key = f"{deed}:{person.id}:{now.timestamp():.0f}"
    of = {"deed": deed.value, "at": now.isoformat()}
    told = pushes.own(key, person.telegram_id, DECIDED, of, now + HOLDS)
    await outbox.add(session, [told], now)


def _new(session: AsyncSession, person: Person) -> Ambassador:
    found = Ambassador(person_id=person.id, code=codes.new(Ambassador), listed=False, thanked=0)
    session.add(found)
    return found
