from tests.databases import (
    bare_url,
    database,
    postgres,
    postgres_copy,
    postgres_template,
    postgres_url,
    sqlite_template,
    sqlite_url,
    url,
)

__all__ = [
    "bare_url",
    "database",
    "postgres",
    "postgres_copy",
    "postgres_template",
    "postgres_url",
    "sqlite_template",
    "sqlite_url",
    "url",
]
