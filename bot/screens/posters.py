"""What ambassadors and organizers put up: a sheet for a wall, and its code alone."""

from typing import Any

from bot.i18n import LANGUAGES, translator
from bot.screen import Picture


def poster(link: str, wordmark: str) -> Picture:
    """A4, for a printer. It hangs where everybody passes, so it speaks every language."""
    return Picture("poster", _contents(link, wordmark), "poster.pdf", "application/pdf")


def picture(link: str, wordmark: str) -> Picture:
    """The same sheet, to be seen in a chat."""
    return Picture("poster-picture", _contents(link, wordmark), "poster.png", "image/png")


def qr(link: str) -> Picture:
    """For posters and slides of one's own; the link stands under it."""
    return Picture("qr", {"link": link}, "qr.png", "image/png")


def _contents(link: str, wordmark: str) -> dict[str, Any]:
    spoken = [translator(language) for language in LANGUAGES]
    return {
        "link": link,
        "wordmark": wordmark,
        "lines": [t.label("Become a volunteer") for t in spoken],
        "hints": [t.label("Scan the code: the bot opens in Telegram") for t in spoken],
    }
