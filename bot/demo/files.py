"""Files that were sent: kept by content, so that the same file has the same id."""

import hashlib
import mimetypes
import re
from typing import Final

from bot.demo.errors import RefusedError
from bot.demo.models import JSON, File, Upload

MAX_UPLOAD: Final = 50 * 1024 * 1024
MAX_PHOTO: Final = 10 * 1024 * 1024
_SIZE_MARKERS: Final = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}

    def add(self, kind: str, upload: Upload) -> File:
        if not upload.content:
            raise RefusedError("file must be non-empty")
        if len(upload.content) > (MAX_PHOTO if kind == "photo" else MAX_UPLOAD):
            raise RefusedError("Request Entity Too Large", code=413)
        name = re.sub(r"[^\w.-]+", "_", upload.name) or "file"
        digest = hashlib.sha256(f"{kind}/{name}/".encode() + upload.content).hexdigest()
        if digest in self._by_id:
            return self._by_id[digest]
        suffix = mimetypes.guess_extension(upload.mime) or ""
        path = f"{kind}s/file_{len(self._by_id)}{'.' + name.rpartition('.')[2] if '.' in name else suffix}"
        file = File(digest, digest[:16], path, name, upload.mime, upload.content)
        self._by_id[file.id] = self._by_path[path] = file
        return file

    def by_id(self, file_id: str) -> File | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> File | None:
        return self._by_path.get(path)


def body(file: File) -> JSON:
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.content)}


def picture(content: bytes) -> Upload:
    """A photo as Telegram keeps it: of a name and type of its own."""
    dimensions(content)
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
    return Upload(f"photo.{kind}", content, f"image/{kind}")


def dimensions(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG; anything else is no photo to Telegram."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    at = 2
    while content.startswith(b"\xff\xd8") and at + 9 <= len(content):
        if content[at] == 0xFF and content[at + 1] in _SIZE_MARKERS:
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    raise RefusedError("IMAGE_PROCESS_FAILED")
