"""The address of a PostgreSQL, as hosts write it and as the driver takes it."""

import asyncio
import logging
import ssl
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest
import trustme

from bot.storage.address import Address
from tests import postgres
from tests.kernel.door import pour


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


async def test_encryption_as_hosts_ask_for_it(server: postgres.Server, tmp_path: Path) -> None:
    """`require` encrypts to whoever answers, `verify-full` wants to know who that is."""
    authority, other = trustme.CA(), trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "root.pem"))
    other.cert_pem.write_to_path(str(tmp_path / "other.pem"))
    async with encrypted(server.url, authority.issue_cert("127.0.0.1")) as url:
        for parameters in ("sslmode=require", f"sslmode=verify-full&sslrootcert={tmp_path / 'root.pem'}"):
            connection = await Address.parse(f"{url}?{parameters}").connect(5, 5)
            assert await connection.fetchval("SELECT 1") == 1
            await connection.close()
        with pytest.raises((OSError, asyncpg.PostgresError)):
            await Address.parse(f"{url}?sslmode=disable").connect(5, 5)
        stranger = f"{url}?sslmode=verify-full&sslrootcert={tmp_path / 'other.pem'}"
        with pytest.raises(ssl.SSLError):
            await Address.parse(stranger).connect(5, 5)


@asynccontextmanager
async def encrypted(url: str, certificate: trustme.LeafCert) -> AsyncIterator[str]:
    """Stands before a server, and speaks to nobody but encrypted: gives its URL there."""
    far = urlsplit(url)
    secrets = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(secrets)

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await reader.readexactly(8)
        if asked != struct.pack("!ii", 8, 80877103):  # PostgreSQL's "may we encrypt?"
            writer.transport.abort()
            return
        writer.write(b"S")
        try:
            await writer.start_tls(secrets)
        except (ssl.SSLError, OSError):
            return  # the other side did not trust us
        far_reader, far_writer = await asyncio.open_connection(far.hostname, far.port or 5432)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(pour(reader, far_writer))
            tasks.create_task(pour(far_reader, writer))

    standing = await asyncio.start_server(carry, "127.0.0.1", 0)
    try:
        port = standing.sockets[0].getsockname()[1]
        user = far.netloc.rpartition("@")[0]
        yield urlunsplit(("postgresql", f"{user}@127.0.0.1:{port}", far.path, "", ""))
    finally:
        standing.close()
