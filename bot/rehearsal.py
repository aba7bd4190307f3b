"""Brings the demo's people to where they are when the curtain rises: by the chat itself, as people do.

The main characters come where their part says. The crowd arrives over six weeks of the demo's clock: most
sign up, some stop halfway or decline, a few leave again. Before them the owner invites an organizer. He holds
an event, with thanks to those who came; in the end he and a partner whom he invites announce others, and he
writes a broadcast to everybody, the sending of which is left to whoever watches.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import pairwise
from random import Random
from typing import Final

from bot import friends, gatherings
from bot.content import places
from bot.demo import crowd, draft, people
from bot.demo.errors import Stuck
from bot.demo.models import User
from bot.demo.stage import Stage
from bot.demo.telegram import Telegram
from bot.services import consents
from bot.walking import LATER, PATIENCE, Walk, answered, together

SPAN: Final = timedelta(weeks=6)
_ARRIVALS: Final = 14  # moments at which people arrive, more of them each time
_SEED: Final = 2016

_OPENED: Final = ("=/start",)
_DECLINED: Final = ("=/start", "language:{language}", f"consent:no:{consents.VERSION}")
_HALF_WAY: Final = (
    "=/start",
    "language:{language}",
    f"consent:yes:{consents.VERSION}:{{age}}",
    "f:signup:name:set:suggested",
)
_DONE: Final = (
    *_HALF_WAY,
    "={university}",
    "f:signup:university:set:{university}",
    "f:signup:study_year:set:{year}",
    "f:signup:interests:set:on-{interest}",
    "f:signup:interests:set:done-{mask}",
    "f:signup:review:set:yes",
)
_SIGNED_UP: Final = (*_DONE, "aware:before:stop")
_ANSWERED: Final = (
    *_DONE,
    "aware:before:knowledge:{before}",
    "aware:before:attitude:{before}",
    "aware:before:practice:1",
)
_GETS_A_GOAL_A_WEEK: Final = ("=/goals", "weekly", "weekly:on")
_WEEKLY: Final = (*_ANSWERED, *_GETS_A_GOAL_A_WEEK)
_READ: Final = (
    *_ANSWERED,
    LATER,
    "=/goals",
    "goal:next",
    "goal:1:{quiz}",
    "goal:2",
    "goal:2:{quiz}",
    "goal:3",
)
_READ_ALL: Final = (
    *_READ,
    "goal:3:3",
    *(step for n in range(4, 8) for step in (f"goal:{n}", f"goal:{n}:{{quiz}}")),
    "goal:8",
    "aware:after:knowledge:3",
    "aware:after:attitude:{after}",
    "aware:after:practice:2",
)
_STOPPED: Final = (*_SIGNED_UP, "=/stop")
_INVITING: Final = (*_ANSWERED, "=/staff", "staff:invite")
_INVITED: Final = ("=/start {invitation}", *_ANSWERED[1:])
_HOURS_BEFORE: Final = timedelta(hours=3)  # when events are made
_PARTNER: Final = "Жасыл қала"  # an organization's own name
_INVITING_A_PARTNER: Final = ("=/partners", "org:new", f"={_PARTNER}", "org:1:invite")
_WRITING: Final = (
    "=/broadcast",
    "bc:new",
    *(step for language, text in draft.TEXTS.items() for step in (f"bc:1:text:{language}", f"={text}")),
    "bc:1:button",
    f"bc:1:button:{draft.OPENS}",
)
_PLANS: Final = {  # percent
    _SIGNED_UP: 38,
    _WEEKLY: 12,
    _READ: 20,
    _READ_ALL: 8,
    _HALF_WAY: 9,
    _OPENED: 6,
    _DECLINED: 3,
    _STOPPED: 4,
}
_BLOCKING: Final = 0.06
_HELPED: Final = 20  # of the crowd at the event that was held
_GOERS: Final = {"e:2": 25, "e:3": 20, "e:4": 30}  # how many go to which event, where there are as many

_STUDIES: Final = {
    "kk": {"university": "kaznu", "year": "2", "interest": "2"},
    "ru": {"university": "buketov", "year": "4", "interest": "7"},
    "en": {"university": "nu", "year": "master", "interest": "9"},
}
_ANSWERS: Final = {"before": "1", "after": "3", "quiz": "2"}


async def rehearse(telegram: Telegram, stage: Stage, *, everyone: int = 0) -> None:
    """Returns once everybody has come to where they are to be. The bot has to be running.

    Raises Stuck when somebody waits in vain.
    """
    dice = Random(_SEED)  # noqa: S311 the same people every time
    others = crowd.gather(telegram, max(everyone - len(telegram.users), 0), dice)
    late = others[len(others) - friends.MANY :] if len(others) > 2 * friends.MANY else []
    walks = [_of_the_crowd(user, dice) for user in others[: len(others) - len(late)]]
    await _invite(telegram, people.OWNERS, _INVITING, people.ORGANIZERS)
    main = [
        *_plans(people.HALF_WAY, _HALF_WAY),
        *_plans(people.SIGNED_UP, _GETS_A_GOAL_A_WEEK),
    ]
    of = len(telegram.users)
    done = of - len(walks) - len(late) - len(main) - len(people.ORGANIZERS) - len(people.MANAGERS)
    back: list[Walk] = []
    for left, group in _by_arrival(walks):
        stage.clock.move(stage.clock.real() - SPAN * left)
        stage.advance(done, of)
        back = await together(telegram, [*back, *group])
        done += len(group)
    stage.clock.move(stage.clock.real() - gatherings.PAST)
    await together(telegram, [*back, *_plans(people.SIGNED_UP, _ANSWERED)])
    willing = [walk.user_id for walk in walks if _stays(walk)]
    dice.shuffle(willing)
    # Whose last message may be about something else does not wait for thanks.
    weekly = {walk.user_id for walk in walks if "weekly:on" in walk.steps}
    free = [user_id for user_id in willing if user_id not in weekly]
    helped = [user_id for *_, user_id in people.SIGNED_UP] + free[:_HELPED]
    came = await gatherings.hold(telegram, stage, helped)
    await _announce(telegram, stage)  # after a rush of replies thanks go slowly
    await gatherings.rate(telegram, came)
    stage.clock.move(stage.clock.real() - _HOURS_BEFORE)
    await together(telegram, [*main, *_going(willing)])
    stage.clock.release()
    await together(telegram, _plans(people.ORGANIZERS, _WRITING))
    await friends.bring(telegram, lambda link: _friends(late, link))
    stage.advance(of, of)


def open_stage(stage: Stage, everyone: int) -> None:
    """Sets the clock to when the first ones arrive: before the bot starts, for which time only passes."""
    stage.clock.move(stage.clock.real() - SPAN)
    stage.advance(0, everyone)


async def _invite(
    telegram: Telegram,
    host: Sequence[people.Character],
    steps: Sequence[str],
    guest: Sequence[people.Character],
) -> None:
    """The guest comes by the link that the host gets, and the host hears of it."""
    (*_, user_id), *_ = host
    await together(telegram, _plans(host, steps))
    invited = telegram.messages(user_id)
    link = re.search(r"\?start=([\w-]+)", invited[-1].text or "")
    if link is None:
        raise Stuck(f"{telegram.users[user_id].full_name} sees no link to invite with")
    await together(telegram, _plans(guest, _INVITED, invitation=link[1]))
    try:
        await telegram.until(partial(answered, telegram, user_id, len(invited)), PATIENCE)
    except TimeoutError:
        raise Stuck(f"{telegram.users[user_id].full_name} does not hear who has come") from None


async def _announce(telegram: Telegram, stage: Stage) -> None:
    """The organizer's and the partner's events become public."""
    after = await gatherings.announce(telegram, stage, "organizer", people.ORGANIZERS, 2)
    await _invite(telegram, people.ORGANIZERS, _INVITING_A_PARTNER, people.MANAGERS)
    await gatherings.announce(telegram, stage, "partner", people.MANAGERS, after)


def _friends(late: Sequence[User], link: str) -> list[Walk]:
    cast = [("", "", "", user.language_code or "kk", user.id) for user in late]
    return _plans(cast, _INVITED, invitation=link)


def _going(willing: Sequence[int]) -> list[Walk]:
    """People answer the events to come."""
    going = [f"{event}:go" for event, number in _GOERS.items() for _ in range(number)]
    steps = [("=/events", data.removesuffix(":go"), data) for data in going]
    return [Walk(user_id, walk) for user_id, walk in zip(willing, steps, strict=False)]


def _stays(walk: Walk) -> bool:
    return "f:signup:review:set:yes" in walk.steps and "=/stop" not in walk.steps and not walk.blocks


def _by_arrival(walks: Sequence[Walk]) -> list[tuple[float, Sequence[Walk]]]:
    """Groups that arrive together, each with what is left of the span: word spreads, so they grow."""
    borders = [round(len(walks) * (n / _ARRIVALS) ** 1.3) for n in range(_ARRIVALS + 1)]
    return [
        (1 - n / (_ARRIVALS + 1), walks[start:end])
        for n, (start, end) in enumerate(pairwise(borders), start=1)
        if end > start
    ]


def _of_the_crowd(user: User, dice: Random) -> Walk:
    (steps,) = dice.choices([*_PLANS], [*_PLANS.values()])
    universities = [*places.universities()]
    weights = [1 / (rank + 2) for rank in range(len(universities))]
    values = {
        "language": user.language_code or "kk",
        "age": "16-17" if dice.random() < 0.15 else "18+",
        "university": dice.choices(universities, weights)[0],
        "year": dice.choice(["1", "2", "3", "4", "master"]),
        "interest": str(dice.randint(1, 9)),
        "before": str(dice.randint(0, 2)),
        "after": str(dice.randint(1, 3)),
        "quiz": str(dice.randint(0, 3)),
    }
    return _plan(user.id, steps, values, blocks=dice.random() < _BLOCKING)


def _plans(cast: Sequence[people.Character], steps: Sequence[str], **values: str) -> list[Walk]:
    return [
        _plan(
            user_id, steps, {**_STUDIES[language], **_ANSWERS, "language": language, "age": "18+", **values}
        )
        for *_, language, user_id in cast
    ]


def _plan(user_id: int, steps: Sequence[str], values: Mapping[str, str], *, blocks: bool = False) -> Walk:
    mask = 1 << int(values["interest"]) - 1
    return Walk(user_id, tuple(step.format(**values, mask=mask) for step in steps), blocks)
