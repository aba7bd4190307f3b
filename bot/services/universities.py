"""Finding a university by what people call it, in any language, spelling or keyboard layout.

Exact abbreviations come first, then beginnings of words, then what sounds alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from rapidfuzz import fuzz, process

from bot.content.places import University, cities, universities
from bot.services import spelling

MOST: Final = 6  # results at once
_BESIDE: Final = 3  # results where one of them is called exactly so
_ALIKE: Final = 74.0  # of 100, over all words: less is another name
_HALF_ALIKE: Final = 64.0  # of 100: less is another word
_ALMOST: Final = 88.0  # of 100: the same word with a slip
_BEGUN: Final = 3.0  # of 100, taken off where only the beginning of a word was compared
_WORDS: Final = 8  # words that are looked at

# Words that many names share, and those that people add.
_COMMON: Final = """
    университет университета университеті университетi универ унивеситет univer university universiteti
    universitet вуз жоо атындағы имени им имя named after the of in at for город г city қаласы в и және
    and мен уни ао тоо нао ақ жшс кеақ гкп ргп
"""
_FILLERS: Final = frozenset(spelling.phonetic(word) for word in _COMMON.split())
_LONG_FILLERS: Final = sorted(word for word in _FILLERS if len(word) > 6)

# How a university was found, the surest first.
_EXACT, _RUSSIAN, _SOUND, _START, _FUZZY = range(5, 0, -1)


@dataclass(frozen=True, slots=True)
class _Key:
    """`tails` are the names from each word on, `words` all that it may be called by, `kinds` the fillers."""

    id: str
    exact: frozenset[str]
    russian: frozenset[str]
    sounds: frozenset[str]
    tails: frozenset[str]
    words: frozenset[str]
    kinds: frozenset[str]


_Match = tuple[int, float, int, _Key]  # how it was found, how near, how many filling words fit


def find(typed: str, most: int = MOST) -> list[str]:
    """Ids of the universities meant, the best first; empty if none comes near."""
    ranked = _rank(typed)
    if _sure(ranked) < _SOUND:
        other = _rank(spelling.mistyped(typed))
        ranked = other if _sure(other) > _sure(ranked) else ranked
    exact = sum(how >= _SOUND for how, *_ in ranked)
    return [key.id for *_, key in ranked[: max(exact, _BESIDE) if exact else most]]


def _sure(ranked: Sequence[_Match]) -> int:
    """How surely something was found: exactly, by its beginning, or just by its likeness."""
    best = ranked[0][0] if ranked else 0
    return min(best, _SOUND)


def _rank(typed: str) -> list[_Match]:
    exact, russian = (_compact(form(typed)) for form in (spelling.plain, spelling.russian))
    words = spelling.phonetic(typed).split()
    told = [word for word in words if not _fills(word)][:_WORDS]
    if max(map(len, told), default=0) < 2:  # a letter alone begins too many names
        told = []
    sounds = {sound for sound in ("".join(words), "".join(told)) if len(sound) > 1}
    found: list[_Match] = []
    for key in _keys():
        fits = len(key.kinds.intersection(words))
        if exact in key.exact:
            found.append((_EXACT, 0.0, fits, key))
        elif russian in key.russian:
            found.append((_RUSSIAN, 0.0, fits, key))
        elif sounds & key.sounds:
            found.append((_SOUND, 0.0, fits, key))
        elif (score := _beginning(told, key)) > 0:
            found.append((_START, score, fits, key))
    return sorted(found or _alike(told), key=lambda match: match[:3], reverse=True)


def _fills(word: str) -> bool:
    """Whether a word says nothing of which university is meant, also with a letter wrong."""
    long = len(word) > 6 and process.extractOne(word, _LONG_FILLERS, scorer=fuzz.ratio, score_cutoff=_ALMOST)
    return word in _FILLERS or bool(long)


def _beginning(told: Sequence[str], key: _Key) -> float:
    """How much of the words that were meant was typed, 0 unless each word typed begins one of them."""
    if not told:
        return 0.0
    matches = [
        max((len(word) / len(w) for w in key.words if w.startswith(word)), default=0.0) for word in told
    ]
    spaced = sum(matches) / len(told) if all(matches) else 0.0
    joined = "".join(told)
    unspaced = [len(joined) / len(tail) for tail in key.tails if tail.startswith(joined)]
    return max(spaced, *unspaced) if unspaced and len(joined) > 3 else spaced


def _alike(told: Sequence[str]) -> list[_Match]:
    """Those with a word that is like each of the words typed."""
    likes = [_like(word) for word in told]
    found: list[_Match] = []
    for key in _keys() if told else ():
        scores = [max((like.get(word, 0.0) for word in key.words), default=0.0) for like in likes]
        score = sum(scores) / len(scores)
        if all(scores) and score >= _ALIKE:
            found.append((_FUZZY, score, 0, key))
    return found


def _like(word: str) -> dict[str, float]:
    """The known words that this one is like, or the beginning of which it is like, and how much."""
    known = _vocabulary()
    like = {other: score for other, score, _ in _nearest(word, known)}
    if len(word) > 3:
        for _, score, place in _nearest(word, [other[: len(word) + 1] for other in known]):
            like[known[place]] = max(like.get(known[place], 0.0), score - _BEGUN)
    return like


def _nearest(word: str, known: Sequence[str]) -> list[tuple[str, float, int]]:
    return process.extract(word, known, scorer=fuzz.ratio, score_cutoff=_HALF_ALIKE, limit=None)


@cache
def _vocabulary() -> list[str]:
    return sorted({word for key in _keys() for word in key.words})


@cache
def _keys() -> tuple[_Key, ...]:
    return tuple(_key(university) for university in universities().values())


def _key(university: University) -> _Key:
    names = [_words(name) for name in university.names.values()]
    called = university.abbreviations
    words = {word for name in names for word in name}
    words |= {word for name in called for word in _words(name)}
    words |= {_compact(spelling.phonetic(name)) for name in called}
    words |= {word for name in cities()[university.city].names.values() for word in _words(name)}
    return _Key(
        university.id,
        frozenset(_compact(spelling.plain(name)) for name in called),
        frozenset(_compact(spelling.russian(name)) for name in called),
        frozenset(_compact(spelling.phonetic(name)) for name in (*called, *university.names.values())),
        frozenset("".join(name[start:]) for name in names for start in range(len(name))),
        frozenset(words),
        frozenset(w for name in university.names.values() for w in spelling.phonetic(name).split())
        & _FILLERS,
    )


def _words(name: str) -> list[str]:
    return [word for word in spelling.phonetic(name).split() if word not in _FILLERS]


def _compact(text: str) -> str:
    return text.replace(" ", "")
