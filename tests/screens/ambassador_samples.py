"""Sample arguments for ambassadors, links with a name, the funnel and what is shared inline."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.content.goals import goals
from bot.dialog import Problem, Prompt
from bot.figures import Brought, Funnel, Place
from bot.i18n import LANGUAGES, Translator, translator
from bot.screens import ambassador, inline, numbers, sources
from bot.screens.ambassador import Leader
from bot.screens.ambassadors import Account, Entry
from bot.screens.bursts import Burst
from bot.screens.links import Links
from bot.screens.numbers import Line
from bot.screens.sources import Named
from bot.services.staff import Deed
from bot.storage.models import Standing
from tests.screens.event_samples import ENDS
from tests.screens.samples import NEUTRAL, PROBLEMS, SATURDAY, Arguments, Values, buttons, profiles

LINKS = Links("a" * 32, "aK7mWq2Xd")
LINK = LINKS.to()
MANY = Funnel(123_456, 123_455, 123_454, 123_453, 123_452)
BROUGHT = [Brought(Funnel(), Funnel()), Brought(MANY, Funnel()), Brought(MANY, MANY)]
PLACES = [Place(1, 1), Place(12_345, 67_890)]


def _standings(v: Values) -> list[Entry]:
    some = [Entry(n, v.name, "kaznu", standing) for n, standing in enumerate((*Standing, ""), 1)]
    return [*some, Entry(10**8, None, "other", Standing.ASKED)]


def _accounts(v: Values) -> list[Account]:
    bare = Account(12, profiles(v)[0])
    had = replace(bare, trained_on=SATURDAY, link=LINK, brought=BROUGHT[2])
    return [
        bare,
        *(replace(of, standing=standing, at=SATURDAY) for of in (bare, had) for standing in Standing),
    ]


def _asked(t: Translator, flow: str, step: str, *reasons: str) -> list[Prompt]:
    plain = Prompt(t, flow, step, None, 1, {}, skip=True)
    about = {"person": 12, "name": NEUTRAL.name, "was": NEUTRAL.name}
    return [
        plain,
        replace(plain, answers=about),
        *(replace(plain, problem=Problem(reason, 64)) for reason in (*PROBLEMS, *reasons)),
    ]


def _lines(v: Values) -> list[list[Line]]:
    return [[], [Line(v.name, f"a{n}", MANY) for n in range(numbers.PAGE)]]


def _bursts(v: Values) -> list[Burst]:
    of = Burst("aK7", v.name, 12, 12_345, SATURDAY, SATURDAY + timedelta(minutes=50), 30, 20, 1)
    return [of, replace(of, code="sK7"), replace(of, name=None, owner=None)]


def _events(v: Values) -> list[inline.Event]:
    of = inline.Event(12, v.name, "", None, SATURDAY, ENDS, "almaty", v.name, adults=False)
    return [of, replace(of, organization=v.operator, adults=True, city="other", ends_at=ENDS + timedelta(3))]


AMBASSADORS: dict[str, Callable[[Translator, Values], Arguments]] = {
    **{
        f"ambassador.{name}": lambda t, _v: {"home": buttons(t)} for name in ("explain", "asked", "suspended")
    },
    "ambassador.declined": lambda t, _v: {"again_on": [SATURDAY], "home": buttons(t)},
    "ambassador.card": lambda t, _v: {
        "link": [LINK],
        "of": BROUGHT,
        "place": PLACES,
        "home": buttons(t),
    },
    "ambassador.share": lambda _t, _v: {
        "texts": [{language: ambassador.invitation(translator(language)) for language in LANGUAGES}],
        "link": [LINK],
    },
    "ambassador.invitation": lambda _t, _v: {},
    "ambassador.qr": lambda _t, _v: {"link": [LINK]},
    "ambassador.poster": lambda _t, _v: {},
    "ambassador.posted": lambda _t, _v: {},
    "ambassador.leaderboard": lambda _t, v: {
        "leaders": [[], [Leader(n, v.name, 12_345) for n in range(ambassador.PAGE)]],
        "own": PLACES,
        "page": [0, 1],
        "pages": [3],
    },
    "ambassador.decided": lambda _t, _v: {
        "deed": [
            Deed.AMBASSADOR_APPOINTED,
            Deed.AMBASSADOR_DECLINED,
            Deed.AMBASSADOR_SUSPENDED,
            Deed.AMBASSADOR_REINSTATED,
        ]
    },
    "ambassador.thanks": lambda _t, _v: {"step": [1, 5, 50], "following": [5, None]},
    "ambassador.back": lambda _t, _v: {},
    "ambassador.changed": lambda _t, _v: {"paused": [False, True]},
    "ambassadors.listed": lambda t, v: {
        "found": [[], _standings(v)],
        "page": [0, 1],
        "pages": [3],
        "home": buttons(t)[:1],
    },
    "ambassadors.card": lambda _t, v: {"of": _accounts(v)},
    "ambassadors.ask": lambda t, _v: {"prompt": _asked(t, "bc-amb-find", "who")},
    "ambassadors.found": lambda _t, v: {"found": [_standings(v)]},
    "ambassadors.ask_day": lambda t, _v: {"prompt": _asked(t, "bc-amb-day", "trained", "day")},
    "ambassadors.meanwhile": lambda _t, _v: {},
    "ambassadors.left": lambda _t, _v: {},
    "ambassadors.request": lambda _t, _v: {"number": [12]},
    "ambassadors.not_agreed": lambda _t, _v: {},
    # Plain text, which knows no markup.
    "numbers.event": lambda _t, _v: {"number": ["12"], "title": [NEUTRAL.name]},
    "ambassadors.gone": lambda _t, _v: {},
    "ambassadors.back": lambda _t, _v: {},
    "bursts.told": lambda _t, v: {"of": _bursts(v)},
    "funnels.brought": lambda _t, _v: {"of": BROUGHT},
    "funnels.shortly": lambda _t, _v: {"of": BROUGHT},
    "funnels.chain": lambda _t, _v: {"of": [MANY]},
    "funnels.tail": lambda _t, _v: {"of": [MANY]},
    "numbers.card": lambda t, _v: {"of": BROUGHT, "home": buttons(t)[:1]},
    "numbers.by": lambda _t, v: {
        "dimension": [*numbers.DIMENSIONS],
        "lines": _lines(v),
        "page": [0, 1],
        "pages": [3],
    },
    "numbers.file": lambda _t, v: {
        "dimension": [*numbers.DIMENSIONS],
        "lines": _lines(v),
        "kind": ["csv", "xlsx"],
    },
    "numbers.name": lambda _t, _v: {"dimension": [*numbers.DIMENSIONS]},
    "numbers.source": lambda _t, _v: {"kind": ["", *"egcvasx"], "number": ["12"]},
    "numbers.week": lambda _t, _v: {"of": ["2026-W01", "2026-W48"]},
    "sources.listed": lambda t, v: {
        "found": [[], [Named(n, v.name, archived=bool(n % 2)) for n in range(1, sources.PAGE)]],
        "page": [0, 1],
        "pages": [3],
        "home": buttons(t)[:1],
    },
    "sources.card": lambda _t, v: {
        "of": [Named(12, v.name), Named(12, v.name, archived=True)],
        "link": [LINK],
        "brought": BROUGHT,
    },
    "sources.ask_name": lambda t, _v: {"prompt": _asked(t, "bc-src-new", "name", "taken")},
    "sources.left": lambda _t, _v: {},
    "sources.file": lambda _t, v: {"of": [Named(12, v.name)]},
    "sources.back": lambda _t, _v: {},
    "inline.invitation": lambda _t, _v: {"links": [LINKS, Links("a" * 32)]},
    "inline.words": lambda _t, _v: {},
    "inline.goal": lambda _t, _v: {"of": [*goals().values()], "links": [LINKS]},
    "inline.event": lambda _t, v: {"of": _events(v), "links": [LINKS]},
    "inline.nothing": lambda _t, _v: {},
    **{
        f"posters.{name}": lambda _t, _v: {"link": [LINK], "wordmark": ["–"]}
        for name in ("poster", "picture")
    },
    "posters.qr": lambda _t, _v: {"link": [LINK]},
}
