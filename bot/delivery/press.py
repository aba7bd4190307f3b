"""Pictures are made one after the other by a process of their own, behind everything else that runs.

On a thread they would share the interpreter with the event loop, which then waits for them.
"""

import asyncio
import contextlib
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from typing import Any, Final

from bot.delivery.line import rest
from bot.log import logger
from bot.storage.messages import Message

_ROOT: Final = Path(__file__).parents[2]
_PATIENCE: Final = 60.0  # seconds for one picture, on a machine that has much to do
_GRACE: Final = 0.5  # seconds to end in
_TRIES: Final = 2
_BREATHS: Final = 1  # times as long as a picture took


class Press:
    """Its process begins with the first picture, anew when it died, and ends when we do, however we do."""

    def __init__(self, stopping: asyncio.Event) -> None:
        self._stopping: Final = stopping
        self._turn: Final = asyncio.Lock()
        self._process: Process | None = None
        self._clock: Final = asyncio.get_running_loop().time
        self._rested_at = 0.0

    async def print(self, message: Message) -> bool:
        """Puts a file in the place of a picture that is still to be made; whether it could be made.

        Leaves the message as it is if we are to stop.
        """
        wanted = message.body.get("picture")
        if wanted is None:
            return True
        async with self._turn:
            if self._stopping.is_set():
                return True
            await self._rest()
            began = self._clock()
            content = await self._made(message.id, wanted)
            self._rested_at = self._clock() + (self._clock() - began) * _BREATHS
        if content is None:
            return False
        file = {name: wanted[name] for name in ("field", "filename", "mime")} | {"content": content}
        rest = {name: value for name, value in message.body.items() if name != "picture"}
        message.body = rest | {"attachment": file}
        return True

    async def _rest(self) -> None:
        """Before the next of many: replies are answered on the same cores."""
        if (wait := self._rested_at - self._clock()) > 0:
            await rest(self._stopping, wait)

    async def close(self) -> None:
        """Ends the process, in a moment or by force."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()
        try:
            async with asyncio.timeout(_GRACE):
                await process.wait()
        except TimeoutError:
            await _kill(process)
        except asyncio.CancelledError:
            await _kill(process)
            raise

    async def _made(self, number: int, wanted: dict[str, Any]) -> bytes | None:
        for _ in range(_TRIES):
            try:
                async with asyncio.timeout(_PATIENCE):
                    return await self._ask(number, wanted)
            except (OSError, EOFError, ValueError, TimeoutError) as error:
                logger.warning("the maker of pictures is gone: %s", type(error).__name__)
                await self._drop()
            except BaseException:  # cut short: what it answers is nobody's
                await self._drop()
                raise
        logger.error("the picture of message %d cannot be made", number)
        return None

    async def _ask(self, number: int, wanted: dict[str, Any]) -> bytes | None:
        process = self._process = self._process or await _begin()
        assert process.stdin is not None
        assert process.stdout is not None
        order = {name: wanted[name] for name in ("name", "args")}
        process.stdin.write(json.dumps(order).encode() + b"\n")
        await process.stdin.drain()
        answer = json.loads(await process.stdout.readline())
        if "problem" in answer:
            logger.error("the picture of message %d cannot be made:\n%s", number, answer["problem"])
            return None
        return await process.stdout.readexactly(answer["size"])

    async def _drop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await _kill(process)


async def _begin() -> Process:
    """Knows none of our secrets, hears nothing from our terminal; its input ends with us.

    A session of its own would have a share of its own of the machine, however nice it is.
    """
    words = ("-m", "bot.pictures")
    environment = {"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", "")}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *words,
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env=environment,
        process_group=0,
    )


async def _kill(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()
