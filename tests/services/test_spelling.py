"""Folding of spellings: words that become equal, words that stay apart, and what holds of any text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services import spelling


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("КазНУ", "казну"),
        ("  Аль-Фараби,  г. Алматы ", "аль фараби г алматы"),
        ("Гумилёв", "гумилев"),
        ("Гумиле\u0308в", "гумилев"),
        ("Торайғыров", "тораиғыров"),
        ("Äl-Farabi", "al farabi"),
        ("ӘҢҒҮҰҚӨҺІ", "әңғүұқөһі"),
        ("KazUIR&WL", "kazuir wl"),
        ("O'Brien", "obrien"),
        ("Women’s", "womens"),
        ("snake_case", "snake case"),
        ("«Тұран-Астана» 2", "тұран астана 2"),
        ("Straße", "strasse"),
        ("Сәтбаев\nуниверситеті\t", "сәтбаев университеті"),
        ("ＫＢＴＵ", "kbtu"),
        ("👩‍🎓", ""),
        ("\x00\u200b\ud800", ""),
    ],
)
def test_plain_keeps_letters_and_digits_in_lower_case_without_marks(text: str, folded: str) -> None:
    assert spelling.plain(text) == folded


@pytest.mark.parametrize(
    ("kazakh", "russian"),
    [
        ("Ә", "а"),
        ("Ғ", "г"),
        ("Қ", "к"),
        ("Ң", "н"),
        ("Ө", "о"),
        ("Ұ", "у"),
        ("Ү", "у"),
        ("Һ", "х"),
        ("І", "и"),
        ("Э", "е"),
        ("ҚазҰУ", "казуу"),
        ("Өскемен", "оскемен"),
        ("Қорқыт Ата", "коркыт ата"),
        ("тоқтатыңыз", "токтатыныз"),
        ("stop", "stop"),
    ],
)
def test_kazakh_letters_are_as_on_a_keyboard_without_them(kazakh: str, russian: str) -> None:
    assert spelling.russian(kazakh) == spelling.russian(kazakh.lower()) == russian


@pytest.mark.parametrize(
    "spellings",
    [
        ("КазНУ", "KazNU", "казну"),
        ("ҚазҰУ", "QazUU", "КазУУ", "QazU"),
        ("Шымкент", "Shymkent", "shimkent", "ШЫМКЕНТ"),
        ("Жансүгіров", "Жансугиров", "Zhansugirov", "Jansugirov"),
        ("Қорқыт", "Коркыт", "Qorqyt", "Korkyt", "Korkit"),
        ("Қожа Ахмет", "Кожа Ахмет", "Qoja Akhmet", "Qozha Ahmet"),
        ("Гумилёв", "Гумилев", "Gumilev", "Gumilyev"),
        ("Есенов", "Yesenov", "Yessenov", "Esenov", "Ессенов"),
        ("Торайғыров", "Торайгыров", "Toraighyrov", "Toraigyrov"),
        ("Щучинск", "Shchuchinsk"),
        ("Ясауи", "Yassaui", "Iasaui"),
        ("Юсупов", "Yusupov", "Iusupov"),
        ("Жамбыл", "Zhambyl", "Jambyl"),
        ("Центр", "Tsentr", "Centr"),
        ("Қазақстан", "Qazaqstan", "Казакстан"),
        ("Александр", "Alexandr", "Aleksandr"),
        ("Эконом", "Ekonom", "Економ"),
        ("София", "Sophia", "Sofia"),
        ("Асыл", "Assyl", "Асссыл", "asil"),
        ("объект", "обект", "obekt"),
    ],
)
def test_spellings_of_one_name_sound_the_same(spellings: tuple[str, ...]) -> None:
    assert len({spelling.phonetic(each) for each in spellings}) == 1, [*map(spelling.phonetic, spellings)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("КазНУ", "КазНТУ"),
        ("КБТУ", "КАТУ"),
        ("Ақтау", "Ақтөбе"),
        ("Шу", "Су"),
        ("Сәтбаев", "Сейфуллин"),
        ("Орал", "Арал"),
        ("Тараз", "Тарас"),
        ("1", "2"),
    ],
)
def test_other_names_sound_different(one: str, other: str) -> None:
    assert spelling.phonetic(one) != spelling.phonetic(other)


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ("rfpye", "казну"),
        ("RFPYE", "казну"),
        ("r,ne", "кбту"),
        ("yfh[jp", "нархоз"),
        ("gjkbnt[", "политех"),
        ("`;'.", "ёжэю"),
        ("ыфеифнум", "satbayev"),
        ("ЛИЕГ", "kbtu"),
        ("", ""),
        ("12 !", "12 !"),
        ("қәі", "қәі"),
    ],
)
def test_the_keys_of_the_other_layout_are_read_as_those_of_this_one(keys: str, meant: str) -> None:
    assert spelling.mistyped(keys) == meant


TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("әғқңөұүһіёйъьщжAbcYx'’`-_ 1\u0301")), max_size=60)
CYRILLIC = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі -", max_size=40)
KEYS = st.text("`qwertyuiop[]asdfghjkl;'zxcvbnm,.ёйцукенгшщзхъфывапролджэячсмитьбю 12", max_size=40)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_words_with_single_spaces_between_them(text: str) -> None:
    for folded in (spelling.plain(text), spelling.russian(text), spelling.phonetic(text)):
        assert folded == " ".join(folded.split())
        assert all(word.isalnum() for word in folded.split()), folded


@given(CYRILLIC)
@settings(max_examples=400, deadline=None)
def test_case_yo_and_kazakh_letters_make_no_difference(text: str) -> None:
    folded = text.replace("ё", "е").translate(str.maketrans("әғқңөұүһі", "агкноуухи"))
    for way in (spelling.russian, spelling.phonetic):
        assert way(text) == way(text.upper()) == way(folded)


@given(CYRILLIC)
@settings(max_examples=400, deadline=None)
def test_what_was_folded_is_not_folded_further(text: str) -> None:
    for way in (spelling.plain, spelling.russian):
        assert way(way(text)) == way(text)


@given(CYRILLIC)
@settings(max_examples=400, deadline=None)
def test_what_sounds_is_told_in_latin_letters_none_of_them_twice_in_a_row(text: str) -> None:
    sound = spelling.phonetic(text)
    assert sound.isascii()
    assert all(one != other for one, other in pairwise(sound))


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=30), st.data())
@settings(max_examples=400, deadline=None)
def test_a_letter_twice_sounds_like_once(text: str, data: st.DataObject) -> None:
    """But for letters that begin or end a pair with a sound of its own, like the s of sh."""
    single = [place for place, letter in enumerate(text) if letter in "abefjlmnoruvw"]
    if single:
        place = data.draw(st.sampled_from(single))
        assert spelling.phonetic(text[:place] + text[place] + text[place:]) == spelling.phonetic(text)


@given(KEYS)
@settings(max_examples=400, deadline=None)
def test_the_other_layout_of_the_other_layout_is_what_was_typed(text: str) -> None:
    assert spelling.mistyped(spelling.mistyped(text)) == text
    assert len(spelling.mistyped(text)) == len(text)
