"""The three languages: Babel catalogs, plural forms, escaping.

`t("Hello, {name}!", name=...)` is HTML with the values escaped; `t.label(...)` is plain text for
buttons and toasts. A translator is an argument: telling someone else takes *their* translator.
"""

import html
import io
from datetime import datetime
from functools import cache
from gettext import GNUTranslations
from importlib import resources
from pathlib import Path
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

Language = Literal["kk", "ru", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
DEFAULT: Final[Language] = "kk"
OWN_NAMES: Final[dict[Language, str]] = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
LOCALES: Final = Path(__file__).parent / "locales"

_DATES: Final[dict[Language, str]] = {
    "kk": "y 'жылғы' d MMMM, EEEE",
    "ru": "EEEE, d MMMM y 'г.'",
    "en": "EEEE, d MMMM y",
}

_DAYS: Final[dict[Language, str]] = {"kk": "dd.MM.y", "ru": "dd.MM.y", "en": "d MMM y"}


def _almaty() -> ZoneInfo:
    """From the pinned package: a machine's own table may be older than the change of March 2024."""
    with (resources.files("tzdata") / "zoneinfo" / "Asia" / "Almaty").open("rb") as file:
        return ZoneInfo.from_file(file, key="Asia/Almaty")


ALMATY: Final = _almaty()


def guess(language_code: str | None) -> Language:
    """The language for an IETF tag as Telegram gives it (`ru`, `en-GB`, None): Kazakh when unknown."""
    tag = (language_code or "").lower().replace("_", "-").split("-")[0]
    return next((language for language in LANGUAGES if language == tag), DEFAULT)


class Translator:
    """Looks texts up in one language and fills in their values."""

    def __init__(self, language: Language, catalog: GNUTranslations) -> None:
        self.language: Final = language
        self._catalog = catalog

    def __call__(self, text: str, **values: object) -> str:
        return self._catalog.gettext(text).format_map(_escaped(values))

    def label(self, text: str, **values: object) -> str:
        return self._catalog.gettext(text).format_map(values)

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """HTML in the form that goes with `n`, which the text knows as `{n}`."""
        return self._catalog.ngettext(one, many, n).format_map(_escaped({"n": n, **values}))

    def date(self, at: datetime) -> str:
        """A day in Kazakhstan, like "Saturday, 5 December 2026"."""
        return format_date(at.astimezone(ALMATY).date(), _DATES[self.language], locale=self.language)

    def day(self, at: datetime) -> str:
        """The same in numbers, for lists: "5 Dec 2026"."""
        return format_date(at.astimezone(ALMATY).date(), _DAYS[self.language], locale=self.language)

    def time(self, at: datetime) -> str:
        """The hour and minute in Kazakhstan, like "15:00"."""
        return f"{at.astimezone(ALMATY):%H:%M}"

    def weekday(self, day: int, *, short: bool = False) -> str:
        """A day of the week, 0 is Monday: "Saturday" or "Sat"."""
        width: Literal["abbreviated", "wide"] = "abbreviated" if short else "wide"
        return str(get_day_names(width, "stand-alone", self.language)[day])

    def number(self, n: float) -> str:
        """With thousands set apart, like "13,784", or as a fraction, like "1.5"."""
        return format_decimal(n, locale=self.language)


def _escaped(values: dict[str, object]) -> dict[str, str]:
    return {name: html.escape(str(value), quote=False) for name, value in values.items()}


@cache
def translator(language: Language) -> Translator:
    """The translator of a language; its catalog is read once, from the `.po` file."""
    with (LOCALES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translator(language, GNUTranslations(compiled))
