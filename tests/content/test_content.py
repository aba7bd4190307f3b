"""The content: what is there loads and fits a button, and every fault is named by file, entry and field."""

import csv
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from bot import content
from bot.content import awareness, files, studies, topics
from bot.content.files import FOLDER, BadContent
from bot.content.goals import COUNT, about, goals
from bot.content.places import OTHER, cities, universities
from bot.i18n import LANGUAGES, Language

BUTTON = 40  # characters that are read on a button, even on a small telephone

Reader = Callable[[Path], Mapping[object, object]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content, to be spoilt."""
    for file in (*FOLDER.glob("*.csv"), *FOLDER.glob("*.yaml")):
        shutil.copy(file, tmp_path)
    return tmp_path


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} does not say {old}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def set_field(file: Path, entry: str, field: str, value: str) -> None:
    """One field of the row with this id, however the row is written."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    (row,) = (row for row in rows if row["id"] == entry)
    assert row[field] != value
    row[field] = value
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(row))
        writer.writeheader()
        writer.writerows(rows)


def texts() -> Iterator[tuple[str, str]]:
    """Every text there is, with where it stands."""
    for city in cities().values():
        yield from ((f"{city.id}, {language}", name) for language, name in city.names.items())
    for university in universities().values():
        yield from ((f"{university.id}, {language}", name) for language, name in university.names.items())
        yield from ((f"{university.id}, abbreviations", name) for name in university.abbreviations)
    for goal in goals().values():
        quiz, fact = goal.quiz, goal.fact
        names = (
            goal.label,
            goal.title,
            goal.message,
            fact.text,
            fact.source,
            quiz.question,
            quiz.explanation,
        )
        lists = (goal.deeds, quiz.options)
        for texts_ in (*names, *goal.sdgs.values()):
            yield from ((f"goal {goal.number}, {language}", text) for language, text in texts_.items())
        for several in lists:
            yield from (
                (f"goal {goal.number}, {language}", text)
                for language in LANGUAGES
                for text in several[language]
            )
    for question in awareness.questions().values():
        yield from ((f"{question.id}, {language}", text) for language, text in question.text.items())
        yield from (
            (f"{question.id}, {language}", text)
            for language in LANGUAGES
            for text in question.options[language]
        )
    yield from about().items()


def test_the_content_loads() -> None:
    content.load()
    assert (len(universities()), len(cities()), len(goals())) == (111, 25, 8)


def test_a_copy_of_it_is_read_from_its_own_folder(folder: Path) -> None:
    set_field(folder / "cities.csv", "oral", "name_en", "Elsewhere")
    assert cities(folder)["oral"].names == {"kk": "Орал", "ru": "Уральск", "en": "Elsewhere"}
    assert cities()["oral"].names["en"] == "Oral (Uralsk)"
    assert universities(folder) == universities()
    assert goals(folder) == goals()


def test_what_is_chosen_for_want_of_an_entry_is_no_entry() -> None:
    assert OTHER not in universities()
    assert OTHER not in cities()


def test_the_largest_cities_come_first_and_universities_are_in_cities_of_the_list() -> None:
    assert [*cities()][:3] == ["almaty", "astana", "shymkent"]
    assert {university.city for university in universities().values()} <= cities().keys()


@pytest.mark.parametrize(
    ("file", "entry", "field", "value", "read", "names"),
    [
        ("universities.csv", "kaznu", "name_kk", "", universities, ["line 2", "name_kk is missing"]),
        ("universities.csv", "kaznu", "name_ru", " ", universities, ["line 2", "name_ru is missing"]),
        ("universities.csv", "satbayev", "name_en", "", universities, ["line 3", "name_en is missing"]),
        ("universities.csv", "kaznpu", "abbreviations", "", universities, ["line 4", "abbreviations"]),
        ("universities.csv", "sdu", "city_id", "", universities, ["line 112", "city_id is missing"]),
        ("universities.csv", "kaznu", "id", "", universities, ["line 2", "id is missing"]),
        ("universities.csv", "kaznpu", "id", "kaznu", universities, ["line 4", "id kaznu", "twice"]),
        ("universities.csv", "sdu", "city_id", "atlantis", universities, ["sdu", "city_id atlantis"]),
        ("cities.csv", "almaty", "name_kk", "", cities, ["line 2", "name_kk is missing"]),
        ("cities.csv", "astana", "name_ru", "\t", cities, ["line 3", "name_ru is missing"]),
        ("cities.csv", "konaev", "name_en", "", cities, ["line 26", "name_en is missing"]),
        ("cities.csv", "astana", "id", "almaty", cities, ["line 3", "id almaty", "twice"]),
    ],
)
def test_a_fault_in_a_table_is_named_by_file_entry_and_field(
    folder: Path, file: str, entry: str, field: str, value: str, read: Reader, names: list[str]
) -> None:
    set_field(folder / file, entry, field, value)
    with pytest.raises(BadContent) as raised:
        read(folder)
    assert str(raised.value).startswith(f"{file}, ")
    assert all(name in str(raised.value) for name in names), raised.value


