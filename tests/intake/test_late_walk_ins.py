"""Walk-ins who finish signing up after the event, taken crosswise by two processes: nobody is lost."""

import asyncio
from datetime import timedelta
from itertools import count

import pytest

from tests.intake.places import go
from tests.intake.room import Guest, Room, room
from tests.intake.test_checkins import came, doors, link

ROUNDS = 2
SAVE = "f:signup:review:set:yes"


async def walks_in(hall: Room, number: int) -> Guest:
    """Somebody who has scanned the code of this event, and has only to save their profile."""
    guest = hall.newcomer()
    await guest.says(link(hall, number))
    await go(guest, "review")
    return guest


async def save(hall: Room, *guests: Guest) -> None:
    await hall.receive(*(guest.update("callback_query", SAVE) for guest in guests))


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_two_events_are_credited_crosswise_by_two_processes(database: str) -> None:
    async with room(database) as one, room(database) as other:
        other.people, other.updates = count(6_000_000_001), count(1_000_001)
        for _ in range(ROUNDS):
            events = [await doors(one), await doors(one)]
            here = [await walks_in(one, number) for number in events]
            other.now = one.now
            there = [await walks_in(other, number) for number in reversed(events)]
            one.now = other.now = one.now + timedelta(hours=3)
            await asyncio.gather(save(one, *here), save(other, *there))
            for guest, number in zip([*here, *there], [*events, *reversed(events)], strict=True):
                assert await came(guest, number)
