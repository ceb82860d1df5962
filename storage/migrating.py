"""Bringing a database's schema up to date, step by step by Alembic. The steps lie in migrations/versions.

The rule of this file: other processes take turns meanwhile. A step is a short transaction that gives way when it would
have to wait for long; what is to be made up for each owner is no part of it (see VERSION in owners.py).
"""

import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text, update
from sqlalchemy.exc import DBAPIError

from storage.beside import build, missing
from storage.failures import TablesBusy, UnfitSchema, gave_way, is_clash
from storage.tables import OWNERS

MIGRATIONS = Path(__file__).parent / "migrations"

GIVE_WAY_MS = 2_000
"""How long a step waits for a table on PostgreSQL. All that begins on that table meanwhile has to wait behind it."""

A_MOMENT, LONGEST_TURN = 0.05, 5.0
"""Seconds between two tries to be the one who migrates, and all of them together."""

_LOCK = 0x52617070
"""The advisory lock under which one process at a time migrates on PostgreSQL ("Rapp")."""

_UNCOUNTED, _COUNTED = ("0001", "0002"), "0004"
"""Versions from which owners have to be made up for that 0004, which counts, could not tell from those of 0003."""


def step_up(connection: Connection, steps: Path = MIGRATIONS) -> bool:
    """Take one step within the transaction of `connection`, beside others who take turns; whether to come again.

    A database without a schema takes all steps at once. One that is ahead by one step is left alone.

    Raises:
        UnfitSchema: this code cannot work with the version that the database has.
        TablesBusy: somebody was in the way for long; nothing was changed.
    """
    known = revisions(steps)
    if _target(revision_of(connection), known) is None and not missing(connection):
        return False
    try:
        _take_turns_beside_others(connection)
        current = revision_of(connection)  # whoever had the turn before us may have taken the step
        target = _target(current, known)
        if target is not None:
            _upgrade(connection, target, config_for(connection, steps, beside=current is not None))
            return True
        build(connection)
    except DBAPIError as error:
        if not (gave_way(error) or is_clash(error)):
            raise
        raise TablesBusy("others hold for long what a step of the migration needs") from error
    return False


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Migrate up to `revision` at once, within the transaction of `connection`: where nobody else is at work."""
    _take_turns(connection)
    _upgrade(connection, revision, config_for(connection))


def downgrade(connection: Connection, revision: str) -> None:
    """Migrate down to `revision` within the transaction of `connection`."""
    _take_turns(connection)
    command.downgrade(config_for(connection), revision)


def objection(schema: str | None, wanted: str) -> str | None:
    """Why code that wants this version cannot work with a database that is at or past it; None when it can."""
    if schema is None or (schema.isdecimal() and int(schema) <= int(wanted) + 1):
        return None
    if schema.isdecimal():
        return (
            f"The database is at version {schema} of the schema; this program is made for {wanted} and works with one "
            "more. Start a newer version of it."
        )
    return (
        f"The database is at version {schema} of the schema, which this program does not know. "
        "Look whether DATABASE_URL names the right database."
    )


def revision_of(connection: Connection) -> str | None:
    """The version of the schema in this database; None when it has none."""
    return MigrationContext.configure(connection).get_current_revision()


def head_revision() -> str:
    """The version of the schema that this code is made for."""
    return revisions()[-1]


def revisions(steps: Path = MIGRATIONS) -> tuple[str, ...]:
    """All versions, the first one first. They are numbered without gaps: 0001, 0002, and so on."""
    return tuple(script.revision for script in ScriptDirectory(str(steps)).walk_revisions())[::-1]


def config_for(connection: Connection, steps: Path = MIGRATIONS, *, beside: bool = False) -> Config:
    """Alembic's configuration, in code; Alembic works on this connection, alone or beside others."""
    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    config.attributes |= {"connection": connection, "beside": beside}
    return config


def _target(current: str | None, known: tuple[str, ...]) -> str | None:
    """The version to step to; None when there is nothing to do."""
    if current is None:
        return known[-1]
    if current in _UNCOUNTED:
        return _COUNTED
    if current in known[:-1]:
        return known[known.index(current) + 1]
    if words := objection(current, known[-1]):
        raise UnfitSchema(words)
    return None


def _upgrade(connection: Connection, revision: str, config: Config) -> None:
    before = revision_of(connection)
    command.upgrade(config, revision)
    if before in _UNCOUNTED and (revision_of(connection) or "") >= _COUNTED:
        connection.execute(update(OWNERS).values(version=int(before)))


def _take_turns(connection: Connection) -> None:
    """SQLite's transaction is a writer's from its start; PostgreSQL gets a lock, and all the time that it takes."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _take_turns_beside_others(connection: Connection) -> None:
    """As above, but nobody waits for long. Asking and asking again holds no snapshot, which an index would wait for."""
    if connection.dialect.name != "postgresql":
        return
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
    connection.execute(text(f"SET LOCAL lock_timeout = {GIVE_WAY_MS}"))
    deadline = time.monotonic() + LONGEST_TURN
    while not connection.execute(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _LOCK}).scalar_one():
        if time.monotonic() > deadline:
            raise TablesBusy("another process is migrating")
        time.sleep(A_MOMENT)
