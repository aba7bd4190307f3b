"""What the bot says of itself: names, descriptions and commands, each by language and scope."""

import json
import re
from typing import Any, Final

from bot.demo.errors import RefusedError
from bot.demo.models import JSON
from bot.demo.text import units

_LIMITS: Final = {"name": 64, "description": 512, "short_description": 120}
_LANGUAGE: Final = re.compile(r"(?:[a-z]{2})?")
_COMMAND: Final = re.compile(r"/?([a-z0-9_]{1,32})")
_SCOPES: Final = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}


class Profile:
    def __init__(self, name: str) -> None:
        self._texts: dict[tuple[str, str], str] = {("name", ""): name}
        self._commands: dict[tuple[str, str], list[JSON]] = {}
        self._menu_buttons: dict[int | None, JSON] = {}

    def set_text(self, field: str, value: str, language: str) -> None:
        """An empty value removes the language's own text."""
        _check_language(language)
        if units(value) > _LIMITS[field]:
            raise RefusedError(f"{field.replace('_', ' ')} is too long")
        if value:
            self._texts[field, language] = value
        elif (field, language) != ("name", ""):
            self._texts.pop((field, language), None)

    def text(self, field: str, language: str) -> str:
        _check_language(language)
        return self._texts.get((field, language), self._texts.get((field, ""), ""))

    def set_commands(self, commands: list[JSON], scope: JSON, language: str) -> None:
        _check_language(language)
        if len(commands) > 100:
            raise RefusedError("too many commands specified")
        self._commands[_scope(scope), language] = [_command(item) for item in commands]

    def commands(self, scope: JSON, language: str) -> list[JSON]:
        _check_language(language)
        return self._commands.get((_scope(scope), language), [])

    def delete_commands(self, scope: JSON, language: str) -> None:
        _check_language(language)
        self._commands.pop((_scope(scope), language), None)

    def menu(self, chat_id: int, language: str) -> list[JSON]:
        """The commands a person sees in a private chat: the closest scope, the own language first."""
        for scope in (
            {"type": "chat", "chat_id": chat_id},
            {"type": "all_private_chats"},
            {"type": "default"},
        ):
            for code in (language, ""):
                if commands := self._commands.get((_scope(scope), code)):
                    return commands
        return []

    def set_menu_button(self, chat_id: int | None, button: JSON) -> None:
        if button.get("type", "default") not in ("default", "commands", "web_app"):
            raise RefusedError("MenuButton has unsupported type")
        self._menu_buttons[chat_id] = button


def _check_language(code: str) -> None:
    if not _LANGUAGE.fullmatch(code):
        raise RefusedError("invalid language_code specified")


def _scope(scope: JSON) -> str:
    if scope.get("type") not in _SCOPES:
        raise RefusedError("can't parse BotCommandScope: unsupported type specified")
    return json.dumps(scope, sort_keys=True)


def _command(item: Any) -> JSON:
    if not isinstance(item, dict):
        raise RefusedError("can't parse BotCommand: Object expected")
    name = _COMMAND.fullmatch(str(item.get("command", "")))
    description = str(item.get("description", "")).strip()
    if name is None:
        raise RefusedError("BOT_COMMAND_INVALID")
    if not 1 <= units(description) <= 256:
        raise RefusedError("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name[1], "description": description}
