"""The taps on inline buttons that wait for the bot's answer. A tap is answered once, and soon, or never."""

from bot.local_telegram.refusals import TOO_OLD, bad_request
from bot.local_telegram.store import Store

SECONDS_TO_ANSWER = 15


class Taps:
    """All taps there were; a callback query's id names the person and the tap."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, person: int, moment: int) -> str:
        """Note a tap at a moment (Unix seconds); the callback query's id."""
        cursor = self._store.connection.execute("INSERT INTO taps (person, made_at) VALUES (?, ?)", (person, moment))
        return str((person << 32) + (cursor.lastrowid or 0))

    def answer(self, query_id: str, moment: int, toast: str) -> int:
        """Take the bot's answer; whose tap it was. Refused when there is no such tap, or no more."""
        number = int(query_id) & 0xFFFFFFFF if query_id.isdecimal() else 0
        row = self._store.connection.execute(
            "UPDATE taps SET answered = 1, toast = ? WHERE number = ? AND person = ? AND answered = 0 "
            "AND made_at >= ? RETURNING person",
            (toast, number, int(query_id) >> 32 if number else 0, moment - SECONDS_TO_ANSWER),
        ).fetchone()
        if row is None:
            raise bad_request(TOO_OLD)
        return int(row["person"])

    def toasts(self, person: int) -> list[str]:
        """What the bot answered to this person's taps, oldest first, without the silent answers."""
        rows = self._store.connection.execute(
            "SELECT toast FROM taps WHERE person = ? AND toast != '' ORDER BY number", (person,)
        )
        return [row["toast"] for row in rows]
