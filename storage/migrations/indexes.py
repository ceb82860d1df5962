"""How a migration says that a table with rows in it gets an index."""

from alembic import op


def create_index_beside(name: str, table: str, columns: list[str]) -> None:
    """An index of a table that was there before; in tables.py it bears `postgresql_concurrently=True`.

    Built within a migration it would stop all who write there. Where others are at work on PostgreSQL,
    storage/beside.py builds it after the migration is committed.
    """
    context = op.get_context()
    if context.dialect.name == "sqlite" or not context.opts.get("beside"):
        op.create_index(name, table, columns, postgresql_concurrently=context.as_sql)
