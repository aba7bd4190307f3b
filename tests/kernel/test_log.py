"""The log of the staff: what stands there stays, whatever the program or a person at the database tries."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import DBAPIError

from bot.storage import staff
from bot.storage.database import Database
from tests import rows

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize("statement", ["UPDATE log SET actor = 7", "DELETE FROM log"])
async def test_nothing_is_changed_or_deleted(store: Database, database: str, statement: str) -> None:
    async with store.transaction() as session:
        await staff.note(session, NOW, 1, "invited")
    with pytest.raises(DBAPIError, match="append-only"):
        await rows.change(database, statement)
    assert await rows.select(database, "SELECT actor, act FROM log") == [(1, "invited")]


async def test_what_has_a_key_is_noted_once(store: Database, database: str) -> None:
    for actor in (1, 2):
        async with store.transaction() as session:
            await staff.note(session, NOW, actor, "refused", key="refused:1")
            await staff.note(session, NOW, actor, "found", 5)
    async with store.reading() as session:
        entries = await staff.log(session, offset=0, limit=2)
        assert [(entry.actor, entry.act) for entry in entries] == [(2, "found"), (1, "found")]
        assert await staff.log_length(session) == 3
