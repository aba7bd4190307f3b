"""Name, descriptions and commands at Telegram, in each language: set only where they differ."""

from functools import partial
from typing import Any

import pytest

from bot.demo.telegram import Telegram
from bot.i18n import DEFAULT, LANGUAGES, translator
from bot.screens import introduction, menu
from tests import rows
from tests.stories.conftest import running
from tests.stories.student import Student
from tests.stories.walks import WORDS, Join, signed_up

SETTERS = {"setMyName", "setMyDescription", "setMyShortDescription", "setMyCommands"}


def settings_made(telegram: Telegram) -> list[str]:
    return [call.method for call in telegram.calls if call.method in SETTERS]


def introduced(telegram: Telegram) -> bool:
    """Whether the last thing that is set stands as it should."""
    asked = [call for call in telegram.calls if call.method == "getMyName"]
    last = introduction.name(translator("en"))
    there = telegram.profile.text("name", "en") == last
    return there and any(call.params.get("language_code") == "en" for call in asked)


async def test_the_bot_introduces_itself_once_in_each_language(
    telegram: Telegram, root: str, database: str
) -> None:
    async with running(root, database):
        await telegram.until(lambda: introduced(telegram))
    for code in (DEFAULT, *LANGUAGES):
        t = translator(code)
        assert telegram.profile.text("name", code) == introduction.name(t)
        assert telegram.profile.text("description", code) == introduction.description(t)
        assert telegram.profile.text("short_description", code) == introduction.short_description(t)
        listed = telegram.profile.commands({"type": "all_private_chats"}, code)
        assert {item["command"]: item["description"] for item in listed} == menu.commands(t)
    telegram.calls.clear()
    async with running(root, database):
        await telegram.until(lambda: introduced(telegram))
    assert settings_made(telegram) == [], "nothing differs any more"
    assert telegram.profile.text("name", "de") == introduction.name(translator(DEFAULT))


async def test_only_what_differs_is_set_anew(telegram: Telegram, root: str, database: str) -> None:
    async with running(root, database):
        await telegram.until(lambda: introduced(telegram))
    telegram.profile.set_text("description", "Somebody changed me", "ru")
    telegram.calls.clear()
    async with running(root, database):
        await telegram.until(lambda: introduced(telegram))
    assert settings_made(telegram) == ["setMyDescription"]


def has_menu(telegram: Telegram, user_id: int, wanted: dict[str, str]) -> bool:
    listed = telegram.profile.menu(user_id, "ru")
    return {item["command"]: item["description"] for item in listed} == wanted


async def test_names_which_are_rationed_hold_up_nothing_else(
    telegram: Telegram, root: str, database: str
) -> None:
    async with running(root, database):
        await telegram.until(lambda: introduced(telegram))
    order = [call.method for call in telegram.calls if call.method in SETTERS]
    assert order == sorted(
        order, key=["setMyCommands", "setMyShortDescription", "setMyDescription", "setMyName"].index
    )


@pytest.mark.usefixtures("bot")
async def test_the_menu_of_a_chat_speaks_the_language_chosen_there(join: Join, telegram: Telegram) -> None:
    student = await signed_up(join, language="ru")
    for language in (*LANGUAGES, "kk"):
        student.says("/language")
        await student.taps(WORDS[language].language)
        wanted = menu.commands(translator(language))
        await telegram.until(partial(has_menu, telegram, student.id, wanted))


@pytest.mark.usefixtures("bot")
async def test_start_brings_back_a_menu_that_was_lost(join: Join, telegram: Telegram) -> None:
    student = await signed_up(join, language="en")
    scope = {"type": "chat", "chat_id": student.id}
    telegram.profile.delete_commands(scope, "")
    student.says("/start")
    await telegram.until(lambda: telegram.profile.commands(scope, ""))


@pytest.mark.usefixtures("bot")
async def test_every_command_of_the_menu_is_answered(join: Join) -> None:
    for command in menu.commands(translator("en")):
        student = await signed_up(join)
        student.says(f"/{command}")
        card = await student.sees("")
        assert "I did not understand" not in (card.text or "")


async def test_a_menu_of_an_older_program_is_renewed_at_the_next_message_and_only_then(
    telegram: Telegram, join: Join, root: str, database: str
) -> None:
    async with running(root, database):
        student = await signed_up(join)
        await rows.change(database, "UPDATE people SET menu = 'older'")
        before = len(menus(telegram, student))
        student.says("/help")
        await telegram.until(lambda: len(menus(telegram, student)) > before)
        student.says("/help")
        await student.sees("What this bot is for")
        await telegram.until(lambda: telegram.pending == 0)
        assert len(menus(telegram, student)) == before + 1
    assert [command["command"] for command in menus(telegram, student)[-1]][:2] == ["start", "events"]


def menus(telegram: Telegram, student: Student) -> list[Any]:
    """The command menus that this student's chat was given, in their order."""
    return [
        call.params["commands"]
        for call in telegram.calls
        if call.method == "setMyCommands" and call.params.get("scope", {}).get("chat_id") == student.id
    ]
