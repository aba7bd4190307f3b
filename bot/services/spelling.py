"""Words as people type them, folded until different spellings of one name are equal.

Kazakh letters and their Russian-keyboard substitutes, Cyrillic and the Latin ways to write it, е and ё,
one letter or two, are the same afterwards. What comes out is for comparing, never for showing.
"""

import re
import unicodedata
from typing import Final

_KAZAKH: Final = str.maketrans("әғқңөұүһіэ", "агкноуухие")
_LATIN: Final = str.maketrans(
    {
        **dict(zip("абвгдезиклмнопрстуфхцчшщыэюя", "abvgdeziklmnoprstufhccwwieua", strict=True)),
        "ж": "j",
        "ъ": "",
        "ь": "",
        "ı": "i",
    }
)
# Latin letters and pairs that stand for one sound, longest first.
_PAIRS: Final = (
    ("shch", "w"),
    ("dzh", "j"),
    ("dj", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("zh", "j"),
    ("sh", "w"),
    ("ch", "c"),
    ("ts", "c"),
    ("ph", "f"),
    ("q", "k"),
    ("x", "ks"),
    ("y", "i"),
    ("ii", "i"),
    ("iu", "u"),
    ("ia", "a"),
    ("ie", "e"),
    ("io", "o"),
)
_KEYS: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_LETTERS: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_LAYOUT: Final = str.maketrans(_KEYS + _LETTERS, _LETTERS + _KEYS)
_ALPHABET: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"  # of Kazakh, with all of the Russian one
_PLACES: Final = {ord(letter): chr(0xE000 + place) for place, letter in enumerate(_ALPHABET)}


def plain(text: str) -> str:
    """Lower case, marks dropped (ё is е, й is и), anything but letters and digits a space."""
    marked = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(c for c in marked if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]|_", " ", bare.replace("'", "").replace("’", "")).split())


def russian(text: str) -> str:
    """As typed on a keyboard without Kazakh letters."""
    return plain(text).translate(_KAZAKH)


def phonetic(text: str) -> str:
    """As it sounds, in Latin letters."""
    latin = russian(text).translate(_LATIN)
    for pair, sound in _PAIRS:
        latin = latin.replace(pair, sound)
    return " ".join(re.sub(r"([a-z])\1+", r"\1", latin).split())


def mistyped(text: str) -> str:
    """What the same keys give in the other of the two keyboard layouts, Russian and Latin."""
    return text.casefold().translate(_LAYOUT)


def alphabetical(text: str) -> str:
    """By which names stand in the order of the alphabet: Latin ones first, Kazakh letters in their places."""
    return unicodedata.normalize("NFC", text).casefold().translate(_PLACES)
