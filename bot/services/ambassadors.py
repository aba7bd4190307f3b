"""Ambassadors: who asks to be one, who is made one, whose link rests; and their place among the others.

Organizers decide, and each of their decisions is in the log. The person hears of it.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.figures import Place
from bot.i18n import ALMATY
from bot.services import codes, consents, pushes, staff
from bot.services.staff import Deed
from bot.storage import ambassadors as storage
from bot.storage import outbox
from bot.storage import staff as members
from bot.storage.models import Ambassador, Person, Standing

ASKED: Final = "ambassador-asked"  # kinds of messages: to organizers
DECIDED: Final = "ambassador"  # to who it is about

AGAIN: Final = timedelta(days=30)  # after a no, until one may ask again
HOLDS: Final = timedelta(days=7)


async def ask(session: AsyncSession, person: Person, owners: frozenset[int], now: datetime) -> bool:
    """Asks organizers to be made an ambassador; whether that is new. `owners` are chats."""
    found = await storage.find(session, person.id)
    if not may_ask(found, now):
        return False
    if found is None:
        found = _new(session, person)
    found.standing, found.asked_at = Standing.ASKED, now
    day = now.astimezone(ALMATY).date()  # once a day, however often somebody takes it back
    of = {"person": person.id}  # no name: it would outlive an erasure there
    drafts = [
        pushes.own(f"{ASKED}:{person.id}:{day}:{number}", chat_id, ASKED, of, now + HOLDS)
        for number, chat_id in await members.organizers(session, owners)
    ]
    await outbox.add(session, drafts, now)
    return True


def may_ask(found: Ambassador | None, now: datetime) -> bool:
    """Whoever is none, and was not refused lately."""
    if found is None:
        return True
    declined = found.standing is Standing.DECLINED
    return declined and (found.decided_at is None or now - found.decided_at >= AGAIN)


async def take_back(session: AsyncSession, person: Person) -> bool:
    """Whether there was something asked for."""
    found = await storage.find(session, person.id)
    if found is None or found.standing is not Standing.ASKED:
        return False
    await session.delete(found)
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
    found.standing, found.decided_at, person.code = Standing.APPOINTED, now, found.code
    found.trained_on = trained_on or found.trained_on
    await _decided(session, by, person, Deed.AMBASSADOR_APPOINTED, now)
    return True


async def decline(session: AsyncSession, by: Person, person: Person, now: datetime) -> bool:
    return await _decide(
        session, by, person, {Standing.ASKED}, Standing.DECLINED, Deed.AMBASSADOR_DECLINED, now
    )


async def suspend(session: AsyncSession, by: Person, person: Person, now: datetime) -> bool:
    """Nobody new counts for their link, and it leads nowhere but to the bot, until they are reinstated."""
    return await _decide(
        session, by, person, {Standing.APPOINTED}, Standing.SUSPENDED, Deed.AMBASSADOR_SUSPENDED, now
    )


async def reinstate(session: AsyncSession, by: Person, person: Person, now: datetime) -> bool:
    return await _decide(
        session, by, person, {Standing.SUSPENDED}, Standing.APPOINTED, Deed.AMBASSADOR_REINSTATED, now
    )


async def train(session: AsyncSession, by: Person, person: Person, on: date, now: datetime) -> bool:
    """Notes the day of the training; whether that changed."""
    found = await storage.find(session, person.id, lock=True)
    if found is None or found.trained_on == on:
        return False
    found.trained_on = on
    await staff.note(session, by, Deed.AMBASSADOR_TRAINED, now, person)
    return True


def place(came: Mapping[int, int], person_id: int) -> Place:
    """`came` is how many came by each ambassador's link."""
    mine = came.get(person_id, 0)
    return Place(1 + sum(each > mine for each in came.values()), len(came))


async def _decide(
    session: AsyncSession,
    by: Person,
    person: Person,
    before: set[Standing],
    after: Standing,
    deed: Deed,
    now: datetime,
) -> bool:
    found = await storage.find(session, person.id, lock=True)
    if found is None or found.standing not in before:
        return False
    found.standing, found.decided_at = after, now
    person.code = found.code if after is Standing.APPOINTED else None
    await _decided(session, by, person, deed, now)
    return True


async def _decided(session: AsyncSession, by: Person, person: Person, deed: Deed, now: datetime) -> None:
    await staff.note(session, by, deed, now, person)
    key = f"{deed}:{person.id}:{now.timestamp():.0f}"
    told = pushes.own(key, person.telegram_id, DECIDED, {"deed": deed.value}, now + HOLDS)
    await outbox.add(session, [told], now)


def _new(session: AsyncSession, person: Person) -> Ambassador:
    found = Ambassador(person_id=person.id, code=codes.new(Ambassador), listed=False, thanked=0)
    session.add(found)
    return found
