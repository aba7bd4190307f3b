"""The program as its operator meets it: commands, bad settings, stopping."""

import asyncio
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.demo import server
from bot.demo.telegram import Telegram
from tests.crash import supervised
from tests.crash.crossroads import free_port
from tests.stories.conftest import clock, telegram

__all__ = ["clock", "telegram"]

ROOT = Path(__file__).parents[1]


def environment(**settings: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings}


def call(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """In an interpreter that starts for it; where that does not matter, `supervised.call` is quicker."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


def good(root: str, database: str) -> dict[str, str]:
    return {
        "BOT_TOKEN": "1:demo",
        "BOT_API_URL": root,
        "DATABASE_URL": database,
        "OPERATOR_NAME": "Volunteers",
    }


def test_help_names_the_commands(tmp_path: Path) -> None:
    shown = call(tmp_path, "--help")
    assert shown.returncode == 0
    for word in ("run", "demo", "migrate", "BOT_TOKEN", "OPERATOR_NAME", "no token and no network"):
        assert word in " ".join(shown.stdout.split())
    assert "--port" in call(tmp_path, "demo", "--help").stdout


def test_without_settings_it_says_what_is_missing_and_what_to_do(tmp_path: Path) -> None:
    ended = call(tmp_path, "run")
    assert ended.returncode == 2
    lines = ended.stderr.strip().splitlines()
    assert [line.split(" is missing: ")[0] for line in lines] == ["BOT_TOKEN", "OPERATOR_NAME"]
    assert "@BotFather" in lines[0]


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_malformed_value_stops_the_start_with_one_line(tmp_path: Path, command: str) -> None:
    settings = good("https://api.telegram.org", "sqlite:///x.db") | {"BOT_TOKEN": "very secret nonsense"}
    ended = call(tmp_path, command, **settings)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("BOT_TOKEN is malformed: ")
    assert ended.stderr.count("\n") == 1
    assert "nonsense" not in ended.stderr


def test_migrate_makes_the_database_and_can_be_repeated(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "bot.db"
    for _ in range(2):
        ended = call(tmp_path, "migrate", **good("https://api.telegram.org", f"sqlite:///{path}"))
        assert (ended.returncode, ended.stderr) == (0, "")
    assert path.stat().st_mode & 0o077 == 0, "what is kept of people is for the operator's eyes"


def test_figures_prints_a_line_for_each_count(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    settings = good("https://api.telegram.org", f"sqlite:///{path}")
    assert supervised.call(tmp_path, "figures", **settings).stdout == "Nobody has written to the bot yet.\n"
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO tallies VALUES ('registered', 'city', 'almaty', 3)")
        connection.execute(
            "INSERT INTO people (telegram_id, created_at, seen_at, language, burst_count)"
            " VALUES (1, '2026-11-24 20:00:00', '2026-11-24 20:00:00', 'kk', 0)"
        )
    assert supervised.call(tmp_path, "figures", **settings).stdout.splitlines() == [
        "opened\tlanguage\tkk\t1",
        "opened\tsource\t\t1",
        "opened\ttotal\t\t1",
        "opened\tweek\t2026-W48\t1",
        "registered\tcity\talmaty\t3",
    ]


def test_a_database_that_cannot_be_opened_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = supervised.call(
        tmp_path, "migrate", **good("https://api.telegram.org", f"sqlite:///{tmp_path}/file/bot.db")
    )
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith("DATABASE_URL: ")
    assert "Traceback" not in ended.stderr


def test_a_file_that_is_no_database_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("this is a shopping list, and a long one at that" * 100)
    ended = supervised.call(
        tmp_path, "migrate", **good("https://api.telegram.org", f"sqlite:///{tmp_path}/bot.db")
    )
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith("DATABASE_URL: ")
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("empty_database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("command", ["web", "worker"])
async def test_a_database_that_waits_for_its_migration_is_said_in_one_line(
    telegram: Telegram, empty_database: str, tmp_path: Path, command: str
) -> None:
    hosted = {"SECRET_KEY": "a" * 32, "WEBHOOK_URL": "https://bot.example.org", "PORT": str(free_port())}
    async with server.serve(telegram) as root:
        ended = await asyncio.to_thread(
            supervised.call, tmp_path, command, **good(root, empty_database) | hosted
        )
    assert ended.returncode == 2
    assert ended.stderr.endswith("older than this program: run python -m bot migrate\n")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("empty_database", ["postgresql"], indirect=True)
async def test_an_address_that_telegram_does_not_take_is_said_in_one_line(
    telegram: Telegram, empty_database: str, tmp_path: Path
) -> None:
    @web.middleware
    async def choosy(request: web.Request, handler: Handler) -> web.StreamResponse:
        refusal = {"ok": False, "error_code": 400, "description": "Bad Request: bad webhook: no such host"}
        refused = request.path.endswith("/setWebhook")
        return web.json_response(refusal, status=400) if refused else await handler(request)

    hosted = {"SECRET_KEY": "a" * 32, "WEBHOOK_URL": "https://bot.example.org", "PORT": str(free_port())}
    async with server.serve(telegram, middlewares=[choosy]) as root:
        settings = good(root, empty_database) | hosted
        supervised.call(tmp_path, "migrate", **settings)
        ended = await asyncio.to_thread(supervised.call, tmp_path, "web", **settings)
    assert ended.returncode == 2
    assert ended.stderr.startswith("WEBHOOK_URL: Telegram does not take it: ")
    assert "bad webhook: no such host" in ended.stderr.lower()
    assert ended.stderr.count("\n") == 1


async def test_a_token_that_telegram_does_not_know_stops_the_start_with_one_line(
    telegram: Telegram, database: str, tmp_path: Path
) -> None:
    async with server.serve(telegram) as root:
        settings = good(root, database) | {"BOT_TOKEN": "1:other"}
        ended = await asyncio.to_thread(supervised.call, tmp_path, "run", **settings)
    assert ended.returncode == 2
    assert ended.stderr.startswith("BOT_TOKEN is not known to Telegram")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
async def test_it_stops_cleanly_within_five_seconds(
    telegram: Telegram, database: str, name: int, tmp_path: Path
) -> None:
    async with server.serve(telegram) as root:
        process = await start(tmp_path, "run", **good(root, database))
        await telegram.until(lambda: any(call.method == "deleteWebhook" for call in telegram.calls), 20)
        await asyncio.sleep(0.3)
        assert await stopped(process, name) == ""


async def test_it_stops_in_time_though_telegram_owes_an_answer(
    telegram: Telegram, database: str, tmp_path: Path
) -> None:
    asked = asyncio.Event()

    @web.middleware
    async def silence(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if request.path.endswith("/sendMessage"):
            asked.set()
            await asyncio.sleep(30)
        return await handler(request)

    async with server.serve(telegram, middlewares=[silence]) as root:
        process = await start(tmp_path, "run", **good(root, database))
        telegram.says(telegram.join("Emma").id, "/start")
        async with asyncio.timeout(20):
            await asked.wait()
        await stopped(process, signal.SIGTERM)


async def test_it_stops_while_telegram_is_not_there(tmp_path: Path) -> None:
    process = await start(tmp_path, "run", **good("http://127.0.0.1:9", f"sqlite:///{tmp_path}/bot.db"))
    assert process.stderr is not None
    log = (await asyncio.wait_for(process.stderr.readline(), 20)).decode()
    assert "Telegram does not answer yet at BOT_API_URL" in log
    assert "1:demo" not in log + await stopped(process, signal.SIGTERM)


async def test_a_second_process_stands_by_until_the_first_is_dead(
    telegram: Telegram, database: str, tmp_path: Path
) -> None:
    def introductions() -> int:
        return sum(call.method == "getMe" for call in telegram.calls)

    async with server.serve(telegram) as root:
        first = await start(tmp_path, "run", **good(root, database))
        await telegram.until(lambda: introductions() == 1, 20)
        second = await start(tmp_path, "run", **good(root, database))
        assert second.stderr is not None
        assert b"standing by" in await asyncio.wait_for(second.stderr.readline(), 20)
        await asyncio.sleep(1)
        assert introductions() == 1
        first.kill()
        await telegram.until(lambda: introductions() == 2, 10)
        await stopped(second, signal.SIGTERM)
        await first.communicate()


async def test_the_demo_serves_the_page_and_stops(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    process = await start(
        tmp_path, "demo", "--port", port, "--people", "11", BOT_TOKEN="malformed, and of no matter here"
    )
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), 60)
    assert line.decode() == f"Open http://127.0.0.1:{port} in a browser. Ctrl-C stops.\n"
    taken = await asyncio.to_thread(call, tmp_path, "demo", "--port", port)
    assert (taken.returncode, taken.stderr.count("\n")) == (2, 1)
    assert "--port" in taken.stderr
    assert await stopped(process, signal.SIGINT) == ""


async def start(folder: Path, *words: str, **settings: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *words,
        cwd=folder,
        env=environment(**settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


async def stopped(process: asyncio.subprocess.Process, name: int) -> str:
    """Stops the process as an operator would and gives what it had to say: warnings and errors."""
    process.send_signal(name)
    async with asyncio.timeout(10):  # of a busy machine; it gives itself less than five
        _, log = await process.communicate()
    assert process.returncode == 0, log.decode()
    return "\n".join(line for line in log.decode().splitlines() if " INFO " not in line)
