"""A goal a week: one card after the other, at the hour of the week that a person chose, none of them twice.

The schedule plans whatever is due, in as many processes as there are: a card has a key of its own, and who
it is for is locked. A card that reached nobody (they had stopped, or it came too late) is planned again.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.content.goals import COUNT
from bot.content.topics import Topic
from bot.i18n import ALMATY
from bot.services import people, pushes
from bot.services.awareness import Asked
from bot.services.pushes import Go
from bot.storage import goals, outbox
from bot.storage import weekly as storage
from bot.storage.messages import Draft
from bot.storage.models import Lane, Person, State, WeeklyGoal
from bot.storage.weekly import Advance, Due, Fate

KIND: Final = "weekly"
HOURS: Final = range(pushes.MORNING.hour, pushes.EVENING.hour)
USUAL: Final = 3 * 24 + 18  # Thursday at 18:00
GOODBYE: Final = COUNT + 1  # what comes after the last card
BATCH: Final = 200  # people in one transaction: a reply waits 15 ms for it at most

_REST: Final = timedelta(days=4)  # at least, between two cards, whatever hour is chosen meanwhile
_SOON: Final = timedelta(seconds=5)  # after which is looked again whether the last card has gone
_UNSENT: Final = {State.SKIPPED, State.EXPIRED, State.UNREACHABLE, State.FAILED}
_OPEN: Final = {State.WAITING, State.CLAIMED}


def slot(day: int, hour: int) -> int:
    return day * 24 + hour


def on(person: Person, weekly: WeeklyGoal | None) -> bool:
    """Whether the person is to get cards."""
    return weekly is not None and not person.muted & Topic.GOALS


def next_at(weekly: WeeklyGoal, now: datetime) -> datetime:
    """When the next card comes."""
    return _next(weekly.slot, now, weekly.planned_at)


async def coming(session: AsyncSession, weekly: WeeklyGoal) -> int:
    """The card that comes next: the last one again if it reached nobody."""
    key = _key(weekly.person_id, weekly.goal)
    return _following(weekly.goal, (await storage.fates(session, [key])).get(key))


def choose(weekly: WeeklyGoal, chosen: int, now: datetime) -> None:
    """Sets the hour of the week at which the next cards come."""
    if weekly.slot != chosen:
        weekly.slot = chosen
        if weekly.due_at is not None:
            weekly.due_at = _next(chosen, now, weekly.planned_at)


async def switch(session: AsyncSession, person: Person, now: datetime, *, to: bool) -> WeeklyGoal | None:
    """On or off; how far the person is stays."""
    people.mute(person, Topic.GOALS, muted=not to)
    weekly = await storage.find(session, person.id)
    if weekly is None and to:
        weekly = WeeklyGoal(person_id=person.id, slot=USUAL, goal=0, due_at=_next(USUAL, now))
        session.add(weekly)
        await session.flush()
    return weekly


async def plan(session: AsyncSession, now: datetime) -> int:
    """Writes the cards that are due, of one batch of people; how many people were looked at."""
    found = await storage.due(session, now, limit=BATCH)
    fates = await storage.fates(session, [_key(each.person_id, each.goal) for each in found if each.goal])
    answers = await goals.answers_of(session, [each.person_id for each in found])
    steps, drafts, taken_back = [], [], []
    for each in found:
        step, draft = _step(each, fates.get(_key(each.person_id, each.goal)), answers, now)
        steps.append(step)
        if draft:
            drafts.append(draft)
            taken_back += [draft.key] if step.goal == each.goal else []
    await storage.take_back(session, taken_back)
    await outbox.add(session, drafts, now)
    await storage.advance(session, steps)
    return len(found)


def _step(
    due: Due, last: Fate | None, answers: Mapping[tuple[int, int], int], now: datetime
) -> tuple[Advance, Draft | None]:
    """How someone gets on who is due: usually by a card, some time after the last one went.

    `answers` are those to quizzes, by person and goal.
    """
    if last and last.state in _OPEN:
        return _put_off(due, now + _SOON), None
    goal = _following(due.goal, last)
    if goal > GOODBYE:
        return _put_off(due, None), None
    if last and last.at and goal > due.goal and now < last.at + _REST:
        return _put_off(due, _next(due.slot, now, last.at)), None
    if not isinstance(pushes.admit(Topic.GOALS, due.receiver), Go):
        return _put_off(due, _next(due.slot, now)), None
    ask = goal == GOODBYE and not due.awareness_asked & Asked.AFTER
    draft = Draft(
        _key(due.person_id, goal),
        due.chat_id,
        "sendMessage",
        {"goal": goal, "ask": ask, "answer": answers.get((due.person_id, goal)), "code": due.code},
        _next(due.slot, now, now),
        Lane.BROADCAST,
        kind=KIND,
        topic=Topic.GOALS,
    )
    # Who got a late one is due at the usual hour again, and put off if that is too soon.
    return Advance(due.person_id, goal, now, _next(due.slot, now)), draft


def _following(goal: int, last: Fate | None) -> int:
    return goal if last and last.state in _UNSENT else goal + 1


def _put_off(due: Due, until: datetime | None) -> Advance:
    return Advance(due.person_id, due.goal, due.planned_at, until)


def _next(slot: int, now: datetime, planned_at: datetime | None = None) -> datetime:
    """The next such hour of the week, not too soon after the last card."""
    after = now if planned_at is None else max(now, planned_at + _REST)
    here = after.astimezone(ALMATY)
    monday = here.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=here.weekday())
    then = monday + timedelta(hours=slot)
    return (then if then > here else then + timedelta(weeks=1)).astimezone(now.tzinfo)


def _key(person_id: int, goal: int) -> str:
    return f"{KIND}:{person_id}:{goal}"
