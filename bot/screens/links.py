"""Links: what they lead to, and buttons that pass them on."""

from urllib.parse import quote

from bot.i18n import Translator
from bot.screen import Button, Screen


def nowhere(t: Translator) -> Screen:
    return Screen(t("What your link leads to is not open now."))


def share(t: Translator, username: str, payload: str, text: str) -> Button:
    """Opens Telegram's choice of chats, with a link to the bot and a text beside it."""
    link = quote(f"https://t.me/{username}?start={payload}", safe="")
    return Button(t.label("Share"), url=f"https://t.me/share/url?url={link}&text={quote(text, safe='')}")
