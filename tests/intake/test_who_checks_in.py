"""Who stands at a door: with digits that two events have, with another answer, without wanting messages."""

import pytest

from bot.services import checkins as services
from tests.intake.conftest import Stage
from tests.intake.test_checkins import HERE, came, doors, link, member, says


def test_who_has_the_same_digits_by_chance_is_asked_which(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        room = stage.room
        one, two = await doors(room), await doors(room)
        monkeypatch.setattr(
            services, "digits", lambda _secret, event, _of: "4321" if event in (one, two) else ""
        )
        guest = await member(room)
        assert "Which event are you at?" in await says(guest, "4321")
        answers = await guest.taps(f"e:{two}:here:4321")
        assert HERE in answers[-1]["text"]
        assert await came(guest, one) is None
        going = await member(room)
        await going.taps(f"e:{one}:go")
        assert HERE in await says(going, "4321"), "to where they go"
        assert await came(going, one) is not None

    stage.run(story())


@pytest.mark.parametrize("answer", ["no", "maybe"])
def test_who_said_no_or_maybe_or_stopped_our_messages_is_checked_in_and_gets_none(
    stage: Stage, answer: str
) -> None:
    async def story() -> None:
        room = stage.room
        number = await doors(room)
        guest = await member(room)
        await guest.taps(f"e:{number}:{answer}")
        await guest.says("/stop")
        update = {**guest.update("message", link(room, number)), "update_id": 900_000 + number}
        for _ in range(2):  # brought twice
            await room.intake.receive([update])
        assert await came(guest, number) is not None
        person = await guest.person()
        assert person is not None
        assert person.stopped_at is not None

    stage.run(story())
