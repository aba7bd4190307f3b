"""Sample arguments for who comes to an event, who came, and what they get for it."""

from collections.abc import Callable
from dataclasses import replace

from bot.content.audiences import PARTICIPANTS
from bot.dialog import Problem, Prompt
from bot.i18n import Translator
from bot.screens.event_comments import PAGE as COMMENTS
from bot.screens.event_tables import KINDS, Line
from bot.screens.roster_people import Entry
from bot.screens.rosters import ANSWERS, FOUND, MARKED, Name, Roster
from bot.services.event_parts import CREDITS
from bot.services.rosters import PAGE
from tests.screens.organizer_event_samples import results
from tests.screens.samples import SATURDAY, Arguments, Values

GROUPS = (*ANSWERS, *MARKED)
WORDS = ("going", "maybe", "no", "waiting", "offered", "lapsed", "walk-in")
PRESENCES = (None, "came", "absent", "excused")


def _names(v: Values) -> list[Name]:
    return [
        *(Name(n, v.name, presence) for n, presence in enumerate(PRESENCES, 1)),
        Name(10**8, v.name, "came", walk_in=True),
        Name(12, "", None, walk_in=True),
    ]


def _rosters(v: Values) -> list[Roster]:
    full = dict.fromkeys(GROUPS, 12_345)
    before = Roster(12, v.name, {}, "going", 0, 0, 1, [])
    open_ = replace(
        before, people=full, shown="came", page=1, last=1_234, first=11, names=_names(v), open=True
    )
    return [
        before,
        replace(before, people=full, last=1, names=[Name(n, v.name) for n in range(PAGE)]),
        open_,
        replace(open_, cards=True),
        *(replace(open_, shown=group, names=[], over=True, thanked=True) for group in GROUPS),
    ]


def _entries(v: Values) -> list[Entry]:
    answered = [Entry(Name(12, v.name), answer, SATURDAY, None, 0, own=False) for answer in WORDS]
    marked = [replace(answered[0], name=replace(answered[0].name, presence=of)) for of in PRESENCES[1:]]
    came = replace(answered[-1], name=_names(v)[4], came_at=SATURDAY, minutes=90)
    return [*answered, *marked, came, replace(came, minutes=0, own=True)]


def _asked(t: Translator, form: str, step: str, *reasons: str) -> list[Prompt]:
    plain = Prompt(t, f"bc-ev-{form}", step, None, 1, {})
    return [plain, *(replace(plain, problem=Problem(reason, 64)) for reason in reasons)]


def _people(v: Values) -> list[Line]:
    return [
        Line(v.name, "kk", "kaznu", "almaty", "2", "going", SATURDAY, "came", SATURDAY, 90),
        Line("", None, None, None, None, "walk-in", SATURDAY, None, None, 0),
    ]


ROSTERS: dict[str, Callable[[Translator, Values], Arguments]] = {
    "rosters.roster": lambda _t, v: {"of": _rosters(v)},
    "rosters.button": lambda _t, v: {"number": [12], "name": _names(v), "group": ["going"], "page": [9_999]},
    "rosters.other_way": lambda _t, _v: {"number": [12], "group": ["going", FOUND], "page": [0]},
    "rosters.how": lambda _t, _v: {},
    "rosters.label": lambda _t, _v: {"of": _names(Values("1", "1"))},  # plain text, as `called`
    "rosters.called": lambda _t, _v: {"of": _names(Values("1", "1"))},
    "rosters.group": lambda _t, _v: {"name": [*GROUPS, *PARTICIPANTS]},
    "rosters.marked": lambda _t, _v: {"name": _names(Values("1", "1"))},
    "rosters.gone": lambda _t, _v: {},
    "rosters.told": lambda _t, _v: {},
    "rosters.rest": lambda _t, _v: {"number": [12], "people": [1, 2, 5, 12_345]},
    "rosters.rest_marked": lambda _t, _v: {"people": [1, 12_345]},
    "rosters.back": lambda _t, _v: {"number": [12], "group": [*GROUPS], "page": [0], "way": ["who", "cards"]},
    "roster_people.card": lambda _t, v: {
        "number": [12],
        "title": [v.name],
        "of": _entries(v),
        "group": ["unmarked", FOUND],
        "page": [9_999],
    },
    "roster_people.title_line": lambda _t, v: {"title": [v.name]},
    "roster_people.answer": lambda _t, _v: {"of": [*WORDS]},
    "roster_people.presence": lambda _t, _v: {"of": [*PRESENCES]},
    "roster_people.ask": lambda t, _v: {"prompt": _asked(t, "find", "who", "empty", "long")},
    "roster_people.found": lambda _t, v: {"number": [12], "title": [v.name], "names": [_names(v)]},
    "roster_people.nobody": lambda _t, v: {"typed": [v.name]},
    "roster_people.left": lambda _t, _v: {},
    "roster_hours.everybody": lambda _t, v: {
        "number": [12],
        "title": [v.name],
        "minutes": [0, 90, 1_440],
        "usual": [CREDITS],
    },
    "roster_hours.of_one": lambda _t, v: {
        "number": [12],
        "of": _names(v)[1:2],
        "group": ["unmarked"],
        "page": [9_999],
        "minutes": [0, 90],
        "usual": [CREDITS],
        "everybodys": [120],
    },
    "roster_hours.ask": lambda t, _v: {"prompt": _asked(t, "hours", "hours", "number")},
    "roster_hours.changed": lambda _t, _v: {"minutes": [0, 90]},
    "roster_people.others": lambda _t, v: {"number": [12], "title": [v.name], "names": [_names(v)]},
    "event_results.lines": lambda _t, _v: {"of": results()},
    "event_results.to_comments": lambda _t, _v: {"number": [12], "comments": [1, 12_345]},
    "event_comments.page": lambda _t, v: {
        "number": [12],
        "title": [v.name],
        "said": [[], [v.name], ["1" * 500] * COMMENTS],
        "at": [0, 1],
        "last": [9],
    },
    "event_tables.choose": lambda _t, v: {"number": [12], "title": [v.name], "people": [0, 12_345]},
    "event_tables.file": lambda _t, v: {
        "number": [12],
        "title": [v.name],
        "people": [[], _people(v)],
        "kind": [*KINDS],
    },
    "event_facts.amount": lambda _t, _v: {"minutes": [0, 60, 90, 100]},
    "inviting.write": lambda _t, v: {
        "number": [12],
        "title": [v.name],
        "people": [dict.fromkeys(PARTICIPANTS, 12_345)],
    },
}
