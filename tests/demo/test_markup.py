import pytest

from bot.demo.errors import RefusedError
from bot.demo.markup import link, parse
from bot.demo.models import JSON


def _bold(offset: int, length: int) -> JSON:
    return {"type": "bold", "offset": offset, "length": length}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ""),
        ("plain", "plain"),
        ("a & b", "a & b"),
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&lt &amp&gt", "< &>"),
        ("&#65;&#x42;&#X43;", "ABC"),
        ("&#128512;", "😀"),
        ("&nbsp;&apos;&copy;", "&nbsp;&apos;&copy;"),
        ("&#0;&#;&#x;&#1114111;&#55296;", "&#0;&#;&#x;&#1114111;&#55296;"),
        ("&amp;lt;", "&lt;"),
        ("a > b", "a > b"),
        ("<b></b>", ""),
    ],
)
def test_text_without_entities(source: str, text: str) -> None:
    assert parse(source) == (text, [])


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        (("b", "strong", "B"), "bold"),
        (("i", "em"), "italic"),
        (("u", "ins"), "underline"),
        (("s", "strike", "del"), "strikethrough"),
        (("tg-spoiler",), "spoiler"),
        (("code",), "code"),
        (("pre",), "pre"),
        (("blockquote",), "blockquote"),
    ],
)
def test_every_plain_tag(tags: tuple[str, ...], kind: str) -> None:
    for tag in tags:
        assert parse(f"-<{tag}>x</{tag}>") == ("-x", [{"type": kind, "offset": 1, "length": 1}])


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("😀<b>ә😀</b>", "😀ә😀", [_bold(2, 3)]),
        ("<b>&lt;&#128512;</b>", "<😀", [_bold(0, 3)]),
        ("<b>x</>", "x", [_bold(0, 1)]),
        ("<b >x</b >", "x", [_bold(0, 1)]),
        ("<b class=x id='y'>x</b>", "x", [_bold(0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [_bold(0, 2), {"type": "italic", "offset": 1, "length": 1}]),
        (
            '<span class="tg-spoiler">x</span>',
            "x",
            [{"type": "spoiler", "offset": 0, "length": 1}],
        ),
        (
            "<blockquote expandable>x</blockquote>",
            "x",
            [{"type": "expandable_blockquote", "offset": 0, "length": 1}],
        ),
        (
            '<blockquote expandable="">x</blockquote>',
            "x",
            [{"type": "expandable_blockquote", "offset": 0, "length": 1}],
        ),
        (
            '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
            "👍",
            [{"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "5368324170671202286"}],
        ),
        (
            '<a href="https://e.kz/?a=1&amp;b=2">x</a>',
            "x",
            [{"type": "text_link", "offset": 0, "length": 1, "url": "https://e.kz/?a=1&b=2"}],
        ),
        (
            "<a href='e.kz/x'>x</a>",
            "x",
            [{"type": "text_link", "offset": 0, "length": 1, "url": "http://e.kz/x"}],
        ),
        (
            "<a>https://e.kz</a>",
            "https://e.kz",
            [{"type": "text_link", "offset": 0, "length": 12, "url": "https://e.kz"}],
        ),
        ("<a href='javascript:alert(1)'>x</a>", "x", []),
        ("<a>no address</a>", "no address", []),
        (
            '<a href="tg://user?id=42">x</a>',
            "x",
            [{"type": "text_mention", "offset": 0, "length": 1, "user": {"id": 42}}],
        ),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [{"type": "pre", "offset": 0, "length": 1, "language": "python"}],
        ),
        (
            '<pre>-<code class="language-python">x</code></pre>',
            "-x",
            [{"type": "pre", "offset": 0, "length": 2}, {"type": "code", "offset": 1, "length": 1}],
        ),
        ('<code class="language-python">x</code>', "x", [{"type": "code", "offset": 0, "length": 1}]),
        ("<code class=python>x</code>", "x", [{"type": "code", "offset": 0, "length": 1}]),
    ],
)
def test_entities(source: str, text: str, entities: list[JSON]) -> None:
    assert parse(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<x>", 'Unsupported start tag "x" at byte offset 0'),
        ("ә <H1>", 'Unsupported start tag "h1" at byte offset 3'),
        ("1 < 2>", 'Unsupported start tag "" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("1 <", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b ", "Unclosed start tag at byte offset 0"),
        ("<a href", "Unclosed start tag at byte offset 0"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href='x", "Unclosed start tag at byte offset 0"),
        ("<a href='x'", "Unclosed start tag at byte offset 0"),
        ("<a href=x", "Unclosed start tag at byte offset 0"),
        ("<a ='x'>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>ә</i>", 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</b y>", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<span class='x'>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>x</tg-emoji>", 'Tag "tg-emoji" must have attribute "emoji-id" at byte offset 0'),
    ],
)
def test_refusals(source: str, words: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://e.kz", "https://e.kz"),
        ("HTTP://e.kz", "HTTP://e.kz"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("t.me/x?start=1", "http://t.me/x?start=1"),
        ("https://", None),
        ("javascript:x", None),
        ("word", None),
        ("", None),
    ],
)
def test_links(url: str, kept: str | None) -> None:
    assert link(url) == kept
