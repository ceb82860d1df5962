"""Alembic's entry: runs versions on the connection, and in the transaction, that storage.migrating hands over."""

from alembic import context

from storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    compare_type=True,
    beside=context.config.attributes["beside"],
)
with context.begin_transaction():
    context.run_migrations()
