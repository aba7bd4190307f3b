"""Events that change, are cancelled or near: what participants are told, put into words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.i18n import Translator
from bot.screen import Screen
from bot.screens import telling as screens
from bot.screens.telling import Facts


def changed(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    was, now = (_facts(t, of[name]) for name in ("was", "now"))
    return screens.changed(t, of["event"], of["answer"], was, now)


def cancelled(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    return screens.cancelled(t, of["event"], _facts(t, of["now"]))


def barred(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    return screens.barred(t, of["titles"].get(t.language, ""))


def day_before(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    return screens.day_before(t, *_near(t, of))


def soon(t: Translator, of: dict[str, Any], _username: str) -> Screen:
    return screens.soon(t, *_near(t, of))


def _facts(t: Translator, of: Mapping[str, Any]) -> Facts:
    starts_at, ends_at = (datetime.fromisoformat(of[name]) for name in ("starts_at", "ends_at"))
    title, text = (of[name].get(t.language, "") for name in ("titles", "texts"))
    plain = (of[name] for name in ("city", "place", "map_url", "contact", "credit", "adults"))
    return Facts(title, text, starts_at, ends_at, *plain)


def _near(t: Translator, of: dict[str, Any]) -> tuple[int, str, datetime, str, str]:
    starts_at = datetime.fromisoformat(of["starts_at"])
    return of["event"], of["titles"].get(t.language, ""), starts_at, of["city"], of["place"]
