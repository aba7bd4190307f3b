"""Sample arguments for what participants are told of events."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.i18n import Translator
from bot.screens.telling import Facts
from tests.screens.samples import SATURDAY, Arguments, Values

ENDS = SATURDAY + timedelta(hours=2)


def _facts(v: Values) -> list[Facts]:
    plain = Facts(v.name, "", SATURDAY, ENDS, "almaty", v.name, None, v.name, 0, False)
    other = Facts("1", "2", ENDS, ENDS + timedelta(days=1), "other", "3", "https://e.kz", "4", 90, True)
    return [plain, other, replace(plain, map_url="https://e.kz")]


def _near(v: Values) -> Arguments:
    return {
        "number": [12],
        "title": [v.name],
        "starts_at": [SATURDAY],
        "city": ["almaty", "other"],
        "place": [v.name],
    }


TELLING: dict[str, Callable[[Translator, Values], Arguments]] = {
    "telling.changed": lambda _t, v: {
        "number": [12],
        "answer": ["going", "offered", "waiting", "maybe"],
        "was": _facts(v),
        "now": _facts(v),
    },
    "telling.cancelled": lambda _t, v: {"number": [12], "of": _facts(v)},
    "telling.barred": lambda _t, v: {"title": [v.name]},
    "telling.day_before": lambda _t, v: _near(v),
    "telling.soon": lambda _t, v: _near(v),
    "event_facts.when": lambda _t, _v: {
        "starts_at": [SATURDAY],
        "ends_at": [ENDS, ENDS + timedelta(days=1)],
    },
    "event_facts.end": lambda _t, _v: {"starts_at": [SATURDAY], "ends_at": [ENDS, ENDS + timedelta(days=1)]},
    "event_facts.begins": lambda _t, _v: {"starts_at": [SATURDAY]},
    "event_facts.where": lambda _t, v: {"city": ["almaty", "other"], "place": [v.name]},
    "event_facts.hours": lambda _t, _v: {"minutes": [60, 90, 720]},
    "event_facts.adults": lambda _t, _v: {},
    "event_facts.contact": lambda _t, v: {"who": [v.name]},
}
