"""Sample arguments for what students see of events."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.i18n import Translator
from bot.screen import Button
from bot.screens.events import PAGE, Line, View
from bot.screens.links import Links
from tests.screens.samples import NEUTRAL, SATURDAY, Arguments, Values, buttons

LINK = f"https://t.me/{'a' * 32}?start=e12"
ENDS = SATURDAY + timedelta(hours=2)


def _views(v: Values) -> list[View]:
    plain = View(
        12, v.name, "", None, SATURDAY, ENDS, "almaty", v.name, None, v.name, 0, 0, None, 0, False, True
    )
    few = replace(plain, seats=3, waiting=0, goal=7, credit=90, organization=v.operator)
    full = replace(few, seats=0, waiting=12_345, adults=True, map_url="https://e.kz", credit=120)
    return [
        plain,
        few,
        full,
        replace(plain, ends_at=ENDS + timedelta(days=2)),
        replace(plain, open=False),
        replace(plain, open=False, over=True),
        replace(plain, open=False, cancelled=True, mine="going"),
        *(replace(few, mine=mine) for mine in ("going", "maybe", "no", "lapsed")),
        replace(full, mine="going"),
        *(replace(few, open=False, came=True, earned=earned) for earned in (None, 0, 90)),
        replace(full, mine="waiting", position=3),
        replace(few, mine="waiting", position=1),
        replace(full, mine="offered", until=SATURDAY),
        replace(few, doors=True),
        replace(few, mine="walk-in", came=True, doors=True),
    ]


def _lines(v: Values) -> list[list[Line]]:
    few = [
        Line(1, v.name, SATURDAY),
        Line(2, v.name, SATURDAY, mine="going"),
        Line(3, v.name, SATURDAY, cancelled=True),
        Line(4, v.name, SATURDAY, mine="came"),
    ]
    return [[], few, [Line(n, v.name, SATURDAY) for n in range(PAGE)]]


EVENTS: dict[str, Callable[[Translator, Values], Arguments]] = {
    "events.listed": lambda t, v: {
        "lines": _lines(v),
        "which": ["all", "city", "goals", "g7"],
        "page": [0, 1],
        "pages": [3],
        "home": buttons(t)[:1],
        "filters": [[], ["city", "goals"]],
    },
    "events.mine": lambda t, v: {"lines": _lines(v), "page": [0, 1], "pages": [2], "home": buttons(t)[:1]},
    "events.read": lambda t, v: {"of": _views(v), "out": buttons(t)[:1]},
    "events.card": lambda t, v: {
        "of": _views(v),
        "home": buttons(t),
        "links": [None, Links("a" * 32, "aK7mWq2Xd")],
        "calendar": [(), ((Button("–", "e:12:calendar"),),)],
    },
    "calendar_files.row": lambda _t, v: {"of": _views(v), "link": [LINK]},
    "calendar_files.file": lambda _t, v: {"of": _views(v)[:10], "content": ["BEGIN"]},
    # Plain text, which knows no markup.
    "calendar_files.place": lambda _t, _v: {"of": _views(NEUTRAL)[:1]},
    "calendar_files.description": lambda _t, _v: {"of": _views(NEUTRAL)[:1], "link": [LINK]},
    "events.offered": lambda _t, v: {
        "number": [12],
        "title": [v.name],
        "starts_at": [ENDS],
        "until": [SATURDAY],
    },
    "events.passed_on": lambda _t, v: {"number": [12], "title": [v.name], "starts_at": [ENDS]},
    "events.short": lambda _t, _v: {"title": ["1" * 40, "1" * 64]},
    "events.going": lambda _t, _v: {},
    "events.waits": lambda _t, _v: {"place": [1, 12_345]},
    "events.noted": lambda _t, _v: {},
    "events.closed": lambda _t, _v: {},
    "events.too_young": lambda _t, _v: {},
    "events.gone": lambda _t, _v: {},
}
