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
            "<b>Who runs the campaign:</b> {operator}\n"
            "<b>What is kept:</b> your Telegram id, language and name, and what you answer here\n"
            "<b>What for:</b> to invite you to volunteer and to answer you\n"
            "<b>How long:</b> until you withdraw your consent\n"
            "<b>Where it travels:</b> through Telegram, whose servers are abroad\n\n"
            "You can withdraw your consent at any time with /privacy. "
            "Then everything but your id and language is erased.",
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
            "All right. Without your consent we keep nothing but your Telegram id and language.\n\n"
            "If you change your mind, we will be glad to see you."
        ),
        ((_review(t),), (Button(t.label("Language"), "language"), Button(t.label("Help"), "help"))),
    )


def privacy(t: Translator, name: str | None, home: Button, *, given: bool) -> Screen:
    """What is kept of this person, and the way out."""
    if not given:
        text = t("<b>Your data</b>\n\nWe keep nothing but your Telegram id and language.")
        return Screen(text, ((home,),))
    text = t(
        "<b>Your data</b>\n\nWe keep your Telegram id, your language and what you told us.\n\nName: {name}",
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
        t("Your consent is withdrawn. Everything but your Telegram id and language is erased."),
        ((_review(t),),),
    )


def _review(t: Translator) -> Button:
    return Button(t.label("Read about consent"), "consent:show")
