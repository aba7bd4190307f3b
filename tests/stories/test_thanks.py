"""After an event: thanks, hours, a rating, milestones, a certificate, and own words for one person."""

import re
from datetime import datetime, timedelta

import pypdfium2
import pytest

from bot.i18n import ALMATY
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import staffed
from tests.stories.doors import scanned
from tests.stories.student import Student
from tests.stories.test_events import TITLES, an_event, gets, opens
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

# Thanks, hours, a milestone, write a comment, the question, noted, my certificate, which language, the file,
# genuine, corrected, erased.
SAID = {
    "kk": (
        "Келгеніңізге рақмет!",
        "Волонтерлік сағат: 1,5",
        "Жаңа белеске жеттіңіз: бірінші іс-шара",
        "Пікір жазу",
        "Не ұнады",
        "Рақмет, бұл бізге көмектеседі",
        "Сертификатым",
        "Қай тілде керек?",
        "Сіздің сертификатыңыз",
        "Сертификаттың түпнұсқалығы расталды",
    ),
    "ru": (
        "Спасибо, что пришли!",
        "Волонтёрские часы: 1,5",
        "Новое достижение: первое мероприятие",
        "Написать отзыв",
        "Что понравилось",
        "Спасибо, это нам поможет",
        "Мой сертификат",
        "На каком языке его прислать?",
        "Ваш сертификат",
        "Этот сертификат подлинный",
    ),
    "en": (
        "Thank you for coming!",
        "Volunteer hours: 1.5",
        "You have reached a milestone: the first event",
        "Write a comment",
        "What was good",
        "Thank you, that helps us",
        "My certificate",
        "In which language do you want it?",
        "Your certificate",
        "This certificate is genuine",
    ),
}
LINE = {"kk": "Он қап <b>қоқыс</b> жиналды", "ru": "Собрано десять мешков", "en": "Ten bags are full"}


async def came(database: str, number: int, *people: Student) -> None:
    """As organizers mark it."""
    for person in people:
        await rows.change(
            database,
            "UPDATE participations SET presence = 'came', came_at = answered_at WHERE event_id = :event "
            "AND person_id = (SELECT id FROM people WHERE telegram_id = :id)",
            event=number,
            id=person.id,
        )


async def goes(student: Student, number: int) -> None:
    await student.presses(await opens(student, number), f"e:{number}:go")


async def pdf(student: Student, text: str) -> str:
    """What a document that comes by itself says."""
    message = await student.telegram.until(
        lambda: next((m for m in student.telegram.messages(student.id) if text in (m.caption or "")), None), 8
    )
    assert message.file is not None
    document = pypdfium2.PdfDocument(message.file.content)
    return str(document[0].get_textpage().get_text_range())


@pytest.mark.parametrize("language", SAID)
async def test_thanked_with_hours_rated_and_certified(
    join: Join, database: str, clock: Clock, language: str
) -> None:
    thanks, hours, milestone, comment, asked, noted, mine, which, file, genuine = SAID[language]
    number = await an_event(database, clock, thanks=LINE)
    student, other = await signed_up(join, language=language), await signed_up(join, "Zoe", language=language)
    for each in (student, other):
        await goes(each, number)
    await came(database, number, student)
    clock.moves(days=3)
    clock.comes_to((clock().weekday() + 1) % 7, 10, 1)
    card = await gets(student, thanks)
    assert all(part in (card.text or "") for part in (TITLES[language], hours, milestone, "1"))
    assert re.sub("<.*?>", "", LINE[language]) in (card.text or "")
    await student.presses(card, f"th:{number}:4")
    await student.sees(thanks, milestone)
    await student.taps(comment)
    await student.sees(asked)
    student.says("  Good <tea>\n\nMore gloves ")
    await student.sees(noted, thanks)
    assert await rows.select(database, "SELECT stars, comment FROM participations ORDER BY person_id") == [
        (4, "Good <tea>\n\nMore gloves"),
        (None, None),
    ]
    await student.taps(mine)
    await student.sees(which, hours)
    await student.taps({"kk": "Қазақша", "ru": "Русский", "en": "English"}[language])
    said = await pdf(student, file)
    assert "Emma" in said
    assert TITLES[language][:8] in said
    (code,) = (await rows.select(database, "SELECT code FROM certificates"))[0]
    assert "-".join((code[:4], code[4:8], code[8:])) in said
    stranger = join("Passer-by", language_code=language)
    stranger.says(f"/start v{code}")
    await stranger.sees(genuine, "E.", hours)
    stranger.says(f"{code[:4]}-{code[4:8]}-{code[8:].lower()}")
    await stranger.sees(genuine, "E.", hours)
    assert not [m for m in other.telegram.messages(other.id) if thanks in (m.text or "")]


