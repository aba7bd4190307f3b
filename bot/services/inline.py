"""What inline mode finds: everything there is to share, by words of any of the three languages.

A word that was typed is the beginning of one that is found, or the other way round; Kazakh letters and
those typed in their place are the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from bot.content.goals import Goal, goals
from bot.content.places import cities
from bot.services import spelling
from bot.storage.events import Headline

_STEM: Final = 4  # letters that a word has in common with a longer form of it


@dataclass(frozen=True, slots=True)
class Item:
    """`kind` is `invitation`, `goal` or `event`, `number` whose."""

    kind: str
    number: int = 0


def find(typed: str, invitation: Sequence[str], events: Iterable[Headline]) -> list[Item]:
    """All of them for nothing typed. `invitation` is what the invitation says, in each language."""
    wanted = spelling.russian(typed).split()
    found = [Item("invitation")] if _fits(wanted, _words(" ".join(invitation))) else []
    found += [Item("event", event.number) for event in events if _fits(wanted, _of_event(event))]
    return [*found, *(Item("goal", number) for number in goals() if _fits(wanted, _of_goal(number)))]


def _fits(wanted: Sequence[str], words: frozenset[str]) -> bool:
    return all(any(_same(typed, word) for word in words) for typed in wanted)


def _same(typed: str, word: str) -> bool:
    return word.startswith(typed) or (len(word) >= _STEM and typed.startswith(word))


def _of_event(of: Headline) -> frozenset[str]:
    city = cities().get(of.city or "")
    names = [*of.titles.values(), *(city.names.values() if city else ()), of.organization or ""]
    known = _words(" ".join(names)) | _EVENTS
    return known | _of_goal(of.goal) if of.goal else known


@cache
def _of_goal(number: int) -> frozenset[str]:
    goal: Goal = goals()[number]
    names = [*goal.title.values(), *goal.label.values(), *goal.message.values(), str(number)]
    return _words(" ".join(names)) | _GOALS


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    return frozenset(spelling.russian(text).split())


# By what the kinds themselves are called.
_EVENTS: Final = _words("event events мероприятие мероприятия іс-шара шара")
_GOALS: Final = _words("goal goals mdg цель цели цртз црт мақсат мақсаттар мдм")
