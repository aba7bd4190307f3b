"""Sample arguments for what organizers see of broadcasts, and for their copies."""

import html
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.content.audiences import DONE, KINDS, PARTICIPANTS, READ
from bot.content.topics import Topic
from bot.dialog import Problem, Prompt
from bot.i18n import Translator
from bot.progress import Following, Progress, Reactions
from bot.screens.broadcasts import PAGE, Draft, Line
from bot.screens.copies import CARDS
from bot.screens.progress import State
from bot.storage.models import Stage
from tests.screens.samples import PROBLEMS, SATURDAY, Arguments, Values, buttons

STAGES = [stage.value for stage in Stage]
REASONS = [
    "no consent",
    "stopped",
    "muted",
    "enough this week",
    "event closed",
    "answered",
    "no text",
    "cancelled",
    "gone",
    "late",
    "",
]
CARD, LINK, EVENT = {"opens": "g3"}, {"url": "https://e.kz"}, {"event": 12}


def _texts(v: Values) -> list[dict[str, str]]:
    said = f"<b>{html.escape(v.name, quote=False)}</b>"
    return [{}, {"kk": said}, {"kk": said, "ru": said, "en": said}]


def _drafts(v: Values) -> list[Draft]:
    said = "<b>1 &lt; 2</b>"  # of a text only the first words are shown
    none: dict[str, str] = {}
    one, several = {"kk": said}, dict.fromkeys(("kk", "ru", "en"), said)
    plain = Draft(12, none, None, False, None, False, [], 0, 0)
    return [
        plain,
        replace(plain, texts=one, people=1, left_out=12_345, button=CARD),
        replace(plain, texts=one, fallback="kk", picture=True, button=LINK, too_long=["kk"], people=2),
        replace(plain, texts=several, urgent=True, people=1_000_000),
        replace(plain, texts=several, button=EVENT, people=5),
        replace(plain, texts=several, button=EVENT, closed=True),
        replace(plain, to=(v.name, "waiting")),
        replace(plain, texts=one, to=(v.name, "going"), bound=True, people=2),
    ]


def _prompts(t: Translator, step: str, reasons: tuple[str, ...], **answers: Any) -> list[Prompt]:
    plain = Prompt(t, f"bc-{step}", step, None, 1, answers)
    refused = [replace(plain, problem=Problem(reason, 64), back=True) for reason in reasons]
    return [plain, *refused]


def _states(v: Values) -> list[State]:
    plain = State(12, v.name, "sending", 300, True, False, False, False, False, True, True, 30, SATURDAY)
    return [
        *(replace(plain, stage=stage) for stage in STAGES),
        replace(plain, spread=False, has_card=True),
        replace(plain, night=True, has_link=True),
        replace(plain, stage="done", withdrawn=True),
        replace(plain, stage="done", withdrawable=False),
        replace(plain, stage="cancelled", correctable=False, withdrawable=False),
        replace(plain, permits=1_000),
    ]


def _progress() -> list[Progress]:
    return [
        Progress(),
        Progress(
            people=300,
            sent=100,
            waiting=150,
            doubtful=3,
            blocked=7,
            failed={"not made": 2},
            skipped=dict.fromkeys(REASONS, 4),
            languages={"kk": (50, 100), "ru": (30, 100), "en": (20, 100)},
        ),
        Progress(people=1_000_000, sent=1, waiting=999_999, languages={"kk": (1, 1_000_000)}),
    ]


def _of(v: Values) -> list[dict[str, Any]]:
    plain = {"broadcast": 10**8, "language": "kk", "text": _texts(v)[1]["kk"], "picture": None}
    plain |= {"button": None, "topic": int(Topic.NEWS), "edits": False, "mine": None, "facts": None}
    cards = [plain | {"button": {"opens": opens}} for opens in CARDS]
    times = {"starts_at": "2026-12-05T10:00:00+00:00", "ends_at": "2026-12-05T12:00:00+00:00"}
    facts = {**times, "city": "almaty", "place": v.name}
    plain_of_event = plain | {"button": EVENT, "topic": int(Topic.EVENTS), "facts": facts}
    return [plain, plain_of_event, plain | {"button": LINK, "picture": "AgAC"}, *cards]


