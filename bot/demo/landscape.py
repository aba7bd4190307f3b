"""The photo that people in the demo have at hand: hills under a rising sun, drawn when it is first sent."""

import struct
import zlib
from functools import cache
from math import hypot, sin
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 360

_Colour = tuple[int, int, int]
_SKY: Final[tuple[_Colour, _Colour]] = ((64, 132, 200), (255, 214, 160))  # above, and at the horizon
_SUN: Final[_Colour] = (255, 244, 214)
_SUN_AT: Final = (440, 165, 34)  # across, down, radius
_HILLS: Final = (  # from afar: how far down, how high, how often, colour
    (215, 26, 0.011, (124, 158, 170)),
    (250, 22, 0.017, (92, 140, 116)),
    (292, 18, 0.013, (52, 100, 70)),
)


@cache
def png() -> bytes:
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + _row(down) for down in range(HEIGHT))
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _row(down: int) -> bytes:
    far = min(down / 260, 1)
    sky = bytes(round(above + (below - above) * far) for above, below in zip(*_SKY, strict=True))
    return b"".join(_ground(across, down) or _sun(across, down) or sky for across in range(WIDTH))


def _ground(across: int, down: int) -> bytes | None:
    """The nearest hill that is there."""
    for at, high, often, colour in reversed(_HILLS):
        if down >= at + high * sin(across * often + at):
            return bytes(colour)
    return None


def _sun(across: int, down: int) -> bytes | None:
    x, y, radius = _SUN_AT
    return bytes(_SUN) if hypot(across - x, down - y) <= radius else None