@pytest.mark.parametrize(("file", "read"), [("cities.csv", cities), ("universities.csv", universities)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_column_that_is_missing_is_named(folder: Path, file: str, read: Reader, language: Language) -> None:
    spoil(folder / file, f"name_{language}", "name")
    with pytest.raises(BadContent, match=f"{file}, line 2: name_{language} is missing"):
        read(folder)


def test_a_row_cut_short_is_named(folder: Path) -> None:
    with (folder / "cities.csv").open("a", encoding="utf-8") as file:
        file.write("atlantis,Атлантида\n")
    with pytest.raises(BadContent, match=r"cities\.csv, line 27: name_ru is missing"):
        cities(folder)


def test_a_city_that_is_gone_is_missed_by_its_universities(folder: Path) -> None:
    spoil(folder / "cities.csv", "\nkaskelen,", "\nkaskelen2,")
    with pytest.raises(BadContent, match=r"universities\.csv, sdu: city_id kaskelen is not in cities\.csv"):
        universities(folder)


@pytest.mark.parametrize("text", ["", "goals", "- 1\n", "7", "# nothing\n"])
def test_a_document_that_is_no_mapping_is_named(folder: Path, text: str) -> None:
    (folder / "goals.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadContent, match=r"^goals\.yaml: a mapping is expected"):
        files.document("goals.yaml", folder)


def test_cities_and_goals_fit_a_button() -> None:
    labels = [name for city in cities().values() for name in city.names.values()]
    labels += [label for goal in goals().values() for label in goal.label.values()]
    labels += [of.short(language) for of in universities().values() for language in LANGUAGES]
    assert not [label for label in labels if len(label) > BUTTON]


def test_no_text_has_spaces_to_trim_and_no_university_an_empty_abbreviation() -> None:
    assert not [where for where, text in texts() if not text or text != " ".join(text.split())]


def test_no_word_mixes_alphabets() -> None:
    mixed = re.compile(r"[a-zA-Z][Ѐ-ӿ]|[Ѐ-ӿ][a-zA-Z]")
    assert mixed.search("Aлматы")
    assert not [f"{where}: {text}" for where, text in texts() if mixed.search(text)]


def test_no_university_has_an_abbreviation_twice() -> None:
    assert not [of.id for of in universities().values() if len({*of.abbreviations}) < len(of.abbreviations)]


@pytest.mark.parametrize(
    ("university", "kk", "ru", "en"),
    [
        ("kaznu", "ҚазҰУ", "КазНУ", "KazNU"),
        ("satbayev", "ҚазҰТЗУ", "КазНИТУ", "KazNRTU"),
        ("atu", "АТУ", "АТУ", "ATU"),
        ("nu", "НУ", "НУ", "NU"),
        ("almau", "АлмаУ", "АлмаУ", "AlmaU"),
        ("mnu", "КАЗГЮУ", "КАЗГЮУ", "KAZGUU"),
        ("esil", "Есіл", "Есиль", "Esil"),
        ("korkyt", "Қорқыт Ата", "Коркыт Ата", "Korkyt Ata"),
        ("kunaev", "Қонаев университеті", "Кунаева", "Kunaev"),
        ("sdu", "СДУ", "СДУ", "SDU"),
    ],
)
def test_a_university_is_called_short_in_each_language(university: str, kk: str, ru: str, en: str) -> None:
    short = {language: universities()[university].short(language) for language in LANGUAGES}
    assert short == {"kk": kk, "ru": ru, "en": en}


@pytest.mark.parametrize(
    ("language", "foreign"), [("kk", "[a-zA-Z]"), ("ru", "[a-zA-ZӘ-ӿ]"), ("en", "[Ѐ-ӿ]")]
)
def test_every_short_name_is_in_letters_of_its_language(language: Language, foreign: str) -> None:
    short = {of.id: of.short(language) for of in universities().values()}
    assert not {of: name for of, name in short.items() if re.search(foreign, name)}


def test_interests_are_the_goals_and_service_abroad_each_a_bit_of_its_own() -> None:
    assert (*goals(), studies.ABROAD) == studies.INTERESTS == (*range(1, COUNT + 1), 9)
    assert [studies.bit(number) for number in studies.INTERESTS] == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert studies.chosen(0b1_0000_0101) == [1, 3, 9]
    assert studies.chosen(0) == studies.chosen(512) == []
    assert [topic.value for topic in topics.Topic] == [1, 2, 4, 8]
