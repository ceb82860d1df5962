"""The chats as they stand: who is there, what was said, what time it is. Every change to a chat goes through here."""

from dataclasses import dataclass
from pathlib import Path

from bot.local_telegram.files import Files, StoredFile
from bot.local_telegram.inline_queries import InlineQueries
from bot.local_telegram.messages import Messages
from bot.local_telegram.notices import Notices
from bot.local_telegram.people import People, Person
from bot.local_telegram.store import Store
from bot.local_telegram.taps import Taps
from bot.local_telegram.timetable import Timetable
from bot.local_telegram.updates import Updates
from bot.local_telegram.wire import Json

USERNAME = "rapport_local_bot"


@dataclass(frozen=True, slots=True)
class World:
    """Everything the local Telegram knows, and the few ways in which it changes."""

    token: str
    timetable: Timetable
    store: Store
    people: People
    messages: Messages
    files: Files
    taps: Taps
    inline_queries: InlineQueries
    notices: Notices
    updates: Updates

    @classmethod
    def opened(cls, path: str | Path, timetable: Timetable, token: str) -> "World":
        """The world kept in a file, as it was left."""
        store = Store(path)
        return cls(
            token=token,
            timetable=timetable,
            store=store,
            people=People(store),
            messages=Messages(store),
            files=Files(store),
            taps=Taps(store),
            inline_queries=InlineQueries(store),
            notices=Notices(store),
            updates=Updates(store),
        )

    def now(self) -> int:
        """The present moment in Unix seconds."""
        return int(self.timetable.now().timestamp())

    def bot_user(self) -> Json:
        """The bot as a Bot API User."""
        return {
            "id": int(self.token.partition(":")[0]),
            "is_bot": True,
            "first_name": self.store.fact("name:") or "Rapport",
            "username": USERNAME,
        }

    def write_to(self, person: Person, content: Json, keyboard: Json | None = None, *, fixed: bool = False) -> Json:
        """A message from the bot to a person; shown on the page, with its keyboard."""
        inline = keyboard is not None and "inline_keyboard" in keyboard
        body = {"from": self.bot_user(), "chat": person.chat(), "date": self.now()} | content
        message = self.messages.add(
            person.id,
            body | ({"reply_markup": keyboard} if inline else {}),
            from_bot=True,
            fixed=fixed or (keyboard is not None and not inline),
        )
        self.notices.add(person.id, "message", {"message": message})
        if keyboard is not None and not inline:
            self.show_keyboard(person.id, None if "remove_keyboard" in keyboard else keyboard, message["message_id"])
        return message

    def hear(self, person: int, content: Json, reply_to: int | None = None) -> Json:
        """A message from a person to the bot, queued for it. Raises ValueError when the person blocked the bot."""
        speaker = self.people.get(person)
        if speaker.blocked:
            raise ValueError("You blocked the bot. Unblock it to write to it again.")
        with self.store.transaction():
            self.people.start(person)
            body = {"from": speaker.user(), "chat": speaker.chat(), "date": self.now()}
            message = self.messages.add(person, body | self.reply(person, reply_to) | content, from_bot=False)
            self.notices.add(person, "message", {"message": message})
            self.updates.add(person, self.now(), "message", message)
            if _is_used_up(speaker.keyboard, content):
                self.show_keyboard(person, None, None)
        return message

    def reply(self, chat_id: int, message_id: int | None) -> Json:
        """The field of a message that answers another one; empty when that one is not there."""
        found = self.messages.find(chat_id, message_id) if message_id else None
        if found is None:
            return {}
        return {"reply_to_message": {key: value for key, value in found.body.items() if key != "reply_to_message"}}

    def change(self, person: int, message: Json) -> None:
        """A message says something else from now on."""
        self.messages.replace(message)
        self.notices.add(person, "edited", {"message": message})

    def show_keyboard(self, person: int, keyboard: Json | None, message_id: int | None) -> None:
        """Another reply keyboard stands in the chat from now on, or none."""
        self.people.show_keyboard(person, keyboard, message_id)
        self.notices.add(person, "keyboard", {"keyboard": keyboard})

    def react(self, person: int, message_id: int, emoji: list[str], *, by_bot: bool) -> None:
        """One side reacts to a message."""
        self.messages.react(message_id, emoji, by_bot=by_bot)
        payload = {"message_id": message_id, "emoji": self.messages.all_reactions(message_id)}
        self.notices.add(person, "reaction", payload)

    def announce(self, kind: str, payload: Json) -> None:
        """Tell everybody's pages."""
        for person in self.people.everybody():
            self.notices.add(person, kind, payload)


def document(stored: StoredFile) -> Json:
    """A file as a Bot API Document."""
    return file_of(stored) | {"file_name": stored.file.name, "mime_type": stored.file.mime}


def file_of(stored: StoredFile) -> Json:
    """The names and the size that every kind of file has."""
    return {"file_id": stored.file_id, "file_unique_id": stored.unique_id, "file_size": stored.size}


def _is_used_up(keyboard: Json | None, content: Json) -> bool:
    """A forced reply is over with any message, a one-time keyboard once a button of it was used."""
    if keyboard is None:
        return False
    if "force_reply" in keyboard:
        return True
    labels = [button["text"] for row in keyboard["keyboard"] for button in row]
    asked = {"contact", "location", "users_shared"} & content.keys()
    return bool(keyboard.get("one_time_keyboard")) and (content.get("text") in labels or bool(asked))
