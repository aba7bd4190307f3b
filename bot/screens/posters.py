"""Posters and QR codes of a link: for everybody who passes by, so a poster speaks every language."""

from typing import Any, Final

from bot.i18n import LANGUAGES, Translator, translator
from bot.screen import Picture

_PNG: Final = "image/png"


def poster(link: str, wordmark: str) -> Picture:
    """A sheet to print."""
    return Picture("poster", _sheet(link, wordmark), "poster.pdf", "application/pdf")


def picture(link: str, wordmark: str) -> Picture:
    """The same sheet for a chat."""
    return Picture("poster-picture", _sheet(link, wordmark), "poster.png", _PNG)


def qr(link: str) -> Picture:
    return Picture("qr", {"link": link, "address": link.removeprefix("https://")}, "qr.png", _PNG)


def line(t: Translator) -> str:
    """What a poster calls for."""
    return t.label("Become a volunteer")


def hint(t: Translator) -> str:
    return t.label("Point your phone's camera at the code: it opens the bot in Telegram")


def _sheet(link: str, wordmark: str) -> dict[str, Any]:
    speakers = [translator(language) for language in LANGUAGES]
    return {
        "link": link,
        "address": link.removeprefix("https://").partition("?")[0],
        "wordmark": wordmark,
        "languages": [*LANGUAGES],
        "lines": [line(t) for t in speakers],
        "hints": [hint(t) for t in speakers],
    }
