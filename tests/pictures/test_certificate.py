"""The certificate: one page whatever stands on it, every letter, a code that scans."""

import re
import string
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import typst
import zxingcpp
from PIL import ImageFont

from bot import pictures
from bot.i18n import LANGUAGES
from bot.pictures import letters, typesetting
from tests.pictures.samples import HOSTILE, LINK, Full, certificate

CATALOGS = Path(typesetting.__file__).parents[1] / "locales"
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"


def opened(args: dict[str, Any]) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(pictures.render("certificate", args))


def text(args: dict[str, Any]) -> str:
    """The text of its one page in one line, without the places where long words may break."""
    document = opened(args)
    assert len(document) == 1
    said = document[0].get_textpage().get_text_range()
    return " ".join(re.sub("[\u200b\ufeff]", "", said).split())


def test_it_says_everything_and_can_be_searched() -> None:
    args = certificate()
    said = text(args)
    for name in ("heading", "awarded", "name", "university", "said", "period", "issued", "number", "verify"):
        assert args[name] in said
    for value in args["events"][0].values():
        assert value in said
    # These stand with their letters apart.
    for name in ("wordmark", "hours_label", "count_label"):
        assert args[name].upper().replace(" ", "") in said.replace(" ", "")


def test_its_code_leads_to_the_link() -> None:
    page = opened(Full().args())[0]
    (found,) = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    assert found.text == LINK


def test_it_says_what_it_is_and_of_whom() -> None:
    told = opened(certificate()).get_metadata_dict()
    assert (told["Title"], told["Author"]) == ("Волонтер сертификаты", "«Ерікті» қоғамдық қоры")
    assert b"/Lang(kk)" in pictures.render("certificate", certificate())


def test_equal_values_make_equal_files() -> None:
    first, other, again = (
        pictures.render("certificate", certificate(name=name)) for name in ("Anna", "Boris", "Anna")
    )
    assert first == again != other
    assert len(first) < 100_000


@pytest.mark.parametrize("hours", ["0", "1.5", "1,000", "1 000 000,5"])
def test_any_number_of_hours(hours: str) -> None:
    assert hours in text(
        certificate(hours=hours, count=hours, events=[], university="", period="", said="Бар.")
    )


def test_the_longest_of_everything_stands_on_one_page() -> None:
    args = Full().args()
    said = text(args)
    assert said.count(args["events"][0]["title"].strip()) == 8
    for name in ("name", "university", "more", "verify", "number"):
        assert args[name] in said


@pytest.mark.parametrize("full", [Full(), Full("W" * 80)], ids=["words", "one word"])
def test_nothing_lies_on_the_footer(full: Full) -> None:
    """The lowest of what varies ends above the code, and no letter stands beyond the page's margins."""
    page = opened(full.args())[0]
    words = page.get_textpage()
    whole = words.get_text_range()
    last = whole.index("992") + 2
    bottom = words.get_charbox(last)[1]
    assert bottom > (15 + 26) / 25.4 * 72
    for index in range(words.count_chars()):
        left, _, right, _ = words.get_charbox(index)
        assert left >= 20 / 25.4 * 72
        assert right <= 190 / 25.4 * 72


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value[:12]))
def test_what_people_write_is_no_markup(value: str) -> None:
    args = certificate(language="en", events=[{"day": value, "title": value, "hours": value}])
    for name in args:
        if isinstance(args[name], str) and name not in ("language", "link"):
            args[name] = value
    said = text(args)
    assert letters.printable(value).replace(" ", "") in said.replace(" ", "")


def test_emoji_leave_no_box_and_no_gap() -> None:
    assert letters.printable("👩‍🎓 Әсел 🇰🇿 1️⃣ №5 ™ + ~ ₸") == "Әсел 1 №5 ™ + ~ ₸"
    assert "Eco day" in text(certificate(heading="Eco 🌿 day"))


def test_the_fonts_have_every_letter_that_the_bot_writes() -> None:
    """A letter that is not in a font comes out as its empty box: the same shape as that of any other."""
    said = "".join((CATALOGS / each / "LC_MESSAGES" / "messages.po").read_text("utf-8") for each in LANGUAGES)
    alphabet = set(letters.printable(said)) | set(KAZAKH) | set(string.printable.strip())
    ours = {letter for letter in alphabet if not letter.isspace() and letter.isprintable()}
    for path in typesetting.FONTS.glob("*.[ot]tf"):
        font = ImageFont.truetype(str(path), 40)
        box = bytes(font.getmask("中"))
        missing = {letter for letter in ours if bytes(font.getmask(letter)) == box}
        # A sign that one font lacks is taken from another.
        assert not {letter for letter in missing if letter.isalnum() or "Inter" in path.name}, path.name


def test_the_fonts_are_ours_alone() -> None:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[typesetting.FONTS]
    )
    assert set(fonts.families()) == {"Inter", "Noto Serif Display"}
    assert sum(each.stat().st_size for each in typesetting.FONTS.iterdir()) < 2_000_000
    assert {each.name for each in typesetting.FONTS.glob("*.txt")} == {"OFL-Inter.txt", "OFL-Noto.txt"}
