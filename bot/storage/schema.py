"""The database's schema: brought up to date at start, and never taken back behind our back."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from bot.storage.database import Database

MIGRATIONS: Final = Path(__file__).parent / "migrations"


class NewerSchema(Exception):
    """The database was written by a newer program than this one."""


async def upgrade(database: Database) -> None:
    """Applies the migrations that are missing. Raises NewerSchema rather than guess."""
    async with database.rebuilding() as connection:
        await connection.run_sync(_upgrade)


def config(connection: Connection) -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def _upgrade(connection: Connection) -> None:
    settings = config(connection)
    current = MigrationContext.configure(connection).get_current_revision()
    try:
        ScriptDirectory.from_config(settings).get_revision(current or "base")
    except CommandError:
        raise NewerSchema(
            "the database is newer than this program: start the newer program, or restore an older backup"
        ) from None
    command.upgrade(settings, "head")
