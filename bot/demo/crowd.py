"""Everybody else in the demo: Telegram accounts, with names as students in Kazakhstan have them."""

from random import Random
from typing import Final

from bot.demo.telegram import Telegram, User

# First names by language, then surnames, each in the form for women and the form for men.
_NAMES: Final = {
    "kk": (
        "Айдана Аружан Балнұр Аяулым Жанель Кәмила Мәдина Назерке Сәуле Томирис Ұлжан Әдемі",
        "Алмас Бекзат Дәурен Ерасыл Жандос Қайрат Мейірхан Нұрислам Олжас Санжар Әлихан Ілияс",
        "Әбдірахманов Байжанов Досжанов Жұмабеков Қалиев Нұрғалиев Смағұлов Тілеуов Үсенов Шәріпов",
    ),
    "ru": (
        "Алина Валерия Дарья Екатерина Жанна Камила Лаура Маргарита Наталья София Юлия Яна",
        "Артём Вадим Глеб Данил Ерлан Ильяс Кирилл Марат Никита Рустам Тимофей Юрий",
        "Абдуллаев Васильев Громов Ермолаев Искаков Казаков Литвинов Назаров Орлов Сергеев Усманов Черненков",
    ),
    "en": (
        "Aigul Aliya Bota Diana Gaukhar Indira Kamila Leila Madina Saltanat Togzhan Zarina",
        "Adil Askar Bolat Daniyar Eldar Kuanysh Madi Nurlan Rauan Sultan Temir Yerbol",
        "Abenov Baimukhanov Iskakov Kenzhebekov Nazarov Omarov Sadykov Tulegenov Utegenov Zhunusov",
    ),
}
_ENDINGS: Final = {"kk": "а", "ru": "а", "en": "a"}
_LANGUAGES: Final = {"kk": 55, "ru": 35, "en": 10}  # percent
_FIRST_ID: Final = 2001


def gather(telegram: Telegram, people: int, dice: Random) -> list[User]:
    """So many more accounts, none of which has written to the bot."""
    weights = [*_LANGUAGES.values()]
    languages = dice.choices([*_LANGUAGES], weights, k=people)
    return [_join(telegram, _FIRST_ID + n, language, dice) for n, language in enumerate(languages)]


def _join(telegram: Telegram, user_id: int, language: str, dice: Random) -> User:
    women, men, surnames = (names.split() for names in _NAMES[language])
    surname = dice.choice(surnames)
    if dice.random() < 0.6:
        first, last = dice.choice(women), surname + _ENDINGS[language]
    else:
        first, last = dice.choice(men), surname
    return telegram.join(
        first,
        last_name=last,
        username=f"student_{user_id}" if dice.random() < 0.7 else None,
        language_code=language,
        user_id=user_id,
    )
