"""Short words that stand above a card, pop up over a button, or take the place of an answer."""

from bot.i18n import Translator
from bot.screen import Button, Screen


def lost(t: Translator) -> str:
    return t("I did not understand that. Let's continue from here.")


def text_only(t: Translator) -> str:
    return t("I can only read text. Let's continue from here.")


def buttons(t: Translator) -> str:
    return t("Please answer with the buttons.")


def sign_up_first(t: Translator) -> str:
    return t("First finish signing up, please.")


def passed_on(t: Translator) -> str:
    """Under what somebody shared into the chat with the bot itself."""
    return t("This is how it looks in other chats. Choose it there to share it.")


def edited(t: Translator) -> str:
    return t("I do not read edited messages. If you need to, send a new one.")


def changed(t: Translator) -> str:
    return t.label("That button is out of date. Let's continue from here.")


def nothing_changed(t: Translator) -> str:
    return t("All right, nothing was changed.")


def not_yours(t: Translator) -> str:
    return t.label("Your role does not allow that. Let's continue from here.")


def too_fast(t: Translator) -> Screen:
    return Screen(t("That is too fast for me. Please wait ten seconds and try again."))


def apology(t: Translator) -> Screen:
    return Screen(
        t(
            "Something went wrong on our side. What you told us before is kept. "
            "Please try again, or open the menu: /start"
        )
    )


def private_only(t: Translator, username: str) -> Screen:
    return Screen(
        t("I work in private chats only. Write to me there:"),
        ((Button(t.label("Open the chat"), url=f"https://t.me/{username}"),),),
    )
