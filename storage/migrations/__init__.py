"""Versions of the schema, the oldest first; `storage.migrating` runs them.

A new one is drafted from the difference between storage/tables.py and a migrated database, and read before it is kept:
`alembic.command.revision(storage.migrating.config_for(connection), "Remember …", autogenerate=True, rev_id="0002")`.
"""
