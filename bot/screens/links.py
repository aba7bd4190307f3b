"""What a link leads to."""

from bot.i18n import Translator
from bot.screen import Screen


def nowhere(t: Translator) -> Screen:
    return Screen(t("What your link leads to is not open now."))
