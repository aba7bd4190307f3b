"""What a PostgreSQL might mind and a SQLite file does not: NUL, lengths, letters outside the plane."""

import pytest

from bot.i18n import translator
from bot.screens import notes
from tests.intake.places import go
from tests.intake.room import room
from tests.intake.test_hostile import NASTY


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("place", ["name", "university", "review", "profile"])
async def test_whatever_is_typed_is_answered(database: str, place: str) -> None:
    async with room(database) as hall:
        for text in [*NASTY, "\0", "a\0b", "x" * 4096, "\U0010fffe", "Ə" * 64]:
            guest = hall.newcomer("en")
            await go(guest, place)
            answers = await guest.says(text)
            assert answers, repr(text)
            assert notes.apology(translator("en")).text not in str(answers), repr(text)
