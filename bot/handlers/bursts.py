"""Many newcomers by one link at once: what organizers are told."""

from datetime import datetime
from typing import Any

from bot.i18n import Translator
from bot.screen import Screen
from bot.screens import bursts as screens
from bot.screens.bursts import Burst


def told(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    first, last = (datetime.fromisoformat(of[name]) for name in ("first", "last"))
    return screens.told(t, Burst(**{**of, "first": first, "last": last}))
