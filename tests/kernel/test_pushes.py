"""Pushes: looked at when they are about to go, by who their receiver is then, and never by night."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.content.topics import Topic
from bot.services import consents, leaving
from bot.storage import outbox, people, pushes
from bot.storage.database import Database
from bot.storage.models import Lane, Person, State
from bot.storage.pushes import Queue
from bot.transport import NotSent
from tests import rows
from tests.kernel.outbox import NOW, Wire, delivering, draft, settled, states, write

EVENING = NOW.replace(hour=15, minute=59, second=59)  # 20:59:59 in Kazakhstan
NIGHT = NOW.replace(hour=16)
MORNING = NOW.replace(hour=4) + timedelta(days=1)

# Who is known, and what becomes of a push to them.
READY = {"consent_version": consents.VERSION, "language": "kk"}
PEOPLE: dict[int, tuple[dict[str, Any], State, str | None]] = {
    1: (READY, State.SENT, None),
    2: (READY | {"stopped_at": NOW}, State.SKIPPED, "stopped"),
    3: (READY | {"muted": int(Topic.NEWS)}, State.SKIPPED, "muted"),
    4: (READY | {"muted": int(Topic.GOALS)}, State.SENT, None),
    5: (READY | {"unreachable_at": NOW}, State.UNREACHABLE, None),
    6: ({"language": "ru"}, State.SKIPPED, "no consent"),
    7: (READY | {"consent_version": consents.VERSION - 1}, State.WAITING, None),
}
STRANGER = 8


async def settle_in(store: Database, telegram_id: int, **values: Any) -> Person:
    async with store.transaction() as session:
        person = (await people.meet(session, [telegram_id], NOW))[telegram_id]
        for name, value in values.items():
            setattr(person, name, value)
    return person


def push(text: str, *, chat: int, lane: Lane = Lane.BROADCAST, **more: Any) -> Any:
    return draft(text, chat=chat, lane=lane, **({"topic": int(Topic.NEWS)} | more))


async def in_state(store: Database, key: str, state: State) -> None:
    async with asyncio.timeout(5):
        while (await states(store))[key] is not state:
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("lane", [Lane.REMINDER, Lane.BROADCAST])
async def test_each_goes_only_to_who_wants_it_now(store: Database, database: str, lane: Lane) -> None:
    for telegram_id, (values, _, _) in PEOPLE.items():
        await settle_in(store, telegram_id, **values)
    await write(store, *(push(f"to {chat}", chat=chat, lane=lane) for chat in (*PEOPLE, STRANGER)))
    wire = Wire()
    async with delivering(store, wire):
        await in_state(store, f"to {STRANGER}", State.SKIPPED)
        await in_state(store, "to 4", State.SENT)
    assert sorted(wire.sent) == ["to 1", "to 4"]
    found = await rows.select(database, "SELECT chat_id, state, error FROM outbox ORDER BY chat_id")
    wanted = [(chat, state, why) for chat, (_, state, why) in PEOPLE.items()]
    assert found == [*wanted, (STRANGER, State.SKIPPED, "no consent")]


@pytest.mark.parametrize("lane", Lane)
async def test_what_is_no_push_goes_to_everybody_at_any_hour(store: Database, lane: Lane) -> None:
    for telegram_id, (values, _, _) in PEOPLE.items():
        await settle_in(store, telegram_id, **values)
    everyone = (*PEOPLE, STRANGER)
    await write(store, *(draft(f"to {chat}", chat=chat, lane=lane) for chat in everyone))
    wire = Wire()
    async with delivering(store, wire, NOW if lane is Lane.BROADCAST else NIGHT):
        found = await settled(store)
    assert {*found.values()} == {State.SENT}
    assert len(wire.sent) == len(everyone)


async def test_who_consents_to_the_new_text_gets_what_waited(store: Database) -> None:
    person = await settle_in(store, 7, **PEOPLE[7][0])
    await settle_in(store, 1, **READY)
    await write(store, push("waits", chat=7), push("goes", chat=1))
    wire = Wire()
    async with delivering(store, wire):
        await in_state(store, "goes", State.SENT)
        await asyncio.sleep(0.1)
        assert wire.sent == ["goes"]
        async with store.transaction() as session:
            session.add(person)
            await consents.agree(session, person, consents.Age.ADULT, NOW)
        await settled(store)
    assert wire.sent == ["goes", "waits"]


async def test_those_who_wait_for_consent_hold_up_nobody_and_are_not_looked_at_again(store: Database) -> None:
    outdated, ready = range(1, 200), 200
    for chat in outdated:
        await settle_in(store, chat, **PEOPLE[7][0])
    await settle_in(store, ready, **READY)
    await write(store, *(push(f"to {chat}", chat=chat) for chat in (*outdated, ready)))
    wire = Wire()
    async with delivering(store, wire):
        await in_state(store, f"to {ready}", State.SENT)
    async with store.reading() as session:
        assert not await pushes.due(session, [Queue(Lane.BROADCAST)], NOW)
    assert wire.sent == [f"to {ready}"]


async def test_nothing_goes_by_night_and_everything_in_the_morning(store: Database) -> None:
    await settle_in(store, 1, **READY)
    hour = [NIGHT]
    wire = Wire()
    await write(store, push("news", chat=1), push("reminder", chat=1, lane=Lane.REMINDER), draft("answer"))
    async with delivering(store, wire, lambda: hour[0]):
        await in_state(store, "answer", State.SENT)
        await asyncio.sleep(1.2)
        assert wire.sent == ["answer"]
        hour[0] = MORNING - timedelta(seconds=1)
        await asyncio.sleep(1.2)
        assert wire.sent == ["answer"]
        hour[0] = MORNING
        await settled(store)
    assert sorted(wire.sent) == ["answer", "news", "reminder"]


async def test_what_is_claimed_when_night_falls_waits_for_the_morning(store: Database) -> None:
    """The hour is looked at once more just before sending: permits may take a while."""
    for chat in (1, 2, 3):
        await settle_in(store, chat, **READY)
    hour = [EVENING]
    wire = Wire()
    wire.gate.clear()
    await write(store, *(push(str(chat), chat=chat) for chat in (1, 2, 3)))
    async with delivering(store, wire, lambda: hour[0]):
        await in_state(store, "3", State.CLAIMED)
        hour[0] = NIGHT
        wire.gate.set()
        async with asyncio.timeout(5):
            while State.CLAIMED in (await states(store)).values():
                await asyncio.sleep(0.01)
        late = [key for key, state in (await states(store)).items() if state is State.WAITING]
        assert {*wire.sent}.isdisjoint(late)
        hour[0] = MORNING
        await settled(store)
    assert sorted(wire.sent) == ["1", "2", "3"]


async def test_a_kind_is_made_in_the_language_of_the_moment(store: Database) -> None:
    person = await settle_in(store, 1, **READY)
    made: list[tuple[Any, ...]] = []

    def render(*asked: Any) -> dict[str, Any]:
        made.append(asked)
        return {"text": f"{asked[1]['what']} in {asked[3].language}"}

    card = push("card", chat=1, kind="weekly")
    await write(store, replace(card, body={"what": "card"}), push("other", chat=1, kind="gone"))
    async with store.transaction() as session:
        session.add(person)
        person.language = "ru"
    wire = Wire()
    async with delivering(store, wire, render=_only("weekly", render)):
        found = await settled(store)
    assert wire.sent == ["card in ru"]
    assert [asked[:3] for asked in made] == [("weekly", {"what": "card"}, int(Topic.NEWS))]
    assert found == {"card": State.SENT, "other": State.FAILED}, "one that cannot be made holds up nobody"


def _only(kind: str, render: Any) -> Any:
    def made(of: str, *rest: Any) -> dict[str, Any]:
        if of != kind:
            raise LookupError(of)
        made_of: dict[str, Any] = render(of, *rest)
        return made_of

    return made


async def test_expired_ones_are_settled_and_not_made(store: Database) -> None:
    await settle_in(store, 1, **READY)
    await write(store, push("late", chat=1, kind="weekly", expires_at=NOW))
    async with delivering(store, Wire()):
        assert await settled(store) == {"late": State.EXPIRED}


async def test_withdrawing_leaves_nothing_that_waits_or_was_sent_unasked(store: Database) -> None:
    person = await settle_in(store, 1, **READY)
    await write(store, push("sent", chat=1))
    async with delivering(store, Wire()):
        await settled(store)
    await write(store, push("waits", chat=1))
    async with store.transaction() as session:
        session.add(person)
        await leaving.withdraw(session, person, NOW)
    async with store.reading() as session:
        assert await outbox.traces(session, 1) == []


async def test_what_was_claimed_before_an_outage_is_judged_anew_after_it(store: Database) -> None:
    """Claimed in the evening and stopped meanwhile; when Telegram is back it is night."""
    people_ = {chat: await settle_in(store, chat, **READY) for chat in (1, 2, 3)}
    hour = [EVENING]
    cut = [NotSent("refused")]
    wire = Wire(**{"1": cut, "2": list(cut), "3": list(cut)}, getMe=[NotSent("refused")] * 3)
    await write(store, *(push(str(chat), chat=chat) for chat in people_))
    async with delivering(store, wire, lambda: hour[0]):
        async with asyncio.timeout(5):
            while not wire.probes:
                await asyncio.sleep(0.01)
        async with store.transaction() as session:
            for person in people_.values():
                session.add(person)
                person.stopped_at = NOW
        hour[0] = NIGHT
        async with asyncio.timeout(20):
            while State.CLAIMED in (await states(store)).values():
                await asyncio.sleep(0.02)
        assert wire.sent == []
        hour[0] = MORNING
        assert {*(await settled(store)).values()} == {State.SKIPPED}
    assert wire.sent == []
