"""Sample arguments for what owners and organizers see."""

from collections.abc import Callable
from dataclasses import replace

from bot.dialog import Problem, Prompt
from bot.i18n import Translator
from bot.roles import Role
from bot.screen import Button
from bot.screens import staff
from bot.screens.log import Line, Someone
from bot.screens.people import Account, Found
from bot.screens.staff import PAGE, Member
from bot.services.staff import Deed
from tests.screens.partner_samples import managers
from tests.screens.samples import SATURDAY, Arguments, Values, buttons, profiles


def _asked(t: Translator) -> list[Prompt]:
    plain = Prompt(t, "find", "who", None, 1, {})
    return [plain, *(replace(plain, problem=Problem(reason, 64)) for reason in ("empty", "long"))]


def _members(v: Values) -> list[Member]:
    return [
        Member(1, v.name, SATURDAY, suspended=False),
        Member(10**17, v.name, SATURDAY, suspended=True),
        Member(12, None, SATURDAY, suspended=False),
    ]


def _accounts(v: Values) -> list[Account]:
    """Known well, and by a number only."""
    full = Account(12, profiles(v)[0], "kk", SATURDAY, Role.STUDENT, False, False, False, 12_345)
    roles = [replace(full, role=role, suspended=True, stopped=True, unreachable=True) for role in Role]
    bare = replace(full, profile=None, language=None, registered_at=None, messages=0)
    return [full, *roles, bare]


def _lines(v: Values) -> list[Line]:
    whoever = [Someone(1, v.name), Someone(10**17, None)]
    return (
        [Line(SATURDAY, who, act, None) for who in whoever for act in (*Deed, "sent")]
        + [Line(SATURDAY, who, Deed.REMOVED, whom) for who in whoever for whom in whoever]
        + [Line(SATURDAY, whoever[0], Deed.HOURS_GIVEN, whom, 12) for whom in whoever]
    )


STAFF: dict[str, Callable[[Translator, Values], Arguments]] = {
    "alarms.began": lambda _t, _v: {"kind": ["piling", "failing"], "at": [SATURDAY]},
    "alarms.over": lambda _t, _v: {"kind": ["piling", "failing"], "at": [SATURDAY]},
    "log.page": lambda t, v: {
        "lines": [[], *(_lines(v)[at : at + 10] for at in range(0, len(_lines(v)), 10))],
        "number": [0, 1],
        "last": [1, 999_999],
        "home": buttons(t),
    },
    "people.ask": lambda t, _v: {"prompt": _asked(t)},
    "people.nobody": lambda _t, v: {"typed": [v.name]},
    # Names on buttons, beside those of the searches that use it.
    "people.results": lambda t, _v: {"people": [[Button("–", "person:12")]], "out": buttons(t)[:1]},
    "people.found": lambda _t, v: {
        "people": [
            [
                Found(n, v.name, university)
                for n, university in enumerate(["kaznu", None, "other", "gone"], 1)
            ],
            [Found(12, None, None)],
        ]
    },
    "people.closed": lambda t, _v: {"home": buttons(t)},
    "people.card": lambda _t, v: {"of": _accounts(v)},
    "people.confirm_erasure": lambda _t, v: {"number": [12], "name": [None, v.name]},
    "people.confirm_erasure_again": lambda _t, v: {"number": [12], "name": [None, v.name]},
    "people.erased": lambda _t, _v: {},
    "people.goodbye": lambda _t, _v: {},
    "people.gone": lambda _t, _v: {},
    "people.protected": lambda _t, _v: {},
    "staff.members": lambda t, v: {
        "of": [
            [],
            _members(v),
            managers(v),
            [Member(n, v.name, SATURDAY, n % 2 > 0) for n in range(1, 2 * PAGE + 2)],
        ],
        "page": [0, 1, 999],
        "home": buttons(t),
    },
    "staff.invitation": lambda _t, _v: {"username": ["a" * 32], "payload": ["i" + "x-_" * 7 + "x"]},
    "staff.just_invited": lambda _t, _v: {},
    "staff.member": lambda t, v: {
        "of": [*_members(v), *managers(v)],
        "where": ["staff", "mgr"],
        "out": [staff.back(t)],
    },
    "staff.confirm_removal": lambda _t, v: {"of": _members(v), "where": ["staff", "mgr"]},
    "staff.line": lambda _t, v: {"of": [*_members(v), *managers(v)]},
    "staff.welcome": lambda _t, _v: {},
    "staff.joined": lambda _t, v: {"name": [v.name]},
    "staff.invalid": lambda _t, _v: {},
    "staff.already": lambda _t, _v: {},
    "staff.suspended": lambda _t, _v: {"of": [Role.PARTNER, Role.ORGANIZER]},
    "staff.reinstated": lambda _t, _v: {"of": [Role.PARTNER, Role.ORGANIZER]},
    "staff.removed": lambda _t, _v: {"of": [Role.PARTNER, Role.ORGANIZER]},
    "staff.role": lambda _t, _v: {"of": [*Role]},
    "staff.called": lambda _t, v: {
        "number": [12],
        "name": [None, "1"],
    },  # plain text, which is escaped where it is filled in
    "staff.act": lambda _t, _v: {"of": [*Deed, "sent"]},
    "staff.back": lambda _t, _v: {},
}
