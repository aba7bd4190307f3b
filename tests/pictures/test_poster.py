"""The poster and its code: read and scanned from two metres, in colour and without, whatever it leads to."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from bot import pictures
from bot.pictures import letters
from bot.screens import posters
from tests.pictures import codes
from tests.pictures.samples import HOSTILE, poster

A4 = (210, 297)
POINTS = 72 / 25.4  # in a millimetre
LONGEST = "https://t.me/volunteers_kazakhstan_united_bot?start=" + "aK7mWq2X" * 8  # a name of 32 letters
SHORTEST = "https://t.me/abbot?start=s1"  # a name of five
FULL = {"link": LONGEST, "wordmark": "Қазақстан Республикасының студент-волонтерлер бірлестігі мен достары"}


def sheet(**changes: Any) -> pypdfium2.PdfPage:
    (page,) = pypdfium2.PdfDocument(pictures.render("poster", poster(**changes)))
    return page


def picture(name: str = "poster-picture", **changes: Any) -> Image.Image:
    return Image.open(io.BytesIO(pictures.render(name, poster(**changes))))


def said(page: pypdfium2.PdfPage) -> str:
    """Its text without spaces and the places where words may break."""
    text = page.get_textpage().get_text_range().replace("\ufffe", "-")  # where a line ends
    return "".join(re.sub("[\u200b\ufeff]", "", text).split())


def boxes(page: pypdfium2.PdfPage, words: str) -> Iterator[tuple[float, float, float, float]]:
    """Where the ink of each letter of these words is: left, bottom, right, top in millimetres."""
    text = page.get_textpage()
    start = text.get_text_range().index(words)
    for index in range(start, start + len(words)):
        yield tuple(at / POINTS for at in text.get_charbox(index))


def from_two_metres(sheet: Image.Image, pixels: float = 1.6) -> Image.Image:
    """As a phone of 12 megapixels sees it: so many pixels a millimetre, askew, dark and a bit blurred."""
    size = (round(A4[0] * pixels), round(A4[1] * pixels))
    askew = sheet.convert("L").rotate(5, resample=Image.Resampling.BICUBIC, fillcolor=255)
    seen = askew.resize(size, Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(1))
    return seen.point(lambda light: 40 + light // 3)


@pytest.mark.parametrize("changes", [{}, FULL], ids=["ordinary", "full"])
def test_it_is_one_sheet_of_a4_that_says_what_to_do_in_three_languages(changes: dict[str, str]) -> None:
    page, args = sheet(**changes), poster(**changes)
    assert [round(side / POINTS) for side in page.get_size()] == [*A4]
    address = args["link"].removeprefix("https://").partition("?")[0]
    for words in (*args["lines"], *args["hints"], args["wordmark"].upper(), address):
        assert words.replace(" ", "") in said(page)


@pytest.mark.parametrize("changes", [{}, FULL], ids=["ordinary", "full"])
def test_it_is_read_from_two_metres(changes: dict[str, str]) -> None:
    page, args = sheet(**changes), poster(**changes)
    for line in args["lines"]:
        drawn = [*boxes(page, line)]
        left, bottom, _, top = drawn[0]
        assert top - bottom >= 12, "millimetres of a capital letter"
        assert max(abs(other[1] - bottom) for other in drawn) < 6, "it is on one line"
        assert min(left, 210 - drawn[-1][2]) >= 12
    _, (_, bottom, _, top) = boxes(page, "_b")
    assert top - bottom >= (6 if changes else 9), "the same of a tall letter of the address"


@pytest.mark.parametrize("changes", [{}, {"link": SHORTEST}, FULL], ids=["ordinary", "shortest", "full"])
def test_its_code_is_scanned_from_two_metres(changes: dict[str, str]) -> None:
    link = poster(**changes)["link"]
    printed = sheet(**changes).render(scale=150 / 72).to_pil()
    for one in (printed, picture(**changes)):
        assert codes.width(one) / one.width * A4[0] >= 110
        assert codes.white_around(one, link)
        assert codes.only(from_two_metres(one)).text == link
    if link != LONGEST:
        assert codes.only(from_two_metres(printed, 1.1)).text == link, "nor does it take a good camera"


def test_the_picture_is_one_that_a_chat_takes() -> None:
    content = pictures.render("poster-picture", poster(**FULL))
    seen = Image.open(io.BytesIO(content))
    assert (seen.format, seen.size) == ("PNG", (1240, 1754))
    assert len(content) < 1_000_000
    assert len(pictures.render("poster", poster(**FULL))) < 100_000


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value[:12]))
def test_what_people_write_is_no_markup(value: str) -> None:
    page = sheet(wordmark=value, lines=[value] * 3, hints=[value] * 3)
    written = letters.printable(value).replace(" ", "")
    assert said(page).count(written) >= 6
    assert written.upper() in said(page)
    assert codes.only(page.render(scale=1).to_pil()).text == poster()["link"]


@pytest.mark.parametrize("link", [poster()["link"], LONGEST, "https://t.me/b?start=1"])
def test_the_code_alone_is_crisp(link: str) -> None:
    alone = picture("qr", link=link)
    assert alone.size == (1000, 1100)
    assert codes.only(alone).text == link
    assert codes.width(alone) >= 750
    assert codes.white_around(alone, link)
    code = alone.convert("L").crop((0, 0, 1000, 930))
    assert {light for _, light in code.getcolors() or []} == {0, 255}, "no module ends within a pixel"


def test_what_the_screens_ask_for_can_be_made() -> None:
    link = poster()["link"]
    asked = [posters.poster(link, "Ерікті"), posters.picture(link, "Ерікті"), posters.qr(link)]
    made = [pictures.render(one.name, one.args) for one in asked]
    assert [content[:4] for content in made] == [b"%PDF", b"\x89PNG", b"\x89PNG"]
    assert made == [pictures.render(one.name, one.args) for one in asked]
    assert asked[0].args["lines"] == poster()["lines"]
    assert asked[0].args["hints"] == poster()["hints"]
