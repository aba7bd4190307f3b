"""Links as people pass them on, and posters with them."""

from bot.screen import Document, Screen
from bot.screens import posters
from bot.screens.links import Links
from bot.turn import Turn


def links(turn: Turn) -> Links:
    """An ambassador's carry their code; those of anybody else are plain."""
    return Links(turn.campaign.bot_username, turn.person.code)


def send_poster(turn: Turn, kind: str, link: str, caption: str, *, key: str) -> None:
    """As a PDF to print, or as a picture for a chat; once under a key."""
    wordmark = turn.campaign.wordmark
    if kind == "pdf":
        file = posters.poster(link, wordmark)
        turn.send_file(Document.of(file, caption), key=key)
    else:
        turn.send(Screen(caption, photo=posters.picture(link, wordmark)), key=key)
