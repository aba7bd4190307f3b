"""What goes on while the database is away."""

import pytest

from bot.outages import Outage
from bot.storage.troubles import Unavailable


def test_an_outage_is_said_once_and_the_next_one_again(caplog: pytest.LogCaptureFixture) -> None:
    outage, done = Outage("the tea has to wait"), list[bool]()
    for away in (True, True, False, True):
        with outage.through():
            if away:
                raise Unavailable
            done.append(away)
    assert done == [False]
    assert [record.message for record in caplog.records] == ["the tea has to wait"] * 2


def test_what_is_no_outage_is_not_borne() -> None:
    with pytest.raises(ZeroDivisionError), Outage("the tea has to wait").through():
        raise ZeroDivisionError
