"""Engines by URL: which driver, and how each database is told to keep what it was given. No queries here."""

import sqlite3
import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import QueuePool, StaticPool

from storage import held_back, json_text, traces
from storage.ready import told

BUSY_MS = 10_000
"""How long SQLite waits for another process that writes."""

CACHE_KB, MAPPED = 16_000, 256 << 20
"""Kilobytes of pages that SQLite keeps, and bytes of the file that it reads as memory: a search reads a lot."""

A_MOMENT = 0.02
"""Seconds until it is tried again where SQLite does not wait by itself."""

PATIENCE: Mapping[str, str] = {
    # seconds for a new connection; else a silent host would hold a thread for good
    "connect_timeout": "10",
    # a host that vanished without a word is noticed after 30 + 3 x 10 seconds of silence, not after the system's hours
    "keepalives": "1",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    # milliseconds until what was sent must have arrived: keepalives do not run while something is on its way
    "tcp_user_timeout": "30000",
    # A statement has milliseconds to do, and a turn does not pause. What takes longer waits for a lock, which a process
    # may hold that hangs or whose machine is gone: both are cut off, and the turn is taken again.
    "options": "-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s",
}
"""What libpq is told unless the URL says otherwise. A PgBouncer wants ignore_startup_parameters = options for it."""

_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


QUICK_JSON: dict[str, Any] = {"json_serializer": json_text.written, "json_deserializer": json_text.read}


def normalised(url: str) -> URL:
    """The URL with the driver that we use, whatever driver it named.

    Raises:
        ValueError: it is neither SQLite nor PostgreSQL.
    """
    parsed = make_url(url)
    name = parsed.drivername.partition("+")[0]
    if name not in _DRIVERS:
        raise ValueError(f"the database has to be sqlite:///… or postgresql://…, not {name}://…")
    return parsed.set(drivername=_DRIVERS[name])


def engine_for(url: URL, connections: int) -> Engine:
    """An engine that connects when it is first used. `connections` is the most that PostgreSQL gets from us."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    url = url.update_query_dict({name: value for name, value in PATIENCE.items() if name not in url.query})
    engine = create_engine(url, pool_size=connections, max_overflow=0, **QUICK_JSON)
    held_back.listen(engine, told)
    return engine


def _sqlite(url: URL) -> Engine:
    """One connection for good: SQLite has one writer anyway, and a memory database lives in its connection."""
    in_memory = url.database in {None, "", ":memory:"}
    engine = create_engine(
        url,
        connect_args={"check_same_thread": False},
        **QUICK_JSON,
        **({"poolclass": StaticPool} if in_memory else {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}),
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's pool entry
    connection.isolation_level = None  # the driver would begin by itself, and not before the first write
    traces.prevent(connection)
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    _write_ahead(connection)
    traces.empty_log(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    connection.execute(f"PRAGMA mmap_size = {MAPPED}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on. SQLite waits for nobody when it changes the journal, so the waiting is ours."""
    deadline = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(A_MOMENT)
        else:
            return


def _begin(connection: Connection) -> None:
    """Every transaction is a writer from its start: one that turns into a writer later can only fail."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
