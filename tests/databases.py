"""Both databases for tests, as fixtures: SQLite files, and databases on a real PostgreSQL server (see postgres.py).

One server a session, one database a module (made from a migrated template), emptied before each test.
"""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.database import Database
from storage.engines import engine_for, normalised
from storage.migrating import upgrade
from storage.tables import METADATA
from tests.postgres import Server, postgres_server

BACKENDS = ("sqlite", "postgresql")


def migrated(url: str) -> str:
    """The same address, with the schema up to date there."""
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()
    return url


def empty(url: str) -> None:
    """Take all rows out of every table."""
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())
    engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The session's PostgreSQL server."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres: Server) -> Iterator[str]:
    """The name of a migrated database to make others from."""
    with postgres.database() as url:
        migrated(url)
        yield make_url(url).database or ""


@pytest.fixture(scope="module")
def postgres_url(postgres: Server, postgres_template: str) -> Iterator[str]:
    """The module's own PostgreSQL database, migrated."""
    with postgres.database(postgres_template) as url:
        yield url


@pytest.fixture
def postgres_copy(postgres: Server, postgres_template: str) -> Iterator[str]:
    """The test's own PostgreSQL database, migrated; its schema may be changed."""
    with postgres.database(postgres_template) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    migrated(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The test's own SQLite file, migrated."""
    path = tmp_path / "rapport.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty, migrated database; the test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    found = str(request.getfixturevalue("postgres_url"))
    empty(found)
    return found


@pytest.fixture(params=BACKENDS)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a schema, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    server: Server = request.getfixturevalue("postgres")
    with server.database() as found:
        yield found


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """An open database without rows, on SQLite and on PostgreSQL."""
    opened = Database(url)
    yield opened
    await opened.close()
