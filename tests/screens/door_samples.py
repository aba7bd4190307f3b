"""Sample arguments for checking in, at both sides of the door."""

from collections.abc import Callable
from dataclasses import replace

from bot.dialog import Problem, Prompt
from bot.i18n import Translator
from tests.screens.samples import SATURDAY, Arguments, Values, buttons


def _prompts(t: Translator) -> list[Prompt]:
    plain = Prompt(t, "here", "code", None, 1, {})
    return [plain, *(replace(plain, problem=Problem(reason)) for reason in ("digits", "outdated"))]


DOORS: dict[str, Callable[[Translator, Values], Arguments]] = {
    "checkins.ask": lambda t, _v: {"prompt": _prompts(t)},
    "checkins.type_it": lambda _t, _v: {},
    "checkins.here": lambda t, v: {
        "number": [12],
        "title": [v.name],
        "credit": [0, 90],
        "home": buttons(t)[:1],
    },
    "checkins.kept": lambda _t, v: {"title": [v.name]},
    "checkins.wrong": lambda _t, _v: {},
    "checkins.locked": lambda _t, _v: {"until": [SATURDAY]},
    "checkins.which": lambda t, v: {
        "ones": [[(1, v.name), (2, v.name)]],
        "digits": ["0123"],
        "home": buttons(t),
    },
    "checkins.not_yet": lambda _t, v: {"title": [v.name], "opens_at": [SATURDAY]},
    "checkins.over": lambda _t, v: {"title": [v.name], "contact": [v.name, ""]},
    "checkins.cancelled": lambda _t, v: {"title": [v.name]},
    "checkins.too_young": lambda _t, v: {"title": [v.name]},
    "checkins.closed": lambda _t, _v: {},
    "doors.shown": lambda _t, v: {
        "number": [12],
        "title": [v.name],
        "code": ["0123"],
        "username": ["a" * 32],
        "payload": ["c123456789-abcdefghij"],
        "until": [SATURDAY],
        "came": [0, 12_345],
    },
    "doors.ended": lambda _t, v: {
        "number": [12],
        "title": [v.name],
        "came": [3],
        "why": ["over", "cancelled", "moved", "closed", "below"],
    },
    "doors.opens": lambda _t, _v: {"at": [SATURDAY]},
    "doors.shut": lambda _t, _v: {},
    "doors.closed": lambda _t, _v: {},
}
