"""What stands in a database, read from beside the bot."""

from contextlib import aclosing
from typing import Any

from sqlalchemy import inspect, text

from bot.storage.database import Database


async def select(url: str, statement: str, **values: Any) -> list[tuple[Any, ...]]:
    async with aclosing(Database(url)) as database, database.reading() as session:
        return [tuple(row) for row in await session.execute(text(statement), values)]


async def change(url: str, statement: str, **values: Any) -> None:
    async with aclosing(Database(url)) as database, database.transaction() as session:
        await session.execute(text(statement), values)


async def everything(url: str) -> list[str]:
    """Every row of every table."""
    async with aclosing(Database(url)) as database, database.reading() as session:
        tables = await session.run_sync(lambda sync: inspect(sync.connection()).get_table_names())
        return [
            str(tuple(row))
            for table in tables
            for row in await session.execute(text(f'SELECT * FROM "{table}"'))
        ]
