"""Invitations, and audiences by what people did about events, below the chat, on both databases."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.content.topics import Topic
from bot.i18n import translator
from bot.services import events, progress, reactions, spreading, steering
from bot.storage import broadcasts as storage
from bot.storage import participations
from bot.storage.database import Database
from bot.storage.models import Answer, Event, Participation, Person, Phase, Presence, Reaction
from tests.kernel.outbox import NOW, Wire, delivering
from tests.kernel.test_broadcasts import RENDER, SIGNED_UP, confirmed, copies, ended, everybody, spread
from tests.kernel.test_pushes import settle_in


class Keyboards(Wire):
    """Remembers the first button under each copy."""

    def __init__(self) -> None:
        super().__init__()
        self.first: list[str] = []

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        rows = parameters.get("reply_markup", {}).get("inline_keyboard", [])
        if rows and str(rows[0][0].get("callback_data")).startswith("b:"):
            self.first.append(rows[0][0]["text"])
        return await super().call(method, parameters)


INVITED = {1, 2, 3, 4, 5, 8, 9}  # of those in test_broadcasts: who muted news gets it


async def an_event(store: Database, answers: dict[int, Answer] | None = None, **values: Any) -> int:
    starts_at = NOW + timedelta(days=3)
    fields = {"starts_at": starts_at, "ends_at": starts_at, "titles": {}, "texts": {}, "phase": Phase.PUBLIC}
    async with store.transaction() as session:
        event = Event(author=1, created_at=NOW, changed_at=NOW, **{**fields, **values})
        session.add(event)
        await session.flush()
        for person_id, answer in (answers or {}).items():
            row = Participation(event_id=event.id, person_id=person_id, answer=answer, answered_at=NOW)
            session.add(row)
        return event.id


@pytest.mark.parametrize(
    ("answers", "adults", "fits"),
    [
        ({}, False, INVITED),
        ({}, True, INVITED - {4}),
        (dict(zip((1, 2, 3, 4, 5, 8, 9), Answer, strict=True)), False, set()),
    ],
)
async def test_only_who_has_not_answered_and_is_old_enough_is_invited(
    store: Database, answers: dict[int, Answer], adults: bool, fits: set[int]
) -> None:
    await everybody(store)
    await settle_in(store, 12, **SIGNED_UP, muted=int(Topic.EVENTS))
    other = await an_event(store, dict.fromkeys(INVITED, Answer.GOING), adults=True)
    number = await an_event(store, answers, adults=adults)
    wire = Wire()
    async with delivering(store, wire, render=RENDER) as delivery:
        sent = await confirmed(store, button={"event": number})
        found = await ended(store, sent, delivery)
    assert other != number
    assert (found.counted, len(copies(wire))) == (len(fits), len(fits))


@pytest.mark.parametrize("how", ["cancelled", "begun"])
async def test_what_is_left_of_one_goes_no_more_once_its_event_is_over(store: Database, how: str) -> None:
    """It was spread already: it is looked at where the copies are claimed."""
    await everybody(store)
    number = await an_event(store)
    sent = await confirmed(store, button={"event": number})
    await spread(store)
    async with store.transaction() as session:
        event = await participations.hold(session, number)
        assert event is not None
        if how == "begun":
            event.starts_at = NOW
        else:
            assert events.cancel(event, NOW)
    wire = Wire()
    async with delivering(store, wire, render=RENDER) as delivery:
        found = await ended(store, sent, delivery)
    async with store.reading() as session:
        counted, _ = await progress.of(session, found)
    assert not copies(wire)
    assert dict(counted.skipped) == {"event closed": len(INVITED)}


async def test_who_answers_meanwhile_is_not_asked_and_a_correction_shows_what_was_answered(
    store: Database,
) -> None:
    for number in (1, 2, 3):
        await settle_in(store, number, **SIGNED_UP)
    event = await an_event(store)
    sent = await confirmed(store, button={"event": event})
    await spread(store)
    async with store.transaction() as session:
        session.add(Participation(event_id=event, person_id=2, answer=Answer.NO, answered_at=NOW))
    wire, later = Keyboards(), NOW + timedelta(seconds=1)
    async with delivering(store, wire, later, render=RENDER) as delivery:
        found = await ended(store, sent, delivery)
        async with store.transaction() as session:
            said = Participation(event_id=event, person_id=3, answer=Answer.WAITING, answered_at=NOW)
            session.add(said)
            author = await session.get(Person, 1)
            first = await storage.find(session, sent, lock=True)
            assert author is not None
            assert first is not None
            assert await steering.correct(session, first, author, {"kk": "hello, all"}, NOW)
        await ended(store, sent + 1, delivery)
    async with store.reading() as session:
        counted, _ = await progress.of(session, found)
    assert dict(counted.skipped) == {"answered": 1}
    corrected = [text.partition("\n")[0] for text in copies(wire)[2:]]
    assert corrected == ["hello, all"] * 2
    go = translator("kk").label("I am coming")
    waits = translator("kk").label("On the waiting list")
    assert sorted(wire.first) == sorted([go, go, go, f"✅ {waits}"])


async def test_who_switches_a_topic_off_does_so_because_of_what_was_about_it(store: Database) -> None:
    await settle_in(store, 1, **SIGNED_UP)
    event = await an_event(store)
    async with delivering(store, Wire(), render=RENDER) as delivery:
        news = await confirmed(store)
        await ended(store, news, delivery)
        await ended(store, await confirmed(store, button={"event": event}), delivery)
    async with store.transaction() as session:
        person = await session.get(Person, 1)
        assert person is not None
        await reactions.left(session, person, Reaction.MUTED, NOW, topic=Topic.NEWS)
        found = await storage.find(session, news)
        assert found is not None
        _, reacted = await progress.of(session, found)
    assert reacted.muted == 1


@pytest.mark.parametrize(
    ("audience", "fits"),
    [
        ({"events": ["went"]}, {1, 2}),
        ({"events": ["declined"]}, {3, 5}),
        ({"events": ["never"]}, {3, 4, 5, 9}),
        ({"events": ["declined", "went"]}, {1, 2, 3, 5}),
        ({"events": ["declined", "never", "went"]}, {1, 2, 3, 4, 5, 9}),
        ({"events": ["never"], "language": ["en"]}, {3}),
        ({"participants": [2, "going"]}, {3}),
        ({"participants": [2, "waiting"]}, {1, 2}),
        ({"participants": [2, "declined"]}, {5, 8}),
        ({"participants": [2, "maybe"]}, set()),
        ({"participants": [2, "all"]}, {1, 2, 3}),
        ({"participants": [1, "all"]}, {1, 2, 4, 5, 9}),
        ({"participants": [1, "came"]}, {1, 2}),
        ({"participants": [1, "absent"]}, {9}),
    ],
)
async def test_audiences_know_who_went_declined_or_never_came(
    store: Database, audience: dict[str, Any], fits: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "BATCH", 2)
    await everybody(store)
    past = {"starts_at": NOW - timedelta(days=1), "ends_at": NOW - timedelta(hours=20)}
    said = {1: Answer.GOING, 2: Answer.WALK_IN, 3: Answer.NO, 4: Answer.WAITING, 5: Answer.GOING}
    marked = {1: Presence.CAME, 2: Presence.CAME, 5: Presence.EXCUSED, 9: Presence.ABSENT}
    first = await an_event(store, said | {8: Answer.WALK_IN, 9: Answer.GOING}, **past)
    async with store.transaction() as session:
        for row in await session.scalars(select(Participation).where(Participation.event_id == first)):
            row.presence = marked.get(row.person_id)
    waits = {1: Answer.WAITING, 2: Answer.OFFERED, 3: Answer.GOING, 4: Answer.LAPSED, 5: Answer.NO}
    await an_event(store, waits | {8: Answer.NO})
    await an_event(store, {4: Answer.GOING, 5: Answer.GOING}, **past, phase=Phase.CANCELLED)
    wire = Wire()
    async with delivering(store, wire, render=RENDER) as delivery:
        found = await ended(store, await confirmed(store, audience=audience), delivery)
    assert (found.counted, len(copies(wire))) == (len(fits), len(fits))
