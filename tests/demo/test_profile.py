import pytest
import telegram as ptb
from telegram import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, MenuButtonCommands

from bot.demo.telegram import Telegram
from tests.demo.refusals import description, refusal

START = BotCommand("start", "Start over")


async def test_who_the_bot_is(telegram: Telegram, bot: ptb.Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.first_name, me.is_bot) == (1, telegram.username, "Volunteers", True)
    await bot.set_my_name("Helpers")
    assert (await bot.get_me()).first_name == "Helpers"


async def test_texts_by_language(bot: ptb.Bot) -> None:
    assert (await bot.get_my_name()).name == "Volunteers"
    await bot.set_my_name("Еріктілер", language_code="kk")
    assert (await bot.get_my_name(language_code="kk")).name == "Еріктілер"
    assert (await bot.get_my_name(language_code="ru")).name == "Volunteers"
    await bot.set_my_description("What I do")
    await bot.set_my_description("Не істеймін", language_code="kk")
    assert (await bot.get_my_description()).description == "What I do"
    assert (await bot.get_my_description(language_code="kk")).description == "Не істеймін"
    await bot.set_my_description("", language_code="kk")
    assert (await bot.get_my_description(language_code="kk")).description == "What I do"
    await bot.set_my_short_description("Short")
    assert (await bot.get_my_short_description()).short_description == "Short"


@pytest.mark.parametrize(
    ("method", "field", "limit"),
    [
        ("setMyName", "name", 64),
        ("setMyDescription", "description", 512),
        ("setMyShortDescription", "short_description", 120),
    ],
)
def test_the_length_of_texts(telegram: Telegram, method: str, field: str, limit: int) -> None:
    assert telegram.call(method, {field: "x" * limit})["ok"]
    refused = description(telegram, method, **{field: "x" * (limit + 1)})
    assert refused == f"Bad Request: {field.replace('_', ' ')} is too long"


@pytest.mark.parametrize("code", ["kaz", "pt-br", "KK", "k"])
async def test_languages_have_two_letters(telegram: Telegram, bot: ptb.Bot, code: str) -> None:
    words = "Bad Request: invalid language_code specified"
    assert await refusal(telegram, bot.set_my_name("x", language_code=code)) == words
    assert await refusal(telegram, bot.get_my_name(language_code=code)) == words
    assert await refusal(telegram, bot.set_my_commands([START], language_code=code)) == words
    assert await refusal(telegram, bot.delete_my_commands(language_code=code)) == words


async def test_commands_by_scope_and_language(telegram: Telegram, bot: ptb.Bot) -> None:
    private, own = BotCommandScopeAllPrivateChats(), BotCommandScopeChat(1001)
    await bot.set_my_commands([START])
    await bot.set_my_commands([BotCommand("bastau", "Басынан")], language_code="kk", scope=private)
    await bot.set_my_commands([BotCommand("mine", "Mine")], scope=own)
    assert await bot.get_my_commands() == (START,)
    assert await bot.get_my_commands(scope=private) == ()
    assert telegram.profile.menu(1002, "kk")[0]["command"] == "bastau"
    assert telegram.profile.menu(1002, "ru")[0]["command"] == "start"
    assert telegram.profile.menu(1001, "kk")[0]["command"] == "mine"
    assert await bot.delete_my_commands(scope=own)
    assert await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()
    assert telegram.profile.menu(1001, "ru") == []


@pytest.mark.parametrize("name", ["Start", "көмек", "a" * 33, "", "two words", "a-b"])
def test_names_of_commands(telegram: Telegram, name: str) -> None:
    commands = [{"command": name, "description": "x"}]
    assert description(telegram, "setMyCommands", commands=commands) == "Bad Request: BOT_COMMAND_INVALID"


def test_commands_are_objects(telegram: Telegram) -> None:
    refused = description(telegram, "setMyCommands", commands=["start"])
    assert refused == "Bad Request: can't parse BotCommand: Object expected"


@pytest.mark.parametrize("text", ["", " ", "x" * 257])
def test_descriptions_of_commands(telegram: Telegram, text: str) -> None:
    commands = [{"command": "x", "description": text}]
    refused = description(telegram, "setMyCommands", commands=commands)
    assert refused == "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"


def test_the_largest_list_of_commands(telegram: Telegram) -> None:
    commands = [{"command": "a" * 32, "description": "x" * 256}] * 100
    assert telegram.call("setMyCommands", {"commands": commands})["ok"]
    refused = description(telegram, "setMyCommands", commands=[*commands, commands[0]])
    assert refused == "Bad Request: too many commands specified"


def test_unknown_scopes(telegram: Telegram) -> None:
    refused = description(telegram, "getMyCommands", scope={"type": "all"})
    assert refused == "Bad Request: can't parse BotCommandScope: unsupported type specified"


async def test_the_menu_button(telegram: Telegram, bot: ptb.Bot) -> None:
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    refused = description(telegram, "setChatMenuButton", menu_button={"type": "x"})
    assert refused == "Bad Request: MenuButton has unsupported type"
