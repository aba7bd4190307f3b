"""aiogram with nothing behind it: says back what it is told. It runs in an environment of its own."""

import asyncio
import os

from aiogram import Bot, Dispatcher  # type: ignore[import-not-found]  # not installed where types are checked
from aiogram.client.session.aiohttp import AiohttpSession  # type: ignore[import-not-found]
from aiogram.client.telegram import TelegramAPIServer  # type: ignore[import-not-found]
from aiogram.types import Message  # type: ignore[import-not-found]


async def echo(message: Message) -> None:
    await message.answer(message.text)


async def main() -> None:
    server = TelegramAPIServer.from_base(os.environ["BOT_API_URL"])
    session = AiohttpSession(api=server, limit=512)
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    await dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"], session=session))


if __name__ == "__main__":
    asyncio.run(main())
