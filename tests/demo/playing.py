"""The demo's play without its page: the bot serves until everybody has come to where they are to be."""

import asyncio
from datetime import timedelta
from pathlib import Path

from bot import app, rehearsal, showroom
from bot.demo import people, server
from bot.demo.clock import Clock
from bot.demo.stage import Stage
from bot.demo.telegram import Telegram


async def play(folder: Path, everyone: int = 0) -> tuple[Telegram, str]:
    """The Telegram afterwards, and the address of the bot's database."""
    clock = Clock(app.utc_now)
    telegram = Telegram(now=clock)
    people.settle(telegram)
    stage = Stage(clock, telegram.feed)
    rehearsal.open_stage(stage, everyone)
    async with server.serve(telegram) as root, asyncio.TaskGroup() as tasks:
        settings = showroom.settings(root, telegram.token, folder)
        stopping, ready = asyncio.Event(), asyncio.Event()
        tasks.create_task(app.serve(settings, stopping, started=ready.set, clock=clock))
        await ready.wait()
        await rehearsal.rehearse(telegram, stage, everyone=everyone)
        stopping.set()
    assert stage.set
    assert abs(clock() - app.utc_now()) < timedelta(seconds=1)
    assert not [call for call in telegram.calls if not call.answer["ok"]]
    return telegram, settings.database_url.get_secret_value()
