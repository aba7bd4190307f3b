"""Guessing a language, escaping, plural forms, and one translator a language."""

import io
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bot import i18n
from bot.i18n import DEFAULT, LANGUAGES, OWN_NAMES, Language, Translator, translator

GREETING = "<b>Hello, {name}!</b>"
ONE, MANY = "{n} volunteer signed up", "{n} volunteers signed up"

# The glossary's forms in the order that each language's rule counts them in.
VOLUNTEERS: dict[Language, tuple[str, ...]] = {
    "kk": ("{n} волонтер тіркелді", "{n} волонтер тіркелді"),
    "ru": ("записался {n} волонтёр", "записались {n} волонтёра", "записалось {n} волонтёров"),
    "en": (ONE, MANY),
}


def speaking(language: Language, catalog: Catalog) -> Translator:
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translator(language, GNUTranslations(compiled))


@pytest.fixture(params=LANGUAGES)
def counting(request: pytest.FixtureRequest) -> Translator:
    """A translator that knows how to count volunteers."""
    language: Language = request.param
    catalog = Catalog(locale=language)
    catalog.add((ONE, MANY), VOLUNTEERS[language])
    return speaking(language, catalog)


@pytest.fixture
def russian() -> Translator:
    catalog = Catalog(locale="ru")
    catalog.add(GREETING, "<b>Здравствуйте, {name}!</b>")
    catalog.add("{a} before {b}", "сначала {b}, потом {a}")
    return speaking("ru", catalog)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("kk", "kk"),
        ("kk-KZ", "kk"),
        ("kk-Cyrl-KZ", "kk"),
        ("ru", "ru"),
        ("ru_RU", "ru"),
        ("RU", "ru"),
        ("Ru-kz", "ru"),
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        (None, "kk"),
        ("", "kk"),
        ("-", "kk"),
        ("uz", "kk"),
        ("uk-RU", "kk"),
        ("english", "kk"),
        ("rus", "kk"),
        ("<script>", "kk"),
        ("zh-hans-ru", "kk"),
    ],
)
def test_the_language_is_guessed_from_the_first_part_of_the_tag(tag: str | None, language: Language) -> None:
    assert i18n.guess(tag) == language


def test_every_language_has_its_own_name_and_the_default_is_one_of_them() -> None:
    assert LANGUAGES == ("kk", "ru", "en")
    assert tuple(OWN_NAMES) == LANGUAGES
    assert DEFAULT in LANGUAGES
    assert OWN_NAMES == {"kk": "Қазақша", "ru": "Русский", "en": "English"}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Anna", "Anna"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("</b>", "&lt;/b&gt;"),
        ("&lt;", "&amp;lt;"),
        ('"Anna"', '"Anna"'),
        ("it's", "it's"),
        ("{name} {0} %s", "{name} {0} %s"),
        ("\u202eאbc", "\u202eאbc"),
        (20, "20"),
        (None, "None"),
    ],
)
def test_a_value_is_escaped_in_a_text_and_left_alone_in_a_label(
    russian: Translator, value: object, shown: str
) -> None:
    assert russian(GREETING, name=value) == f"<b>Здравствуйте, {shown}!</b>"
    assert russian.label(GREETING, name=value) == f"<b>Здравствуйте, {value}!</b>"


def test_the_text_itself_keeps_its_tags_and_its_own_order(russian: Translator) -> None:
    assert russian("{a} before {b}", a="А", b="<Б>") == "сначала &lt;Б&gt;, потом А"
    assert russian.label("{a} before {b}", a="А", b="<Б>") == "сначала <Б>, потом А"


def test_a_text_that_no_catalog_knows_is_said_as_it_stands(russian: Translator) -> None:
    assert russian("<i>Not there, {name}</i>", name="&") == "<i>Not there, &amp;</i>"
    assert russian.label("Not there") == "Not there"


def test_a_forgotten_value_is_an_error_and_a_needless_one_is_not(russian: Translator) -> None:
    with pytest.raises(KeyError):
        russian(GREETING, nam="Anna")
    with pytest.raises(KeyError):
        russian.label(GREETING)
    assert russian(GREETING, name="Anna", more=1) == "<b>Здравствуйте, Anna!</b>"


KAZAKH_FORMS = dict.fromkeys((0, 1, 2, 5, 11, 21, 22, 101, 1_000), 0)
RUSSIAN_FORMS = {
    **dict.fromkeys((1, 21, 31, 101, 121, 1_001), 0),
    **dict.fromkeys((2, 3, 4, 22, 24, 102, 1_003), 1),
    **dict.fromkeys((0, 5, 9, 10, 11, 12, 14, 15, 19, 20, 25, 30, 100, 111, 112, 114, 1_011), 2),
}
ENGLISH_FORMS = {1: 0, **dict.fromkeys((0, 2, 5, 11, 21, 101), 1)}
FORMS: dict[Language, dict[int, int]] = {"kk": KAZAKH_FORMS, "ru": RUSSIAN_FORMS, "en": ENGLISH_FORMS}


def test_a_number_takes_the_form_that_its_language_asks_for(counting: Translator) -> None:
    forms = VOLUNTEERS[counting.language]
    wrong = {
        n: said
        for n, form in FORMS[counting.language].items()
        if (said := counting.plural(ONE, MANY, n)) != forms[form].format(n=n)
    }
    assert not wrong


def test_the_kazakh_noun_stays_as_it_is_after_any_number() -> None:
    one, other = VOLUNTEERS["kk"]
    assert one == other


@pytest.mark.parametrize(
    ("n", "said"),
    [(1, "записался 1 волонтёр"), (3, "записались 3 волонтёра"), (12, "записалось 12 волонтёров")],
)
def test_russian_verbs_agree_with_the_number(n: int, said: str) -> None:
    catalog = Catalog(locale="ru")
    catalog.add((ONE, MANY), VOLUNTEERS["ru"])
    assert speaking("ru", catalog).plural(ONE, MANY, n) == said


@pytest.mark.parametrize(("n", "said"), [(1, "1 place at &lt;A&gt;"), (2, "2 places at &lt;A&gt;")])
def test_the_other_values_of_a_counted_text_are_escaped_too(n: int, said: str) -> None:
    t = speaking("en", Catalog(locale="en"))
    assert t.plural("{n} place at {where}", "{n} places at {where}", n, where="<A>") == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogs_that_come_with_the_bot_speak_their_language(language: Language) -> None:
    t = translator(language)
    assert t.language == language
    assert t.label("Menu") == {"kk": "Мәзір", "ru": "Меню", "en": "Menu"}[language]
    assert t(GREETING, name="<b>").endswith(" &lt;b&gt;!</b>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogs_that_come_with_the_bot_count_as_their_language_does(language: Language) -> None:
    rule = vars(translator(language)._catalog)["plural"]
    assert {n: VOLUNTEERS[language][rule(n)] for n in FORMS[language]} == {
        n: VOLUNTEERS[language][form] for n, form in FORMS[language].items()
    }


def test_a_catalog_is_read_once_a_language() -> None:
    first = [translator(language) for language in LANGUAGES]
    again = [translator(language) for language in LANGUAGES]
    assert all(one is other for one, other in zip(first, again, strict=True))
    assert len({id(t) for t in first}) == len(LANGUAGES)


def test_a_language_without_a_catalog_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        translator("uz")
