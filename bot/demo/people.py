"""The students of the demo."""

from bot.demo.telegram import Telegram


def settle(telegram: Telegram) -> None:
    telegram.join("Айгерім", last_name="Сәрсенова", username="aigerim_s", language_code="kk", user_id=1001)
    telegram.join("Данияр", last_name="Ахметов", username="daniyar_a", language_code="ru", user_id=1002)
    telegram.join("Emma", last_name="Li", username="emma_li", language_code="en", user_id=1003)
