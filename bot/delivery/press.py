"""Pictures are made one after the other on a thread of their own, behind everything else that runs.

Typst lets go of the interpreter while it works, so the event loop goes on meanwhile.
"""

import asyncio
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from bot import pictures
from bot.log import logger
from bot.storage.messages import Message

_NICENESS: Final = 10


class Press:
    """Its thread begins with the first picture."""

    def __init__(self, stopping: asyncio.Event) -> None:
        self._stopping: Final = stopping
        self._thread: Final = ThreadPoolExecutor(1, "pictures", _step_back)

    async def print(self, message: Message) -> bool:
        """Puts a file in the place of a picture that is still to be made; whether it could be made.

        Leaves the message as it is if we are to stop.
        """
        wanted = message.body.get("picture")
        if wanted is None:
            return True
        loop = asyncio.get_running_loop()
        content = await loop.run_in_executor(self._thread, self._made, message.id, wanted)
        if content is None:
            return self._stopping.is_set()
        file = {name: wanted[name] for name in ("field", "filename", "mime")} | {"content": content}
        rest = {name: value for name, value in message.body.items() if name != "picture"}
        message.body = rest | {"attachment": file}
        return True

    def close(self) -> None:
        """Ends the thread once what it makes is made."""
        self._thread.shutdown(wait=False)

    def _made(self, number: int, wanted: dict[str, Any]) -> bytes | None:
        if self._stopping.is_set():
            return None
        try:
            return pictures.render(wanted["name"], wanted["args"])
        except BaseException:  # noqa: BLE001 a panic of the typesetter is no Exception
            logger.exception("the picture of message %d cannot be made", number)
            return None


def _step_back() -> None:
    """Behind everything else, where a thread can be told so."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
