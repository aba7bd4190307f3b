"""What is known of broadcasts that came to somebody."""

from contextlib import aclosing
from datetime import timedelta

from bot.storage import broadcast_outcomes, outbox
from bot.storage.database import Database
from bot.storage.models import Lane, State
from tests import rows
from tests.kernel.outbox import NOW, draft


async def test_how_many_broadcasts_came_to_each_chat_or_are_on_their_way(database: str) -> None:
    copies = {
        (1, State.SENT): NOW,
        (1, State.IN_DOUBT): NOW,
        (1, State.CLAIMED): None,
        (2, State.SENT): NOW - timedelta(days=8),
        (2, State.SKIPPED): NOW,
        (2, State.WAITING): None,
        (3, State.SENT): NOW,
    }
    async with aclosing(Database(database)) as store:
        async with store.transaction() as session:
            drafts = [draft(f"{chat} {state}", chat=chat, lane=Lane.BROADCAST) for chat, state in copies]
            await outbox.add(session, drafts, NOW)
        for (chat, state), at in copies.items():
            await rows.change(
                database,
                "UPDATE outbox SET broadcast_id = 1, state = :state, settled_at = :at WHERE key = :key",
                key=f"{chat} {state}",
                state=state.value,
                at=at,
            )
        async with store.reading() as session:
            came = await broadcast_outcomes.received(session, [1, 2, 4], NOW - timedelta(days=7))
            assert await broadcast_outcomes.received(session, [], NOW) == {}
    assert came == {1: 3}
