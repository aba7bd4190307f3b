"""Extraction: which texts there are, and what each catalog makes of them."""

import io
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.i18n import LANGUAGES, LOCALES

SCREENS: Final = LOCALES.parent / "screens"
KEYWORDS: Final = {"t": None, "label": None, "plural": (1, 2)}


def extract() -> Catalog:
    """Every text that the screens speak."""
    catalog = Catalog(project="volunteer-outreach-bot", charset="utf-8", header_comment="")
    found = extract_from_dir(SCREENS, [("**.py", "python")], keywords=KEYWORDS)
    for name, line, message, *_ in sorted(found, key=lambda entry: (entry[0], entry[1])):
        catalog.add(message, locations=[(f"bot/screens/{name}", line)])
    return catalog


def read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Adds new texts to the catalogs, empty, and drops old ones. English says what the text says."""
    template = extract()
    _write(LOCALES / "messages.pot", template)
    for language in LANGUAGES:
        path = LOCALES / language / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        catalog = read(path, language) if path.exists() else Catalog(locale=language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        for message in catalog:
            if language == "en" and message.id:
                message.string = message.id
        _write(path, catalog)


def _write(path: Path, catalog: Catalog) -> None:
    catalog.fuzzy = False
    body = io.BytesIO()
    write_po(body, catalog, width=110, omit_header=True, include_lineno=False)
    plural = f'"Plural-Forms: {catalog.plural_forms}\\n"\n' if catalog.locale else ""
    language = f'"Language: {catalog.locale}\\n"\n' if catalog.locale else ""
    header = f'msgid ""\nmsgstr ""\n{language}"Content-Type: text/plain; charset=utf-8\\n"\n{plural}\n'
    # No dates in the header: a catalog changes when a text does.
    path.write_bytes(header.encode() + body.getvalue())
