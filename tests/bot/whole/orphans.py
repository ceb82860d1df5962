"""What must refer to something that is there, and the words kept of somebody. It reads the file beside the bot."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any, TypeAlias

from conversations.nudge_table import PASSING_ON
from conversations.scripts.catalogue import ScriptName
from tests.bot.whole.phone import Exchange

Table: TypeAlias = list[dict[str, Any]]

THINGS = ("events", "people", "promises", "introductions", "takeaways")
REFERENCES = (
    ("people", "event", ("events",)),
    ("notes", "person", ("people",)),
    ("captures", "person", ("people",)),
    ("contacts", "person", ("people",)),
    ("promises", "person", ("people",)),
    ("introductions", "person", ("people",)),
    ("introductions", "other_key", ("people",)),
    ("aparts", "one", ("people",)),
    ("aparts", "other", ("people",)),
    ("plans", "event", ("events",)),
    ("takeaways", "event", ("events",)),
    ("takeaways", "person", ("people",)),
    ("nudges", "subject", THINGS),
    ("mentions", "key", THINGS),
    ("answers", "dialogue", ("dialogues",)),
    ("dialogues", "subject", (*THINGS, "notes")),
)
"""A column that holds a key, and the tables in one of which something has it."""

WORDED: Mapping[str, tuple[str, ...]] = {
    "people": ("name", "who", "said", "met_how", "handle", "phone", "email", "touch_how"),
    "notes": ("words", "file"),
    "captures": ("words",),
    "promises": ("words",),
    "introductions": ("other",),
    "contacts": ("words",),
    "takeaways": ("words",),
}


def orphans(exchange: Exchange, person: int) -> list[str]:
    """The rows that refer to what is not there.

    A dialogue that is over may speak of what is gone; so may one that puts off a nudge, as nudges are planned anew.
    """
    tables = read(exchange, person)
    keys = {name: {row["key"] for row in tables[name]} for name in (*THINGS, "notes", "dialogues")}
    return [
        f"{table}: {row}"
        for table, column, targets in REFERENCES
        for row in tables[table]
        if table != "dialogues" or not (row["state"] == "ended" or row["script"] == ScriptName.SNOOZE)
        if row[column] not in (None, PASSING_ON) and not any(row[column] in keys[target] for target in targets)
    ]


def words_about(tables: Mapping[str, Table], key: str) -> set[str]:
    """Every word that is kept of somebody."""
    return {word for text in _texts(tables, key) for word in re.findall(r"\w+", text.casefold())}


def _texts(tables: Mapping[str, Table], key: str) -> Iterator[str]:
    for table, columns in WORDED.items():
        whose = ("key",) if table == "people" else ("person", "other_key")
        for row in tables[table]:
            if key in [row.get(column) for column in whose]:
                yield from (str(row[column]) for column in columns if row[column])


def read(exchange: Exchange, person: int) -> dict[str, Table]:
    """All rows of a person by the names of their columns."""
    tables = {*(table for table, _, _ in REFERENCES), *THINGS, "notes"}
    with closing(sqlite3.connect(exchange.file)) as connection:
        connection.row_factory = sqlite3.Row
        # No name comes from outside; placeholders cannot stand for tables.
        query = "SELECT * FROM {} WHERE owner = ? ORDER BY 1, 2"
        rows = {table: connection.execute(query.format(table), (person,)).fetchall() for table in sorted(tables)}
    return {table: [dict(row) for row in theirs] for table, theirs in rows.items()}
