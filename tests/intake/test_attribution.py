"""Whose newcomer somebody is: whatever links they open in whatever order, with waits, erasures and returns.

Each case is a life in letters, played on the real intake. `a` and `b` open the links of two ambassadors, `s`
that of a poster, `y` that of a year's picture, `e` an event shared by the first, `E` one that nobody shared,
`n` one that there is not, `v` a certificate, `V` one that there is not, `d` a wrong code of a door, `p` the
bot itself; `t` types
something; `r` signs up and `c` comes to an event; `w` withdraws consent, `x` is erased, `q` stops the
messages; a number is days.
"""

import random
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product

import pytest

from bot import schedule
from bot.services import consents
from bot.services import people as services
from bot.services.consents import Age
from bot.storage import figures, people
from bot.storage.database import Database
from bot.storage.models import Ambassador, Answer, Certificate, Participation, Presence, Source, Standing
from tests.intake.room import BEGIN, Guest, Room, room
from tests.kernel.gathering import an_event, settle_in
from tests.screens.cases import case

FIRST, SECOND, POSTER = "aFirst", "aSecond", "sPoster"
CERTIFICATE = "AHNHFHCRCRSB"
PAYLOADS = {"a": FIRST, "b": SECOND, "s": POSTER, "e": f"e1-{FIRST}", "y": "sivd2026", "p": ""}
PAYLOADS |= {"E": "e1", "n": "e999999999", "v": f"v{CERTIFICATE}", "V": "volunteer", "d": "c1-000000"}
BRINGS = {"a": FIRST, "b": SECOND, "s": POSTER, "e": FIRST, "y": "sivd2026"}
ANSWERS = {"name": "Anna", "university": "kaznu", "study_year": "2", "interests": 5}
HOLDS = timedelta(days=30)

Counts = dict[str, tuple[int, ...]]  # opened, signed up and came, by link


@pytest.fixture
async def hall(database: str) -> AsyncIterator[Room]:
    """A room with two ambassadors, a poster and an event."""
    async with aclosing(Database(database)) as store:
        await settle_in(store, 2, name="Ambassador", language="en")
        await an_event(store, None)
        async with store.transaction() as session:
            for number, code in enumerate((FIRST, SECOND), 1):
                session.add(Ambassador(person_id=number, code=code, standing=Standing.APPOINTED))
            of = {"language": "en", "name": "Ambassador", "events": 0, "minutes": 0, "issued_at": BEGIN}
            session.add(Certificate(code=CERTIFICATE, person_id=1, **of))
            session.add(Source(code=POSTER, name="Poster", folded="poster", created_at=BEGIN))
    async with room(database) as opened:
        yield opened


async def live(guest: Guest, life: str) -> None:
    for step in re.findall(r"\d+|\D", life):
        if step.isdigit():
            guest.room.now += timedelta(days=int(step))
        else:
            await act(guest.room, [(guest, step)])


async def act(hall: Room, steps: Sequence[tuple[Guest, str]]) -> None:
    """What people do at one moment."""
    updates = [update for guest, step in steps for update in _updates(guest, step)]
    for at in range(0, len(updates), 32):
        await hall.receive(*updates[at : at + 32])
    done = [(guest, step) for guest, step in steps if step in "rc"]
    if not done:
        return
    async with hall.database.transaction() as session:
        for guest, step in done:
            person = await people.find(session, guest.id)
            if person is None:
                continue
            consents.give(person, Age.ADULT, hall.now)
            services.register(person, ANSWERS, hall.now)
            if step == "c":
                came = {"answered_at": hall.now, "came_at": hall.now, "presence": Presence.CAME}
                of = {"person_id": person.id, "event_id": 1, "answer": Answer.WALK_IN}
                if await session.get(Participation, (person.id, 1)) is None:
                    session.add(Participation(**of, **came))


