"""The check-in screen: of the present minute, whatever happened before it, and not one minute too long."""

import io
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import select, update

from bot import door_screens, pictures
from bot.roles import Role
from bot.services import checkins, leaving, staff
from bot.storage import outbox, people
from bot.storage.messages import GONE, Result
from bot.storage.models import Door, Event, Lane, Outgoing, Phase, State
from bot.turn import Campaign
from tests.intake.room import BEGIN, OWNER, Guest, Room, room
from tests.kernel.gathering import an_event, settle_in

CAMPAIGN = Campaign("volunteer_bot", "Volunteers", None, b"secret", frozenset({OWNER}))
SHOWN = 100  # the number of the message in the chat
ORGANIZER, MEMBER = 1, 2


@pytest.fixture
async def hall(database: str) -> AsyncIterator[Room]:
    """An event that begins in half an hour, and an organizer who has opened its screen."""
    async with room(database) as opened:
        await settle_in(opened.database, 2, language="ru", name="Emma")
        async with opened.database.transaction() as session:
            organizer = await people.find(session, ORGANIZER)
            assert organizer is not None
            organizer.role = Role.ORGANIZER
        await an_event(opened.database, None, starts_at=BEGIN + timedelta(minutes=30))
        await Guest(opened, ORGANIZER, "ru").taps("ev:1:door")
        yield opened


async def arrives(hall: Room, state: State = State.SENT, message_id: int | None = SHOWN) -> None:
    """The first picture came to the chat, or did not."""
    became = {"state": state, "message_id": message_id}
    async with hall.database.transaction() as session:
        await session.execute(update(Outgoing).where(Outgoing.method == "sendPhoto").values(became))


async def settles(hall: Room, state: State, error: str | None = None) -> None:
    """What became of the last change, sent by nobody."""
    async with hall.database.transaction() as session:
        row = await session.scalar(select(Outgoing).order_by(Outgoing.id.desc()).limit(1))
        assert row is not None
        row.state = State.CLAIMED
        await session.flush()
        await outbox.settle(session, [Result(row.id, state, error=error)], hall.now, "")


async def passes(hall: Room, **time: float) -> int:
    hall.now += timedelta(**time)
    return await door_screens.renew(hall.database, hall.now, CAMPAIGN)


async def changes(hall: Room) -> list[Outgoing]:
    """What is written for the chat beside the first picture, the oldest first."""
    rows = select(Outgoing).where(Outgoing.method.like("edit%"), Outgoing.lane == Lane.REMINDER)
    async with hall.database.reading() as session:
        return list(await session.scalars(rows.order_by(Outgoing.id)))


async def ended(hall: Room) -> str:
    """What the last change says, after which there is no screen any more."""
    async with hall.database.reading() as session:
        assert (await session.scalars(select(Door))).all() == []
    (last,) = [row for row in await changes(hall) if row.method == "editMessageCaption"]
    assert last.body is not None
    return str(last.body["caption"])


def read(body: dict[str, Any]) -> tuple[str, str]:
    """The payload and the digits of the picture that will be made."""
    content = pictures.render("door", body["picture"]["args"])
    with Image.open(io.BytesIO(content)) as picture:
        (code,) = zxingcpp.read_barcodes(picture.convert("L"))
    return code.text.partition("?start=")[2], body["picture"]["args"]["code"]


async def test_each_minute_has_one_change_whoever_writes_it_and_however_often(hall: Room) -> None:
    await passes(hall, minutes=1)
    assert await changes(hall) == [], "its message is on its way"
    await arrives(hall)
    for _ in range(2):
        await passes(hall)
    (change,) = await changes(hall)
    minute = checkins.minute(hall.now)
    assert change.body is not None
    assert read(change.body) == (
        checkins.payload(b"secret", 1, minute),
        checkins.digits(b"secret", 1, minute),
    )
    assert (change.edits, change.expires_at) == (SHOWN, checkins.changes_at(minute))
    await Guest(hall, MEMBER, "ru").says(f"/start {read(change.body)[0]}")
    await passes(hall, minutes=1)
    (change,) = await changes(hall)
    assert "Уже пришли: 1" in str(change.body), "and what waited is not to be sent any more"


