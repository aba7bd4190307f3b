"""Text as Telegram counts and cleans it: UTF-16 units, trimmed, with commands and links found."""

import re
from collections.abc import Iterable

from bot.demo.models import JSON

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f]")
_DETECTED = {
    "bot_command": re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])"),
    "url": re.compile(r"(?<!\w)https?://[^\s<>\"']*[^\s<>\"'.,:;!?)\]}»]"),
    "mention": re.compile(r"(?<![\w/@.])@[a-zA-Z][a-zA-Z0-9_]{3,31}(?!\w)"),
}
_ORDER = ("blockquote", "expandable_blockquote", "text_link", "text_mention")
_VERBATIM = ("code", "pre")


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, start: int, end: int | None = None) -> str:
    """A slice by UTF-16 units; a half of a pair becomes U+FFFD."""
    stop = None if end is None else end * 2
    return text.encode("utf-16-le", "surrogatepass")[start * 2 : stop].decode("utf-16-le", "replace")


def entity(kind: str, text: str, start: int, end: int, **more: str) -> JSON:
    """An entity over `text[start:end]`, given in Python's characters."""
    return {"type": kind, "offset": units(text[:start]), "length": units(text[start:end]), **more}


def ordered(entities: Iterable[JSON]) -> list[JSON]:
    """Outer before inner, as Telegram lists them."""

    def place(item: JSON) -> tuple[int, int, int]:
        kind = item["type"]
        return item["offset"], -item["length"], _ORDER.index(kind) if kind in _ORDER else len(_ORDER)

    return sorted(entities, key=place)


def clean(text: str, entities: Iterable[JSON]) -> tuple[str, list[JSON]]:
    """Trims as Telegram does: the end always, the beginning up to the first entity."""
    entities = ordered(entities)
    text = _CONTROL.sub(" ", text.replace("\r", ""))
    text = text.rstrip()
    length = units(text)
    first = entities[0]["offset"] if entities else length
    leading = 0
    while leading < first and text[leading : leading + 1] in (" ", "\n"):
        leading += 1
    kept = []
    for item in entities:
        start, end = item["offset"], min(item["offset"] + item["length"], length)
        if cut(text, start, end).strip():
            kept.append({**item, "offset": start - leading, "length": end - start})
    return text[leading:], [item for n, item in enumerate(kept) if not _swallowed(item, kept[:n])]


def _swallowed(item: JSON, before: Iterable[JSON]) -> bool:
    """Whether an entity lies in code or in another of its own kind: Telegram drops it."""
    end = item["offset"] + item["length"]
    return any(
        end <= outer["offset"] + outer["length"] and outer["type"] in (*_VERBATIM, item["type"])
        for outer in before
    )


def detect(text: str, entities: list[JSON]) -> list[JSON]:
    """The entities and, where none of a link or code lies, those Telegram finds by itself."""
    taken = [
        (item["offset"], item["offset"] + item["length"])
        for item in entities
        if item["type"] in (*_VERBATIM, "text_link", "text_mention")
    ]
    found = list(entities)
    for kind, pattern in _DETECTED.items():
        for match in pattern.finditer(text):
            item = entity(kind, text, match.start(), match.end())
            start, end = item["offset"], item["offset"] + item["length"]
            if all(end <= left or right <= start for left, right in taken):
                taken.append((start, end))
                found.append(item)
    return ordered(found)
