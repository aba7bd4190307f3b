"""Sample arguments for every function of bot.screens, with ordinary and hostile values."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.content import awareness, studies
from bot.content.goals import goals
from bot.content.places import universities
from bot.content.topics import Topic
from bot.dialog import Problem, Prompt
from bot.figures import Answered, Change, Goal, Group, Groups
from bot.i18n import Translator
from bot.roles import Role
from bot.screen import Button
from bot.screens import goal_figures, menu, notifications
from bot.screens.links import Links
from bot.screens.profiles import Profile

Arguments = dict[str, list[Any]]


@dataclass(frozen=True)
class Values:
    """What people and operators may have written."""

    name: str
    operator: str


# Neither Latin nor Cyrillic, so that what is left of a text is the bot's own.
NEUTRAL = Values("Άννα", "Εθελοντές")

HOSTILE = [
    Values("Әсел Ким", "Volunteers of Kazakhstan"),
    Values("Ж" * 64, "Ұ" * 100),
    Values("😀" * 64, "👨‍👩‍👧" * 20),
    Values('<b>&"', '</b><a href="https://e.kz">&amp;'),
    Values("&lt;i&gt;", "&" * 100),
    Values("\u202eאנה\u200f", "\u2067שלום\u2069"),
    Values("{name} {0} %s", "{operator}{"),
    Values("'\"`\\", "<" * 100),
    Values("/stop @bot", "https://e.kz"),
]


def buttons(t: Translator) -> list[Button]:
    return [menu.button(t, complete=True), menu.button(t, complete=False)]


PROBLEMS = ("empty", "long", "letters", "required", "buttons", "unknown")
EVERYTHING = studies.bit(studies.ABROAD + 1) - 1


def profiles(v: Values) -> list[Profile]:
    full = Profile(v.name, "kaznu", "almaty", "2", EVERYTHING)
    return [
        full,
        Profile(v.name),
        Profile(v.name, "other", "other", "master"),
        Profile(v.name, "gone", "gone", "doctor"),
    ]


def _prompts(t: Translator, step: str, *partials: Any, suggestion: str | None = None) -> list[Prompt]:
    """A question of the sign-up as it may stand: begun, half answered, answered, refused, at either end."""
    plain = Prompt(t, "signup", step, 3, 6, {})
    moves = replace(plain, back=True, skip=True, keep=True)
    problems = [replace(moves, problem=Problem(reason, 64)) for reason in PROBLEMS]
    known = replace(moves, number=None, answers={"interests": 5})
    halfway = [replace(moves, partial=partial) for partial in partials]
    suggested = [replace(one, suggestion=suggestion) for one in (plain, *problems)] if suggestion else []
    return [plain, moves, *problems, known, *halfway, *suggested]


SATURDAY = datetime(2026, 12, 5, 13, tzinfo=UTC)


# Universities that are called in each language by no words of another.
PLAIN = [
    of.id
    for of in universities().values()
    if not re.search("[A-Za-z]", of.names["kk"] + of.names["ru"])
    and not re.search("[әғқңөұүһі]", of.names["ru"].lower())
]


def _answers() -> list[Answered | None]:
    """Each option, where many answered, one did, and where nobody counts."""
    numbers = ((0, 0), (1, 1), (123_456, 65_432))
    return [None, *(Answered(choice, *people) for choice in range(4) for people in numbers)]


def _searches(v: Values) -> list[Any]:
    found = [[], ["kaznu"], ["kaznu", "satbayev", "kaznpu", "kaznmu", "kaznaru", "qyzpu"]]
    return [{"typed": v.name, "found": ids} for ids in found]


# Choices for each argument; `t` and whatever is true or false need none.
SAMPLES: dict[str, Callable[[Translator, Values], Arguments]] = {
    "awareness.before": lambda _t, _v: {"question": [*awareness.IDS]},
    "awareness.after": lambda _t, _v: {"question": [*awareness.IDS]},
    "awareness.thanks": lambda t, _v: {"change": [None, (0, 3)], "home": buttons(t)},
    "awareness.over": lambda t, _v: {"home": buttons(t)},
    "awareness.closed": lambda t, _v: {"home": buttons(t)},
    "consents.ask": lambda _t, v: {
        "version": [1, 9_999],
        "operator": [v.operator],
        "business_number": [None, "123456789012"],
    },
    "consents.age": lambda _t, _v: {},
    "consents.confirm_under_age": lambda _t, _v: {},
    "consents.under_age": lambda _t, _v: {},
    "consents.declined": lambda _t, _v: {},
    "consents.review": lambda _t, _v: {},
    "forms.card": lambda t, _v: {
        "prompt": _prompts(t, "name"),
        "text": ["–"],
        "rows": [()],
        "trouble": [None],
        "now": [None, "–"],
    },
    "forms.name": lambda t, _v: {"prompt": _prompts(t, "name"), "text": ["–"], "trouble": [None]},
    "forms.progress": lambda t, _v: {"prompt": _prompts(t, "name")},
    "forms.choice": lambda t, _v: {"prompt": _prompts(t, "study_year"), "label": ["–"], "value": ["2"]},
    "forms.moves": lambda t, _v: {"prompt": _prompts(t, "name")},
    "forms.trouble": lambda t, _v: {"prompt": _prompts(t, "name")},
    "goal_figures.button": lambda _t, _v: {},
    "goal_figures.overview": lambda t, _v: {
        "read": [dict.fromkeys(goals(), one) for one in (Goal(0, 0, 0), Goal(100_000, 99_999, 66_666))],
        "weekly": [0, 123_456],
        "changes": [dict.fromkeys(awareness.IDS, one) for one in (None, Change(1_234, 700, 34))],
        "home": buttons(t),
    },
    "goal_figures.groups": lambda t, _v: {
        "dimension": ["language", "university"],
        "goal": [0, 3],
        "found": [
            Groups((), 0),
            Groups(tuple(Group(of, 1_000 + n, 100, n) for n, of in enumerate(["kk", "ru", "en", ""])), 0),
            Groups(tuple(Group(of, 12_345, 100, 67) for of in ["", "other", "gone", *PLAIN]), 7),
        ],
        "page": [0, 1, 99],
        "home": buttons(t),
    },
    "goals.introduction": lambda t, _v: {
        "read": [None, [], [1], [1, 2, 3, 8], [*goals()]],
        "unread": [None, 1, 4],
        "home": buttons(t),
        "more": [(), (goal_figures.button(t),)],
    },
    "goals.card": lambda t, _v: {
        "goal": [*goals().values()],
        "links": [Links("a" * 32, "aK7mWq2Xd")],
        "answered": _answers(),
        "read": [[], [1], [*goals()]],
        "home": buttons(t),
    },
    "goals.pushed": lambda _t, _v: {
        "goal": [*goals().values()],
        "links": [Links("a" * 32, "aK7mWq2Xd")],
        "answered": _answers(),
    },
    "goals.summary": lambda _t, _v: {"goal": [*goals().values()]},
    "goals.text": lambda _t, _v: {"goal": [*goals().values()], "answered": _answers()},
    "goals.no_events": lambda _t, _v: {},
    "goals.first_counts": lambda _t, _v: {},
    "introduction.name": lambda _t, _v: {},
    "introduction.description": lambda _t, _v: {},
    "introduction.short_description": lambda _t, _v: {},
    "languages.welcome": lambda _t, _v: {},
    "languages.choose": lambda t, _v: {"home": buttons(t)},
    "languages.changed": lambda _t, _v: {},
    "languages.to_write_in": lambda _t, _v: {"written": [[], ["kk", "en"]], "data": ["ev:12:words"]},
    "menu.home": lambda _t, v: {
        "name": [v.name],
        "waits": [None, "edit-university", "find", "bc-ev-when"],
        "role": [*Role],
    },
    "menu.help": lambda t, _v: {"home": buttons(t), "role": [*Role]},
    "menu.commands": lambda _t, _v: {"role": [*Role]},
    "menu.stopped": lambda t, _v: {"home": buttons(t)},
    "menu.welcome_back": lambda _t, _v: {},
    "menu.silent": lambda _t, _v: {},
    "menu.button": lambda _t, _v: {},
    "notes.lost": lambda _t, _v: {},
    "notes.text_only": lambda _t, _v: {},
    "notes.buttons": lambda _t, _v: {},
    "notes.sign_up_first": lambda _t, _v: {},
    "notes.passed_on": lambda _t, _v: {},
    "notes.edited": lambda _t, _v: {},
    "notes.changed": lambda _t, _v: {},
    "notes.not_yours": lambda _t, _v: {},
    "notes.too_fast": lambda _t, _v: {},
    "notes.apology": lambda _t, _v: {},
    "notes.private_only": lambda _t, _v: {"username": ["volunteers_bot", "a" * 32]},
    "links.nowhere": lambda _t, _v: {},
    "links.share": lambda _t, v: {"link": ["https://t.me/a?start=g3"], "text": [v.name]},
    # Labels that are names of languages.
    "links.sharing": lambda _t, v: {"label": [v.name], "link": ["https://t.me/a"], "text": [v.name]},
    "notifications.card": lambda t, _v: {
        "off": [0, *map(int, Topic), 15],
        "home": buttons(t),
        "when": [None, notifications.hour(t, 3, 18)],
    },
    "notifications.hour": lambda _t, _v: {"day": [*range(7)], "hour": [9, 20]},
    "notifications.topic": lambda _t, _v: {"of": [*Topic]},
    "privacy.card": lambda t, v: {
        "profile": [None, *profiles(v)],
        "consented_at": [None, datetime(2026, 11, 24, 20, tzinfo=UTC)],
        "home": buttons(t),
    },
    "privacy.export": lambda _t, v: {"content": [f'{{"name": "{v.name}"}}']},
    "privacy.on_its_way": lambda _t, _v: {},
    "privacy.confirm_withdrawal": lambda _t, _v: {},
    "privacy.withdrawn": lambda _t, _v: {},
    "privacy.confirm_erasure": lambda _t, _v: {},
    "privacy.confirm_erasure_again": lambda _t, _v: {},
    "privacy.erased": lambda _t, _v: {},
    "profiles.card": lambda t, v: {
        "profile": profiles(v),
        "home": buttons(t),
        "record": [t("<b>Your volunteering</b>")],
        "praises": [0, 3],
    },
    "profiles.lines": lambda _t, v: {"profile": profiles(v)},
    "profiles.studies_of": lambda _t, v: {"profile": profiles(v)},
    "profiles.edits": lambda _t, _v: {"where": ["signup", "profile"]},
    "profiles.line": lambda _t, _v: {"step": ["name", "university", "city", "study_year", "interests"]},
    "profiles.university": lambda _t, _v: {"of": [None, "kaznu", "other"]},
    "profiles.university_in_city": lambda _t, _v: {"of": ["kaznu"], "city_of": ["almaty"]},
    "profiles.city": lambda _t, _v: {"of": [None, "oskemen", "other"]},
    "profiles.year": lambda _t, _v: {"of": [None, *studies.YEARS]},
    "profiles.interest": lambda _t, _v: {"number": list(studies.INTERESTS)},
    "profiles.interests": lambda _t, _v: {"of": [0, 1, EVERYTHING]},
    "pushes.foot": lambda _t, _v: {"topic": [0, *map(int, Topic)]},
    "pushes.muted": lambda _t, _v: {"topic": [*Topic]},
    "pushes.unmuted": lambda _t, _v: {"topic": [*Topic]},
    "pushes.is_muted": lambda _t, _v: {"topic": [*Topic]},
    "signup.name": lambda t, v: {"prompt": _prompts(t, "name", suggestion=v.name)},
    "signup.university": lambda t, v: {"prompt": _prompts(t, "university", *_searches(v))},
    "signup.city": lambda t, _v: {"prompt": _prompts(t, "city", 0, 1, 2, 3, 99)},
    "signup.study_year": lambda t, _v: {"prompt": _prompts(t, "study_year")},
    "signup.interests": lambda t, _v: {"prompt": _prompts(t, "interests", 0, 4, EVERYTHING)},
    "signup.review": lambda t, v: {"prompt": _prompts(t, "review"), "profile": profiles(v)},
    "signup.cancel": lambda _t, _v: {},
    "signup.cancelled": lambda _t, _v: {},
    "weekly.off": lambda t, _v: {"home": buttons(t)},
    "weekly.on": lambda t, _v: {
        "day": [*range(7)],
        "hours": [range(9, 21)],
        "hour": [9, 20],
        "goal": [1, 8],
        "due_at": [SATURDAY],
        "home": buttons(t),
    },
    "weekly.ending": lambda t, _v: {"due_at": [SATURDAY], "home": buttons(t)},
    "weekly.over": lambda t, _v: {"home": buttons(t)},
    "weekly.goodbye": lambda _t, _v: {"question": [None, *awareness.IDS]},
    "weekly.switched_off": lambda _t, _v: {},
}
