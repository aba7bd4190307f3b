"""Consent and age: asked before anything is kept, and taken back as easily."""

from bot.i18n import Translator
from bot.screen import Button, Screen


def ask(t: Translator, version: int, operator: str, business_number: str | None) -> Screen:
    who = (
        t.label("{name} (BIN {number})", name=operator, number=business_number)
        if business_number
        else operator
    )
    return Screen(
        t(
            "<b>Before we begin</b>\n\n"
            "To invite you to volunteer, we need your consent to collect and process your personal "
            "data.\n\n"
            "<b>Who you give it to:</b> {operator}\n<b>What is kept:</b> your Telegram ID, language, age "
            "group, name, university, city, year of study, interests, the goals you have read, your "
            "answers about events, which ones you came to, your volunteer hours, the thanks you received "
            "and the ratings you gave, other answers, when you used the bot, the link you came through "
            "and, if you become an ambassador, your own link\n<b>What for:</b> to invite you to "
            "volunteer, to thank you and give you certificates, to send you news and surveys about "
            "volunteering, and to answer you\n<b>Who sees it:</b> our organizers; if you answer about a "
            "partner's event or come to it, the partner sees your name, language, university, year of "
            "study and city, and when you answered and came; whoever scans your certificate sees your "
            "initials, hours and number of events; other ambassadors see your name and how many people "
            "came through your link only if you switch it on\n<b>How long:</b> until you withdraw your "
            "consent. If you delete your data, a mark without your name or Telegram ID stays for a year, "
            "so that you are not counted twice if you come back\n<b>Transfer abroad:</b> through "
            "Telegram, whose servers are outside Kazakhstan\n\n"
            "You can withdraw your consent or delete everything at any time: /privacy.\n\n"
            "Please say how old you are, too: some events are for adults only.",
            operator=who,
        ),
        (
            (Button(t.label("I agree, I am 18 or older"), f"consent:yes:{version}:18+"),),
            (Button(t.label("I agree, I am 16 or 17"), f"consent:yes:{version}:16-17"),),
            (Button(t.label("I am under 16"), "consent:under"),),
            (Button(t.label("Not now"), f"consent:no:{version}"),),
        ),
    )


def age(t: Translator) -> Screen:
    """Asked again a year later, unless the answer was 18 or older."""
    return Screen(
        t(
            "<b>How old are you now?</b>\n\n"
            "A year has passed since we asked. Some events are for adults only."
        ),
        (
            (Button(t.label("18 or older"), "age:18+"),),
            (Button(t.label("16 or 17"), "age:16-17"),),
            (Button(t.label("I am under 16"), "consent:under"),),
        ),
    )


def confirm_under_age(t: Translator) -> Screen:
    """Before everything of someone who had signed up is deleted."""
    return Screen(
        t(
            "<b>Are you under 16?</b>\n\nThis bot is for people aged 16 and over. "
            "If you are younger, we will delete everything we keep about you."
        ),
        (
            (Button(t.label("Yes, I am under 16"), "consent:under:yes"),),
            (Button(t.label("No, I am 16 or older"), "menu"),),
        ),
    )


def under_age(t: Translator) -> Screen:
    return Screen(
        t(
            "Thank you for wanting to help! This bot is for people aged 16 and over, so we keep nothing "
            "about you.\n\n"
            "You can already help: ask at your school, or join in with your parents. When you are 16, we "
            "will be glad to see you here. If you tapped this by mistake: /start"
        )
    )


def declined(t: Translator) -> Screen:
    return Screen(
        t(
            "All right. Without your consent we keep nothing but your Telegram ID, language, "
            "when you used the bot and the link you came through.\n\n"
            "If you change your mind, we will be glad to see you."
        ),
        (
            (review(t),),
            (Button(t.label("Read about the goals"), "goals"),),
            (Button(t.label("Language"), "language"), Button(t.label("Help"), "help")),
        ),
    )


def review(t: Translator) -> Button:
    return Button(t.label("Show the consent text"), "consent:show")
