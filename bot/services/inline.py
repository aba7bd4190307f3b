"""What inline mode finds: everything there is to share, by words of any of the three languages.

A word that was typed is the beginning of one that is found, but for an ending of its own, which numbers and
cities have not; Kazakh letters and those typed in their place are the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from bot.content.goals import goals
from bot.content.places import cities
from bot.services import spelling
from bot.storage.events import Headline

_STEM: Final = 4  # letters of a typed word that stay
_ENDING: Final = 2  # letters at its end that may be others


@dataclass(frozen=True, slots=True)
class Item:
    """`kind` is `invitation`, `goal` or `event`, `number` whose."""

    kind: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """What the invitation says, and what events and goals are called, in all languages."""

    invitation: str
    event: str
    goal: str


def find(typed: str, words: Words, events: Iterable[Headline]) -> list[Item]:
    """All of them for nothing typed."""
    wanted = [_beginning(word) for word in spelling.russian(typed).split()]

    def fits(*said: str) -> bool:
        return all(any(word in part for part in said) for word in wanted)

    called = _words(words.event)
    found = [Item("invitation")] if fits(_words(words.invitation)) else []
    found += [Item("event", event.number) for event in events if fits(called, *_of_event(event))]
    of_goals = _words(words.goal)
    return [*found, *(Item("goal", number) for number in goals() if fits(_of_goal(number) + of_goals))]


def _beginning(word: str) -> str:
    """How a word begins that fits, after the space before it; a number is all of it, and so is a city."""
    if word.isdecimal():
        return f" {word} "
    inflected = word.isalpha() and len(word) > _STEM and word not in _city_names()
    return " " + (word[: max(_STEM, len(word) - _ENDING)] if inflected else word)


def _of_event(of: Headline) -> tuple[str, ...]:
    titles, organization = _words(" ".join(of.titles.values())), _words(of.organization or "")
    known = (titles, organization, _of_city(of.city))
    return (*known, _of_goal(of.goal)) if of.goal else known


@cache
def _of_goal(number: int) -> str:
    goal = goals()[number]
    names = [*goal.title.values(), *goal.label.values(), *goal.message.values(), str(number)]
    return _words(" ".join(names))


@cache
def _of_city(city: str | None) -> str:
    found = cities().get(city or "")
    return _words(" ".join(found.names.values())) if found else ""


@cache
def _city_names() -> frozenset[str]:
    return frozenset(spelling.russian(name) for city in cities().values() for name in city.names.values())


@lru_cache(maxsize=8192)
def _words(text: str) -> str:
    """Folded, with a space before and after each of them."""
    return f" {spelling.russian(text)} "
