"""Every screen there is, in every language, with ordinary and hostile values.

A function added to `bot/screens` without sample arguments here fails the first test.
"""

import html
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from typing import Any, get_type_hints

import pytest
from telegram.ext import CallbackQueryHandler

import bot.handlers
import bot.screens
from bot.dialog import Problem, Prompt
from bot.handlers import ROUTES
from bot.i18n import LANGUAGES, OWN_NAMES, Language, Translator, translator
from bot.screen import MAX_TOAST, Button, Screen, units, visible
from bot.screens import languages, menu, notes

Shown = Screen | str | Button
Arguments = dict[str, list[Any]]


@dataclass(frozen=True)
class Values:
    """What people and operators may have written."""

    name: str
    operator: str


# Neither Latin nor Cyrillic, so that what is left of a text is the bot's own.
NEUTRAL = Values("Άννα", "Εθελοντές")

HOSTILE = [
    Values("Әсел Ким", "Volunteers of Kazakhstan"),
    Values("Ж" * 64, "Ұ" * 100),
    Values("😀" * 64, "👨‍👩‍👧" * 20),
    Values('<b>&"', '</b><a href="https://e.kz">&amp;'),
    Values("&lt;i&gt;", "&" * 100),
    Values("\u202eאנה\u200f", "\u2067שלום\u2069"),
    Values("{name} {0} %s", "{operator}{"),
    Values("'\"`\\", "<" * 100),
    Values("/stop @bot", "https://e.kz"),
]


def _button(t: Translator) -> list[Button]:
    return [menu.button(t, complete=True), menu.button(t, complete=False)]


def _prompts(t: Translator, suggestion: str) -> list[Prompt]:
    problems = [None, Problem("empty"), Problem("long", 64), Problem("letters"), Problem("required")]
    return [Prompt(t, 1, 1, {}, said, problem) for said in (None, suggestion) for problem in problems]


# Choices for each argument; `t` and whatever is true or false need none.
SAMPLES: dict[str, Callable[[Translator, Values], Arguments]] = {
    "consents.ask": lambda _t, v: {
        "version": [1, 9_999],
        "operator": [v.operator],
        "business_number": [None, "123456789012"],
    },
    "consents.declined": lambda _t, _v: {},
    "consents.privacy": lambda t, v: {"name": [None, v.name], "home": _button(t)},
    "consents.confirm_withdrawal": lambda _t, _v: {},
    "consents.withdrawn": lambda _t, _v: {},
    "languages.welcome": lambda _t, _v: {},
    "languages.choose": lambda t, _v: {"home": _button(t)},
    "languages.changed": lambda _t, _v: {},
    "menu.home": lambda _t, v: {"name": [v.name]},
    "menu.help": lambda t, _v: {"home": _button(t)},
    "menu.stopped": lambda _t, _v: {},
    "menu.welcome_back": lambda _t, _v: {},
    "menu.button": lambda _t, _v: {},
    "notes.lost": lambda _t, _v: {},
    "notes.text_only": lambda _t, _v: {},
    "notes.edited": lambda _t, _v: {},
    "notes.changed": lambda _t, _v: {},
    "notes.too_fast": lambda _t, _v: {},
    "notes.apology": lambda _t, _v: {},
    "notes.private_only": lambda _t, _v: {"username": ["volunteers_bot", "a" * 32]},
    "signup.name": lambda t, v: {"prompt": _prompts(t, v.name)},
}


