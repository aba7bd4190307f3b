"""Sample arguments for what follows an event: thanks, milestones, certificates."""

import html
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.content.goals import goals
from bot.dialog import Problem, Prompt
from bot.i18n import Translator
from bot.screens.certificates import LISTED, Certificate, Entry
from bot.screens.thanks import STARS, Thanks
from bot.screens.years import Year
from bot.services.milestones import NAMES, progress
from bot.storage.hours import Total
from tests.screens.samples import PROBLEMS, SATURDAY, Arguments, Values, buttons

ENDS = SATURDAY + timedelta(hours=2)
TOTALS = [Total(), Total(3, 90), Total(12_345, 60_000)]
CODE = "2345-6789-2345"


def _rich(v: Values) -> str:
    """As an organizer wrote it: what they typed is escaped."""
    return f"<b>{html.escape(v.name, quote=False)}</b>"


def _thanks(v: Values) -> list[Thanks]:
    plain = Thanks(12, v.name, "", 0)
    full = Thanks(12, v.name, _rich(v), 90, new=NAMES)
    rated = [replace(full, stars=stars, commented=stars > 3) for stars in STARS]
    return [plain, full, *rated]


def _prompts(t: Translator, flow: str, step: str, **answers: Any) -> list[Prompt]:
    plain = Prompt(t, flow, step, None, 1, {"event": 12, "person": 7, **answers})
    return [plain, *(replace(plain, back=True, problem=Problem(reason, 500)) for reason in PROBLEMS)]


def _certificates(v: Values) -> list[Certificate]:
    entries = [Entry(SATURDAY, v.name, minutes) for minutes in (0, 90, 600)]
    few = Certificate(
        v.name, None, 3, 690, SATURDAY, ENDS, entries, ENDS, CODE, "https://t.me/b?start=v", "W", v.operator
    )
    many = replace(few, university="kaznu", events=12_345, minutes=60_000, entries=entries * 3)
    return [few, replace(many, entries=many.entries[:LISTED]), replace(few, university="other")]


RECOGNITION: dict[str, Callable[[Translator, Values], Arguments]] = {
    "milestones.name": lambda _t, _v: {"milestone": [*NAMES]},
    "milestones.reached": lambda _t, _v: {"new": [(), NAMES[:1], NAMES]},
    "milestones.record": lambda _t, _v: {
        "events": [0, 1, 12_345],
        "minutes": [0, 60_000],
        "have": [(), NAMES],
        "rules": [progress(total) for total in TOTALS],
    },
    "thanks.thanks": lambda _t, v: {"of": _thanks(v)},
    "thanks.answers": lambda _t, v: {"of": _thanks(v)},
    "thanks.credited": lambda _t, v: {
        "number": [12],
        "title": [v.name],
        "minutes": [0, 90],
        "contact": [v.name],
        "new": [(), NAMES],
    },
    "thanks.praised": lambda _t, v: {"title": [v.name], "text": [_rich(v)], "by": [v.operator]},
    "thanks.praises": lambda t, v: {
        "page": [0, 1],
        "pages": [3],
        "title": [v.name],
        "text": [_rich(v)],
        "by": [v.operator],
        "at": [None, SATURDAY],
        "home": buttons(t)[:1],
    },
    "thanks.comment": lambda t, _v: {"prompt": _prompts(t, "comment", "comment")},
    "thanks.noted": lambda _t, _v: {},
    "thanks.not_there": lambda _t, _v: {},
    "event_thanks.over": lambda _t, v: {
        "number": [12],
        "title": [v.name],
        "came": [0, 12_345],
        "going": [1],
        "at": [SATURDAY],
    },
    "event_thanks.card": lambda _t, v: {
        "number": [12],
        "title": [v.name],
        "lines": [{}, dict.fromkeys(("kk", "ru", "en"), _rich(v))],
        "at": [SATURDAY],
        "sent": [False, True],
    },
    "event_thanks.line": lambda t, _v: {"prompt": _prompts(t, "bc-ev-thanks", "line", language="kk")},
    "event_thanks.praise": lambda t, v: {
        "prompt": _prompts(t, "bc-ev-praise", "praise", name=v.name, reads="ru")
    },
    "event_thanks.sure": lambda t, v: {
        "prompt": _prompts(
            t, "bc-ev-praise", "sure", name=v.name, title=v.name, praise=_rich(v), by=v.operator
        )
    },
    "event_thanks.gone": lambda _t, _v: {},
    "event_thanks.already": lambda _t, _v: {},
    "event_thanks.sent": lambda _t, _v: {},
    "certificates.ask": lambda t, _v: {
        "events": [0, 1, 12_345],
        "minutes": [0, 60_000],
        "home": buttons(t)[:1],
    },
    "certificates.file": lambda t, v: {"spoken": [t], "of": _certificates(v)},
    "certificates.genuine": lambda t, v: {
        "number": [CODE],
        "initials": ["Α. Β."],
        "events": [12_345],
        "minutes": [60_000],
        "issued_at": [SATURDAY],
        "operator": [v.operator],
        "home": buttons(t)[:1],
        "now": [None, (0, 0), (3, 90)],
    },
    "certificates.unknown": lambda t, _v: {"home": buttons(t)[:1]},
    "years.year": lambda _t, v: {
        "of": [Year(2026, v.name, 1, 0, []), Year(2026, v.name, 12_345, 60_000, [*goals()])],
        "username": ["a" * 32],
    },
    "notes.nothing_changed": lambda _t, _v: {},
    "event_facts.amount": lambda _t, _v: {"minutes": [0, 90, 600, 60_000]},
}
