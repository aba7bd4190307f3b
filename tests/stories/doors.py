"""What is read off an organizer's check-in screen, as a camera and an eye do it."""

import io
import re

import zxingcpp
from PIL import Image

from bot.demo.models import Message
from tests.stories.student import Student

BUTTONS = {"kk": "Келгендерді белгілеу…", "ru": "Отметка о приходе…", "en": "Check-in…"}


async def shown(organizer: Student, number: int) -> Message:
    """The screen that an organizer opens."""
    before = len(screens(organizer))
    organizer.says("/help")
    await organizer.presses(await organizer.sees(""), f"ev:{number}")
    await organizer.taps(BUTTONS[organizer.telegram.users[organizer.id].language_code or "en"])
    await organizer.telegram.until(lambda: len(screens(organizer)) > before, 8)
    return screens(organizer)[-1]


def screens(organizer: Student) -> list[Message]:
    return [message for message in organizer.telegram.messages(organizer.id) if message.file]


async def showing(organizer: Student, *texts: str) -> Message:
    """The newest screen, once it says all this."""

    def found() -> Message | None:
        last = screens(organizer)[-1]
        return last if all(text in (last.caption or "") for text in texts) else None

    return await organizer.telegram.until(found, 8)


def scanned(screen: Message) -> str:
    """What the camera makes of the picture: a command for the bot."""
    assert screen.file is not None
    with Image.open(io.BytesIO(screen.file.content)) as picture:
        (code,) = zxingcpp.read_barcodes(picture.convert("L"))
    address, _, payload = code.text.partition("?start=")
    assert address.startswith("https://t.me/")
    return f"/start {payload}"


def digits(screen: Message) -> str:
    (found,) = re.findall(
        r"\b[0-9]{4}\b(?!:)", (screen.caption or "").partition("\n\n")[2].partition("\n")[0]
    )
    return str(found)
