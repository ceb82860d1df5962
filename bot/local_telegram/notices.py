"""What the page is told while it is open: one numbered notice after the other, for each person. Not for the bot."""

import json

from bot.local_telegram.bell import Bell
from bot.local_telegram.store import Store
from bot.local_telegram.wire import Json

KEPT = 500  # a page that was away for longer loads the whole state again


class Notices:
    """The notices of all people; a person's numbers have no gaps, so that a page sees what it missed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.bell = Bell()

    def add(self, person: int, kind: str, payload: Json) -> None:
        """Tell this person's pages."""
        connection = self._store.connection
        row = connection.execute(
            "UPDATE people SET version = version + 1 WHERE id = ? RETURNING version", (person,)
        ).fetchone()
        if row is None:
            return
        version = int(row["version"])
        body = json.dumps({"version": version, "kind": kind} | payload)
        connection.execute("INSERT INTO notices VALUES (?, ?, ?)", (person, version, body))
        connection.execute("DELETE FROM notices WHERE person = ? AND version <= ?", (person, version - KEPT))
        self.bell.ring()

    def since(self, person: int, version: int) -> list[tuple[int, str]]:
        """The notices after a version, each with its version and its JSON."""
        rows = self._store.connection.execute(
            "SELECT version, body FROM notices WHERE person = ? AND version > ? ORDER BY version", (person, version)
        )
        return [(row["version"], row["body"]) for row in rows]
