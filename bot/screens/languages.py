"""Which language to speak."""

from collections.abc import Collection

from bot.i18n import LANGUAGES, OWN_NAMES, Language, Translator
from bot.screen import Button, Rows, Screen


def welcome(t: Translator) -> Screen:
    """The very first card: the guessed language stands first."""
    return Screen(
        t("<b>Hello!</b> This is the volunteering bot for students in Kazakhstan.\n\nChoose your language:"),
        tuple((_button(language),) for language in _first(t.language)),
    )


def choose(t: Translator, home: Button) -> Screen:
    return Screen(
        t("Which language should we write to you in?"),
        (*((_button(language),) for language in _first(t.language)), (home,)),
    )


def changed(t: Translator) -> str:
    return t.label("From now on we will write to you in English.")


def _first(language: Language) -> list[Language]:
    return sorted(LANGUAGES, key=lambda other: other != language)


def _button(language: Language) -> Button:
    return Button(OWN_NAMES[language], f"language:{language}")


def to_write_in(written: Collection[str], data: str) -> Rows:
    """Each language by its own name, those marked in which there are words."""
    return (
        tuple(
            Button(f"{'✅ ' if language in written else ''}{OWN_NAMES[language]}", f"{data}:{language}")
            for language in LANGUAGES
        ),
    )