async def test_hours_that_change_after_the_thanks_are_told_and_a_certificate_says_so(
    join: Join, database: str, clock: Clock
) -> None:
    number = await an_event(database, clock, thanks=LINE)
    student = await signed_up(join)
    await goes(student, number)
    await came(database, number, student)
    clock.moves(days=4)
    clock.comes_to(clock().weekday(), 12)
    await gets(student, "Thank you for coming!")
    student.says("/certificate")
    await student.sees("In which language", "Volunteer hours: 1.5")
    for _ in range(2):
        await student.taps("Русский")
    await pdf(student, "Your certificate")
    (code,) = (await rows.select(database, "SELECT code FROM certificates"))[0]
    await rows.change(database, "UPDATE participations SET presence = NULL")
    await rows.change(database, "UPDATE events SET after_at = created_at")
    await gets(student, "You have no volunteer hours for this event any more.")
    student.says("/me")
    await student.sees("Your volunteering", "Events: 0", "ahead: the first event (0/1)")
    student.says(f"/start v{code[:4]}-{code[4:8]}-{code[8:].lower()}")
    await student.sees("This certificate is genuine", "It has been corrected since", "Events: 0")
    student.says("/certificate")
    await student.sees("You will have it the moment your first event is over")
    files = [
        m for m in student.telegram.messages(student.id) if "Your certificate. Whoever" in (m.caption or "")
    ]
    assert len(files) == 1, "a double tap sends one"
    await rows.change(database, "UPDATE people SET name = 'Zoe' WHERE name = 'Emma'")
    student.says(f"/start v{code}")
    await student.sees("This certificate is genuine", "E.", "Its owner has another name in the bot now")
    student.says("/privacy")
    for step in ("erase:ask", "erase:sure", "erase:yes"):
        await student.presses(await student.sees(""), step)
    await student.sees("Your data has been deleted")
    reader = await signed_up(join, "Reader")
    reader.says(f"/start v{code}")
    await reader.sees("There is no such certificate")


async def test_one_person_is_thanked_in_own_words_which_stay(join: Join, database: str, clock: Clock) -> None:
    clock.comes_to(1, 10)
    number = await an_event(database, clock)
    organizer, student = await staffed(join), await signed_up(join, "<Ali>", language="ru")
    await goes(student, number)
    organizer.says("/newevent")
    card = await organizer.sees("Draft of an event")
    (whom,) = (await rows.select(database, f"SELECT id FROM people WHERE telegram_id = {student.id}"))[0]
    praise = f"ev:{number}:praise:{whom}"
    assert "not on the list" in str(await organizer.presses(card, praise)), "who has not come"
    await came(database, number, student)
    await organizer.presses(card, praise)
    await organizer.sees("What do you want to thank them for? <Ali>", "They read: Русский")
    organizer.says("Без Вас <ничего> бы не вышло")
    card = await organizer.sees("Send this? <Ali>", "Без Вас <ничего> бы не вышло")
    for _ in range(2):
        await organizer.presses(card, f"f:bc-ev-praise:sure:set:yes-{whom}")
    await organizer.sees("A public event")
    await gets(student, "Без Вас <ничего> бы не вышло")
    student.says("/me")
    await student.taps("Благодарности мне: 1")
    await student.sees(
        "Вам благодарность", "Без Вас <ничего> бы не вышло", "От кого: Organizer, Volunteers <of>"
    )
    await student.presses(await student.sees(""), "praises:7")
    assert "already" in str(await organizer.presses(card, praise)), "once"
    assert await rows.select(database, "SELECT count(*) FROM praises") == [(1,)]


async def test_on_the_day_of_volunteers_their_year_comes_as_a_picture(
    join: Join, database: str, clock: Clock
) -> None:
    here = clock().astimezone(ALMATY)
    first = datetime(here.year + (here.month == 12), 12, 1, 10, tzinfo=ALMATY)
    clock.reaches(first)
    number = await an_event(database, clock)
    student, other = await signed_up(join, language="kk"), await signed_up(join, "Zoe")
    for each in (student, other):
        await goes(each, number)
    await came(database, number, student)
    clock.reaches(first + timedelta(days=4, hours=2))
    picture = await student.telegram.until(
        lambda: next(
            (m for m in student.telegram.messages(student.id) if "волонтерлер күні" in (m.caption or "")),
            None,
        ),
        8,
    )
    assert scanned(picture) == f"/start sivd{first.year}"
    assert "Сертификатым" in student.labels(picture)
    assert not [m for m in other.telegram.messages(other.id) if m.file]


async def test_only_who_came_says_how_it_was(join: Join, database: str, clock: Clock) -> None:
    number = await an_event(database, clock)
    student = await signed_up(join)
    await goes(student, number)
    card = await student.sees("Clean")
    for data in (f"th:{number}", f"th:{number}:5", f"th:{number}:comment"):
        assert await student.presses(card, data) == "You are not on the list of those who came."
    await came(database, number, student)
    assert await student.presses(card, f"th:{number}:5") == "You are not on the list of those who came."
    clock.moves(days=4)
    assert await student.presses(card, f"th:{number}:5") == "Thank you, that helps us."
    assert await rows.select(database, "SELECT stars, comment FROM participations") == [(5, None)]
