"""A goal a week: choosing when, and the card that comes."""

from typing import Any, Final

from bot.content import goals as content
from bot.content.topics import Topic
from bot.figures import Answered
from bot.handlers import awareness as questions
from bot.handlers import goals as handlers
from bot.handlers import present, sharing, standing
from bot.i18n import Translator
from bot.routing import Route, tap
from bot.screen import Screen
from bot.screens import goals as cards
from bot.screens import menu
from bot.screens import pushes as frames
from bot.screens import weekly as screens
from bot.screens.links import Links
from bot.services import awareness, goals, weekly
from bot.services.weekly import GOODBYE, HOURS
from bot.storage import weekly as storage
from bot.storage.awareness import AFTER
from bot.storage.models import WeeklyGoal
from bot.turn import Turn


async def card(turn: Turn) -> None:
    if standing.complete(turn):
        turn.show(await _settings(turn, await storage.find(turn.session, turn.person.id)))
    else:
        turn.show(present.first(turn))


async def switch(turn: Turn, to: str) -> None:
    if standing.complete(turn):
        await weekly.switch(turn.session, turn.person, turn.now, to=to == "on")
        if to == "off":
            turn.toast(screens.switched_off(turn.t))
    await card(turn)


async def choose_day(turn: Turn, day: str) -> None:
    await _choose(turn, day=int(day))


async def choose_hour(turn: Turn, hour: str) -> None:
    await _choose(turn, hour=int(hour))


async def quiz(turn: Turn, goal: str, choice: str) -> None:
    """On a card that came by itself: it stays what it is."""
    number = int(goal)
    answered = await handlers.answer(turn, number, int(choice))
    complete = goals.mark_read(turn.person, number)
    screen = cards.pushed(turn.t, content.goals()[number], sharing.links(turn), answered)
    turn.show(screen.above(frames.foot(turn.t, Topic.GOALS, muted=bool(turn.person.muted & Topic.GOALS))))
    if complete:
        await questions.offer(turn, AFTER)


def pushed(t: Translator, of: dict[str, Any], username: str) -> Screen:
    """The card, or the last message, in words of its receiver's language."""
    if of["goal"] == GOODBYE:
        return screens.goodbye(t, awareness.first() if of["ask"] else None)
    answered = Answered(of["answer"]) if of["answer"] is not None else None
    return cards.pushed(t, content.goals()[of["goal"]], Links(username, of.get("code")), answered)


async def _choose(turn: Turn, *, day: int | None = None, hour: int | None = None) -> None:
    """A day or an hour is for who gets cards: one tapped on an old card only shows how things stand."""
    found = await storage.find(turn.session, turn.person.id) if standing.complete(turn) else None
    if found is not None and weekly.on(turn.person, found):
        was_day, was_hour = divmod(found.slot, 24)
        slot = weekly.slot(was_day if day is None else day, was_hour if hour is None else hour)
        weekly.choose(found, slot, turn.now)
    await card(turn)


async def _settings(turn: Turn, found: WeeklyGoal | None) -> Screen:
    home = standing.way_back(turn)
    if found is None or not weekly.on(turn.person, found):
        return screens.off(turn.t, home, begun=found is not None and found.goal > 0)
    coming, at = await weekly.coming(turn.session, found), weekly.next_at(found, turn.now)
    if found.due_at is None or coming > GOODBYE:
        return screens.over(turn.t, home)
    day, hour = divmod(found.slot, 24)
    note = menu.silent(turn.t) if turn.person.stopped_at else None
    if coming == GOODBYE:
        return screens.ending(turn.t, at, home).under(note)
    return screens.on(turn.t, day, HOURS, hour, coming, at, home).under(note)


ROUTES: Final[tuple[Route, ...]] = (
    tap("weekly", card),
    tap("weekly:(?P<to>on|off)", switch),
    tap("weekly:day:(?P<day>[0-6])", choose_day),
    tap(f"weekly:hour:(?P<hour>{'|'.join(map(str, HOURS))})", choose_hour),
    tap(f"weekly:{handlers.NUMBER}:{handlers.OPTION}", quiz),
)
