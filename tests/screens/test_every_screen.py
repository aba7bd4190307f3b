"""Every screen there is, in every language, with ordinary and hostile values.

A function added to `bot/screens` without sample arguments here fails the first test.
"""

import html
import inspect
import pkgutil
import re
from collections.abc import Callable
from importlib import import_module
from typing import get_args, get_type_hints

import pytest
from telegram.ext import CallbackQueryHandler

import bot.handlers
from bot.articles import Article
from bot.content.goals import goals
from bot.dialog import OUTDATED, Tap
from bot.handlers import ROUTES
from bot.handlers.conversations import FORMS
from bot.i18n import LANGUAGES, Language, translator
from bot.screen import MAX_TOAST, Button, Document, Picture, Rows, Screen, units, visible
from bot.screens import languages, notes
from tests.screens.cases import case
from tests.screens.everything import SAMPLES
from tests.screens.rendering import (
    FUNCTIONS,
    Shown,
    buttons,
    does,
    hostile,
    in_every_language,
    lines,
    markup,
    rows_of,
    shown,
)
from tests.screens.samples import NEUTRAL, Values

# Names, and the letters by which options are known to whoever has sat an exam here.
TRADITIONS = {*goals()[8].quiz.options["ru"]}  # Kazakh words in any language
TRANSLATED: tuple[Language, ...] = ("kk", "ru")
OTHERS: dict[Language, str] = {
    "ru": "[әғқңөұүһіӘҒҚҢӨҰҮҺІ]",
    "en": "[\u0400-\u04ff]",
}  # letters of other languages
FOREIGN = {"Telegram", "Google", "ID", "KazAID", "IGME", "IT", "A", "B", "C", "D", "QR", "XLSX", "CSV", "PDF"}


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

MODULES = sorted({name.rpartition(".")[0] for name in SAMPLES})


def every_function(check: Callable[[str], None]) -> Callable[[str], None]:
    """A test for each module of screens, which has fewer to collect than one for each function."""

    def test(module: str) -> None:
        for name in SAMPLES:
            if name.rpartition(".")[0] == module:
                with case(name):
                    check(name)

    test.__name__ = check.__name__
    return pytest.mark.parametrize("module", MODULES)(test)


def test_no_screen_is_forgotten_here() -> None:
    assert set(SAMPLES) == set(FUNCTIONS)
    known = {Article, Picture, Screen, Document, str, str | None, Button, Rows, dict[str, str]}
    assert all(get_type_hints(FUNCTIONS[name])["return"] in known for name in SAMPLES)


@every_function
def test_every_argument_is_tried(name: str) -> None:
    types = get_type_hints(FUNCTIONS[name])
    given = SAMPLES[name](translator("en"), NEUTRAL)
    assert set(given) | {"t"} >= {argument for argument, kind in types.items() if kind is not bool} - {
        "return"
    }
    unset = {
        argument
        for argument, kind in types.items()
        if argument != "return" and type(None) in get_args(kind) and None not in given[argument]
    }
    assert not unset, "what may be missing is tried missing"


@every_function
def test_whatever_people_are_called_a_screen_stays_within_telegrams_limits(name: str) -> None:
    for language in LANGUAGES:
        for values, those in ((NEUTRAL, shown(name, language)), *hostile(name, language)):
            for one in those:
                with case(name, language, values, one):
                    screen = (
                        one if isinstance(one, Screen) else Screen("Menu", rows_of(one)).under(markup(one))
                    )
                    assert screen.body().get("text") or screen.body()["caption"]


@every_function
def test_a_value_is_shown_as_it_was_written_and_changes_nothing_else(name: str) -> None:
    for language in LANGUAGES:
        for values, those in hostile(name, language):
            for plain, written in zip(shown(name, language), those, strict=True):
                with case(name, language, values):
                    assert_alike(plain, written, values)


