"""Who came is marked at the door and after it: ticks, cards, hours, a table; by organizers and a manager."""

import csv
import io
from contextlib import aclosing
from datetime import datetime

import openpyxl
import pytest

from bot.demo.models import Message
from bot.demo.telegram import Telegram
from bot.i18n import ALMATY
from bot.storage.database import Database
from bot.storage.models import Event
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import staffed
from tests.stories.event_desks import published
from tests.stories.partner_desks import a_manager, logged
from tests.stories.student import Student
from tests.stories.test_events import an_event, changed
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

LONG = "Ж" * 64
HEAD = ["Name", "Language", "University", "City", "Year of study", "Answer", "Answered (Astana time)"]
HEAD += ["Presence", "Came at (Astana time)", "Walk-in", "Hours"]


async def comes_to(clock: Clock, database: str, number: int, hours: float) -> datetime:
    """So many hours after the start of an event."""
    async with aclosing(Database(database)) as store, store.reading() as session:
        event = await session.get(Event, number)
    assert event is not None
    assert event.starts_at is not None
    clock.moves(seconds=(event.starts_at - clock()).total_seconds() + hours * 3600)
    return clock().astimezone(ALMATY)


async def files(telegram: Telegram, who: Student, count: int) -> list[Message]:
    def there() -> list[Message] | None:
        found = [m for m in telegram.messages(who.id) if m.kind == "document"]
        return found if len(found) >= count else None

    return await telegram.until(there)


def bytes_of(message: Message) -> bytes:
    assert message.file is not None
    content = message.file.content
    assert isinstance(content, bytes)
    return content


async def at_desk(organizer: Student) -> Message:
    organizer.says("/newevent")
    await organizer.presses(await organizer.sees(""), "ev:1")
    return await organizer.sees("English: Clean park")


async def people(join: Join, number: int) -> dict[str, Student]:
    """Three who go, one who cannot."""
    found = {name: await signed_up(join, name) for name in ("Ali <3", "=Dana", LONG, "Әсем")}
    for name, student in found.items():
        await student.presses(await student.sees(""), f"e:{number}:{'no' if name == 'Әсем' else 'go'}")
    return found


async def test_from_a_draft_to_a_table_of_who_came(
    join: Join, database: str, clock: Clock, telegram: Telegram
) -> None:
    clock.comes_to(1, 12)
    organizer = await staffed(join)
    await published(organizer, clock)
    card = await organizer.sees("A public event")
    assert not {"Check-in…", "Who came"} & set(organizer.labels(card))
    assert {"Who comes", "Thanks…", "Export…"} <= set(organizer.labels(card))
    await people(join, 1)
    await organizer.presses(card, "ev:1:tick:3:came:going:0")
    await organizer.sees("A public event", "Going: 3")
    assert await came(database) == set(), "the doors are not open"
    await organizer.taps("Who comes")
    await organizer.sees("1. =Dana", "2. Ali <3", f"3. {LONG}")
    here = await comes_to(clock, database, 1, -0.5)
    assert "Check-in…" in organizer.labels(await at_desk(organizer))
    await organizer.sees("Came: 0", "Did not come: 0")
    await organizer.taps("Who came")
    card = await organizer.sees("Going: 3", "Tap a name to tick it")
    assert organizer.labels(card)[:3] == ["=Dana", "Ali <3", LONG]
    popped_up = [await organizer.presses(card, "ev:1:tick:3:came:going:0") for _ in range(2)]
    assert popped_up == ["Came: Ali <3", None]
    card = await organizer.sees("Going: 3")
    assert organizer.labels(card)[:3] == ["=Dana", "✅ Ali <3", LONG]
    assert await organizer.taps("✅ Ali <3") == "Not marked any more: Ali <3"
    assert await came(database) == set()
    await organizer.taps("Ali <3")
    await organizer.taps(LONG)
    await organizer.taps("Came · 2")
    card = await organizer.sees("Came: 2")
    await organizer.presses(card, "ev:1:who:came:9999")
    await organizer.sees("Came: 2", "Tap a name")
    await organizer.taps("Excused · 0")
    await organizer.sees("Excused: 0", "Nobody is on this list.")
    await finds_names(organizer, database)
    await is_looked_at(organizer, here)
    await comes_to(clock, database, 1, 4)
    await rest_is_marked(organizer, database)
    await gets_hours(organizer, database)
    await at_desk(organizer)
    await organizer.sees("An event that is over", "Came: 3", "Did not come: 1", "Volunteer hours in all: 4.5")
    await is_exported(organizer, telegram)
    await is_rated(organizer, database)
    acts = [
        "rest-marked",
        "hours-changed",
        "hours-changed",
        "hours-given",
        "roster-exported",
        "roster-exported",
    ]
    assert (await logged(database))[-6:] == acts


