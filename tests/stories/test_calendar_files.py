"""An event goes into a student's own calendar, follows what changes, and goes out of it."""

from urllib.parse import parse_qs, urlsplit

import pytest
import vobject

from bot.demo.models import Message
from bot.demo.telegram import Telegram
from bot.services import events
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.student import Student, words
from tests.stories.test_events import TITLES, an_event, changed, opens
from tests.stories.walks import Join, consented, signed_up

pytestmark = pytest.mark.usefixtures("bot")

# Coming, to add it, to take it out, what stands in the file, who to ask.
SAID = {
    "kk": ("Барамын", "Күнтізбеге қосу", "Күнтізбеден алып тастау", "Қолғап", "Алматы"),
    "ru": ("Приду", "Добавить в календарь", "Удалить из календаря", "Перчатки", "Алматы"),
    "en": ("I am coming", "Add to calendar", "Remove from my calendar", "Bring gloves", "Almaty"),
}


async def file(telegram: Telegram, student: Student, count: int = 1) -> Message:
    """The last of so many files."""

    def there() -> list[Message] | None:
        found = [m for m in telegram.messages(student.id) if m.kind == "document"]
        return found if len(found) >= count else None

    return (await telegram.until(there))[-1]


def content(message: Message) -> str:
    assert message.file is not None
    return message.file.content.decode()


@pytest.mark.parametrize("language", SAID)
async def test_it_goes_in_follows_a_change_and_goes_out(
    join: Join, database: str, clock: Clock, telegram: Telegram, language: str
) -> None:
    go, add, remove, text, city = SAID[language]
    number = await an_event(database, clock)
    student = await signed_up(join, language=language)
    card = await opens(student, number)
    assert add not in student.labels(card)
    await student.taps(go)
    card = await student.sees(TITLES[language])
    google = next(b.url for row in card.rows for b in row if b.url and "calendar.google" in b.url)
    assert len(google) <= 1_000
    assert parse_qs(urlsplit(google).query)["text"] == [TITLES[language]]
    assert await student.taps(add)
    first = await file(telegram, student)
    assert TITLES[language] in words(first)
    calendar = vobject.readOne(content(first))
    event = calendar.vevent
    assert event.summary.value == TITLES[language]
    assert event.location.value == f"{city}, Abay <1>"
    assert text in event.description.value
    assert "@emma" in event.description.value
    assert event.url.value.endswith(f"?start=e{number}")
    assert f"{event.dtstart.value:%H:%M}" == "12:00"
    assert event.sequence.value == "0"

    await changed(database, number, lambda of: setattr(of, "changes", of.changes + 1))
    await student.taps(add)
    second = vobject.readOne(content(await file(telegram, student, 2)))
    assert second.vevent.uid.value == event.uid.value
    assert second.vevent.sequence.value == "1"
    await changed(database, number, lambda of: events.cancel(of, clock()))
    card = await opens(student, number)
    assert add not in student.labels(card)
    await student.taps(remove)
    gone = vobject.readOne(content(await file(telegram, student, 3)))
    assert (gone.method.value, gone.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert gone.vevent.uid.value == event.uid.value
    assert gone.vevent.sequence.value == "2"


async def test_twice_is_once_and_only_for_who_may_see_it(
    join: Join, database: str, clock: Clock, telegram: Telegram
) -> None:
    number = await an_event(database, clock, "夏 🌳", adults=True)
    newcomer = await consented(join, "New")
    await newcomer.presses(await opens(newcomer, number), f"e:{number}:calendar")
    await newcomer.sees("First finish signing up")
    student = await signed_up(join)
    card = await opens(student, number)
    clock.pace = 0
    for _ in range(2):
        assert await student.presses(card, f"e:{number}:calendar") == "Your file is on its way."
    sent = await file(telegram, student)
    assert sent.file is not None
    assert sent.file.name == f"event-{number}.ics"
    await telegram.until(lambda: telegram.pending == 0)
    assert len([m for m in telegram.messages(student.id) if m.kind == "document"]) == 1
    assert await student.presses(card, "e:99:calendar") == "That event is not there any more."
    await rows.change(database, "UPDATE people SET age_band = '16-17'")
    refused = await student.presses(card, f"e:{number}:calendar")
    assert refused == "This event is for people of 18 and older."
    await rows.change(database, "UPDATE people SET age_band = '18+'")
    await rows.change(database, "UPDATE events SET phase = 'draft'")
    assert await student.presses(card, f"e:{number}:calendar") == "That event is not there any more."
