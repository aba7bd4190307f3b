"""The whole way of an event in each language: made, announced, held, thanked for, certified, checked."""

from datetime import datetime, time, timedelta

import pytest

from bot.i18n import ALMATY
from tests import rows
from tests.stories.conftest import Clock
from tests.stories.desks import staffed
from tests.stories.doors import scanned, shown
from tests.stories.event_desks import SAID as WRITTEN
from tests.stories.event_desks import published
from tests.stories.test_events import gets, opens
from tests.stories.test_thanks import SAID as WORDS
from tests.stories.test_thanks import pdf
from tests.stories.walks import Join, signed_up

pytestmark = pytest.mark.usefixtures("bot")

# Thanks…, write your thanks, going, checked in, it is over, came of those who said so, the event's figures.
SAID = {
    "kk": (
        "Алғыс айту…",
        "Алғысыңызды жазыңыз",
        "Барамын",
        "Келгеніңіз белгіленді",
        "Іс-шара аяқталды",
        "Келгендер: 2",
        "Волонтерлік сағат: 3",
    ),
    "ru": (
        "Благодарность…",
        "Напишите слова благодарности",
        "Приду",
        "Вы отмечены",
        "Мероприятие закончилось",
        "Пришли: 2",
        "Волонтёрские часы: 3",
    ),
    "en": (
        "Thanks…",
        "Write your thanks",
        "I am coming",
        "You are checked in",
        "It is over",
        "Came: 2",
        "Volunteer hours: 3",
    ),
}
OWN = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


@pytest.mark.parametrize("language", SAID)
async def test_from_the_draft_to_the_certificate(
    join: Join, database: str, clock: Clock, language: str
) -> None:
    thanks, write, go, checked_in, over, came, hours = SAID[language]
    thanked, _, milestone, _, _, _, mine, which, file, genuine = WORDS[language]
    title, day = WRITTEN[language][0], (clock() + timedelta(days=20)).date()
    organizer = await staffed(join, language=language)
    await published(organizer, clock, language)
    await rows.change(database, "UPDATE events SET credit = 180")
    await organizer.taps(thanks)
    await organizer.taps(OWN[language])
    await organizer.sees(write, OWN[language])
    organizer.says("20 <bags>")
    await organizer.sees("20 <bags>")
    student, late = await signed_up(join, language=language), await signed_up(join, "Zoe", language=language)
    for each in (student, late):
        await opens(each, 1)
        await each.taps(go)
    clock.reaches(datetime.combine(day, time(15, 5), ALMATY))
    student.says(scanned(await shown(organizer, 1)))
    await student.sees(checked_in, title)
    ((zoe,),) = await rows.select(database, "SELECT id FROM people WHERE name = 'Zoe'")
    organizer.says("/help")
    await organizer.presses(await organizer.sees(""), f"ev:1:tick:{zoe}:came:going:0")
    assert "✅ Zoe" in organizer.labels(await organizer.sees(title))
    clock.reaches(datetime.combine(day, time(18), ALMATY))
    assert came in ((await gets(organizer, over)).text or "")
    clock.reaches(datetime.combine(day + timedelta(days=1), time(10), ALMATY))
    for each in (student, late):
        card = await gets(each, thanked)
        assert all(said in (card.text or "") for said in (title, "20 <bags>", hours, milestone))
    await late.presses(card, "th:1:5")
    await student.taps(mine)
    await student.sees(which, hours)
    await student.taps(OWN[language])
    said = await pdf(student, file)
    assert "Emma" in said
    ((code,),) = await rows.select(database, "SELECT code FROM certificates")
    late.says(f"/start v{code}")
    await late.sees(genuine, "E.", hours)
    organizer.says("/help")
    await organizer.presses(await organizer.sees(""), "ev:1")
    await organizer.sees(title, "5 ")
