"""Ways through the bot that many stories begin with, in the words of each language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.services import consents
from tests import rows
from tests.stories.student import Student

Join = Callable[..., Student]


@dataclass(frozen=True)
class Words:
    """What a student reads and taps."""

    language: str
    consent: str
    agree: str
    youth: str
    child: str
    name: str
    university: str
    which: str
    city: str
    year: str
    second_year: str
    interests: str
    education: str
    abroad: str
    done: str
    review: str
    save: str
    welcome: str
    hello: str
    cancel: str
    questions: str


WORDS: Final = {
    "kk": Words(
        "Қазақша",
        "Бастамас бұрын",
        "Келісемін, 18",
        "Келісемін, 16",
        "16 жасқа толған жоқпын",
        "Атыңыз кім?",
        "Қайда оқисыз?",
        "Университетіңізді таңдаңыз",
        "Қай қалада оқисыз?",
        "Нешінші курста оқисыз?",
        "2-курс",
        "Қай бағытта көмектескіңіз келеді?",
        "Баршаға білім",
        "Шетелдегі волонтерлік",
        "Дайын",
        "Бәрі дұрыс па?",
        "Бәрі дұрыс, тіркелемін",
        "Танысқанымызға қуаныштымыз",
        "Сәлеметсіз бе",
        "Болдырмау",
        "Үш қысқа сұрақ",
    ),
    "ru": Words(
        "Русский",
        "Прежде чем начать",
        "Даю согласие, мне есть 18",
        "Даю согласие, мне 16",
        "Мне ещё нет 16",
        "Как Вас зовут?",
        "Где Вы учитесь?",
        "Выберите свой университет",
        "В каком городе Вы учитесь?",
        "На каком Вы курсе?",
        "2 курс",
        "В каких направлениях Вам хотелось бы помогать?",
        "Образование для всех",
        "Волонтёрство за рубежом",
        "Готово",
        "Всё верно?",
        "Да, зарегистрироваться",
        "Приятно познакомиться",
        "Здравствуйте",
        "Отменить",
        "Три коротких вопроса",
    ),
    "en": Words(
        "English",
        "Before we begin",
        "I agree, I am 18",
        "I agree, I am 16",
        "I am under 16",
        "What is your name?",
        "Where do you study?",
        "Choose your university",
        "Which city do you study in?",
        "Which year are you in?",
        "Year 2",
        "What would you like to help with?",
        "Education for all",
        "Volunteer abroad",
        "Done",
        "Is everything right?",
        "All right, sign me up",
        "Nice to meet you",
        "Hello",
        "Cancel",
        "Three quick questions",
    ),
}


# What is shown, what is done there ("=" and what is typed, the name if nothing, or a button), what follows.
JOURNEY: Final = (
    ("Choose your language", "language:en", "Before we begin"),
    ("Before we begin", f"consent:yes:{consents.VERSION}:18+", "What is your name?"),
    ("What is your name?", "=", "Where do you study?"),
    ("Where do you study?", "=satpaev", "Choose your university"),
    ("Choose your university", "f:signup:university:set:satbayev", "Which year are you in?"),
    ("Which year are you in?", "f:signup:study_year:set:2", "What would you like"),
    ("What would you like", "f:signup:interests:set:on-9", "What would you like"),
    ("What would you like", "f:signup:interests:set:done-256", "Is everything right?"),
    ("Is everything right?", "f:signup:review:set:yes", "Nice to meet you, {name}!"),
)


async def a_link(database: str, code: str) -> None:
    """A named link that counts."""
    await rows.change(
        database,
        f"INSERT INTO sources (code, name, folded, created_at) "
        f"VALUES ('{code}', '{code}', '{code}', CURRENT_TIMESTAMP)",
    )


async def consented(
    join: Join,
    first: str = "Emma",
    last: str | None = "Li",
    *,
    language: str = "en",
    start: str = "/start",
    **details: str,
) -> Student:
    """Up to the first question."""
    words = WORDS[language]
    student = join(first, last_name=last, language_code=language, **details)
    student.says(start)
    await student.taps(words.language)
    await student.taps(words.agree)
    await student.sees(words.name)
    return student


async def answered(student: Student, name: str, *, language: str = "en", university: str = "kaznu") -> None:
    """From the first question to the review."""
    words = WORDS[language]
    await student.taps(name)
    await student.sees(words.university)
    student.says(university)
    await student.taps("1. ")
    await student.sees(words.year)
    await student.taps(words.second_year)
    await student.sees(words.interests)
    await student.taps(words.education)
    await student.taps(words.done)
    await student.sees(words.review)


async def signed_up(
    join: Join,
    name: str = "Emma",
    *,
    language: str = "en",
    start: str = "/start",
    university: str = "kaznu",
    **details: str,
) -> Student:
    words = WORDS[language]
    student = await consented(join, name, None, language=language, start=start, **details)
    await answered(student, name, language=language, university=university)
    await student.taps(words.save)
    await student.sees(words.welcome, name)
    await student.sees(words.questions)
    return student
