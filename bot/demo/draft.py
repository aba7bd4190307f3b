"""The broadcast that the demo's organizer has written and not sent yet."""

from typing import Final

TEXTS: Final = {
    "kk": (
        "5 желтоқсан – Халықаралық волонтерлер күні. Бұл күні бүкіл Қазақстанның студенттері уақытын "
        "басқаларға арнайды: жылы киім жинайды, балаларға кітап оқып береді, "
        "қарт көршілеріне көмектеседі.\n\n"
        "Сіз де қосылыңыз, досыңызды да ерте келіңіз: бірге көп іс тындырамыз. "
        "Бізбен бірге болғаныңызға рақмет 💙"
    ),
    "ru": (
        "5 декабря – Международный день волонтёров. В этот день студенты по всему Казахстану дарят время "
        "другим: собирают тёплые вещи, читают детям, помогают пожилым соседям.\n\n"
        "Присоединяйтесь и позовите друзей: вместе мы успеем больше. Спасибо, что Вы с нами 💙"
    ),
    "en": (
        "5 December is International Volunteer Day. On this day students all over Kazakhstan give their time "
        "to others: they collect warm clothes, read to children, help older neighbours.\n\n"
        "Join in and bring a friend: together we can do more. Thank you for being with us 💙"
    ),
}
OPENS: Final = "goals"
