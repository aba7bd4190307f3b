"""What organizers type into a broadcast, told from what will not do."""

import re
from typing import Final
from urllib.parse import urlsplit

from bot.dialog import OUTDATED, Parsed, Problem, Tap
from bot.screen import MAX_CAPTION, MAX_TEXT, units, visible

_LONGEST: Final = 2_048  # of a link
_FILE_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")


def parse_text(html: str, most: int = MAX_TEXT) -> Parsed:
    """HTML as Telegram gives it of a message."""
    length = units(visible(html))
    if not length:
        return Problem("letters")
    return Problem("long", most) if length > most else html.strip()


def parse_caption(html: str) -> Parsed:
    """What stands under a picture."""
    return parse_text(html, MAX_CAPTION)


def parse_link(raw: str) -> Parsed:
    """A web address; without its https it is given one."""
    typed = raw.strip()
    url = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return Problem("link")
    fine = (
        parts.scheme in {"http", "https"}
        and "." in host.strip(".")
        and parts.username is None
        and port != 0
        and len(url) <= _LONGEST
        and url.isprintable()
        and not re.search(r"[\s<>\"\\^`{|}]", url)
    )
    return url if fine else Problem("link")


def parse_picture(file_id: str) -> Parsed:
    """The id that a picture has at Telegram; words are none."""
    return file_id if _FILE_ID.fullmatch(file_id) else Problem("picture")


def sure(tap: Tap) -> Parsed:
    return True if tap.raw == "yes" else OUTDATED


def buttons_only(_raw: str) -> Problem:
    return Problem("buttons")
