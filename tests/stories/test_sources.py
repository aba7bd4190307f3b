"""Links with a name for posters and sites, and the funnel by ambassador, university, source and week."""

import csv
import io
import json
from datetime import timedelta

import openpyxl
import pytest
import zxingcpp
from PIL import Image

from bot.demo.models import Message
from bot.demo.telegram import Telegram
from bot.i18n import ALMATY
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import staffed
from tests.stories.event_desks import published
from tests.stories.student import Student
from tests.stories.test_ambassadors import appointed, files, payload
from tests.stories.walks import Join, consented, signed_up

pytestmark = pytest.mark.usefixtures("bot")

SAID = {
    "kk": (
        "Постер мен сайтқа арналған сілтемелер",
        "Жаңа сілтеме",
        "Сілтеме не үшін керек?",
        "Ботты ашқандар",
    ),
    "ru": ("Ссылки для плакатов и сайтов", "Новая ссылка", "Для чего эта ссылка?", "Открыли бот"),
    "en": ("Links for posters and sites", "New link", "What is the link for?", "Opened the bot"),
}


async def named(organizer: Student, name: str, language: str = "en") -> Message:
    """The card of a new link."""
    listed, new, asked, opened = SAID[language]
    organizer.says("/links")
    await organizer.sees(listed)
    await organizer.taps(new)
    await organizer.sees(asked)
    organizer.says(name)
    return await organizer.sees(name, opened)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_a_poster_counts_who_came_by_it(
    join: Join, telegram: Telegram, language: str, database: str
) -> None:
    organizer = await staffed(join, language=language)
    card = await named(organizer, "Library <1>", language)
    code = payload(card)
    assert code[0] == "s"
    await consented(join, start=f"/start {code}")
    await signed_up(join, "Friend", start=f"/start {code}")
    await organizer.presses(card, "src:1")
    card = await organizer.sees("Library <1>", ": 2 (")
    assert (card.text or "").count(": 2 (") == 2, "opened and consented"
    assert (card.text or "").count(": 1 (") == 1, "signed up"
    for kind in ("qr", "pdf", "png", "qr"):
        await organizer.presses(card, f"src:1:{kind}")
    sent = await telegram.until(lambda: found if len(found := files(organizer)) >= 3 else None, 20)
    for message in sent:
        assert message.file is not None
        assert "Library <1>" in (message.caption or "")
        if message.kind == "photo":
            (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(message.file.content)))
            assert read.text.endswith(f"?start={code}")
    assert len(sent) == 3
    assert await rows.select(database, "SELECT act FROM log WHERE act LIKE 'source-%'") == [("source-added",)]


async def test_a_link_is_renamed_put_away_and_used_again_and_no_two_have_one_name(
    join: Join, database: str
) -> None:
    organizer = await staffed(join)
    card = await named(organizer, "Library")
    code = payload(card)
    organizer.says("/links")
    await organizer.taps("New link")
    organizer.says("LIBRARY")
    await organizer.sees("There is a link with this name already")
    organizer.says("Site")
    await organizer.sees("Site", "Opened the bot")
    await organizer.taps("Rename")
    organizer.says("library")
    await organizer.sees("There is a link with this name already")
    organizer.says("Front page")
    await organizer.sees("Front page", "Opened the bot")
    for _ in range(2):
        await organizer.presses(card, "src:1:archive")
    await organizer.sees("Library", "does not count anyone new for now")
    await signed_up(join, "Late", start=f"/start {code}")
    organizer.says("/links")
    await organizer.taps("Library – archived")
    await organizer.taps("Restore")
    card = await organizer.sees("Library", "Opened the bot: 0")
    await signed_up(join, "Early", start=f"/start {code}")
    assert await rows.select(database, "SELECT name FROM people WHERE source IS NOT NULL") == [("Early",)]
    await organizer.presses(card, "src:99")
    await organizer.sees("Links for posters and sites", "Tap one")


async def test_nobody_yet_and_a_page_that_is_none(join: Join) -> None:
    organizer = await staffed(join)
    organizer.says("/links")
    card = await organizer.sees("There are no links yet")
    await organizer.presses(card, "src:p99")
    await organizer.sees("There are no links yet")
    await organizer.presses(card, "num:ambassador:99")
    card = await organizer.sees("By ambassador", "Nothing to show yet")
    assert not [button for row in card.rows for button in row if "file" in button.text]


