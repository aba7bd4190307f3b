"""Values for certificates, doors and posters: ordinary ones, the longest there may be, and hostile ones."""

from dataclasses import dataclass
from typing import Any, Final

from bot.content.places import universities
from bot.i18n import LANGUAGES

LINK: Final = "https://t.me/volunteer_demo_bot?start=cert-7F3K92QA41"
LONGEST: Final = max(
    (each.names[language] for each in universities().values() for language in LANGUAGES), key=len
)
HOSTILE: Final = (
    '#eval("1+1") $x^2$ <b>&amp; \\ `raw` *bold* _it_ @ref',
    '#include "parts.typ" ]} // /* \\u{41} ~ -- ... "\'',
    "😀" * 64,
    "👩‍🎓 Әсел 🇰🇿 1️⃣",
    "\u202eΆννα\u200f\u0000\ufeff",
    "Ж" * 64,
    "W" * 200,
    "",
)


def certificate(**changes: Any) -> dict[str, Any]:
    return {
        "language": "kk",
        "wordmark": "Қазақстан волонтерлері",
        "operator": "«Ерікті» қоғамдық қоры",
        "heading": "Волонтер сертификаты",
        "awarded": "Осы сертификат берілген:",
        "name": "Әсел Нұрғалиқызы Һіңғұөү",
        "university": "Қ.И. Сәтбаев атындағы Қазақ ұлттық техникалық зерттеу университеті",
        "said": "5 іс-шараға қатысып, 12 сағат волонтерлік еңбек етті.",
        "hours": "12",
        "hours_label": "волонтерлік сағат",
        "count": "5",
        "count_label": "іс-шара",
        "period": "2026 ж. 3 наурыз – 14 қараша",
        "events": [{"day": "14.11.2026", "title": "Есентай өзенінің жағасын тазалау", "hours": "2,5"}],
        "more": "",
        "issued": "Берілген күні: 2026 ж. 20 қараша",
        "number": "№ 7F3K-92QA",
        "verify": "Кодты сканерлеңіз: бот сертификаттың шынайы екенін растайды.",
        "link": LINK,
    } | changes


def door(**changes: Any) -> dict[str, Any]:
    return {
        "language": "ru",
        "title": "Уборка берегов реки Есентай",
        "code": "0193",
        "link": "https://t.me/volunteer_demo_bot?start=in-512-0193",
        "hint": [
            "Сканерлеңіз немесе цифрларды ботқа жазыңыз",
            "Отсканируйте или напишите боту цифры",
            "Scan it, or send the digits to the bot",
        ],
        "until": "@volunteer_demo_bot · 14:05",
    } | changes


def poster(**changes: Any) -> dict[str, Any]:
    return {
        "link": "https://t.me/volunteer_demo_bot?start=aK7mWq2Xd",
        "wordmark": "Қазақстан волонтерлері",
        "lines": ["Волонтер болыңыз", "Станьте волонтёром", "Become a volunteer"],
        "hints": [
            "Кодты сканерлеңіз: бот Telegram-да ашылады",
            "Отсканируйте код: бот откроется в Telegram",
            "Scan the code: the bot opens in Telegram",
        ],
    } | changes


@dataclass(frozen=True)
class Full:
    """As much as may stand on one certificate."""

    title: str = ("Щедрый өткізілетін шығармашылық шабыт мерекесі және жұмыс күні " * 2)[:80]

    def args(self) -> dict[str, Any]:
        event = {"day": "14 қараша 2026 ж.", "title": self.title, "hours": "12,5"}
        return certificate(
            name="Александра-Айгерим Константинопольская Преображенская-Нұрғалиева",
            university=f"{LONGEST}, {LONGEST}",
            hours="1 000",
            count="1 000",
            events=[event] * 8,
            more="және тағы 992",
        )
