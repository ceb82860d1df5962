"""The files in the chats, by the names the Bot API gives them. It does not look inside them."""

from dataclasses import dataclass

from bot.local_telegram.store import Store
from bot.local_telegram.wire import UploadedFile

PREFIX = "LOCAL"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file with its names: `file_id` for the bot, `path` for downloading."""

    number: int
    folder: str
    file: UploadedFile

    @property
    def file_id(self) -> str:
        """By which the bot sends it again or asks for it."""
        return f"{PREFIX}{self.number:012d}"

    @property
    def unique_id(self) -> str:
        """The same for the same file, whatever the bot."""
        return f"U{self.number:07d}"

    @property
    def path(self) -> str:
        """Below /file/bot<TOKEN>/."""
        ending = self.file.name.rpartition(".")[2] if "." in self.file.name else "bin"
        safe = "".join(character for character in ending if character.isalnum())[:10]
        return f"{self.folder}/file_{self.number}.{safe or 'bin'}"

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.file.content)


class Files:
    """All files there are."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, folder: str, file: UploadedFile) -> StoredFile:
        """Keep a file; the folder is the kind, as Telegram names it (documents, photos, voice)."""
        cursor = self._store.connection.execute(
            "INSERT INTO files (folder, name, mime, content) VALUES (?, ?, ?, ?)",
            (folder, file.name, file.mime, file.content),
        )
        return StoredFile(cursor.lastrowid or 0, folder, file)

    def find(self, file_id: str) -> StoredFile | None:
        """The file with this id, if there is one."""
        number = file_id.removeprefix(PREFIX)
        if not file_id.startswith(PREFIX) or not number.isdecimal():
            return None
        row = self._store.connection.execute("SELECT * FROM files WHERE number = ?", (int(number),)).fetchone()
        if row is None:
            return None
        return StoredFile(row["number"], row["folder"], UploadedFile(row["name"], row["mime"], row["content"]))

    def at(self, path: str) -> StoredFile | None:
        """The file at a download path, if there is one."""
        number = path.rpartition("file_")[2].partition(".")[0]
        found = self.find(f"{PREFIX}{number}") if number.isdecimal() else None
        return found if found and found.path == path else None
