"""The demo's events: one that was held two days ago, with a code at the door and thanks the next morning; and
those to come. All of it is done in the chat, as people do.
"""

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from itertools import cycle
from typing import Final

from bot.demo import events, people
from bot.demo.errors import Stuck
from bot.demo.stage import Stage
from bot.demo.telegram import Telegram
from bot.i18n import ALMATY
from bot.walking import PATIENCE, Walk, together

PAST: Final = timedelta(
    days=2.75
)  # before the curtain rises the past event is made: at any hour, soon enough
_HELD: Final = 1
_AT_A_TIME: Final = 15  # steps that nobody calls too many
_REST: Final = timedelta(seconds=20)
_LATE: Final = timedelta(minutes=10)  # after the start, when people check in
_RATINGS: Final = ("5", "4", "5", "5", "3")
_LINES: Final = {
    "kk": "Бірге 40 түп ағаш отырғыздық. Еңбегіңізге рақмет!",
    "ru": "Вместе мы посадили 40 деревьев. Спасибо за Ваш труд!",
    "en": "Together we planted 40 trees. Thank you for your work!",
}


async def hold(telegram: Telegram, stage: Stage, goers: Sequence[int]) -> Sequence[int]:
    """The past event, until the next morning, when thanks are due to those who came: all but the last two."""
    today = _here(stage.clock.real()).date()
    (sample,) = (one for one in events.samples() if one.by == "past")
    await _compose(telegram, stage, sample.steps(_HELD, today), people.ORGANIZERS)
    thanks = [step for language, line in _LINES.items() for step in (f"ev:1:thanks:{language}", f"={line}")]
    await together(
        telegram, [_walk(person, "ev:1:thanks", *thanks) for person in _numbers(people.ORGANIZERS)]
    )
    await together(telegram, [_walk(goer, "=/events", "e:1", "e:1:go") for goer in goers])
    begins, ends = (_at(today + timedelta(days=sample.days), at) for at in (sample.at, sample.until))
    stage.clock.move(begins + _LATE)
    code, came = await _code(telegram), goers[:-2]
    await together(telegram, [_walk(goer, "=/checkin", f"={code}") for goer in came])
    stage.clock.move(ends)
    (organizer,) = _numbers(people.ORGANIZERS)
    await _hears(telegram, [organizer], "ev:1:thanks")
    await together(telegram, [_walk(organizer, "ev:1:who", "ev:1:rest", "ev:1:rest:*")])
    stage.clock.move(_at(today + timedelta(days=sample.days + 1), "10:01"))
    return came


async def rate(telegram: Telegram, came: Sequence[int]) -> None:
    """Whoever came has been thanked, and says how it was."""
    await _hears(telegram, came, "th:1:5")
    rated = zip(came, cycle(_RATINGS), strict=False)
    await together(telegram, [_walk(goer, f"th:1:{stars}") for goer, stars in rated])


async def announce(
    telegram: Telegram, stage: Stage, by: str, author: Sequence[people.Character], first: int
) -> int:
    """Their events to come, numbered from `first` on; the number after the last."""
    today = _here(stage.clock.real()).date()
    theirs = [sample for sample in events.samples() if sample.by == by]
    steps = [step for n, sample in enumerate(theirs, first) for step in sample.steps(n, today)]
    await _compose(telegram, stage, steps, author)
    return first + len(theirs)


async def _compose(
    telegram: Telegram, stage: Stage, steps: Sequence[str], author: Sequence[people.Character]
) -> None:
    for start in range(0, len(steps), _AT_A_TIME):
        stage.clock.move(stage.clock() + _REST)
        now = steps[start : start + _AT_A_TIME]
        await together(telegram, [_walk(number, *now) for number in _numbers(author)])


async def _code(telegram: Telegram) -> str:
    """The digits that stand at the door."""
    (organizer,) = _numbers(people.ORGANIZERS)
    await together(telegram, [_walk(organizer, "=/calendar", "ev:1", "ev:1:door")])

    def shown() -> str | None:
        caption = telegram.messages(organizer)[-1].caption or ""
        found = re.search(r": ([0-9]{4})$", caption, re.MULTILINE)
        return found[1] if found else None

    try:
        return await telegram.until(shown, PATIENCE)
    except TimeoutError:
        raise Stuck("no code is shown at the door") from None


async def _hears(telegram: Telegram, listeners: Collection[int], data: str) -> None:
    """Waits until the last thing that each of them was told has this button."""

    def all_have() -> bool:
        last = (telegram.messages(one)[-1] for one in listeners)
        return all(any(button.data == data for row in each.rows for button in row) for each in last)

    try:
        await telegram.until(all_have, PATIENCE)
    except TimeoutError:
        raise Stuck(f"nobody is told anything with {data!r}") from None


def _walk(number: int, *steps: str) -> Walk:
    return Walk(number, steps)


def _numbers(cast: Sequence[people.Character]) -> list[int]:
    return [number for *_, number in cast]


def _here(at: datetime) -> datetime:
    return at.astimezone(ALMATY)


def _at(day: date, at: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(at), ALMATY)
