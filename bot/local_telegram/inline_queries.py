"""What people typed after the bot's @name, and what the bot answered. What an answer may be is decided elsewhere."""

import json
from dataclasses import dataclass

from bot.local_telegram.store import Store
from bot.local_telegram.wire import Json

SECONDS_TO_ANSWER = 15


@dataclass(frozen=True, slots=True)
class InlineQuery:
    """A query with its answer, None while there is none."""

    id: str
    person: int
    text: str
    offset: str
    answer: Json | None


class InlineQueries:
    """All queries there were; an id names the person and the query."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, person: int, text: str, offset: str, moment: int) -> InlineQuery:
        """Note a query made at a moment (Unix seconds); it is answered at once where an answer is kept for it."""
        kept = self._kept_answer(person, text, offset, moment)
        cursor = self._store.connection.execute(
            "INSERT INTO inline_queries (person, text, page, made_at, answer) VALUES (?, ?, ?, ?, ?)",
            (person, text, offset, moment, kept),
        )
        query_id = str((person << 32) + (cursor.lastrowid or 0))
        return InlineQuery(query_id, person, text, offset, json.loads(kept) if kept else None)

    def _kept_answer(self, person: int, text: str, offset: str, moment: int) -> str | None:
        """Telegram asks the bot only once within cache_time: once a person when the answer was personal."""
        row = self._store.connection.execute(
            "SELECT answer FROM inline_queries WHERE text = ? AND page = ? AND kept_until > ? "
            "AND (person = ? OR NOT personal) ORDER BY number DESC",
            (text, offset, moment, person),
        ).fetchone()
        return None if row is None else str(row["answer"])

    def answer(self, query_id: str, moment: int, answer: Json) -> InlineQuery | None:
        """Take the bot's answer, once and in time; the query, None when there is none that waits."""
        row = self._store.connection.execute(
            "UPDATE inline_queries SET answer = ?, kept_until = ?, personal = ? "
            "WHERE number = ? AND person = ? AND answer IS NULL AND made_at >= ? RETURNING number",
            (
                json.dumps(answer),
                moment + answer["cache_time"],
                answer["is_personal"],
                *_number_and_person(query_id),
                moment - SECONDS_TO_ANSWER,
            ),
        ).fetchone()
        return None if row is None else self.find(query_id)

    def find(self, query_id: str) -> InlineQuery | None:
        """The query with this id, if there is one."""
        row = self._store.connection.execute(
            "SELECT * FROM inline_queries WHERE number = ? AND person = ?", _number_and_person(query_id)
        ).fetchone()
        if row is None:
            return None
        answer = json.loads(row["answer"]) if row["answer"] else None
        return InlineQuery(query_id, row["person"], row["text"], row["page"], answer)


def _number_and_person(query_id: str) -> tuple[int, int]:
    number = int(query_id) if query_id.isdecimal() and len(query_id) < len(str(1 << 63)) else 0
    return number & 0xFFFFFFFF, number >> 32
