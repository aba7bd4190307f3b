import pytest

from bot.demo.markup import parse
from bot.demo.render import render


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("plain &lt;b&gt; &amp; &quot;", "plain &lt;b&gt; &amp; &quot;"),
        ("<b>x</b>", "<b>x</b>"),
        ("<b>a<i>b</i>c</b>", "<b>a<i>b</i>c</b>"),
        ("<s>a</s><u>b</u>", "<s>a</s><u>b</u>"),
        ("<code>&lt;x&gt;</code>", "<code>&lt;x&gt;</code>"),
        ("<pre>x</pre>", "<pre>x</pre>"),
        ("<blockquote expandable>x</blockquote>", "<blockquote>x</blockquote>"),
        ("😀<b>😀</b>😀", "😀<b>😀</b>😀"),
        ("<tg-spoiler>x</tg-spoiler>", '<span class="spoiler" role="button" tabindex="0">x</span>'),
        ('<tg-emoji emoji-id="1">x</tg-emoji>', "x"),
        (
            "<a href='https://e.kz/?q=\"&lt;'>x</a>",
            '<a href="https://e.kz/?q=&quot;&lt;" target="_blank" rel="noopener noreferrer">x</a>',
        ),
        (
            "<a href='tg://user?id=7'>x</a>",
            '<a href="tg://user?id=7" target="_blank" rel="noopener noreferrer">x</a>',
        ),
    ],
)
def test_what_was_parsed_is_shown(source: str, html: str) -> None:
    assert render(*parse(source)) == html


def test_commands_can_be_clicked_and_bare_links_opened() -> None:
    command = {"type": "bot_command", "offset": 0, "length": 5}
    assert render("/help", [command]) == '<a href="#" data-command="/help">/help</a>'
    url = {"type": "url", "offset": 0, "length": 12}
    assert render("https://e.kz", [url]).startswith('<a href="https://e.kz"')


def test_overlapping_entities_nest() -> None:
    entities = [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 2}]
    assert render("abc", entities) == "<b>a<i>b</i></b><i>c</i>"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc", "//e.kz"])
def test_other_links_are_not_links(url: str) -> None:
    assert render("x", [{"type": "text_link", "offset": 0, "length": 1, "url": url}]) == "x"


def test_entities_beyond_the_text_and_half_pairs_do_no_harm() -> None:
    assert render("😀", [{"type": "bold", "offset": 1, "length": 9}]) == "\ufffd<b>\ufffd</b>"