async def came(database: str) -> set[int]:
    found = await rows.select(database, "SELECT person_id FROM participations WHERE presence = 'came'")
    return {person for (person,) in found}


async def finds_names(organizer: Student, database: str) -> None:
    """One after the other, without a tap between two names."""
    await organizer.taps("Find a name")
    await organizer.sees("Who are you looking for?")
    organizer.says("zzz")
    await organizer.sees("Nobody found for “zzz”", "Who are you looking for?")
    organizer.says("asem")
    await organizer.sees("People found", "Event: Clean park")
    assert await organizer.taps("Әсем") == "Came: Әсем"
    card = await organizer.sees("People found")
    assert "✅ Әсем" in organizer.labels(card)
    organizer.says("DAN")
    card = await organizer.sees("People found")
    assert [label for label in organizer.labels(card) if "Dana" in label] == ["=Dana"]
    await organizer.presses(card, "ev:1:cards:found:0")
    await organizer.sees("Tap a name to see more of it.")
    await organizer.taps("=Dana")
    await organizer.taps("Mark: excused")
    await organizer.taps("Back to the list")
    card = await organizer.sees("People found")
    assert "=Dana: excused" in organizer.labels(card)
    await organizer.taps("Back to the list")
    assert len(await came(database)) == 3


async def is_looked_at(organizer: Student, here: datetime) -> None:
    await organizer.taps("One by one")
    await organizer.sees("Tap a name to see more of it.")
    await organizer.taps("✅ Ali <3")
    card = await organizer.sees("Ali <3", "Answer: will come", f"Came: yes, {here:%-d %b %Y}, {here:%H}:")
    assert {"Hours…", "Thank in your own words"} <= set(organizer.labels(card))
    await organizer.taps("Mark: did not come")
    card = await organizer.sees("Ali <3", "Came: no")
    assert "Hours…" not in organizer.labels(card)
    await organizer.taps("Mark: came")
    await organizer.sees("Came: yes")
    await organizer.presses(card, "ev:1:one:999:going:0")
    await organizer.sees("Going: 3", "Tap a name to see more of it.")
    await organizer.taps("=Dana")
    await organizer.taps("Take the mark away")
    await organizer.sees("=Dana", "Came: not marked")
    await organizer.taps("Back to the list")


async def rest_is_marked(organizer: Student, database: str) -> None:
    card = await organizer.sees("Going: 3")
    await organizer.presses(card, "ev:1:rest")
    await organizer.sees("Mark the rest?", "1 person")
    await organizer.presses(card, "ev:1:rest:7")
    await organizer.sees("Mark the rest?", "1 person")
    assert await organizer.taps("Yes, they did not come") == "Marked as not having come: 1"
    card = await organizer.sees("Did not come: 1")
    assert await organizer.presses(card, "ev:1:rest:1") is None
    assert organizer.labels(await organizer.sees("Did not come: 1"))[0] == "=Dana: did not come"


async def gets_hours(organizer: Student, database: str) -> None:
    await organizer.taps("Hours of all…")
    card = await organizer.sees("Volunteer hours: 0", "given by hand stay")
    await organizer.presses(card, "ev:1:credit:61")
    await organizer.presses(card, "ev:1:credit:180")
    await organizer.sees("Volunteer hours: 3")
    await organizer.taps("Another number…")
    organizer.says("25")
    await organizer.sees("Write a number from 0 to 24")
    organizer.says("1,25")
    await organizer.sees("Volunteer hours: 1.25")
    await organizer.taps("Back to the list")
    await organizer.taps("One by one")
    await organizer.taps("✅ Ali <3")
    await organizer.sees("Volunteer hours: 1.25")
    await organizer.taps("Hours…")
    await organizer.sees("How many volunteer hours does Ali <3 get?", "Everybody gets: 1.25")
    await organizer.taps("Another number…")
    organizer.says("2:00")
    await organizer.sees("Ali <3", "Volunteer hours: 2", "given by hand")


