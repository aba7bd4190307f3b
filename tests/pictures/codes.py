"""QR codes in pictures, as a phone finds them."""

import segno
import zxingcpp
from PIL import Image


def only(picture: Image.Image) -> zxingcpp.Barcode:
    """The one code there is."""
    (found,) = zxingcpp.read_barcodes(picture)
    return found


def width(picture: Image.Image) -> int:
    """Of the code in pixels, without the white around it."""
    position = only(picture).position
    return position.top_right.x - position.top_left.x


def white_around(picture: Image.Image, link: str, off: int = 3) -> bool:
    """Whether there are four modules of white on each side, less the pixels that a reader may be off."""
    grey = picture.convert("L")
    found = only(grey)
    modules = len(segno.make_qr(link, error="m").matrix)
    corner, opposite = found.position.top_left, found.position.bottom_right
    quiet = 4 * (opposite.x - corner.x) / modules - off
    left, right = corner.x - quiet, opposite.x + quiet
    above, below = corner.y - quiet, opposite.y + quiet
    sides = (
        (left, above, right, corner.y - off),
        (left, opposite.y + off, right, below),
        (left, above, corner.x - off, below),
        (opposite.x + off, above, right, below),
    )
    return all(min(grey.crop(box).tobytes()) == 255 for box in sides)
