"""The messages of all chats, as the Bot API writes them. What may be sent or edited is decided elsewhere."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from bot.local_telegram.store import Store
from bot.local_telegram.wire import Json


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message and two things its body does not say; `fixed` when Telegram lets nobody edit it any more."""

    body: Json
    from_bot: bool
    fixed: bool

    @property
    def id(self) -> int:
        """Its message_id, unique in all private chats of one bot."""
        return int(self.body["message_id"])


class Messages:
    """All messages there are. A deleted one leaves no trace, and its number is not given again."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, chat_id: int, body: Json, *, from_bot: bool, fixed: bool = False) -> Json:
        """Write a message down under the next number."""
        connection = self._store.connection
        cursor = connection.execute(
            "INSERT INTO messages (chat_id, from_bot, fixed, body) VALUES (?, ?, ?, '{}')", (chat_id, from_bot, fixed)
        )
        message = {"message_id": cursor.lastrowid} | body
        self.replace(message)
        return message

    def replace(self, message: Json) -> None:
        """Write down what a message says now."""
        self._store.connection.execute(
            "UPDATE messages SET body = ? WHERE message_id = ?", (json.dumps(message), message["message_id"])
        )

    def remove(self, message_id: int) -> None:
        """Delete a message and the reactions to it."""
        self._store.connection.execute("DELETE FROM messages WHERE message_id = ?", (message_id,))
        self._store.connection.execute("DELETE FROM reactions WHERE message_id = ?", (message_id,))

    def find(self, chat_id: int, message_id: int) -> StoredMessage | None:
        """One message of a chat, if it is there."""
        row = self._store.connection.execute(
            "SELECT * FROM messages WHERE chat_id = ? AND message_id = ?", (chat_id, message_id)
        ).fetchone()
        return _stored(row) if row else None

    def newest(self, chat_id: int, most: int) -> list[StoredMessage]:
        """The newest messages of a chat, oldest first."""
        rows = self._store.connection.execute(
            "SELECT * FROM messages WHERE chat_id = ? ORDER BY message_id DESC LIMIT ?", (chat_id, most)
        ).fetchall()
        return [_stored(row) for row in reversed(rows)]

    def react(self, message_id: int, emoji: Sequence[str], *, by_bot: bool) -> None:
        """Who reacts how from now on; no emoji takes the reaction back."""
        self._store.connection.execute(
            "DELETE FROM reactions WHERE message_id = ? AND by_bot = ?", (message_id, by_bot)
        )
        if emoji:
            self._store.connection.execute(
                "INSERT INTO reactions VALUES (?, ?, ?)", (message_id, by_bot, json.dumps(list(emoji)))
            )

    def reactions(self, message_id: int, *, by_bot: bool) -> list[str]:
        """The reactions of one side to a message."""
        row = self._store.connection.execute(
            "SELECT emoji FROM reactions WHERE message_id = ? AND by_bot = ?", (message_id, by_bot)
        ).fetchone()
        return list(json.loads(row["emoji"])) if row else []

    def all_reactions(self, message_id: int) -> list[str]:
        """The reactions of both sides to a message, the person's first."""
        return self.reactions(message_id, by_bot=False) + self.reactions(message_id, by_bot=True)


def _stored(row: sqlite3.Row) -> StoredMessage:
    return StoredMessage(json.loads(row["body"]), bool(row["from_bot"]), bool(row["fixed"]))
