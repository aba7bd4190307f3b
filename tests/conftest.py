"""The databases that tests run on: a SQLite file and a PostgreSQL, each new and with its schema."""

import asyncio
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import settings

from bot.storage import schema
from bot.storage.database import Database
from tests import compiled, postgres

KINDS = ("sqlite", "postgresql")
TESTS = Path(__file__).parent
SLOW = ("crash", "test_benchmarks.py", "kernel/test_ten_weeks.py", "browser", "stories/test_steering.py")


def pytest_configure(config: pytest.Config) -> None:
    """Files of tests lie in memory where there is room; statements are compiled once."""
    compiled.share()
    # What is drawn is always the same: a change is not refused for what it did not do.
    settings.register_profile("steady", derandomize=True)
    settings.load_profile("default" if os.environ.get("EXPLORE") else "steady")
    ours = config.option.basetemp is None and not hasattr(config, "workerinput")
    if ours and (memory := postgres.memory()):
        folder = tempfile.mkdtemp(prefix="volunteers-tests-", dir=memory)
        config.option.basetemp = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long begins at once, in every second worker: it mostly waits, while the others compute.

    The shares are those that xdist deals out with `--dist worksteal`.
    """
    workers: int = getattr(config, "workerinput", {}).get("workercount", 1)
    slow = [item for place in SLOW for item in items if item.path.is_relative_to(TESTS / place)]
    known = {*slow}
    quick = [item for item in items if item not in known]
    dealt: list[pytest.Item] = []
    for worker in range(workers):
        share = (len(items) - len(dealt)) // (workers - worker)
        first = slow[worker // 2 :: (workers + 1) // 2] if worker % 2 == 0 else []
        others = max(share - len(first), 0)
        dealt += [*first, *quick[:others]]
        quick = quick[others:]
    items[:] = dealt


def pytest_collection_finish() -> None:
    """What is loaded stays: no collection of garbage need look through it again, in any test."""
    gc.collect()
    gc.freeze()


def _migrated(url: str) -> str:
    async def migrate() -> None:
        async with aclosing(Database(url)) as database:
            await schema.upgrade(database)

    asyncio.run(migrate())
    return url


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    with postgres.serving() as running:
        yield running


@pytest.fixture(scope="session")
def postgres_template(server: postgres.Server) -> Iterator[str]:
    url = _migrated(server.create())
    yield url
    server.drop(url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "bot.db"
    _migrated(f"sqlite:///{path}")
    return path


@contextmanager
def fresh(request: pytest.FixtureRequest, folder: Path, kind: str) -> Iterator[str]:
    """A new database of this kind; gives its URL."""
    match kind:
        case "sqlite":
            path = folder / "bot.db"
            shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
            yield f"sqlite:///{path}"
        case _:
            server: postgres.Server = request.getfixturevalue("server")
            url = server.create(request.getfixturevalue("postgres_template"))
            yield url
            server.drop(url)


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a new database that has its tables."""
    with fresh(request, tmp_path, request.param) as url:
        yield url


@pytest.fixture
def either_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new database of either kind, always the same for a test: for what hardly depends on the kind."""
    kind = getattr(request, "param", KINDS[crc32(request.node.nodeid.encode()) % len(KINDS)])
    with fresh(request, tmp_path, kind) as url:
        yield url


@pytest.fixture(params=KINDS)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without anything in it."""
    match request.param:
        case "sqlite":
            yield f"sqlite:///{tmp_path / 'bot.db'}"
        case _:
            server: postgres.Server = request.getfixturevalue("server")
            url = server.create()
            yield url
            server.drop(url)
