"""What the functions of bot.screens show, for sample arguments, in every language."""

import html
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from itertools import product
from typing import Any, get_type_hints

import bot.screens
from bot.articles import Article
from bot.i18n import LANGUAGES, OWN_NAMES, Language, translator
from bot.screen import Button, Document, Picture, Rows, Screen, visible
from tests.screens.everything import SAMPLES
from tests.screens.samples import HOSTILE, NEUTRAL, Arguments, Values

Shown = Article | Picture | Screen | str | Button | Document | Rows | dict[str, str] | None


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


def arguments(name: str, language: Language, values: Values = NEUTRAL) -> Arguments:
    """The choices of each argument of a function."""
    t, types = translator(language), get_type_hints(FUNCTIONS[name])
    choices: Arguments = {argument: [False, True] for argument, kind in types.items() if kind is bool}
    choices |= {"t": [t]} if "t" in types else {}
    return choices | SAMPLES[name](t, values)


def render(name: str, choices: Arguments) -> list[Shown]:
    """What a function shows for every choice of its arguments, in a steady order."""
    function = FUNCTIONS[name]
    return [function(**dict(zip(choices, chosen, strict=True))) for chosen in product(*choices.values())]


@cache
def shown(name: str, language: Language) -> list[Shown]:
    """What a function shows with ordinary values."""
    return render(name, arguments(name, language))


def in_every_language(name: str) -> Iterator[tuple[Language, Shown]]:
    for language in LANGUAGES:
        for one in shown(name, language):
            yield language, one


def hostile(name: str, language: Language) -> Iterator[tuple[Values, list[Shown]]]:
    """What a function shows with each of the hostile values, if it is given any of them."""
    ordinary = arguments(name, language)
    for values in HOSTILE:
        choices = arguments(name, language, values)
        if choices != ordinary:
            yield values, render(name, choices)


def markup(one: Shown) -> str:
    match one:
        case Screen():
            return one.text
        case Article():
            listed = html.escape(f"{one.title}\n{one.description}", quote=False)
            return f"{listed}\n{one.text}"
        case Document():
            return one.caption
        case str():
            return one
        case dict():
            return "\n".join(one.values())
        case _:
            return ""


def buttons(one: Shown) -> list[Button]:
    match one:
        case Screen():
            return [button for row in one.rows for button in row]
        case Article():
            return [one.button]
        case Button():
            return [one]
        case tuple():
            return [button for row in one for button in row]
        case _:
            return []


def lines(one: Shown) -> Iterator[str]:
    """What a person reads, line by line and button by button, without what was filled in."""
    for line in [*visible(markup(one)).splitlines(), *(button.text for button in buttons(one))]:
        for value in (NEUTRAL.name, NEUTRAL.operator, *OWN_NAMES.values()):
            line = line.replace(value, "")  # noqa: PLW2901 what is left of it
        line = re.sub(r"(https://|@a)\S+", "", line)  # noqa: PLW2901 links are of no language
        if re.search(r"[^\W\d_]", line):
            yield line


def does(button: Button) -> str:
    return button.data or button.url or f"copies {button.copies}"


def rows_of(one: Shown) -> Rows:
    return tuple((button,) for button in buttons(one))
