"""The three catalogs against the texts that the screens speak, and against the glossary.

Babel checks none of this. `faults` is shown to find each fault in a catalog that has it.
"""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract

from bot.i18n import LANGUAGES, LOCALES, OWN_NAMES, Language
from bot.locales import catalogs

TAG = re.compile(r"<(/?)([a-z-]+)[^>]*>")
NOT_WORDS = re.compile(r"<[^>]*>|\{[^}]*\}|https?://\S+|/\w+")

MIXED = r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]"
QUOTES = r"[\"“”„]|(?<!\w)'|'(?!\w)"
DASHES = r"—| - |--"

# Faults of wording: what is looked for in a text without tags, placeholders and commands.
WORDING: dict[str, dict[Language, str]] = {
    "letters of two alphabets in a word": {"kk": MIXED, "ru": MIXED, "en": MIXED},
    "straight or foreign quotes": {"kk": QUOTES, "ru": QUOTES, "en": r"[\"«»„]"},
    "a dash that is no en dash": {"kk": DASHES, "ru": DASHES, "en": DASHES},
    "a letter of another language": {"ru": r"(?i)[әғқңөұүһі]", "en": r"[\u0400-\u04ff]"},
    "е for ё": {"ru": r"(?i)волонтер|\bеще\b|\bпридет"},
    "two genders": {"ru": r"(?i)[а-яё]\s?\(-?[а-яё]{1,4}\)|\w/-?(?:а|ла|ась|лась|на)\b|\bсоглас(?:ен|на)\b"},
    "address in small letters": {
        "kk": r"\bсіз(?:дің|ді|ге|де|ден|бен|дер\w*)?\b",
        "ru": r"\b(?:вы|вас|вам|вами|ваш\w*)\b",
    },
}


def forms(text: object) -> tuple[str, ...]:
    """A text in all its plural forms."""
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text or ""),)