async def test_after_a_sleep_only_the_present_minute_is_shown_and_nothing_piles_up(hall: Room) -> None:
    await arrives(hall)
    for _ in range(5):
        await passes(hall, minutes=7)
    (change,) = await changes(hall)
    assert change.key.endswith(f":{checkins.minute(hall.now)}")
    await settles(hall, State.SENT)
    await passes(hall, minutes=1)
    assert len(await changes(hall)) == 1, "what was shown is not kept"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"ends_at": BEGIN}, "закончилась"),
        ({"phase": Phase.CANCELLED}, "Мероприятие отменено"),
        ({"starts_at": BEGIN + timedelta(days=1), "ends_at": BEGIN + timedelta(days=2)}, "перенесено"),
    ],
)
async def test_it_ends_with_the_event_and_says_why(hall: Room, values: dict[str, Any], said: str) -> None:
    await arrives(hall)
    await passes(hall, minutes=1)
    async with hall.database.transaction() as session:
        await session.execute(update(Event).values(values))
    for _ in range(2):
        await passes(hall)
    assert said in await ended(hall)
    assert await passes(hall, minutes=5) == 0


@pytest.mark.parametrize(
    ("state", "error"), [(State.FAILED, GONE), (State.UNREACHABLE, None), (State.FAILED, "other")]
)
async def test_it_ends_where_nobody_can_see_it(hall: Room, state: State, error: str | None) -> None:
    await arrives(hall)
    await passes(hall, minutes=1)
    await settles(hall, state, error)
    await passes(hall, minutes=1)
    left = await changes(hall)
    if error == "other":
        assert [row.state for row in left] == [State.WAITING], "the next minute may do better"
    else:
        assert left == []
        assert await passes(hall, minutes=1) == 0


async def test_it_ends_if_the_picture_never_came(hall: Room) -> None:
    await arrives(hall, State.FAILED, None)
    await passes(hall)
    assert await passes(hall, minutes=1) == 0


@pytest.mark.parametrize("how", ["suspended", "removed", "withdrawn", "erased", "at once"])
async def test_it_ends_with_the_role_of_who_shows_it(hall: Room, how: str) -> None:
    await arrives(hall)
    await passes(hall, minutes=1)
    async with hall.database.transaction() as session:
        owner, organizer = await people.find(session, MEMBER), await people.find(session, ORGANIZER)
        assert owner is not None
        assert organizer is not None
        match how:
            case "suspended":
                await staff.suspend(session, owner, organizer, hall.now)
            case "removed":
                await staff.remove(session, owner, organizer, hall.now)
            case "withdrawn":
                await leaving.withdraw(session, organizer, hall.now)
            case "erased":
                await leaving.erase(session, organizer, hall.now)
                await session.delete(organizer)
            case _:
                organizer.role = 0  # by whatever way
    if how != "at once":
        assert await changes(hall) == [], "nor does what waits go"
    await passes(hall, minutes=1)
    assert await changes(hall) == []
    assert await passes(hall, minutes=1) == 0


async def test_a_double_tap_opens_one_and_a_later_tap_a_new_one(hall: Room) -> None:
    organizer = Guest(hall, ORGANIZER, "ru")
    assert await organizer.taps("ev:1:door") == []
    await arrives(hall)
    hall.now += timedelta(seconds=10)
    answers = await organizer.taps("ev:1:door")
    assert [answer["method"] for answer in answers] == ["editMessageCaption", "sendPhoto"]
    assert "в новом сообщении" in answers[0]["caption"]
    assert json.loads(json.dumps(answers[1]["picture"]))["name"] == "door"
    await passes(hall, minutes=1)
    assert len(await changes(hall)) == 1, "the new one is on its way"
    answers = await organizer.taps("ev:1:door:close")
    assert [answer["method"] for answer in answers] == ["editMessageCaption"]
    assert await passes(hall, minutes=1) == 0