def functions() -> dict[str, Callable[..., Any]]:
    """The public functions of bot.screens, by module and name."""
    prefix = f"{bot.screens.__name__}."
    modules = [import_module(found.name) for found in pkgutil.walk_packages(bot.screens.__path__, prefix)]
    return {
        f"{module.__name__.removeprefix(prefix)}.{name}": function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


FUNCTIONS = functions()


def shown(name: str, language: Language, values: Values = NEUTRAL) -> list[Shown]:
    """What a function shows for every choice of its arguments, in a steady order."""
    function, t = FUNCTIONS[name], translator(language)
    types = get_type_hints(function)
    choices: Arguments = {argument: [False, True] for argument, kind in types.items() if kind is bool}
    choices |= {"t": [t]} if "t" in types else {}
    choices |= SAMPLES[name](t, values)
    return [function(**dict(zip(choices, chosen, strict=True))) for chosen in product(*choices.values())]


def markup(one: Shown) -> str:
    match one:
        case Screen():
            return one.text
        case Button():
            return ""
        case _:
            return one


def buttons(one: Shown) -> list[Button]:
    match one:
        case Screen():
            return [button for row in one.rows for button in row]
        case Button():
            return [one]
        case _:
            return []


def lines(one: Shown) -> Iterator[str]:
    """What a person reads, line by line and button by button, without what was filled in."""
    for line in [*visible(markup(one)).splitlines(), *(button.text for button in buttons(one))]:
        for value in (NEUTRAL.name, NEUTRAL.operator, *OWN_NAMES.values()):
            line = line.replace(value, "")  # noqa: PLW2901 what is left of it
        if re.search(r"[^\W\d_]", line):
            yield line


def toasts() -> list[str]:
    """The functions whose text the handlers pop up over a button, found where they do."""
    found = []
    for place in pkgutil.walk_packages(bot.handlers.__path__, f"{bot.handlers.__name__}."):
        handlers = import_module(place.name)
        source = inspect.getsource(handlers)
        calls = re.findall(r"\.toast\(\s*(\w+)\.(\w+)\(", source)
        assert len(calls) == source.count(".toast("), f"{place.name} pops up what no screen says"
        spoken = [getattr(getattr(handlers, module), name) for module, name in calls]
        found += [name for name, function in FUNCTIONS.items() if function in spoken]
    return sorted(set(found))


TOASTS = toasts()

every_function = pytest.mark.parametrize("name", SAMPLES)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def test_no_screen_is_forgotten_here() -> None:
    assert set(SAMPLES) == set(FUNCTIONS)
    assert all(get_type_hints(FUNCTIONS[name])["return"] in {Screen, str, Button} for name in SAMPLES)


@every_function
def test_every_argument_is_tried(name: str) -> None:
    types = get_type_hints(FUNCTIONS[name])
    given = SAMPLES[name](translator("en"), NEUTRAL)
    assert set(given) | {"t"} >= {argument for argument, kind in types.items() if kind is not bool} - {
        "return"
    }
    unset = {
        argument for argument, kind in types.items() if kind == str | None and None not in given[argument]
    }
    assert not unset, "what may be missing is tried missing"


@every_language
@every_function
@pytest.mark.parametrize("values", [NEUTRAL, *HOSTILE])
def test_whatever_people_are_called_a_screen_stays_within_telegrams_limits(
    name: str, language: Language, values: Values
) -> None:
    for one in shown(name, language, values):
        screen = one if isinstance(one, Screen) else Screen("Menu").under(markup(one))
        assert screen.body()["text"]


@every_language
@every_function
@pytest.mark.parametrize("values", HOSTILE)
def test_a_value_is_shown_as_it_was_written_and_changes_nothing_else(
    name: str, language: Language, values: Values
) -> None:
    pairs = [(NEUTRAL.name, values.name), (NEUTRAL.operator, values.operator)]
    for plain, hostile in zip(shown(name, language), shown(name, language, values), strict=True):
        text, labels = markup(plain), [button.text for button in buttons(plain)]
        for neutral, value in pairs:
            text = text.replace(neutral, html.escape(value, quote=False))
            labels = [label.replace(neutral, value) for label in labels]
        assert markup(hostile) == text
        assert [button.text for button in buttons(hostile)] == labels
        assert [button.data for button in buttons(hostile)] == [button.data for button in buttons(plain)]


@pytest.mark.parametrize("language", ["kk", "ru"])
@every_function
def test_nothing_is_left_in_english(name: str, language: Language) -> None:
    for translated, english in zip(shown(name, language), shown(name, "en"), strict=True):
        assert not set(lines(translated)) & set(lines(english))
        words = re.findall(r"(?<![/\w])[A-Za-z]+", "\n".join(lines(translated)))
        assert set(words) <= {"Telegram", "ID"}


@pytest.mark.parametrize(("language", "foreign"), [("ru", "[әғқңөұүһіӘҒҚҢӨҰҮҺІ]"), ("en", "[\u0400-\u04ff]")])
@every_function
def test_one_language_is_spoken_at_a_time(name: str, language: Language, foreign: str) -> None:
    for one in shown(name, language):
        assert not [line for line in lines(one) if re.search(foreign, line)]


@pytest.mark.parametrize("language", ["kk", "ru"])
@every_function
def test_a_button_does_the_same_in_every_language(name: str, language: Language) -> None:
    for translated, english in zip(shown(name, language), shown(name, "en"), strict=True):
        does, does_in_english = (
            sorted(button.data or button.url or "" for button in buttons(one))
            for one in (translated, english)
        )
        assert does == does_in_english
        assert len(set(does)) == len(does), "no two buttons of a card do the same"


@every_function
def test_every_button_leads_to_a_handler_of_its_own(name: str) -> None:
    patterns = [r.matcher.pattern for r in ROUTES if isinstance(r.matcher, CallbackQueryHandler)]
    *known, anything = [pattern for pattern in patterns if isinstance(pattern, re.Pattern)]
    assert anything.match("no button says this"), "the last one takes what is left"
    for button in (button for one in shown(name, "en") for button in buttons(one)):
        if button.data is not None:
            assert [pattern for pattern in known if pattern.match(button.data)], button
        else:
            assert (button.url or "").startswith("https://")


def test_the_toasts_are_found() -> None:
    assert {"notes.changed", "languages.changed"} <= set(TOASTS)
    assert FUNCTIONS["notes.changed"] is notes.changed
    assert FUNCTIONS["languages.changed"] is languages.changed


@every_language
@pytest.mark.parametrize("name", TOASTS)
def test_a_toast_is_short_plain_text(name: str, language: Language) -> None:
    for one in shown(name, language):
        assert isinstance(one, str)
        assert 1 <= units(one) <= MAX_TOAST
        assert one == visible(one), "toasts know no markup"
        assert "\n" not in one


@every_language
@every_function
def test_a_message_has_one_emoji_at_most(name: str, language: Language) -> None:
    for one in shown(name, language):
        said = "\n".join([markup(one), *(button.text for button in buttons(one))])
        assert len(re.findall(r"[\U0001f1e6-\U0001faff\u2600-\u2704\u2706-\u27bf]", said)) <= 1
