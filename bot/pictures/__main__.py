"""Makes pictures for another process: orders come in, a line each; for each a size and a file go out."""

import json
import os
import sys
from typing import IO

from bot import pictures
from bot.log import frames

_NICENESS = 19  # behind everything else


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    with os.fdopen(os.dup(1), "wb") as files:
        os.dup2(2, 1)  # whatever a library may print is no file
        serve(sys.stdin.buffer, files)


def serve(orders: IO[bytes], files: IO[bytes]) -> None:
    for line in orders:
        order = json.loads(line)
        content = b""
        try:
            content = pictures.render(order["name"], order["args"])
            answer: dict[str, object] = {"size": len(content)}
        except BaseException as error:  # noqa: BLE001 a panic of the typesetter is no Exception
            answer = {"problem": "\n".join(frames(error))}
        files.write(json.dumps(answer).encode() + b"\n" + content)
        files.flush()


if __name__ == "__main__":
    main()
