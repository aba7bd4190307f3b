"""The main characters of the demo: in each language one new, one halfway and one signed up; and the staff."""

from typing import Final

from bot.demo.telegram import Telegram

Character = tuple[str, str, str, str, int]  # first and last name, username, language, id

NEW: Final = (
    ("Айгерім", "Сәрсенова", "aigerim_s", "kk", 1001),
    ("Данияр", "Ахметов", "daniyar_a", "ru", 1002),
    ("Emma", "Li", "emma_li", "en", 1003),
)
HALF_WAY: Final = (
    ("Нұрлан", "Оспанов", "nurlan_o", "kk", 1004),
    ("Мария", "Ким", "maria_kim", "ru", 1005),
    ("Arman", "Bek", "arman_bek", "en", 1006),
)
SIGNED_UP: Final = (
    ("Әсел", "Қасымова", "assel_k", "kk", 1007),
    ("Тимур", "Юсупов", "timur_y", "ru", 1008),
    ("Dana", "Seitova", "dana_s", "en", 1009),
)
OWNERS: Final = (("Сәуле", "Ибраева", "saule_i", "ru", 1010),)
ORGANIZERS: Final = (("Ержан", "Сейітов", "yerzhan_s", "kk", 1011),)
MANAGERS: Final = (("Әлия", "Нұрланова", "aliya_n", "ru", 1012),)
AMBASSADORS: Final = SIGNED_UP[:1]  # one of them becomes one
_PARTS: Final = {
    "new": NEW,
    "halfway": HALF_WAY,
    "signed up": SIGNED_UP,
    "owner": OWNERS,
    "organizer": ORGANIZERS,
    "partner": MANAGERS,
}


GROUP: Final = "Студенттер · Студенты · Students"


def settle(telegram: Telegram) -> None:
    """And a group in which they share what they find."""
    telegram.group(GROUP)
    for part, cast in _PARTS.items():
        for first, last, username, language, user_id in cast:
            telegram.join(
                first,
                last_name=last,
                username=username,
                language_code=language,
                user_id=user_id,
                part=part,
            )
    telegram.parts |= {user_id: "ambassador" for *_, user_id in AMBASSADORS}