def assert_alike(plain: Shown, written: Shown, values: Values) -> None:
    text, labels = markup(plain), [button.text for button in buttons(plain)]
    for neutral, value in ((NEUTRAL.name, values.name), (NEUTRAL.operator, values.operator)):
        text = text.replace(neutral, html.escape(value, quote=False))
        labels = [label.replace(neutral, value) for label in labels]
    assert markup(written) == text
    assert [button.text for button in buttons(written)] == labels
    assert [button.data for button in buttons(written)] == [button.data for button in buttons(plain)]


@every_function
def test_nothing_is_left_in_english(name: str) -> None:
    for language in TRANSLATED:
        for translated, english in zip(shown(name, language), shown(name, "en"), strict=True):
            with case(name, language):
                assert not (set(lines(translated)) & set(lines(english))) - FOREIGN
                words = re.findall(r"(?<![/\w])[A-Za-z]+", "\n".join(lines(translated)))
                assert set(words) <= FOREIGN


@every_function
def test_one_language_is_spoken_at_a_time(name: str) -> None:
    for language, foreign in OTHERS.items():
        for one in shown(name, language):
            with case(name, language):
                said = {line for line in lines(one) if re.search(foreign, line)}
                assert not {line for line in said if line.partition(". ")[2] not in TRADITIONS}


@every_function
def test_a_button_does_the_same_in_every_language(name: str) -> None:
    for language in TRANSLATED:
        for translated, english in zip(shown(name, language), shown(name, "en"), strict=True):
            with case(name, language):
                acts, acts_in_english = (
                    sorted(does(button).partition("&text=")[0] for button in buttons(one))
                    for one in (translated, english)
                )
                assert acts == acts_in_english
                assert len(set(map(does, buttons(english)))) == len(acts), (
                    "no two buttons of a card do the same"
                )


@every_function
def test_every_button_leads_to_a_handler_of_its_own(name: str) -> None:
    patterns = [r.matcher.pattern for r in ROUTES if isinstance(r.matcher, CallbackQueryHandler)]
    *known, anything = [pattern for pattern in patterns if isinstance(pattern, re.Pattern)]
    assert anything.match("no button says this"), "the last one takes what is left"
    for button in (button for one in shown(name, "en") for button in buttons(one)):
        if button.data is not None:
            assert [pattern for pattern in known if pattern.match(button.data)], button
        else:
            assert (button.url or button.copies or "").startswith("https://")


@every_function
def test_every_answer_that_a_card_offers_is_one_that_its_question_takes(name: str) -> None:
    for button in (button for one in shown(name, "en") for button in buttons(one)):
        kind, *said = (button.data or "").split(":")
        if kind != "f":
            continue
        form, step, act, *value = said
        question = FORMS[form].flow.find(step)
        assert question is not None, button
        if act == "set":
            assert question.pick(Tap(value[0], suggestion="Anna")) != OUTDATED, button


def test_the_toasts_are_found() -> None:
    assert {"notes.changed", "languages.changed"} <= set(TOASTS)
    assert FUNCTIONS["notes.changed"] is notes.changed
    assert FUNCTIONS["languages.changed"] is languages.changed


@pytest.mark.parametrize("name", TOASTS)
def test_a_toast_is_short_plain_text(name: str) -> None:
    for language, one in in_every_language(name):
        with case(name, language):
            assert isinstance(one, str)
            assert 1 <= units(one) <= MAX_TOAST
            assert one == visible(one), "toasts know no markup"
            assert "\n" not in one


@every_function
def test_a_message_has_one_emoji_at_most(name: str) -> None:
    for language, one in in_every_language(name):
        words = one.text if isinstance(one, Article) else markup(one)
        said = "\n".join([words, *(button.text for button in buttons(one))])
        with case(name, language):
            found = re.findall(r"[\U0001f1e6-\U0001faff\u2600-\u2704\u2706-\u274b\u274d-\u27bf]", said)
            assert len(found) <= 1
