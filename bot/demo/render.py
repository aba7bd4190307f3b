"""Text and entities as HTML that is safe in a page, whatever they say."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from bot.demo.models import JSON
from bot.demo.text import cut, units

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
_SAFE = ("http://", "https://", "tg://")


def render(text: str, entities: Sequence[JSON]) -> str:
    """Overlapping entities are closed and opened again, so that the tags always nest."""
    spans = [(item["offset"], item["offset"] + item["length"], *_tags(item, text)) for item in entities]
    borders = sorted({0, units(text), *(place for span in spans for place in span[:2])})
    out: list[str] = []
    opened: list[tuple[int, int, str, str]] = []
    for start, end in pairwise(borders):
        wanted = [span for span in spans if span[0] <= start and end <= span[1]]
        while opened != wanted[: len(opened)]:
            out.append(opened.pop()[3])
        for span in wanted[len(opened) :]:
            out.append(span[2])
            opened.append(span)
        out.append(escape(cut(text, start, end)))
    out.extend(span[3] for span in reversed(opened))
    return "".join(out)


def _tags(item: JSON, text: str) -> tuple[str, str]:
    kind = item["type"]
    covered = cut(text, item["offset"], item["offset"] + item["length"])
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    if kind == "spoiler":
        return '<span class="spoiler" role="button" tabindex="0">', "</span>"
    if kind == "bot_command":
        return f'<a href="#" data-command="{escape(covered)}">', "</a>"
    if kind in ("text_link", "url"):
        return _anchor(item.get("url", covered))
    if kind == "text_mention":
        return _anchor(f"tg://user?id={int(item['user']['id'])}")
    return "", ""


def _anchor(url: str) -> tuple[str, str]:
    if not url.lower().startswith(_SAFE):
        return "", ""
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">', "</a>"
