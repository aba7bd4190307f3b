"""What organizers type into a broadcast."""

import pytest

from bot.dialog import Problem
from bot.services import writing


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://e.kz/page?x=1#y", "https://e.kz/page?x=1#y"),
        ("http://e.kz", "http://e.kz"),
        (" e.kz ", "https://e.kz"),
        ("https://қазақ.қаз", "https://қазақ.қаз"),
        ("https://user:secret@e.kz", None),
        ("javascript:alert(1)", None),
        ("tg://user?id=1", None),
        ("ftp://e.kz", None),
        ("https://", None),
        ("https://e.kz:0", None),
        ("https://e.kz:port", None),
        ("https://e.kz/a b", None),
        ("https://e.kz/" + "x" * 2048, None),
        ("word", None),
        ("https://[", None),
    ],
)
def test_a_link_leads_to_the_web(typed: str, url: str | None) -> None:
    assert writing.parse_link(typed) == (url or Problem("link"))


@pytest.mark.parametrize(
    ("html", "parsed"),
    [
        ("<b>Come</b> &lt;3", "<b>Come</b> &lt;3"),
        ("<b></b>", Problem("letters")),
        (" \n", Problem("letters")),
        ("😀" * 2048, "😀" * 2048),
        ("😀" * 2048 + "!", Problem("long", 4096)),
        ("<b>" + "x" * 4096 + "</b>", "<b>" + "x" * 4096 + "</b>"),
    ],
)
def test_a_text_is_as_long_as_telegram_takes_it(html: str, parsed: object) -> None:
    assert writing.parse_text(html) == parsed


@pytest.mark.parametrize(("raw", "fine"), [("AgACAgIAAx-_1", True), ("a picture", False), ("", False)])
def test_words_are_no_picture(raw: str, fine: bool) -> None:
    assert (writing.parse_picture(raw) == raw) is fine
