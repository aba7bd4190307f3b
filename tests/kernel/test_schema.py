"""The schema: migrations up and down, equal to the models, safe to run twice and at once, never backwards."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, DateTime, String, bindparam, inspect, select, text

from bot.services import sources as sources_service
from bot.storage import inbox, schema
from bot.storage.database import Database
from bot.storage.models import Base, Dialog, Person, Source
from bot.storage.people import meet
from bot.storage.schema import NewerSchema
from tests import rows


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


async def test_the_migrations_build_what_the_models_say(empty_database: str) -> None:
    async with aclosing(Database(empty_database)) as store:
        await schema.upgrade(store)
        async with store.engine.begin() as connection:
            differences = await connection.run_sync(
                lambda c: compare_metadata(
                    MigrationContext.configure(c, opts={"compare_type": True}), Base.metadata
                )
            )
    assert differences == []


def test_the_newest_migration_is_the_one_that_the_program_wants() -> None:
    script = ScriptDirectory(str(schema.MIGRATIONS))
    assert script.get_current_head() == schema.HEAD


async def test_they_go_down_and_up_again(empty_database: str) -> None:
    async with aclosing(Database(empty_database)) as store:
        await schema.upgrade(store)
        async with store.engine.begin() as connection:
            await connection.run_sync(lambda c: command.downgrade(schema.config(c), "base"))
            assert await connection.run_sync(tables) == {"alembic_version"}
        await schema.upgrade(store)
        async with store.engine.begin() as connection:
            assert await connection.run_sync(tables) == {*Base.metadata.tables, "alembic_version"}


async def test_upgrading_again_or_from_two_sides_at_once_keeps_what_is_there(empty_database: str) -> None:
    async with (
        aclosing(Database(empty_database)) as one,
        aclosing(Database(empty_database)) as other,
    ):
        await asyncio.gather(schema.upgrade(one), schema.upgrade(other))
        now = datetime(2026, 11, 24, tzinfo=UTC)
        async with one.transaction() as session:
            assert await inbox.note(session, {1}, now) == {1}
        await schema.upgrade(other)
        async with other.transaction() as session:
            assert await inbox.note(session, {1, 2}, now) == {2}


async def test_a_new_file_is_opened_by_three_at_once(tmp_path: Path) -> None:
    for number in range(40):
        url = f"sqlite:///{tmp_path}/{number}.db"
        async with aclosing(Database(url)) as a, aclosing(Database(url)) as b, aclosing(Database(url)) as c:
            assert await asyncio.gather(*map(schema.revision, (a, b, c))) == [None] * 3


async def test_a_database_of_a_newer_program_is_refused_untouched(empty_database: str) -> None:
    async with aclosing(Database(empty_database)) as store:
        await schema.upgrade(store)
        await rows.change(empty_database, "UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(NewerSchema, match="newer than this program"):
            await schema.upgrade(store)


async def test_an_interrupted_transaction_leaves_nothing(empty_database: str) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    async with aclosing(Database(empty_database)) as store:
        await schema.upgrade(store)

        async def interrupted() -> None:
            async with store.transaction() as session:
                await inbox.note(session, {1}, now)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            await interrupted()
        async with store.transaction() as session:
            assert await inbox.note(session, {1}, now) == {1}


async def test_links_that_were_made_up_before_go_on_counting_under_names_of_their_own(
    empty_database: str,
) -> None:
    def to(revision: str) -> Callable[[Connection], None]:
        return lambda connection: command.upgrade(schema.config(connection), revision)

    came = datetime(2026, 11, 1, 12, tzinfo=UTC)
    sources = ["sPoster", "sposter", "sPOSTER", "sivd2026", "aFirst", None]
    add = (
        "INSERT INTO people (id, telegram_id, created_at, seen_at, source, source_at, consented_at, "
        "registered_at, interests, muted, counted, goals_read, awareness_asked, role, burst_count, guesses) "
        "VALUES (:n, :n, :at, :at, :source, :since, :agreed, :signed, 0, 0, 0, 0, 0, 0, 0, 0)"
    )
    times = [bindparam(name, type_=DateTime(timezone=True)) for name in ("at", "since", "agreed", "signed")]
    async with aclosing(Database(empty_database)) as store:
        async with store.engine.begin() as connection:
            await connection.run_sync(to("0009"))
        async with store.transaction() as session:
            for n, source in enumerate(sources, 1):
                of = {"n": n, "at": came, "source": source, "since": came if source else None}
                times_of = {"agreed": came + timedelta(days=9 * n), "signed": came + timedelta(days=20)}
                await session.execute(text(add).bindparams(*times), of | times_of)
        await schema.upgrade(store)
        async with store.transaction() as session:
            named = {row.code: row for row in await session.scalars(select(Source))}
            assert {code: row.name for code, row in named.items()} == {
                "sPOSTER": "POSTER",
                "sPoster": "Poster 2",
                "sposter": "poster 3",
            }
            assert {row.created_at for row in named.values()} == {came}
            owner = (await meet(session, {1}, came))[1]
            for taken in ("Poster", "poster 2", "POSTER 3"):
                assert await sources_service.add(session, owner, taken, came) is None
            people = {person.id: person for person in await session.scalars(select(Person))}
        assert people[1].source_until == came + timedelta(days=30)
        assert people[6].source_until is None
        assert [people[n].agreed_at for n in (1, 2, 3)] == [
            came + timedelta(days=9),
            came + timedelta(days=18),
            came + timedelta(days=20),
        ]


@pytest.mark.parametrize("empty_database", ["sqlite"], indirect=True)
async def test_rebuilding_a_table_keeps_what_refers_to_it(empty_database: str) -> None:
    """As a migration does that changes a column: SQLite makes a new table and drops the old one."""

    def rebuild(connection: Connection) -> None:
        with Operations(MigrationContext.configure(connection)).batch_alter_table("people") as people:
            people.alter_column("name", type_=String(128))

    now = datetime(2026, 11, 24, tzinfo=UTC)
    async with aclosing(Database(empty_database)) as store:
        await schema.upgrade(store)
        async with store.transaction() as session:
            person = (await meet(session, {1}, now))[1]
            person.dialogs.append(Dialog(flow="signup", step="name", answers={}, updated_at=now))
        async with store.migrating() as connection:
            await connection.run_sync(rebuild)
        async with store.transaction() as session:
            assert len((await meet(session, {1}, now))[1].dialogs) == 1


@pytest.mark.parametrize("empty_database", ["sqlite"], indirect=True)
async def test_sqlite_is_set_up_to_lose_nothing(empty_database: str) -> None:
    async with aclosing(Database(empty_database)) as store, store.engine.connect() as connection:
        pragmas = {
            name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
