"""The demo's play: what it leads to; and who waits in vain is named, and the demo ends with one line."""

import inspect
from pathlib import Path
from random import Random

import pytest

from bot import __main__ as commands
from bot import friends, rehearsal, walking
from bot.demo import crowd, draft, people
from bot.demo.clock import Clock
from bot.demo.errors import Stuck
from bot.demo.stage import Stage
from bot.demo.telegram import Telegram
from tests import rows
from tests.demo.clock import Clock as RealTime
from tests.demo.playing import play

DANA, OWNER, ORGANIZER, MANAGER = 1009, 1010, 1011, 1012


@pytest.fixture
def clock() -> Clock:
    return Clock(RealTime())


@pytest.fixture
def telegram(clock: Clock) -> Telegram:
    telegram = Telegram(now=clock)
    people.settle(telegram)
    return telegram


async def test_the_staff_is_invited_events_are_public_and_a_broadcast_waits_to_be_sent(
    tmp_path: Path,
) -> None:
    telegram, database = await play(tmp_path, everyone=30)
    assert any("Ержан Сейітов" in (message.text or "") for message in telegram.messages(OWNER))
    staff = await rows.select(database, "SELECT telegram_id, organization_id FROM people WHERE role > 0")
    assert sorted(staff) == [(ORGANIZER, None), (MANAGER, 1)]
    found = await rows.select(database, "SELECT organization_id FROM events WHERE phase = 'public'")
    assert sorted(found, key=str) == [(1,), (None,), (None,), (None,)]
    came = await rows.select(database, "SELECT told, stars FROM participations WHERE presence = 'came'")
    assert len(came) >= 3
    assert {told for told, _ in came} == {180}
    assert None not in {stars for _, stars in came}
    absent = await rows.select(database, "SELECT count(*) FROM participations WHERE presence = 'absent'")
    assert absent == [(2,)]
    assert [m for m in telegram.messages(DANA) if "Together we planted 40 trees" in (m.text or "")]
    assert await rows.select(database, "SELECT 1 FROM participations WHERE answer = 'going'")
    (shared,) = telegram.messages(next(chat.id for chat in telegram.chats.values() if chat.user is None))
    assert shared.via_bot
    code = str(shared.rows[0][0].url).partition("?start=")[2]
    brought = f"SELECT count(*) FROM people WHERE source = '{code}' AND registered_at IS NOT NULL"
    assert await rows.select(database, brought) == [(friends.MANY,)]
    buttons = [button.data for row in telegram.messages(ORGANIZER)[-1].rows for button in row]
    assert "bc:1:send" in buttons
    said = {message.text for message in telegram.messages(ORGANIZER) if not message.from_bot}
    assert said > {*draft.TEXTS.values()}


def test_a_broadcast_to_everybody_has_at_least_300_receivers(telegram: Telegram) -> None:
    everyone = inspect.signature(commands.demo).parameters["people"].default
    dice = Random(rehearsal._SEED)
    others = crowd.gather(telegram, everyone - len(telegram.users), dice)
    walks = [rehearsal._of_the_crowd(user, dice) for user in others]
    signed_up = [walk for walk in walks if "f:signup:review:set:yes" in walk.steps]
    assert len([walk for walk in signed_up if not walk.blocks and "=/stop" not in walk.steps]) >= 298


async def test_who_waits_in_vain_is_named(
    telegram: Telegram, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "PATIENCE", 0.05)
    with pytest.raises(ExceptionGroup) as found:
        await rehearsal.rehearse(telegram, Stage(clock, telegram.feed))
    stuck = found.value.exceptions[0]
    assert isinstance(stuck, Stuck)
    assert str(stuck) == "Сәуле Ибраева waits at '=/start' before '/start'"