async def is_exported(organizer: Student, telegram: Telegram) -> None:
    await organizer.taps("Export…")
    card = await organizer.sees("People: 4", "delete it when you no longer need it")
    for kind in ("csv", "csv", "xlsx", "xlsx"):
        await organizer.presses(card, f"ev:1:export:{kind}")
    comma, excel = await files(telegram, organizer, 2)
    assert "People: 4" in (comma.caption or "")
    text = bytes_of(comma).decode()
    assert text[0] == "\ufeff"
    table = [*csv.reader(io.StringIO(text[1:]))]
    assert table[0] == HEAD
    by_name = {line[0]: line for line in table[1:]}
    assert [*by_name] == ["'=Dana", "Ali <3", "Әсем", LONG]
    ali, asem = by_name["Ali <3"], by_name["Әсем"]
    assert ali[1:4] == ["English", "Al-Farabi Kazakh National University", "Almaty"]
    assert (ali[4:6], ali[7], ali[9:]) == (["Year 2", "will come"], "yes", ["", "2.0"])
    assert (asem[5], asem[7], asem[10]) == ("cannot come", "yes", "1.25")
    assert by_name["'=Dana"][7:] == ["no", "", "", ""]
    assert str(organizer.id)[:6] not in text, "no Telegram ids"
    sheet = openpyxl.load_workbook(io.BytesIO(bytes_of(excel))).active
    assert sheet is not None
    told = [["" if cell is None else cell for cell in line] for line in sheet.iter_rows(values_only=True)]
    assert [[*map(str, line[:10])] for line in told] == [line[:10] for line in table]
    assert [line[10] for line in told] == ["Hours", "", 2, 1.25, 1.25]


async def is_rated(organizer: Student, database: str) -> None:
    """Without names, and nothing where nobody has rated it."""
    assert not [label for label in organizer.labels(await at_desk(organizer)) if "Comments" in label]
    rated = "UPDATE participations SET stars = 3 + person_id % 3, comment = :c WHERE presence = 'came'"
    await rows.change(database, rated, c="<Great> & =fun")
    await at_desk(organizer)
    await organizer.sees("Rating: 3.7 out of 5 (ratings: 3)")
    await organizer.taps("Comments: 3")
    card = await organizer.sees("Comments", "– <Great> & =fun\n\n– <Great>")
    assert "Ali" not in (card.text or "")
    await at_desk(organizer)
    await organizer.taps("List of events")
    assert "3 came: Clean park" in str(organizer.labels(await organizer.sees("List of events")))


async def test_a_manager_marks_at_their_own_door_with_an_old_card_in_hand(
    join: Join, database: str, clock: Clock, telegram: Telegram
) -> None:
    """In Kazakh: an event that was moved after its roster was opened, then one that nobody answered."""
    clock.comes_to(1, 12)
    organizer = await staffed(join, language="kk")
    manager = await a_manager(join, organizer, "Жасыл қала", language="kk", name="Әлия")
    ((own,),) = await rows.select(database, "SELECT id FROM organizations")
    number = await an_event(database, clock, organization_id=own, credit=60)
    student = await signed_up(join, "Ali")
    await student.presses(await student.sees(""), f"e:{number}:go")
    await comes_to(clock, database, number, -0.5)
    manager.says("/newevent")
    card = await manager.sees("")
    await manager.presses(card, f"ev:{number}:who")
    card = await manager.sees("Баратындар: 1")
    assert await manager.taps("Ali") == "Келді: Ali"
    (entry,) = await rows.select(database, "SELECT person_id FROM participations")
    for act in (f"hrs:{entry[0]}:going:0:120", f"mark:{entry[0]}:excused:going:0", "export:csv"):
        await manager.presses(card, f"ev:{number}:{act}")
    (sent,) = await files(telegram, manager, 1)
    head, line = [*csv.reader(io.StringIO(bytes_of(sent).decode()[1:]))]
    assert head[:2] == ["Аты-жөні", "Тіл"]
    assert (line[2], line[7]) == ("Әл-Фараби атындағы Қазақ ұлттық университеті", "жоқ, себепті")
    await changed(database, number, lambda event: setattr(event, "starts_at", event.ends_at))
    popup = await manager.presses(card, f"ev:{number}:tick:{entry[0]}:came:going:0")
    assert popup
    await manager.sees("Іс-шара жарияланған")
    await rows.change(database, "DELETE FROM participations")
    clock.moves(minutes=2)
    await manager.presses(card, f"ev:{number}:export:xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(bytes_of((await files(telegram, manager, 2))[-1]))).active
    assert sheet is not None
    assert [*sheet.iter_rows(values_only=True)][1:] == []
    await manager.presses(card, f"ev:{number}:said:9")
    await manager.sees("Әзірге пікір жоқ.")
