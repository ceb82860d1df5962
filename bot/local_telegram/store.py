"""The one SQLite file of the local Telegram: opens it, makes its tables, keeps small facts. It knows no rules."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FIRST_UPDATE = 730_100_001  # real update ids are large too; code that trusts small ones should meet it here

SCHEMA = """
CREATE TABLE IF NOT EXISTS people (
    id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, username TEXT, language_code TEXT NOT NULL,
    started INTEGER NOT NULL DEFAULT 0, blocked INTEGER NOT NULL DEFAULT 0,
    keyboard TEXT, keyboard_from INTEGER, pinned INTEGER, version INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS messages (
    message_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL REFERENCES people(id),
    from_bot INTEGER NOT NULL, fixed INTEGER NOT NULL, body TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS messages_of_chat ON messages (chat_id, message_id);
CREATE TABLE IF NOT EXISTS updates (
    update_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, made_at INTEGER NOT NULL, body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS files (
    number INTEGER PRIMARY KEY AUTOINCREMENT, folder TEXT NOT NULL, name TEXT NOT NULL, mime TEXT NOT NULL,
    content BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS taps (
    number INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, made_at INTEGER NOT NULL,
    answered INTEGER NOT NULL DEFAULT 0, toast TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS inline_queries (
    number INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, text TEXT NOT NULL, page TEXT NOT NULL,
    made_at INTEGER NOT NULL, answer TEXT, kept_until INTEGER NOT NULL DEFAULT 0, personal INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS inline_queries_of_text ON inline_queries (text, page);
CREATE TABLE IF NOT EXISTS reactions (
    message_id INTEGER NOT NULL, by_bot INTEGER NOT NULL, emoji TEXT NOT NULL, PRIMARY KEY (message_id, by_bot)
);
CREATE TABLE IF NOT EXISTS notices (
    person INTEGER NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (person, version)
);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Store:
    """An open file. One event loop uses it; what belongs together is written in one `transaction`."""

    def __init__(self, path: str | Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = NORMAL")
        self.connection.execute("PRAGMA busy_timeout = 5000")
        self.connection.executescript(SCHEMA)
        self.connection.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT 'updates', ? WHERE NOT EXISTS "
            "(SELECT 1 FROM sqlite_sequence WHERE name = 'updates')",
            (FIRST_UPDATE - 1,),
        )

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or none of it; inside another transaction it is a part of that one."""
        if self.connection.in_transaction:
            yield self.connection
            return
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def fact(self, name: str, default: object = None) -> object:
        """A small fact kept under a name."""
        row = self.connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        if row is None:
            return default
        value: object = json.loads(row["value"])
        return value

    def keep_fact(self, name: str, value: object) -> None:
        """Keep a small fact; None forgets it."""
        if value is None:
            self.connection.execute("DELETE FROM facts WHERE name = ?", (name,))
            return
        self.connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, json.dumps(value)))

    def close(self) -> None:
        """Close the file; what was written stays."""
        self.connection.close()
