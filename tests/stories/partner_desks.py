"""What organizers and partners' managers do in many stories, and the words of both."""

import re
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

from bot.i18n import LANGUAGES
from bot.storage.database import Database
from bot.storage.models import Event, Organization, Phase
from tests import rows
from tests.stories.student import Student
from tests.stories.walks import Join, signed_up

# What is read and tapped, in each language.
PARTNERS = {
    "kk": {
        "list": "Серіктес ұйымдар",
        "new": "Жаңа ұйым",
        "called": "Ұйым қалай аталады?",
        "card": "Ұйым: ",
        "invite": "Үйлестіруші шақыру",
        "link": "Үйлестірушіні шақыру: ",
        "welcome": "Сіз енді үйлестірушісіз: ",
        "joined": "Жаңа үйлестіруші: ",
        "warning": "{}: сол күні «Саябақты тазалау» өтеді. Қала: Алматы.",
        "see": "Көру: Саябақты тазалау",
        "back": "Артқа",
        "go on": "Бәрібір жариялау",
        "calendar": "Іс-шаралардың ортақ күнтізбесі",
        "suspend": "Тоқтату",
        "suspended": "Үйлестіруші рөліңіз уақытша тоқтатылды",
        "week": "Осы аптадағы барлық іс-шара",
    },
    "ru": {
        "list": "Организации-партнёры",
        "new": "Новая организация",
        "called": "Как называется организация?",
        "card": "Организация: ",
        "invite": "Пригласить координатора",
        "link": "Приглашение координатора: ",
        "welcome": "Теперь Вы координатор: ",
        "joined": "Новый координатор: ",
        "warning": "{}: в тот же день – «Чистый парк». Город: Алматы.",
        "see": "Открыть: Чистый парк",
        "back": "Назад",
        "go on": "Всё равно опубликовать",
        "calendar": "Общий календарь мероприятий",
        "suspend": "Приостановить",
        "suspended": "Ваша роль координатора пока приостановлена",
        "week": "Все мероприятия этой недели",
    },
    "en": {
        "list": "Partner organizations",
        "new": "New organization",
        "called": "What is the organization called?",
        "card": "Organization: ",
        "invite": "Invite a manager",
        "link": "Invitation of a manager: ",
        "welcome": "You are now a manager: ",
        "joined": "A new manager: ",
        "warning": "{} has “Clean park” in Almaty that day",
        "see": "See it: Clean park",
        "back": "Back",
        "go on": "Go on: make it public",
        "calendar": "Calendar of everybody's events",
        "suspend": "Suspend",
        "suspended": "Your rights as a manager are suspended",
        "week": "What everybody plans for this week",
    },
}


async def added(organizer: Student, name: str, language: str = "en") -> None:
    """An organization; its card is open."""
    said = PARTNERS[language]
    organizer.says("/partners")
    await organizer.taps(said["new"])
    await organizer.sees(said["called"])
    organizer.says(name)
    await organizer.sees(said["card"] + name)


async def invited(organizer: Student, name: str, language: str = "en") -> str:
    """The payload of a link, from the card of the organization."""
    said = PARTNERS[language]
    await organizer.taps(said["invite"])
    card = await organizer.sees(said["link"] + name, "24")
    found = re.search(r"start=(i[A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])", card.text or "")
    assert found
    return found[1]


async def a_manager(
    join: Join, organizer: Student, organization: str, name: str = "Mira", language: str = "en"
) -> Student:
    """Of a new organization, invited by the organizer, who is told."""
    said = PARTNERS[language]
    await added(organizer, organization, language)
    payload = await invited(organizer, organization, language)
    organizer.says("/help")
    manager = await signed_up(join, name, language=language, start=f"/start {payload}")
    await manager.sees(said["welcome"] + organization, "/newevent", "/calendar")
    await organizer.sees(said["joined"] + name, organization)
    return manager


async def logged(database: str, like: str = "%") -> list[str]:
    found = await rows.select(database, "SELECT act FROM log WHERE act LIKE :a ORDER BY id", a=like)
    return [act for (act,) in found]


async def store(url: str, *them: Organization | Event) -> None:
    """Puts them beside those that the bot writes."""
    async with aclosing(Database(url)) as database, database.transaction() as session:
        session.add_all(them)


def partner(n: int) -> Organization:
    name = f"partner {n:03}"
    return Organization(name=name, folded=name, created_at=datetime(2026, 1, 1, tzinfo=UTC))


def event(n: int, at: datetime, city: str = "almaty", *, organization: int | None = None) -> Event:
    """A public one of two hours, called `Event` and its number."""
    said = dict.fromkeys(LANGUAGES, f"Event {n:03}")
    found = Event(author=1, created_at=at, changed_at=at, titles=said, texts=said, phase=Phase.PUBLIC)
    found.starts_at, found.ends_at, found.city = at, at + timedelta(hours=2), city
    found.place, found.contact, found.organization_id = "–", "–", organization
    return found
