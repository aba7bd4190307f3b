"""Links to the bot: what they lead to, and buttons that pass them on."""

from dataclasses import dataclass
from urllib.parse import quote

from bot.i18n import Translator
from bot.screen import Button, Screen


@dataclass(frozen=True, slots=True)
class Links:
    """To the bot of this name; with the `code` of an ambassador or a source, for which newcomers count."""

    username: str
    code: str | None = None

    def to(self, card: str = "") -> str:
        """To a card, like `e12` for event 12 or `g3` for goal 3, or just to the bot."""
        payload = "-".join(filter(None, (card, self.code)))
        return f"https://t.me/{self.username}" + (f"?start={payload}" if payload else "")


def nowhere(t: Translator) -> Screen:
    return Screen(t("The link you opened does not work now."))


def share(t: Translator, link: str, text: str) -> Button:
    return sharing(t.label("Share"), link, text)


def sharing(label: str, link: str, text: str) -> Button:
    """Opens Telegram's choice of chats, with a link and a text beside it."""
    return Button(label, url=f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(text, safe='')}")
