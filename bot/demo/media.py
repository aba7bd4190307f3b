"""What a person may send besides text: a photo of hills, and else the smallest content that will do."""

from typing import Final, Literal

from bot.demo import landscape
from bot.demo.files import Files, body
from bot.demo.models import JSON, File, Upload, User

MediaKind = Literal[
    "photo",
    "sticker",
    "voice",
    "document",
    "video",
    "location",
    "contact",
    "dice",
    "audio",
    "video_note",
    "animation",
]

_FILES: Final = {
    "photo": ("photo.png", "image/png"),
    "sticker": ("sticker.webp", "image/webp"),
    "voice": ("voice.ogg", "audio/ogg"),
    "document": ("document.txt", "text/plain"),
    "video": ("video.mp4", "video/mp4"),
    "audio": ("audio.mp3", "audio/mpeg"),
    "video_note": ("video_note.mp4", "video/mp4"),
    "animation": ("animation.mp4", "video/mp4"),
}
_SQUARE: Final = {"width": 16, "height": 16}
_DETAILS: Final[dict[str, JSON]] = {
    "sticker": {**_SQUARE, "type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"},
    "voice": {"duration": 3, "mime_type": "audio/ogg"},
    "document": {"file_name": "document.txt", "mime_type": "text/plain"},
    "video": {**_SQUARE, "duration": 3, "mime_type": "video/mp4"},
    "audio": {"duration": 3, "mime_type": "audio/mpeg"},
    "video_note": {"length": 16, "duration": 3},
    "animation": {**_SQUARE, "duration": 3, "mime_type": "video/mp4"},
}
WITH_CAPTION: Final = {"photo", "voice", "document", "video", "audio", "animation"}


def content(kind: MediaKind, user: User, files: Files) -> tuple[JSON, File | None]:
    """The message's own part and its file, if it has one."""
    match kind:
        case "location":
            return {"location": {"latitude": 43.238, "longitude": 76.945}}, None
        case "contact":
            contact = {"phone_number": "+77010000000", "first_name": user.first_name, "user_id": user.id}
            return {"contact": contact}, None
        case "dice":
            return {"dice": {"emoji": "🎲", "value": 4}}, None
        case _:
            return _with_file(kind, files)


def _with_file(kind: str, files: Files) -> tuple[JSON, File]:
    name, mime = _FILES[kind]
    file = files.add(kind, Upload(name, landscape.png() if kind == "photo" else f"a {kind}".encode(), mime))
    if kind == "photo":
        return {"photo": [{**body(file), "width": landscape.WIDTH, "height": landscape.HEIGHT}]}, file
    return {kind: {**body(file), **_DETAILS[kind]}}, file