def _updates(guest: Guest, step: str) -> list[dict[str, object]]:
    match step:
        case "x":
            return [guest.update("callback_query", "erase:yes")]
        case "w":
            return [guest.update("callback_query", "withdraw:yes")]
        case "q":
            return [guest.update("message", "/stop")]
        case "t":
            return [guest.update("message", "hello")]
        case step if step in PAYLOADS:
            return [guest.update("message", f"/start {PAYLOADS[step]}".strip())]
        case _:
            return []


async def counted(hall: Room) -> Counts:
    stages = ("opened", "registered", "came")
    async with hall.database.reading() as session:
        found = await figures.by(session, "source", stages=stages)
    codes = {code for _, code in found if code}
    return {code: tuple(found[stage, code] for stage in stages) for code in codes}


# Lives, and what each adds to the counts.
TRUTH: list[tuple[str, Counts]] = [
    ("a", {FIRST: (1, 0, 0)}),
    ("ar", {FIRST: (1, 1, 0)}),
    ("arc", {FIRST: (1, 1, 1)}),
    ("aaa1a", {FIRST: (1, 0, 0)}),
    ("e1r", {FIRST: (1, 1, 0)}),
    ("sr", {POSTER: (1, 1, 0)}),
    ("yr", {"sivd2026": (1, 1, 0)}),
    ("Er", {"e1": (1, 1, 0)}),
    ("v1r", {"v": (1, 1, 0)}),
    # What opens nothing brings nobody.
    ("nr", {}),
    ("dr", {}),
    ("Vr", {}),
    ("V1ar", {}),
    # The first counts, and no other ever.
    ("a1br", {FIRST: (1, 1, 0)}),
    ("b1ar", {SECOND: (1, 1, 0)}),
    ("s1ar", {POSTER: (1, 1, 0)}),
    # Thirty days, then nobody's.
    ("a29r", {FIRST: (1, 1, 0)}),
    ("a31r", {FIRST: (1, 0, 0)}),
    ("a31br", {FIRST: (1, 0, 0)}),
    ("a29r60c", {FIRST: (1, 1, 1)}),
    ("a31rc", {FIRST: (1, 0, 0)}),
    # Who was here before is nobody's.
    ("p1a", {}),
    ("p1ar", {}),
    ("t1ar", {}),
    ("pr1a", {}),
    ("pr100bc", {}),
    # Neither is who comes back.
    ("q1ar", {}),
    ("ar1q1b", {FIRST: (1, 1, 0)}),
    ("a1w1br", {FIRST: (1, 0, 0)}),
    ("ar1w1br", {FIRST: (1, 1, 0)}),
    ("arc1w1brc", {FIRST: (1, 1, 1)}),
    ("a1x1a", {FIRST: (1, 0, 0)}),
    ("a1x1br", {FIRST: (1, 0, 0)}),
    ("ar1x1br", {FIRST: (1, 1, 0)}),
    ("arc1x1arc1x1br", {FIRST: (1, 1, 1)}),
    ("pr1x1ar", {}),
    ("p1x300ar", {}),
    ("n1ar", {}),
    ("v1ar", {"v": (1, 1, 0)}),
]


async def test_whose_newcomer_somebody_is(hall: Room) -> None:
    """Each is somebody else's, in one campaign."""
    before: Counter[tuple[str, int]] = Counter()
    for life, adds in TRUTH:
        with case(life):
            await live(hall.newcomer(), life)
            now = _flat(await counted(hall))
            assert now - before == _flat(adds)
            before = now


def _flat(counts: Counts) -> Counter[tuple[str, int]]:
    found = {(code, place): n for code, of in counts.items() for place, n in enumerate(of)}
    return +Counter(found)


async def test_the_mark_of_who_was_erased_is_kept_for_a_year(hall: Room) -> None:
    guest = hall.newcomer()
    await live(guest, "ar1x360")
    await schedule.tidy(hall.database, hall.now)
    await live(guest, "arx")
    assert await counted(hall) == {FIRST: (1, 1, 0)}
    await live(guest, "366")
    await schedule.tidy(hall.database, hall.now)
    await live(guest, "ar")
    assert await counted(hall) == {FIRST: (2, 2, 0)}


