"""Sample arguments for what organizers see of events."""

import html
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.dialog import Problem, Prompt
from bot.i18n import Translator
from bot.screens.event_desk import PAGE, Desk, Line
from bot.screens.event_results import Result
from bot.screens.events import View
from bot.services.event_parts import CREDITS
from tests.screens.partner_samples import clashes
from tests.screens.samples import PROBLEMS, SATURDAY, Arguments, Values, buttons

LATER = SATURDAY + timedelta(hours=3)
PHASES = ["draft", "public", "cancelled", "over"]
MISSING = ["title:kk", "text:kk", "title:en", "starts_at", "ends_at", "city", "place", "contact", "past"]


def _desks(v: Values) -> list[Desk]:
    none: dict[str, str] = {}
    blank = Desk(12, "draft", none, [], None, None, None, None, None, None, 0, 0, None, False, MISSING)
    full = Desk(
        12,
        "draft",
        dict.fromkeys(("kk", "ru", "en"), v.name),
        ["kk", "ru", "en"],
        SATURDAY,
        LATER,
        "almaty",
        v.name,
        "https://e.kz",
        v.name,
        8,
        720,
        100_000,
        True,
    )
    figures = replace(full, phase="public", capacity=20, going=12, offered=3, waiting=12_345, maybe=7)
    figures = replace(figures, may_invite=True, open=True)
    return [
        blank,
        full,
        replace(full, ends_at=SATURDAY + timedelta(days=2), titles={"kk": v.name}, worded=[], city="other"),
        *(replace(figures, phase=phase) for phase in PHASES[1:]),
        replace(figures, capacity=5, offered=0, open=False),
        replace(figures, may_invite=False),
        replace(figures, tell_at=LATER, affected=12_345, door=True),
        *(replace(figures, phase=phase, door=True, result=of) for phase in PHASES[1::2] for of in results()),
        *(replace(full, organization=v.operator, assignable=True, clashes=of) for of in clashes(v)[1:]),
        replace(figures, capacity=5, clashes=clashes(v)[2]),
    ]


def results() -> list[Result]:
    return [
        Result(0, 0, 0, 0, 0, None, 0, 0),
        Result(12_345, 12, 300, 7, 123_450, 4.6499, 1_234, 99, 3),
        Result(2, 0, 0, 0, 0, 5.0, 2, 0),
    ]


def _views(v: Values) -> list[View]:
    said = f"<b>{html.escape(v.name, quote=False)}</b>"
    plain = View(
        12,
        v.name,
        said,
        None,
        SATURDAY,
        LATER,
        "almaty",
        v.name,
        "https://e.kz",
        v.name,
        8,
        120,
        20,
        0,
        True,
        True,
    )
    return [plain, replace(plain, map_url=None, seats=None, adults=False, open=False)]


def _prompts(
    t: Translator, form: str, step: str, reasons: tuple[str, ...] = PROBLEMS, **answers: Any
) -> list[Prompt]:
    plain = Prompt(t, f"bc-ev-{form}", step, None, 1, answers)
    return [plain, *(replace(plain, problem=Problem(reason, 64), back=True) for reason in reasons)]


ORGANIZER_EVENTS: dict[str, Callable[[Translator, Values], Arguments]] = {
    "event_choices.city": lambda _t, _v: {
        "number": [12],
        "chosen": [None, "almaty", "other"],
        "page": [0, 1, 99],
    },
    "event_choices.goal": lambda _t, _v: {"number": [12], "chosen": [0, 8]},
    "event_choices.adults": lambda _t, _v: {"number": [12], "young": [1, 2, 5, 12_345]},
    "event_choices.hours": lambda _t, _v: {"number": [12], "chosen": [0, 120], "credits_": [CREDITS]},
    "event_choices.words": lambda _t, _v: {"number": [12], "language": ["kk", "ru", "en"]},
    "event_desk.back": lambda _t, _v: {"number": [12]},
    "event_desk.card": lambda _t, v: {"of": _desks(v)},
    "event_desk.facts": lambda _t, v: {"of": _desks(v)},
    "event_desk.goal": lambda _t, _v: {"number": [1, 8]},
    "event_desk.listed": lambda t, v: {
        "found": [
            [],
            [
                *(Line(n, v.name, phase, SATURDAY) for n, phase in enumerate(PHASES)),
                Line(99, v.name, "over", SATURDAY, came=12_345),
            ],
            [Line(n, v.name, "draft") for n in range(100, 100 + PAGE)],
        ],
        "page": [0, 1],
        "pages": [3],
        "home": buttons(t)[:1],
    },
    "event_desk.title": lambda _t, _v: {"titles": [{}, {"kk": "1 < 2"}, {"ru": "1 " * 40}]},
    "event_desk.titles": lambda _t, v: {"of": _desks(v)[1:]},
    "event_desk.to_list": lambda _t, _v: {},
    "event_forms.title": lambda t, _v: {"prompt": _prompts(t, "words", "title", language="kk")},
    "event_forms.text": lambda t, _v: {"prompt": _prompts(t, "words", "text", language="kk")},
    "event_forms.starts": lambda t, _v: {"prompt": _prompts(t, "when", "starts", ("time",))},
    "event_forms.ends": lambda t, _v: {
        "prompt": [
            *_prompts(t, "when", "ends", ("time",)),
            *_prompts(t, "when", "ends", (), at=SATURDAY.isoformat()),
        ]
    },
    "event_forms.place": lambda t, _v: {"prompt": _prompts(t, "place", "place")},
    "event_forms.map_link": lambda t, _v: {
        "prompt": [replace(one, skip=True) for one in _prompts(t, "map", "map_url", ("link",))]
    },
    "event_forms.contact": lambda t, _v: {"prompt": _prompts(t, "contact", "contact")},
    "event_forms.seats": lambda t, _v: {"prompt": _prompts(t, "seats", "capacity", ("number",))},
    "event_forms.left": lambda _t, _v: {},
    "event_stages.preview": lambda _t, v: {"of": _views(v)},
    "event_stages.publish": lambda _t, v: {
        "of": [*_desks(v)[1:3], *_desks(v)[-3:-1]],
        "stamp": [1_764_187_200],
    },
    "event_stages.cancel": lambda _t, v: {"of": _desks(v)[3:]},
    "event_stages.wake": lambda _t, _v: {"number": [12], "act": ["cancel:wake", "tell:wake"]},
    "event_stages.told": lambda _t, _v: {},
    "event_stages.drop": lambda _t, _v: {"number": [12]},
    "event_stages.published": lambda _t, _v: {},
    "event_stages.cancelled": lambda _t, _v: {},
    "event_stages.not_yet": lambda _t, _v: {},
    "event_stages.sent_below": lambda _t, _v: {},
}
