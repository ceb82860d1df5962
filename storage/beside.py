"""Indexes that came to tables with rows in them: on PostgreSQL they are built beside whoever writes there.

They are those that tables.py calls concurrent. Their migration leaves them to this file (see migrations/indexes.py), as
they are built outside of any transaction; one that is missing, or was left half built, is built by the next start.
"""

from sqlalchemy import Connection, Index, NullPool, create_engine, text
from sqlalchemy.schema import CreateIndex, DropIndex

from storage.tables import METADATA

_BUILT = text(
    "SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
    " WHERE indisvalid AND pg_table_is_visible(indexrelid)"
)


def missing(connection: Connection) -> tuple[Index, ...]:
    """Those that are not there, or not whole. SQLite has one writer: there they came with their migration."""
    if connection.dialect.name != "postgresql":
        return ()
    built = set(connection.execute(_BUILT).scalars())
    late = (index for table in METADATA.sorted_tables for index in table.indexes if _is_concurrent(index))
    return tuple(index for index in late if index.name not in built)


def build(connection: Connection) -> None:
    """Build what is missing on another connection. The transaction of `connection` must hold no table meanwhile.

    It waits for all transactions that are older, and nobody waits for it.
    """
    indexes = missing(connection)
    if not indexes:
        return
    engine = create_engine(connection.engine.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as beside:
        beside.execute(text("SET statement_timeout = 0"))
        for index in indexes:
            beside.execute(DropIndex(index, if_exists=True))
            beside.execute(CreateIndex(index))


def _is_concurrent(index: Index) -> bool:
    return bool(index.dialect_options["postgresql"]["concurrently"])
