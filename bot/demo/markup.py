"""Telegram's HTML: plain text and entities out of a message with tags, or the refusal Telegram gives.

Byte offsets and wording are those of Telegram's server, so that a broken translation is named here
as it would be there.
"""

import re
from dataclasses import dataclass

from bot.demo.errors import RefusedError
from bot.demo.models import JSON
from bot.demo.text import ordered, units

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_ARGUMENTS = {  # of which attribute a tag takes its argument, without which prefix
    ("a", "href"): "",
    ("code", "class"): "language-",
    ("span", "class"): "tg-",
    ("tg-emoji", "emoji-id"): "",
}
_SPACE = " \t\r\n\0\x0b"
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_MARK = re.compile("[<&]")
_NAME_TOKEN = re.compile(r"[a-zA-Z0-9.-]*")
_WEB = re.compile(r"(?i)^(https?|tg|ton)://[^\s/?#]")
_BARE_HOST = re.compile(r"^[\w-]+(\.[\w-]+)+([/?#:]|$)")
_PERSON = re.compile(r"^tg://user\?id=(\d+)$")


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    position: int


def parse(source: str) -> tuple[str, list[JSON]]:
    """Text and entities, neither trimmed yet."""
    return _Parser(source).run()


def link(url: str) -> str | None:
    """The address as Telegram keeps it, or None if it drops the link."""
    if _WEB.match(url):
        return url
    return f"http://{url}" if _BARE_HOST.match(url) else None


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text = ""
        self.offset = 0
        self.stack: list[_Open] = []
        self.entities: list[JSON] = []

    def run(self) -> tuple[str, list[JSON]]:
        while self.at < len(self.source):
            char = self.source[self.at]
            if char == "<" and self.source[self.at + 1 : self.at + 2] == "/":
                self._end_tag()
            elif char == "<":
                self._start_tag()
            elif char == "&":
                self._add(self._reference() or self._take())
            else:
                self._add(self._plain())
        if self.stack:
            raise self._refused(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        for item in self.entities:
            if item["type"] == "code":
                del item["language"]
        return self.text, ordered(self.entities)

    def _add(self, text: str) -> None:
        self.text += text
        self.offset += units(text)

    def _plain(self) -> str:
        begin, match = self.at, _MARK.search(self.source, self.at)
        self.at = match.start() if match else len(self.source)
        return self.source[begin : self.at]

    def _take(self) -> str:
        self.at += 1
        return self.source[self.at - 1]

    def _reference(self) -> str | None:
        match = _REFERENCE.match(self.source, self.at)
        if match is None:
            return None
        hexadecimal, decimal, name = match.groups()
        if name:
            char = _NAMED.get(name)
        else:
            code = int(hexadecimal, 16) if hexadecimal else int(decimal)
            char = chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else None
        if char is not None:
            self.at = match.end()
        return char

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._word(">").lower()
        if self._over:
            raise self._refused("Unclosed start tag", begin)
        if tag not in _KINDS:
            raise self._refused(f'Unsupported start tag "{tag}"', begin)
        argument = ""
        while self._skip() != ">":
            argument = self._attribute(tag, begin) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise self._refused('Tag "span" must have class "tg-spoiler"', begin)
        if tag == "tg-emoji" and not argument.isdecimal():
            raise self._refused('Tag "tg-emoji" must have attribute "emoji-id"', begin)
        self.stack.append(_Open(tag, argument, self.offset, len(self.text)))

    def _attribute(self, tag: str, begin: int) -> str:
        """Reads one attribute; what it means to the tag, or nothing."""
        name = self._word(">=").lower()
        if self._over:
            raise self._refused("Unclosed start tag", begin)
        if not name:
            raise self._refused(f'Empty attribute name in the tag "{tag}"', begin)
        if self._skip() != "=":
            return "1" if (tag, name) == ("blockquote", "expandable") else ""
        self.at += 1
        value = self._value(tag, begin)
        if (tag, name) == ("blockquote", "expandable"):
            return "1"
        prefix = _ARGUMENTS.get((tag, name))
        return value.removeprefix(prefix) if prefix is not None and value.startswith(prefix) else ""

    def _value(self, tag: str, begin: int) -> str:
        quote = self._skip()
        if self._over:
            raise self._refused(f'Unclosed start tag "{tag}"', begin)
        value = self._quoted(self._take()) if quote in "'\"" else self._token()
        if self._over:
            raise self._refused("Unclosed start tag", begin)
        return value

    def _quoted(self, quote: str) -> str:
        value = ""
        while not self._over and self.source[self.at] != quote:
            value += self._reference() or self._take()
        self.at += 1
        return value

    def _token(self) -> str:
        begin = self.at
        match = _NAME_TOKEN.match(self.source, self.at)
        self.at = match.end() if match else self.at
        if not self._over and self.source[self.at] not in _SPACE + ">":
            raise self._refused("Unexpected end of name token", begin)
        return self.source[begin : self.at].lower()

    def _end_tag(self) -> None:
        begin = self.at
        if not self.stack:
            raise self._refused("Unexpected end tag", begin)
        self.at += 2
        name = self._word(">").lower()
        if self._skip() != ">":
            raise self._refused("Unclosed end tag", begin)
        self.at += 1
        tag = self.stack[-1].tag
        if name and name != tag:
            raise self._refused("Unmatched end tag", begin, f', expected "</{tag}>", found "</{name}>"')
        self._close(self.stack.pop())

    def _close(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        if not length:
            return
        item = {"type": _KINDS[opened.tag], "offset": opened.offset, "length": length}
        match opened.tag:
            case "a":
                if not self._link(item, opened.argument or self.text[opened.position :]):
                    return
            case "blockquote" if opened.argument:
                item["type"] = "expandable_blockquote"
            case "tg-emoji":
                item["custom_emoji_id"] = opened.argument
            case "code":
                item["language"] = opened.argument
            case "pre":
                self._take_language(item)
            case _:
                pass
        self.entities.append(item)

    def _link(self, item: JSON, url: str) -> bool:
        person = _PERSON.match(url)
        if person:
            item |= {"type": "text_mention", "user": {"id": int(person[1])}}
            return True
        address = link(url)
        item["url"] = address
        return address is not None

    def _take_language(self, item: JSON) -> None:
        """One `pre` with a language out of <pre><code class="language-x">."""
        inner = self.entities[-1] if self.entities else {}
        same = (inner.get("offset"), inner.get("length")) == (item["offset"], item["length"])
        if inner.get("type") == "code" and same and inner["language"]:
            item["language"] = self.entities.pop()["language"]

    def _word(self, stops: str) -> str:
        begin = self.at
        while not self._over and self.source[self.at] not in _SPACE + stops:
            self.at += 1
        return self.source[begin : self.at]

    def _skip(self) -> str:
        """The next character that is no space; empty at the end."""
        while not self._over and self.source[self.at] in _SPACE:
            self.at += 1
        return "" if self._over else self.source[self.at]

    @property
    def _over(self) -> bool:
        return self.at >= len(self.source)

    def _refused(self, words: str, begin: int | None = None, after: str = "") -> RefusedError:
        place = "" if begin is None else f" at byte offset {len(self.source[:begin].encode())}"
        return RefusedError(f"can't parse entities: {words}{place}{after}")
