"""What waits to be sent to someone who takes consent back, or blocks the bot, is not sent any more."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.storage import outbox
from bot.storage.messages import Draft
from bot.storage.models import Lane, Outgoing, State
from tests.intake.places import go
from tests.intake.room import room


@pytest.mark.parametrize(
    ("act", "left"),
    [({"callback_query": "withdraw:yes"}, None), ({"my_chat_member": "left"}, (State.UNREACHABLE, None))],
)
async def test_it_is_skipped_and_its_text_forgotten(
    database: str, act: dict[str, str], left: tuple[State, None] | None
) -> None:
    async with room(database) as hall:
        guest, other = hall.newcomer(), hall.newcomer()
        await go(guest, "home")
        drafts = [
            Draft(
                f"reminder:{who}",
                who,
                "sendMessage",
                {"text": "soon"},
                hall.now + timedelta(days=1),
                Lane.REMINDER,
            )
            for who in (guest.id, other.id)
        ]
        async with hall.database.transaction() as session:
            await outbox.add(session, drafts, hall.now)
        await guest.does(act)
        async with hall.database.reading() as session:
            rows = await session.execute(
                select(Outgoing.chat_id, Outgoing.state, Outgoing.body).where(Outgoing.lane == Lane.REMINDER)
            )
            found = {chat_id: (state, body) for chat_id, state, body in rows}
    assert found.get(guest.id) == left
    assert found[other.id] == (State.WAITING, {"text": "soon"})


async def test_a_university_that_left_the_list_breaks_no_card(database: str) -> None:
    async with room(database) as hall:
        guest = hall.newcomer()
        await go(guest, "found")
        person = await guest.person()
        assert person is not None
        async with hall.database.transaction() as session:
            session.add(person)
            person.dialogs[0].partial = {"typed": "kaznu", "found": ["gone", "kaznu"]}
        await guest.says("/start")
        assert "1. Al-Farabi" in guest.card["text"]
