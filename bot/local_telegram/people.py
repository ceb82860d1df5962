"""Who is in the chats: made-up people, each with a private chat with the bot. Nobody real."""

import json
from dataclasses import dataclass

from bot.local_telegram.store import Store
from bot.local_telegram.wire import Json

FIRST_ID = 1000
NAMES = ("You", "Ana", "Ben", "Chidi", "Dilek", "Emil", "Farah", "Goran", "Hana", "Ivo", "Jun", "Kofi", "Lena")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a chat; user id and chat id are the same number, as in Telegram."""

    id: int
    first_name: str
    username: str | None
    language_code: str
    started: bool
    blocked: bool
    keyboard: Json | None
    keyboard_from: int | None
    pinned: int | None
    version: int

    def user(self) -> Json:
        """As a Bot API User."""
        name: Json = {"username": self.username} if self.username else {}
        user = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        return user | name | {"language_code": self.language_code}

    def chat(self) -> Json:
        """As a Bot API Chat."""
        name: Json = {"username": self.username} if self.username else {}
        return {"id": self.id, "first_name": self.first_name} | name | {"type": "private"}


class People:
    """Everybody known here. Whoever is asked for is made up on the spot."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, person: int) -> Person | None:
        """The person with this user id, if there is one."""
        row = self._store.connection.execute("SELECT * FROM people WHERE id = ?", (person,)).fetchone()
        if row is None:
            return None
        return Person(
            id=row["id"],
            first_name=row["first_name"],
            username=row["username"],
            language_code=row["language_code"],
            started=bool(row["started"]),
            blocked=bool(row["blocked"]),
            keyboard=json.loads(row["keyboard"]) if row["keyboard"] else None,
            keyboard_from=row["keyboard_from"],
            pinned=row["pinned"],
            version=row["version"],
        )

    def get(self, person: int) -> Person:
        """The person with this user id, made up when new."""
        if found := self.known(person):
            return found
        if person <= 0:
            raise ValueError("A person's number is 1 or more.")
        name = NAMES[(person - FIRST_ID - 1) % len(NAMES)]
        self._store.connection.execute(
            "INSERT INTO people (id, first_name, username, language_code) VALUES (?, ?, ?, 'en')",
            (person, name, f"{name.lower()}_{person}"),
        )
        return self.get(person)

    def everybody(self) -> list[int]:
        """All user ids."""
        return [row["id"] for row in self._store.connection.execute("SELECT id FROM people ORDER BY id")]

    def introduce(self, person: int, first_name: str, username: str | None, language_code: str) -> None:
        """Change what a person is called and which language their app speaks."""
        self.get(person)
        self._store.connection.execute(
            "UPDATE people SET first_name = ?, username = ?, language_code = ? WHERE id = ?",
            (first_name, username, language_code, person),
        )

    def start(self, person: int) -> None:
        """From now on the bot may write to this person."""
        self._store.connection.execute("UPDATE people SET started = 1 WHERE id = ?", (person,))

    def set_blocked(self, person: int, *, blocked: bool) -> None:
        """Whether this person has blocked the bot."""
        self._store.connection.execute("UPDATE people SET blocked = ? WHERE id = ?", (blocked, person))

    def show_keyboard(self, person: int, keyboard: Json | None, message_id: int | None) -> None:
        """The reply keyboard that stands in this chat now, None for none."""
        self._store.connection.execute(
            "UPDATE people SET keyboard = ?, keyboard_from = ? WHERE id = ?",
            (json.dumps(keyboard) if keyboard else None, message_id, person),
        )

    def pin(self, person: int, message_id: int | None) -> None:
        """The message pinned in this chat, None for none."""
        self._store.connection.execute("UPDATE people SET pinned = ? WHERE id = ?", (message_id, person))
