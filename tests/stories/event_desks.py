"""What organizers do in stories of events: compose one, make it public."""

from tests.stories.conftest import Clock
from tests.stories.student import Student

NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
SAID = {
    "kk": ("Саябақты тазалау", "Қолғап ала келіңіз"),
    "ru": ("Чистый парк", "Возьмите перчатки"),
    "en": ("Clean park", "Bring gloves"),
}
# What an organizer reads and taps, step by step, in each language.
TALK = {
    "kk": {
        "draft": "Іс-шараның жобасы",
        "missing": "Әлі жарияланған жоқ",
        "no words": "атауы мен мәтіні жоқ: Қазақша",
        "title": "Атауын жазыңыз",
        "text": "Мәтінді жазыңыз",
        "when": "Күні мен уақыты",
        "begins": "Қашан басталады?",
        "ends": "Қашан аяқталады?",
        "city": "Қала",
        "almaty": "Алматы",
        "place": "Өтетін орны",
        "where": "Қай жерде өтеді?",
        "contact": "Кімге хабарласу",
        "who": "Сұрақ туса",
        "complete": "енді жариялауға болады",
        "publish": "Жариялау…",
        "sure": "Іс-шараны жариялайсыз ба?",
        "yes": "Иә, жариялаймын",
        "public": "Іс-шара жарияланған",
    },
    "ru": {
        "draft": "Черновик мероприятия",
        "missing": "Пока не опубликовано",
        "no words": "нет названия и текста: Қазақша",
        "title": "Напишите название",
        "text": "Напишите текст",
        "when": "Дата и время",
        "begins": "Когда начнётся мероприятие?",
        "ends": "Когда закончится мероприятие?",
        "city": "Город",
        "almaty": "Алматы",
        "place": "Место проведения",
        "where": "Где пройдёт мероприятие?",
        "contact": "К кому обратиться",
        "who": "К кому можно обратиться",
        "complete": "можно публиковать",
        "publish": "Опубликовать…",
        "sure": "Опубликовать мероприятие?",
        "yes": "Да, опубликовать",
        "public": "Мероприятие опубликовано",
    },
    "en": {
        "draft": "Draft of an event",
        "missing": "Not public yet, because…",
        "no words": "no title and text: Қазақша",
        "title": "Write the title",
        "text": "Write the text",
        "when": "Date and time",
        "begins": "When does it begin?",
        "ends": "When does it end?",
        "city": "City",
        "almaty": "Almaty",
        "place": "Place",
        "where": "Where is it?",
        "contact": "Who to ask",
        "who": "Who can be asked about it?",
        "complete": "it can be made public",
        "publish": "Make it public…",
        "sure": "Make it public?",
        "yes": "Yes, make it public",
        "public": "A public event",
    },
}


def in_days(clock: Clock, days: int, at: str) -> str:
    """As an organizer types it."""
    clock.moves(days=days)
    day = f"{clock():%d.%m.%Y}"
    clock.moves(days=-days)
    return f"{day} {at}"


async def composed(organizer: Student, clock: Clock, language: str = "en") -> None:
    """A draft from which nothing is missing."""
    talk = TALK[language]
    organizer.says("/newevent")
    await organizer.sees(talk["draft"], talk["missing"], talk["no words"])
    for spoken, (title, text) in SAID.items():
        await organizer.taps(NAMES[spoken])
        await organizer.sees(talk["title"], NAMES[spoken])
        organizer.says(title)
        await organizer.sees(talk["text"], NAMES[spoken])
        organizer.says(text)
        await organizer.sees(talk["draft"], f"{NAMES[spoken]}: {title}")
    await organizer.taps(talk["when"])
    await organizer.sees(talk["begins"])
    organizer.says(in_days(clock, 20, "15:00"))
    await organizer.sees(talk["ends"], "15:00")
    organizer.says("18:00")
    await organizer.sees("15:00 – 18:00")
    await organizer.taps(talk["city"])
    await organizer.taps(talk["almaty"])
    await organizer.taps(talk["place"])
    await organizer.sees(talk["where"])
    organizer.says("Abay street 1")
    await organizer.sees("Abay street 1")
    await organizer.taps(talk["contact"])
    await organizer.sees(talk["who"])
    organizer.says("Dana, +7 701 123 45 67")
    await organizer.sees(talk["complete"], "Dana, +7 701 123 45 67")


async def published(organizer: Student, clock: Clock, language: str = "en") -> None:
    talk = TALK[language]
    await composed(organizer, clock, language)
    await organizer.taps(talk["publish"])
    await organizer.sees(talk["sure"], SAID[language][0], "Abay street 1")
    await organizer.taps(talk["yes"])
    await organizer.sees(talk["public"])