def placeholders(text: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def tags(text: str) -> Counter[str]:
    return Counter(match[0] for match in TAG.finditer(text))


def commands(text: str) -> Counter[str]:
    return Counter(re.findall(r"(?<![\w/])/\w+", TAG.sub("", text)))


def nested(text: str) -> bool:
    """Whether every tag that opens closes, the last one first."""
    standing: list[str] = []
    for match in TAG.finditer(text):
        if not match[1]:
            standing.append(match[2])
        elif not standing or standing.pop() != match[2]:
            return False
    return not standing


def misworded(text: str, language: Language) -> Iterator[str]:
    words = NOT_WORDS.sub(" ", text)
    for fault, patterns in WORDING.items():
        if language in patterns and re.search(patterns[language], words):
            yield fault
    if language == "kk" and re.search(r"\}-?(?!(?:курс|мақсат)\b)\w", text):
        yield "an ending glued to a value"


def mistranslated(message: Message, catalog: Catalog, language: Language) -> Iterator[str]:
    model = forms(message.id)[-1]
    said = forms(message.string)
    if isinstance(message.id, tuple) and len(said) != catalog.num_plurals:
        yield "plural forms"
    for text in said:
        if not text.strip():
            yield "empty"
            continue
        try:
            same = placeholders(text) == placeholders(model)
        except ValueError:
            same = False
        if not same and language != "en":
            yield "placeholders"
        if tags(text) != tags(model):
            yield "tags"
        if not nested(text):
            yield "nesting"
        if commands(text) != commands(model):
            yield "commands"
        yield from misworded(text, language)


def faults(template: Catalog, catalog: Catalog, language: Language) -> set[tuple[str, str]]:
    """What is wrong with a catalog: pairs of a fault and the English text it is found at."""
    wanted = {message.id: message for message in template if message.id}
    there = {message.id: message for message in catalog if message.id}
    found = {("missing", forms(text)[0]) for text in wanted.keys() - there.keys()}
    found |= {("obsolete", forms(text)[0]) for text in there.keys() - wanted.keys()}
    found |= {("obsolete", forms(message.id)[0]) for message in catalog.obsolete.values()}
    for text, message in there.items():
        if message.fuzzy:
            found.add(("fuzzy", forms(text)[0]))
        if language == "en" and message.string != message.id:
            found.add(("not English", forms(text)[0]))
        found |= {(fault, forms(text)[0]) for fault in mistranslated(message, catalog, language)}
    return found


def path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "messages.po"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_says_every_text_of_the_screens_and_says_it_well(language: Language) -> None:
    template = catalogs.extract()
    assert len(template) > 30, "texts are found at all"
    assert not faults(template, catalogs.read(path(language), language), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_counts_as_its_language_does(language: Language) -> None:
    header = re.search(r'^"Plural-Forms: (.*)\\n"$', path(language).read_text(), re.MULTILINE)
    assert header
    assert header[1] == Catalog(locale=language).plural_forms
    assert catalogs.read(path(language), language).num_plurals == {"kk": 2, "ru": 3, "en": 2}[language]


def test_the_template_is_what_would_be_written_now(tmp_path: Path) -> None:
    written = tmp_path / "messages.pot"
    catalogs._write(written, catalogs.extract())
    assert (LOCALES / "messages.pot").read_text() == written.read_text(), "run: make catalogs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_is_what_would_be_written_now(language: Language, tmp_path: Path) -> None:
    catalog = catalogs.read(path(language), language)
    catalog.update(catalogs.extract(), no_fuzzy_matching=True)
    written = tmp_path / "messages.po"
    catalogs._write(written, catalog)
    assert path(language).read_text() == written.read_text(), "run: make catalogs"


def test_there_is_a_catalog_for_every_language_and_for_no_other() -> None:
    assert {file.parent.parent.name for file in LOCALES.glob("*/LC_MESSAGES/*")} == set(LANGUAGES)
    assert set(OWN_NAMES) == set(LANGUAGES)


def test_texts_are_found_in_all_the_ways_to_say_them() -> None:
    source = b"""Screen(t("A <b>text</b>, " "{name}", name=1), Button(prompt.t.label("Label"), "data"))
t.plural("{n} place", "{n} places", 3, more="more")"""
    found = extract("python", io.BytesIO(source), keywords=catalogs.KEYWORDS)
    assert [text for _, text, *_ in found] == ["A <b>text</b>, {name}", "Label", PLURAL]


PLURAL = ("{n} place", "{n} places")
TEXTS = ("<b>Hi, {name}!</b> See /help", PLURAL)
GOOD: dict[Language, tuple[str, tuple[str, ...]]] = {
    "kk": ("<b>Сәлем, {name}!</b> Сізге: /help", ("{n} орын", "{n} орын")),
    "ru": ("<b>Привет, {name}!</b> Вам: /help", ("{n} место", "{n} места", "{n} мест")),
    "en": TEXTS,
}


def sample(language: Language, text: str | None = None, plural: tuple[str, ...] | None = None) -> Catalog:
    """A catalog of two texts, good but for what is given."""
    catalog = Catalog(locale=language)
    catalog.add(TEXTS[0], GOOD[language][0] if text is None else text)
    catalog.add(PLURAL, plural or GOOD[language][1])
    return catalog


def template() -> Catalog:
    catalog = Catalog()
    for text in TEXTS:
        catalog.add(text)
    return catalog


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_good_catalog_has_no_fault(language: Language) -> None:
    assert not faults(template(), sample(language), language)


@pytest.mark.parametrize(
    ("language", "text", "fault"),
    [
        ("ru", "", "empty"),
        ("ru", " \n", "empty"),
        ("ru", "<b>Привет!</b> Вам: /help", "placeholders"),
        ("ru", "<b>Привет, {nane}!</b> Вам: /help", "placeholders"),
        ("ru", "<b>Привет, {name} {name}!</b> Вам: /help", "placeholders"),
        ("ru", "<b>Привет, {name!</b> Вам: /help", "placeholders"),
        ("ru", "Привет, {name}! Вам: /help", "tags"),
        ("ru", "<i>Привет, {name}!</i> Вам: /help", "tags"),
        ("kk", "<b>Сәлем</b>, <b>{name}</b>! Сізге: /help", "tags"),
        ("kk", "</b>Сәлем, {name}!<b> Сізге: /help", "nesting"),
        ("ru", "<b>Привет, {name}!</b> Вам: help", "commands"),
        ("ru", "<b>Привет, {name}!</b> Вам: /помощь", "commands"),
        ("kk", "<b>Сәлем, {name}!</b> сізге: /help", "address in small letters"),
        ("ru", "<b>Привет, {name}!</b> Спросим вас: /help", "address in small letters"),
        ("kk", "<b>Сәлем, {name}-ға!</b> Сізге: /help", "an ending glued to a value"),
        ("kk", '<b>Сәлем, {name}!</b> Сіз "ерікті": /help', "straight or foreign quotes"),
        ("ru", "<b>Привет, {name}!</b> Вы “друг”: /help", "straight or foreign quotes"),
        ("ru", "<b>Привет, {name}!</b> Вы 'друг': /help", "straight or foreign quotes"),
        ("ru", "<b>Привет, {name}!</b> Вам — /help", "a dash that is no en dash"),
        ("ru", "<b>Привет, {name}!</b> Вам - это: /help", "a dash that is no en dash"),
        ("ru", "<b>Привет, {name}!</b> Волонтерам: /help", "е for ё"),
        ("ru", "<b>Привет, {name}!</b> Вам еще: /help", "е for ё"),
        ("ru", "<b>Привет, {name}!</b> Вы записались (ась)? Рад(а): /help", "two genders"),
        ("ru", "<b>Привет, {name}!</b> Вы записался(-ась): /help", "two genders"),
        ("ru", "<b>Привет, {name}!</b> Вы готов/-а: /help", "two genders"),
        ("ru", "<b>Привет, {name}!</b> Согласен: /help", "two genders"),
        ("ru", "<b>Привет, {name}!</b> Сiзге Әсел: /help", "a letter of another language"),
        ("ru", "<b>Привет, {name}!</b> Bам: /help", "letters of two alphabets in a word"),
        ("kk", "<b>Сәлем, {name}!</b> Сiзге: /help", "letters of two alphabets in a word"),
        ("en", "<b>Hi, {name}!</b> Seе /help", "letters of two alphabets in a word"),
        ("en", "<b>Hello, {name}!</b> See /help", "not English"),
    ],
)
def test_a_fault_of_a_text_is_found(language: Language, text: str, fault: str) -> None:
    assert (fault, TEXTS[0]) in faults(template(), sample(language, text), language)


@pytest.mark.parametrize(
    ("language", "plural", "fault"),
    [
        ("ru", ("{n} место", "{n} места"), "plural forms"),
        ("kk", ("{n} орын",), "plural forms"),
        ("ru", ("одно место", "{n} места", "{n} мест"), "placeholders"),
        ("ru", ("{n} место", "{n} места", ""), "empty"),
        ("ru", ("{n} место", "{n} места", "{n} мест — "), "a dash that is no en dash"),
    ],
)
def test_a_fault_of_one_plural_form_is_found(language: Language, plural: tuple[str, ...], fault: str) -> None:
    assert (fault, PLURAL[0]) in faults(template(), sample(language, plural=plural), language)


def with_more(catalog: Catalog) -> None:
    catalog.add("More", "Ещё")


def with_less(catalog: Catalog) -> None:
    catalog.delete(TEXTS[0])


def with_doubt(catalog: Catalog) -> None:
    catalog.add(TEXTS[0], GOOD["ru"][0], flags=["fuzzy"])


def with_a_past(catalog: Catalog) -> None:
    catalog.obsolete["Old"] = Message("Old", "Старое")


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (with_more, ("obsolete", "More")),
        (with_a_past, ("obsolete", "Old")),
        (with_less, ("missing", TEXTS[0])),
        (with_doubt, ("fuzzy", TEXTS[0])),
    ],
)
def test_what_a_catalog_has_too_much_or_too_little_is_found(
    spoil: Callable[[Catalog], None], fault: tuple[str, str]
) -> None:
    catalog = sample("ru")
    spoil(catalog)
    assert faults(template(), catalog, "ru") == {fault}
