"""The database's schema: brought up to date at start, and never taken back behind our back."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, inspect, text

from bot.storage.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS: Final = Path(__file__).parent / "migrations"
# The last migration there is: who is there already need not load Alembic.
HEAD: Final = "0010"


class NewerSchema(Exception):
    """The database was written by a newer program than this one."""

    def __init__(self) -> None:
        super().__init__(
            "the database is newer than this program: start the newer program, or restore an older backup"
        )


class OlderSchema(Exception):
    """The database is to be brought up to date first."""

    def __init__(self) -> None:
        super().__init__("the database is older than this program: run python -m bot migrate")


async def upgrade(database: Database) -> None:
    """Applies the migrations that are missing. Raises NewerSchema rather than guess."""
    if await revision(database) != HEAD:
        async with database.migrating() as connection:
            await connection.run_sync(_upgrade)


async def check(database: Database) -> None:
    """Raises OlderSchema or NewerSchema unless the database is as this program knows it."""
    found = await revision(database)
    if found != HEAD:
        raise NewerSchema if found and not _known(found) else OlderSchema


async def revision(database: Database) -> str | None:
    """The last migration that was applied; None where there was none."""
    async with database.reading() as session:
        return await session.run_sync(lambda sync: _revision(sync.connection()))


def config(connection: Connection) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 seldom needed and slow to load

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 as above

    found = _revision(connection)
    if found and not _known(found):
        raise NewerSchema
    command.upgrade(config(connection), "head")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return str(found) if found else None


def _known(found: str) -> bool:
    return any(MIGRATIONS.glob(f"versions/{found}_*.py"))