async def test_organizers_see_the_funnel_by_everything_and_take_it_as_a_table(
    join: Join, clock: Clock, telegram: Telegram, database: str
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    asel = await signed_up(join, "=Asel")
    code = await appointed(organizer, asel, "=Asel")
    poster = payload(await named(organizer, "Library"))
    await consented(join, start=f"/start {code}")
    await signed_up(join, "Friend", start=f"/start {code}")
    await signed_up(join, "Reader", start=f"/start {poster}")
    await signed_up(join, "Other", start="/start g3")
    await published(organizer, clock)
    await consented(join, start="/start e1")
    organizer.says("/numbers")
    await organizer.sees(
        "The campaign in numbers", "Opened the bot: 8", "Signed up: 6", "Came to an event: 0"
    )
    for label, lines in (
        ("By ambassador", ["=Asel\n2 → 2 → 1 → 0 → 0"]),
        (
            "By source",
            [
                "Library\n1 → 1 → 1 → 0 → 0",
                "Goal 3\n1 → 1",
                "Event 1: Clean park\n1 → 1 → 0",
                "Without a link\n3 → 3 → 3",
            ],
        ),
        ("By university", ["KazNU\n6 → 0 → 0"]),
        ("By week", ["8 → 8 → 6 → 0 → 0"]),
    ):
        await organizer.taps(label)
        await organizer.sees(label, *lines)
        await organizer.taps("Statistics")
        await organizer.sees("The campaign in numbers")
    await organizer.taps("By ambassador")
    card = await organizer.sees("By ambassador", "opened → consented")
    for kind in ("csv", "csv", "xlsx"):
        await organizer.presses(card, f"num:ambassador:{kind}")
    table, book = await telegram.until(lambda: found if len(found := files(organizer)) == 2 else None, 20)
    assert table.file is not None
    assert book.file is not None
    text = table.file.content.decode("utf-8-sig")
    head = ["By ambassador", "Code", "opened", "consented", "signed up", "coming", "came"]
    assert [*csv.reader(io.StringIO(text))] == [head, ["'=Asel", code, "2", "2", "1", "0", "0"]]
    sheet = openpyxl.load_workbook(io.BytesIO(book.file.content)).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.rows][1] == ["'=Asel", code, 2, 2, 1, 0, 0]
    done = "SELECT count(*) FROM log WHERE act = 'funnel-exported'"
    assert await rows.select(database, done) == [(2,)]


async def test_an_ambassador_takes_a_copy_of_the_own_data_and_withdraws(
    join: Join, clock: Clock, telegram: Telegram, database: str
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    asel = await signed_up(join, "Asel")
    code = await appointed(organizer, asel, "Asel")
    asel.says("/privacy")
    await asel.taps("Download my data")
    (copy,) = await telegram.until(lambda: files(asel), 20)
    assert copy.file is not None
    kept = json.loads(copy.file.content)
    assert kept["code"] == code
    assert (
        kept["ambassadors"][0]["trained_on"]
        == (clock() - timedelta(days=1)).astimezone(ALMATY).date().isoformat()
    )
    await asel.taps("Withdraw consent")
    await asel.taps("Yes, withdraw")
    await asel.sees("Your consent is withdrawn")
    await signed_up(join, "Late", start=f"/start {code}")
    assert await rows.select(database, "SELECT count(*) FROM people WHERE source IS NOT NULL") == [(0,)]
    assert await rows.select(database, "SELECT count(*) FROM ambassadors") == [(0,)]


async def test_an_erased_ambassadors_newcomers_still_count_under_no_name(
    join: Join, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    asel = await signed_up(join, "Asel")
    code = await appointed(organizer, asel, "Asel")
    await signed_up(join, "Friend", start=f"/start {code}")
    asel.says("/privacy")
    await asel.taps("Delete my data")
    await asel.taps("Yes, delete")
    await asel.taps("Delete everything for good")
    await asel.sees("Your data has been deleted")
    organizer.says("/numbers")
    await organizer.taps("By ambassador")
    card = await organizer.sees("A former ambassador\n1 → 1 → 1")
    assert "Asel" not in (card.text or "")
    await signed_up(join, "Late", start=f"/start {code}")
    organizer.says("/numbers")
    await organizer.taps("By ambassador")
    await organizer.sees("A former ambassador\n1 → 1 → 1")