BROADCASTS: dict[str, Callable[[Translator, Values], Arguments]] = {
    "audiences.card": lambda _t, v: {
        "number": [12],
        "people": [0, 1, 12_345],
        "conditions": [
            {},
            {"city": ["almaty"] * 9, "interests": ["1", "9"], "read": ["some"], "since": ["2026-11-01"]},
            {"ambassadors": ["only"]},
            {"events": ["went", "declined", "never"], "participants": [v.name, "going"]},
            {"language": ["kk"], "age_band": ["16-17"], "study_year": ["master"], "university": ["kaznu"]},
        ],
    },
    "audiences.choices": lambda _t, _v: {
        "number": [12],
        "name": ["city"],
        "found": [[], [("almaty", 1)], [(f"{n}", 12_345) for n in range(20)]],
        "chosen": [[], ["almaty", "1"]],
        "page": [0, 1, 99],
        "people": [12],
    },
    "audiences.ambassadors": lambda _t, _v: {
        "number": [12],
        "chosen": [None, "only", "except"],
        "people": [1, 12],
    },
    "audiences.read": lambda _t, _v: {"number": [12], "chosen": [None, *READ], "people": [1, 12]},
    "audiences.since": lambda _t, _v: {"number": [12], "chosen": [None, "2026-11-01"], "people": [12]},
    "audiences.events": lambda _t, _v: {
        "number": [12],
        "chosen": [[], ["went"], [*DONE]],
        "people": [1, 12],
    },
    "audiences.participants": lambda _t, v: {
        "number": [12],
        "title": [v.name],
        "chosen": [None, *PARTICIPANTS],
        "people": [1, 12],
    },
    "audiences.kind": lambda _t, _v: {"name": [*KINDS]},
    "audiences.value_label": lambda _t, _v: {"name": ["language", "age_band"], "value": ["16-17"]},
    "audiences.reach": lambda _t, _v: {"people": [0, 1, 2, 5, 12_345]},
    "broadcasts.title": lambda _t, _v: {"texts": [{}, {"kk": "<b>1 &lt; 2</b>"}, {"ru": "1 " * 40}]},
    "broadcasts.listed": lambda t, v: {
        "found": [
            [],
            [Line(n, v.name, stage, SATURDAY) for n, stage in enumerate(STAGES)],
            [Line(n, v.name, "done", withdrawn=True) for n in range(100, 100 + PAGE)],
        ],
        "page": [0, 1],
        "pages": [3],
        "home": buttons(t)[:1],
        "new": [True, False],
    },
    "broadcasts.draft": lambda _t, v: {"of": _drafts(v)},
    "broadcasts.fallback": lambda _t, v: {"number": [12], "texts": _texts(v), "chosen": [None, "kk"]},
    "broadcasts.buttons": lambda _t, _v: {"number": [12], "button": [None, CARD, LINK, EVENT]},
    "broadcasts.picture": lambda _t, _v: {"number": [12]},
    "broadcasts.text": lambda _t, _v: {"number": [12], "language": ["kk", "ru", "en"]},
    "broadcasts.urgent": lambda _t, _v: {"number": [12]},
    "broadcasts.drop": lambda _t, _v: {"number": [12]},
    "broadcasts.left": lambda _t, _v: {},
    "broadcasts.too_long": lambda _t, _v: {},
    "broadcasts.no_text": lambda _t, _v: {},
    "broadcasts.sent_below": lambda _t, _v: {},
    "composing.text": lambda t, _v: {"prompt": _prompts(t, "text", PROBLEMS, language="kk")},
    "composing.correction": lambda t, _v: {"prompt": _prompts(t, "text", PROBLEMS, language="kk")},
    "composing.sure": lambda t, v: {
        "prompt": [
            replace(prompt, flow="bc-fix")
            for prompt in (
                *_prompts(t, "sure", ("buttons",), text=_texts(v)[1]["kk"]),
                *_prompts(t, "sure", ()),
            )
        ]
    },
    "composing.picture": lambda t, _v: {"prompt": _prompts(t, "picture", ("picture",))},
    "composing.link": lambda t, _v: {"prompt": _prompts(t, "link", ("link",))},
    "composing.time": lambda t, _v: {"prompt": _prompts(t, "time", ("past", "night"))},
    "composing.day": lambda t, _v: {"prompt": _prompts(t, "day", ("day",))},
    "copies.copy": lambda t, v: {"of": _of(v), "spoken": [t]},
    "copies.rsvp": lambda _t, _v: {
        "number": [10**8],
        "event": [10**8],
        "mine": [None, "going", "waiting", "maybe", "no"],
    },
    "copies.card": lambda _t, _v: {"opens": [*CARDS]},
    "progress.card": lambda _t, v: {
        "of": _states(v),
        "progress": _progress(),
        "reactions": [Reactions(), Reactions(1, 2, 3, 4)],
        "followings": [[], [Following(True, 1, 2, False), Following(False, 2, 2, True)]],
    },
    "progress.reason": lambda _t, _v: {"name": REASONS},
    "sending.confirm": lambda _t, _v: {
        "number": [12],
        "token": ["5a"],
        "heads": [{"kk": 1}, {"kk": 1_000_000, "ru": 5, "en": 0}],
        "left_out": [0, 3],
    },
    "sending.nobody": lambda _t, _v: {"number": [12], "bound": [False, True]},
    "sending.twin": lambda _t, _v: {"number": [12], "other": [11, None], "at": [SATURDAY]},
    "sending.when": lambda _t, _v: {
        "number": [12],
        "token": ["5"],
        "offers": [[], [("evening", SATURDAY), ("next", SATURDAY)]],
    },
    "sending.scheduled": lambda _t, v: {
        "number": [12],
        "title": [v.name],
        "people": [1, 2, 5],
        "at": [SATURDAY],
    },
    "sending.closed": lambda _t, _v: {},
    "sending.test_sent": lambda _t, _v: {},
    "steering.cancel": lambda _t, _v: {"number": [12], "waiting": [0, 12_345]},
    "steering.withdraw": lambda _t, _v: {"number": [12], "sent": [0, 12_345]},
    "steering.again": lambda _t, _v: {"number": [12], "doubtful": [1, 12_345]},
    "steering.languages": lambda _t, _v: {"number": [12], "spoken": [["kk", "en"]]},
    "steering.ended": lambda _t, v: {"number": [12], "title": [v.name]},
    "steering.done": lambda _t, _v: {"act": ["pause", "resume", "cancel", "withdraw", "correct", "doubt"]},
}
