"""A poster on a wall: one sheet in three languages, read and scanned from two metres."""

import io
import re
from typing import Any, Final

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter, ImageFont

from bot import pictures
from bot.pictures.typesetting import FOLDER, FONTS
from bot.screens import posters
from tests.pictures.samples import HOSTILE

LINK: Final = "https://t.me/volunteer_kz_bot?start=aK7mWq2Xd"
LONGEST: Final = "https://t.me/" + "v" * 32 + "?start=" + "x" * 64
A4: Final = (210, 297)  # mm
SEEN: Final = 1.6  # pixels a mm: 4,000 over the 2.5 m that a phone sees at two metres


def args(link: str = LINK, wordmark: str = "Қазақстан волонтерлері") -> dict[str, Any]:
    return dict(posters.poster(link, wordmark).args)


SHEETS = {
    "ordinary": args(),
    "longest": args(LONGEST, "W" * 100),
    "hostile": args() | {"wordmark": HOSTILE[0], "lines": [*HOSTILE[1:4]], "hints": [*HOSTILE[4:7]]},
}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_its_code_is_read_also_as_a_phone_sees_it_from_two_metres(sheet: dict[str, Any]) -> None:
    content = pictures.render("poster-picture", sheet)
    picture = Image.open(io.BytesIO(content))
    assert (picture.format, picture.size) == ("PNG", (1191, 1684))
    assert len(content) < 500_000
    far = picture.convert("L").resize((round(A4[0] * SEEN), round(A4[1] * SEEN)))
    for seen in (picture, far, far.filter(ImageFilter.GaussianBlur(0.7)), far.rotate(8, fillcolor=255)):
        (found,) = zxingcpp.read_barcodes(seen)
        assert found.text == sheet["link"]


def test_its_code_is_eleven_centimetres_wide() -> None:
    picture = Image.open(io.BytesIO(pictures.render("poster-picture", args())))
    (found,) = zxingcpp.read_barcodes(picture)
    corners = found.position
    assert (corners.top_right.x - corners.top_left.x) / picture.width * A4[0] >= 110


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_it_is_one_page_of_a4(sheet: dict[str, Any]) -> None:
    (page,) = pypdfium2.PdfDocument(pictures.render("poster", sheet))
    assert [round(side / 72 * 25.4) for side in page.get_size()] == [*A4]


def test_it_speaks_three_languages_and_says_where_to_go() -> None:
    (page,) = pypdfium2.PdfDocument(pictures.render("poster", args()))
    text = page.get_textpage().get_text_bounded()
    for line in ("Волонтер болыңыз", "Станьте волонтёром", "Become a volunteer", "t.me/volunteer_kz_bot"):
        assert line in text
    assert all(hint in text for hint in args()["hints"])


def test_its_lines_are_tall_enough_for_two_metres() -> None:
    """Capitals of 1 cm: a sight that just reads a letter of 3 mm at that distance needs no effort."""
    template = (FOLDER / "poster.typ").read_text()
    found = re.search(r"fitted\(width, (\d+)pt, \d+pt, display, words\)", template)
    assert found is not None
    font = ImageFont.truetype(str(FONTS / "NotoSerifDisplay-Medium.ttf"), 1000)
    _, top, _, bottom = font.getbbox("B")
    for line in args()["lines"]:
        size = min(int(found[1]) / 72 * 25.4, 170 / font.getlength(line) * 1000)  # mm
        assert size * (bottom - top) / 1000 >= 10


def test_the_code_alone() -> None:
    for link in (LINK, LONGEST):
        picture = Image.open(io.BytesIO(pictures.render("qr", dict(posters.qr(link).args))))
        for size in (picture.size, (250, 270)):
            (found,) = zxingcpp.read_barcodes(picture.resize(size))
            assert found.text == link