async def test_of_who_is_under_age_not_even_a_mark_is_kept(hall: Room) -> None:
    guest = hall.newcomer()
    await live(guest, "a")
    await guest.taps("consent:under")
    await live(guest, "1b")
    assert await counted(hall) == {SECOND: (1, 0, 0)}, "who may come again and again counts for no link"


async def test_consent_counts_from_the_first_time_whatever_text_is_agreed_to_later(
    hall: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = hall.newcomer()
    await live(guest, "a")
    week = figures.week(hall.now)
    await guest.taps("language:en")
    await guest.taps(f"consent:yes:{consents.VERSION}:18+")
    hall.now += timedelta(days=40)
    monkeypatch.setattr(consents, "VERSION", consents.VERSION + 1)
    await guest.taps(f"consent:yes:{consents.VERSION}:18+")
    person = await guest.person()
    assert person is not None
    assert consents.given(person)
    for life in ("", "x"):  # and nothing changes when the person becomes a count
        await live(guest, life)
        async with hall.database.reading() as session:
            found = await figures.by(session, "source", stages=["consented"])
            weeks = await figures.by(session, "week", stages=["consented"])
        assert found == {("consented", FIRST): 1}
        assert weeks == {("consented", week): 1}


@dataclass
class Model:
    """What is to be counted for one person, told apart from how the bot keeps it."""

    known: bool = False
    been: bool = False  # before, though erased since
    brought: tuple[str, datetime] | None = None
    signed_up: datetime | None = None
    reached: set[tuple[str, str]] = field(default_factory=set)
    stages: set[str] = field(default_factory=set)  # whichever were ever reached

    def does(self, step: str, now: datetime) -> None:
        if step in BRINGS and not self.known and not self.been:
            self.brought = (BRINGS[step], now)
        if step in {*PAYLOADS, "t", "q", "w"}:
            self.known = self.been = True
            self._reaches("opened", now)
        elif step in "rc" and self.known:
            self.signed_up = self.signed_up or now
            self._reaches("registered", self.signed_up)
            if step == "c":
                self._reaches("came", self.signed_up)
        if step in "wx":
            self.brought = self.signed_up = None
            self.known = self.known and step == "w"

    def _reaches(self, stage: str, decides: datetime) -> None:
        if stage not in self.stages and self.brought and decides <= self.brought[1] + HOLDS:
            self.reached.add((stage, self.brought[0]))
        self.stages.add(stage)


def expected(models: Iterable[Model]) -> Counts:
    reached = [each for model in models for each in model.reached]
    codes = {code for _, code in reached}
    stages = ("opened", "registered", "came")
    return {code: tuple(reached.count((stage, code)) for stage in stages) for code in codes}


async def test_any_lives_beside_each_other_count_as_the_rules_say(hall: Room) -> None:
    """Everybody does something else at the same moments, which are 20, 15 and 9 days apart."""
    chance = random.Random(7)
    lives = ["".join(steps) for steps in product("abprx-", repeat=3)]
    lives += ["".join(chance.choices("abseprrctwxq-", k=5)) for _ in range(250)]
    people = [(hall.newcomer(), Model(), life) for life in lives]
    for moment, days in enumerate((0, 20, 15, 9, 40)):
        hall.now += timedelta(days=days)
        steps = [(guest, life[moment]) for guest, _, life in people if len(life) > moment]
        await act(hall, steps)
        for _, model, life in people:
            if len(life) > moment:
                model.does(life[moment], hall.now)
    found, wanted = await counted(hall), expected(model for _, model, _ in people)
    assert found == wanted
    assert all(min(of) > 2 for of in wanted.values()), "enough of everything"
