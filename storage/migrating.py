"""Bringing a database's schema up to date, by Alembic in our own transaction. The steps lie in migrations/versions."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

MIGRATIONS = Path(__file__).parent / "migrations"

_LOCK = 0x52617070
"""The advisory lock under which one process at a time migrates on PostgreSQL ("Rapp")."""


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Migrate up to `revision` within the transaction of `connection`.

    Processes that start together take turns: SQLite's transaction is a writer's from its start, PostgreSQL gets a lock,
    and all the time that it takes.
    """
    _take_turns(connection)
    command.upgrade(config_for(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Migrate down to `revision` within the transaction of `connection`."""
    _take_turns(connection)
    command.downgrade(config_for(connection), revision)


def revision_of(connection: Connection) -> str | None:
    """The version of the schema in this database; None when it has none."""
    return MigrationContext.configure(connection).get_current_revision()


def head_revision() -> str | None:
    """The version of the schema that this code needs."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def revisions() -> tuple[str, ...]:
    """All versions, the first one first."""
    return tuple(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())[::-1]


def config_for(connection: Connection) -> Config:
    """Alembic's configuration, in code; Alembic works on this connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _take_turns(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
