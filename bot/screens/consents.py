"""Consent and privacy: asked before anything is kept, and taken back as easily."""

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
            "To invite you to volunteer, we need your consent to collect and process your personal data.\n\n"
            "<b>Who you give it to:</b> {operator}\n"
            "<b>What is kept:</b> your Telegram ID, chosen language, name, your answers in this bot, "
            "and when you used it\n"
            "<b>What for:</b> to invite you to volunteer and to answer you\n"
            "<b>How long:</b> until you withdraw your consent\n"
            "<b>Transfer abroad:</b> through Telegram, whose servers are outside Kazakhstan\n\n"
            "You can withdraw your consent at any time: /privacy. Then everything is erased but "
            "your Telegram ID, language and the times of use.",
            operator=who,
        ),
        (
            (Button(t.label("I agree"), f"consent:yes:{version}"),),
            (Button(t.label("Not now"), f"consent:no:{version}"),),
        ),
    )


def declined(t: Translator) -> Screen:
    return Screen(
        t(
            "All right. Without your consent we keep nothing but your Telegram ID, language "
            "and the times of use.\n\n"
            "If you change your mind, we will be glad to see you."
        ),
        ((_review(t),), (Button(t.label("Language"), "language"), Button(t.label("Help"), "help"))),
    )


def privacy(t: Translator, name: str | None, home: Button, *, given: bool) -> Screen:
    """What is kept of this person, and the way out."""
    if not given:
        text = t("<b>Your data</b>\n\nWe keep nothing but your Telegram ID, language and the times of use.")
        return Screen(text, ((home,),))
    text = t(
        "<b>Your data</b>\n\n"
        "We keep your Telegram ID, language, the times of use and your answers.\n\nName: {name}",
        name=name or "–",
    )
    return Screen(text, ((Button(t.label("Withdraw consent"), "withdraw:ask"),), (home,)))


def confirm_withdrawal(t: Translator) -> Screen:
    return Screen(
        t(
            "Withdraw your consent?\n\n"
            "Your name and answers will be erased, and we will not write to you any more. "
            "This cannot be undone."
        ),
        ((Button(t.label("Yes, withdraw"), "withdraw:yes"),), (Button(t.label("Back"), "privacy"),)),
    )


def withdrawn(t: Translator) -> Screen:
    return Screen(
        t("Your consent is withdrawn. Only your Telegram ID, language and the times of use are left."),
        ((_review(t),),),
    )


def _review(t: Translator) -> Button:
    return Button(t.label("Show the consent text"), "consent:show")
