"""The real process killed at the door: who came is there once, is credited once, and thanked once."""

import asyncio
from contextlib import aclosing
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import update

from bot import app
from bot.demo import server
from bot.demo.telegram import Telegram
from bot.services import checkins, consents
from bot.settings import Settings
from bot.storage import people
from bot.storage.database import Database
from bot.storage.models import Event, Phase
from tests import rows
from tests.crash.supervised import Supervised, Trap
from tests.crash.test_kills import PATIENCE, Join, nothing_told

TITLES = dict.fromkeys(("kk", "ru", "en"), "Park")
SECRET = Settings.model_validate({"BOT_TOKEN": "1:demo", "OPERATOR_NAME": "-"}).secret()


async def an_event(url: str, *chats: int) -> None:
    """It begins in half an hour, and these people have signed up."""
    now = app.utc_now()
    async with aclosing(Database(url)) as store, store.transaction() as session:
        event = Event(author=1, created_at=now, changed_at=now, phase=Phase.PUBLIC, titles=TITLES)
        event.texts, event.city, event.place, event.contact = {}, "almaty", "-", "-"
        event.starts_at, event.ends_at = now + timedelta(minutes=30), now + timedelta(hours=2)
        event.credit = 90
        session.add(event)
        for person in (await people.meet(session, chats, now)).values():
            person.language, person.name, person.registered_at = "en", "Emma", now
            consents.give(person, consents.Age.ADULT, now)


async def over(url: str, ended: datetime) -> None:
    """Has the event end then, and the schedule look at it."""
    times = {"starts_at": ended - timedelta(hours=2), "ends_at": ended, "after_at": ended}
    async with aclosing(Database(url)) as store, store.transaction() as session:
        await session.execute(update(Event).values(times))


async def comes_to(url: str, query: str, count: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while len(await rows.select(url, query)) < count:
            await asyncio.sleep(0.05)


async def test_killed_between_the_check_in_and_the_thanks_each_comes_once(
    telegram: Telegram, join: Join, database: str, tmp_path: Path
) -> None:
    trap = Trap("sendMessage")
    async with server.serve(telegram, middlewares=[trap.middleware]) as root, asyncio.TaskGroup() as tasks:
        students = [join(f"Student {n}", language_code="en") for n in range(2)]
        await an_event(database, *(student.id for student in students))
        program = Supervised(root, database, tmp_path / "log")
        trap.kill = program.kill
        running = tasks.create_task(program.run())
        for n, student in enumerate(students):
            now = checkins.minute(app.utc_now())
            said = [checkins.payload(SECRET, 1, now), checkins.digits(SECRET, 1, now)]
            student.patience = PATIENCE
            trap.set(1, after=bool(n))
            student.says(f"/start {said[0]}" if n else said[1])
            await student.sees("You are checked in", "Park")
            assert trap.sprung
        await program.kill_next()
        await over(database, app.utc_now() - timedelta(days=2))
        thanks = "SELECT key FROM outbox WHERE kind = 'thanks'"
        await comes_to(database, thanks, len(students))
        await program.kill_next()
        await comes_to(database, "SELECT 1 FROM events WHERE after_at IS NULL", 1)
        await asyncio.sleep(0.5)
        running.cancel()
    assert program.deaths == len(students) + 2
    assert len({*await rows.select(database, thanks)}) == len(students)
    credited = await rows.select(database, "SELECT presence, told FROM participations")
    assert credited == [("came", 90)] * len(students)
    assert "?start=c" not in program.log()
    assert checkins.payload(SECRET, 1, now) not in program.log()
    nothing_told(program.log(), dict.fromkeys(students, "Emma"))
