"""Codes of links: random, said to everybody, and good for nothing but to tell one link from another."""

import secrets
from typing import Final

from bot.storage.models import Ambassador, Source

LENGTH: Final = 8
_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"  # none that looks like another


def new(of: type[Ambassador | Source]) -> str:
    """With the letter before it by which a payload says of whom it speaks."""
    kind = "a" if of is Ambassador else "s"
    return kind + "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))
