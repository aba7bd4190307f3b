"""Sample arguments for what is seen of partner organizations and of everybody's events."""

from collections.abc import Callable
from dataclasses import replace

from bot.dialog import Problem, Prompt
from bot.i18n import Translator
from bot.roles import Role
from bot.screens import calendars, partners
from bot.screens.calendars import Line
from bot.screens.clashes import NONE, Clash, Clashes
from bot.screens.partners import Partner
from bot.screens.staff import Member
from bot.services import digests
from tests.screens.samples import PROBLEMS, SATURDAY, Arguments, Values, buttons


def _partners(v: Values) -> list[Partner]:
    return [Partner(n, v.name) for n in range(1, partners.PAGE + 1)]


def managers(v: Values) -> list[Member]:
    known = Member(1, v.name, SATURDAY, False, Role.PARTNER, v.operator)
    return [known, replace(known, number=10**17, suspended=True), replace(known, number=12, name=None)]


def clashes(v: Values) -> list[Clashes]:
    here = Clash(3, v.operator, v.name, "almaty", SATURDAY, here=True)
    like = replace(here, number=4, organization=None, city="other", here=False)
    return [NONE, Clashes([here]), Clashes([here, like, replace(like, number=5)], 12_345)]


def _lines(v: Values) -> list[list[Line]]:
    theirs = Line(3, v.name, SATURDAY, "almaty", v.operator)
    own = replace(theirs, number=4, city="other", organization=None, own=True)
    return [[], [theirs, own], [replace(theirs, number=10**8 + n) for n in range(calendars.PAGE)]]


def _asked(t: Translator) -> list[Prompt]:
    plain = Prompt(t, "bc-org-new", "name", None, 1, {})
    return [plain, *(replace(plain, problem=Problem(reason, 64)) for reason in (*PROBLEMS, "taken"))]


PARTNERS: dict[str, Callable[[Translator, Values], Arguments]] = {
    "calendars.listed": lambda t, v: {
        "lines": _lines(v),
        "which": ["all", "city"],
        "page": [0, 1],
        "pages": [3],
        "home": buttons(t)[:1],
    },
    "calendars.week": lambda _t, v: {"lines": [_lines(v)[1] * (digests.TOLD // 2)], "more": [0, 12_345]},
    "calendars.back": lambda _t, _v: {"which": ["all", "city"], "page": [0, 9_999]},
    "calendars.open_": lambda _t, _v: {},
    "clashes.said": lambda _t, v: {"of": clashes(v)[1:]},
    "clashes.buttons": lambda _t, v: {"number": [12], "of": clashes(v)},
    "clashes.campaign": lambda _t, _v: {},
    "event_choices.organization": lambda _t, v: {
        "number": [12],
        "chosen": [None, 1],
        "partners": [{}, dict.fromkeys(range(1, partners.PAGE + 1), v.name)],
        "page": [0, 1],
        "pages": [3],
    },
    "partners.listed": lambda t, v: {
        "found": [[], _partners(v)],
        "page": [0, 1],
        "pages": [3],
        "home": buttons(t)[:1],
    },
    "partners.card": lambda _t, v: {
        "of": _partners(v)[:1],
        "managers": [[], managers(v), [replace(managers(v)[0], number=n) for n in range(1, 18)]],
        "page": [0, 1, 999],
    },
    "partners.ask_name": lambda t, _v: {"prompt": _asked(t)},
    "partners.left": lambda _t, _v: {},
    "partners.invitation": lambda _t, v: {
        "username": ["a" * 32],
        "payload": ["i" + "x-_" * 7 + "x"],
        "of": _partners(v)[:1],
    },
    "partners.welcome": lambda _t, v: {"organization": [v.name]},
    "partners.joined": lambda _t, v: {"name": [v.name], "of": _partners(v)[:1]},
    "partners.elsewhere": lambda _t, v: {"organization": [v.name]},
    "partners.to_list": lambda _t, _v: {},
    "partners.back": lambda _t, _v: {"number": [12]},
}
