"""Words by which people ask to be left alone, in three languages: a whole message of nothing else."""

from typing import Final

from bot.services import spelling

_WORDS: Final = frozenset(
    spelling.russian(words)
    for words in (
        "stop",
        "stop it",
        "stop all",
        "unsubscribe",
        "opt out",
        "optout",
        "стоп",
        "хватит",
        "отписаться",
        "отписка",
        "отпишите",
        "отпишитесь",
        "стоп пожалуйста",
        "stop please",
        "отпишите меня",
        "отмена подписки",
        "тоқта",
        "тоқтат",
        "тоқтатыңыз",
        "тоқтату",
        "хабарлама алмау",
        "жазба",
        "жазбаңыз",
    )
)


def meant(text: str) -> bool:
    return spelling.russian(text) in _WORDS
