"""What hangs at a door: a picture that a phone reads from afar."""

import io

import pytest
from PIL import Image

from bot import pictures
from tests.pictures import codes
from tests.pictures.samples import HOSTILE, door


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"title": "Есентай өзенінің жағасын тазалау", "language": "kk", "code": "0000"},
        {"title": "Щ" * 80, "hint": ["W" * 60] * 3, "until": "W" * 30},
        {"title": HOSTILE[0], "hint": [HOSTILE[1]] * 3, "until": HOSTILE[3]},
        {"link": "https://t.me/" + "v" * 32 + "?start=" + "x" * 64},
    ],
    ids=["ordinary", "kazakh", "long", "hostile", "longest link"],
)
def test_its_code_is_read(changes: dict[str, str]) -> None:
    args = door(**changes)
    content = pictures.render("door", args)
    picture = Image.open(io.BytesIO(content))
    assert (picture.format, picture.size) == ("PNG", (1000, 1250))
    assert len(content) < 200_000
    for size in (picture.size, (250, 312)):  # as sent, and small on a screen
        found = codes.only(picture.resize(size))
        assert found.text == args["link"]
        assert found.ec_level in ("M", "Q", "H")


@pytest.mark.parametrize(
    "link", ["https://t.me/b?start=1", "https://t.me/" + "v" * 32 + "?start=" + "x" * 64]
)
def test_four_modules_around_the_code_are_white(link: str) -> None:
    picture = Image.open(io.BytesIO(pictures.render("door", door(link=link))))
    assert codes.white_around(picture, link, off=8)


def test_another_code_is_another_picture_and_the_same_the_same() -> None:
    first, other, again = (pictures.render("door", door(code=code)) for code in ("0193", "0194", "0193"))
    assert first == again != other


def test_an_unknown_picture() -> None:
    with pytest.raises(LookupError):
        pictures.render("flag", {})
