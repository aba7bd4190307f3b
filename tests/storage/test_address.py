"""The address of a PostgreSQL, as hosts write it and as the driver takes it."""

import logging
import ssl
from pathlib import Path

import asyncpg
import pytest
import trustme

from bot.storage.address import Address
from tests import postgres


@pytest.mark.parametrize(
    ("url", "dsn"),
    [
        ("postgres://u:p%40ss@db.kz/bot", "postgresql://u:p%40ss@db.kz/bot"),
        ("postgresql://u@db.kz:5433/bot?sslmode=require", "postgresql://u@db.kz:5433/bot?sslmode=require"),
        ("postgresql+asyncpg://db.kz/bot", "postgresql://db.kz/bot"),
        ("postgresql:///bot?host=/run/postgresql", "postgresql:///bot?host=%2Frun%2Fpostgresql"),
        (
            "postgres://db.kz/bot?sslmode=require&channel_binding=require",
            "postgresql://db.kz/bot?sslmode=require",
        ),
        ("postgres://db.kz/bot?pgbouncer=true&connect_timeout=10", "postgresql://db.kz/bot"),
        (
            "postgres://db.kz/bot?options=-c%20search_path%3Dx",
            "postgresql://db.kz/bot?options=-c+search_path%3Dx",
        ),
    ],
)
def test_every_form_is_read(url: str, dsn: str) -> None:
    assert Address.parse(url).dsn == dsn


@pytest.mark.parametrize(
    "url", ["mysql://db.kz/bot", "postgres://db.kz:0/bot", "postgres://db.kz/bot#x", "bot"]
)
def test_nothing_else_is(url: str) -> None:
    with pytest.raises(ValueError, match="not the address of a PostgreSQL"):
        Address.parse(url)


def test_what_is_not_used_is_named_without_its_value(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("bot").propagate = True
    with caplog.at_level(logging.INFO, logger="bot"):
        Address.parse("postgres://u:secret@db.kz/bot?channel_binding=canary")
    assert "channel_binding" in caplog.text
    assert "canary" not in caplog.text
    assert "secret" not in caplog.text


async def test_every_form_leads_to_a_server(server: postgres.Server) -> None:
    name = server.url.partition("://")[2]
    for scheme in ("postgres", "postgresql", "postgresql+asyncpg"):
        for parameters in ("", "sslmode=disable", "sslmode=prefer", "sslmode=prefer&channel_binding=prefer"):
            joined = f"{'&' if '?' in name else '?'}{parameters}" if parameters else ""
            connection = await Address.parse(f"{scheme}://{name}{joined}").connect(5, 5)
            assert (
                await connection.fetchval("SELECT current_setting('application_name')")
                == "volunteer-outreach-bot"
            )
            await connection.close()


async def test_encryption_that_is_required_is_not_done_without() -> None:
    with postgres.own(**postgres.HASTY) as plain, pytest.raises((OSError, asyncpg.PostgresError)):
        await Address.parse(f"{plain.url}?sslmode=require").connect(5, 5)


async def test_encryption_as_hosts_ask_for_it(tmp_path: Path) -> None:
    """`require` encrypts to whoever answers, `verify-full` wants to know who that is."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "root.pem")
    own = authority.issue_cert("localhost", "127.0.0.1")
    with postgres.encrypted(own) as server:
        for mode, root in (("require", ""), ("verify-full", f"&sslrootcert={tmp_path / 'root.pem'}")):
            connection = await Address.parse(f"{server.url}?sslmode={mode}{root}").connect(5, 5)
            encrypted = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
            assert await connection.fetchval(encrypted)
            await connection.close()
        trustme.CA().cert_pem.write_to_path(tmp_path / "other.pem")
        stranger = f"{server.url}?sslmode=verify-full&sslrootcert={tmp_path / 'other.pem'}"
        with pytest.raises(ssl.SSLError):
            await Address.parse(stranger).connect(5, 5)
