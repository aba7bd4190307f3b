"""Tells which language a card is in, by the catalogs' own sentences."""

import re
from functools import cache
from typing import Any, Final

from bot.content.goals import goals
from bot.content.places import cities
from bot.i18n import LANGUAGES, LOCALES, Language
from bot.locales import catalogs
from bot.screen import visible
from tests.intake.room import labels

_LONG: Final = 12  # letters: a shorter piece may be a word of several languages
_WORD: Final = 6  # letters: a shorter one may be part of a name


def foreign(card: dict[str, Any], language: str) -> list[str]:
    """The pieces of this card that only other languages say, or that it says nothing of its own."""
    said = _foreign(visible(card.get("text") or card.get("caption") or ""), language)
    return [*said, *(label for label in labels(card) if _bare(label) in names_elsewhere(language))]


@cache
def _foreign(text: str, language: str) -> tuple[str, ...]:
    own = pieces(language)
    others = set().union(*(pieces(other) for other in LANGUAGES if other != language)) - own
    said = [piece for piece in others if piece in text]
    if not any(piece in text for piece in own | words_alone(language)):
        said.append(f"nothing of its own in: {text}")
    return tuple(said)


@cache
def pieces(language: Language) -> frozenset[str]:
    """The stretches of text between placeholders and tags."""
    return frozenset(piece for piece in _stretches(language) if len(piece) >= _LONG)


@cache
def words_alone(language: str) -> frozenset[str]:
    """The shorter stretches that no other language has: a heading, the words around a number."""
    others = set().union(*(_stretches(other) for other in LANGUAGES if other != language))
    return frozenset(piece for piece in _stretches(language) - others if len(piece) >= _WORD)


@cache
def _stretches(language: str) -> frozenset[str]:
    catalog = catalogs.read(LOCALES / language / "LC_MESSAGES" / "messages.po", language)
    texts = [visible(re.sub(r"\{[^}]*\}", "\n", str(message.string))) for message in catalog if message.id]
    return frozenset(piece.strip() for text in texts for piece in re.split(r"\n+", text))


@cache
def names(language: Language) -> frozenset[str]:
    """What buttons say."""
    catalog = catalogs.read(LOCALES / language / "LC_MESSAGES" / "messages.po", language)
    said = {str(message.string) for message in catalog if message.id}
    said |= {city.names[language] for city in cities().values()} | {
        g.label[language] for g in goals().values()
    }
    return frozenset(said)


@cache
def names_elsewhere(language: str) -> frozenset[str]:
    others: frozenset[str] = frozenset().union(*(names(other) for other in LANGUAGES if other != language))
    return others - names(language)


def _bare(label: str) -> str:
    return label.removeprefix("✅ ").removeprefix("▫️ ")
