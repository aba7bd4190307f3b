"""The demo's play: who waits in vain is named, and the demo ends with one line."""

import pytest

from bot import rehearsal
from bot.demo import people
from bot.demo.errors import Stuck
from bot.demo.telegram import Telegram
from tests.demo.clock import Clock


async def test_who_waits_in_vain_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "_PATIENCE", 0.05)
    telegram = Telegram(now=Clock())
    people.settle(telegram)
    with pytest.raises(ExceptionGroup) as found:
        await rehearsal.rehearse(telegram)
    stuck = found.value.exceptions[0]
    assert isinstance(stuck, Stuck)
    assert str(stuck) == "Нұрлан Оспанов waits at '=/start' before '/start'"
