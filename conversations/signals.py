"""All that can happen to the coach: what a person does, as values. Nothing here decides what follows."""

from dataclasses import dataclass
from datetime import datetime

from conversations.address import Address
from conversations.facts import NoteKind


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody as Telegram or their vCard knows them: shared, picked from one's chats, or the author of a message."""

    name: str
    handle: str | None = None
    phone: str | None = None
    telegram_id: int | None = None
    email: str | None = None
    work: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Text was written, as `message`. `by` is who wrote a forwarded text first, `by_at` (UTC) is when."""

    text: str
    message: int
    by: Card | None = None
    by_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """A recording or a picture was sent; `file` is Telegram's file_id, `text` the words below it."""

    kind: NoteKind
    file: str
    text: str
    message: int
    by: Card | None = None


@dataclass(frozen=True, slots=True)
class Commanded:
    """A slash command, without slash and bot name; the rest of the line is `argument`."""

    name: str
    argument: str
    message: int


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button was pressed. `to` is None when the button is older than what we still understand."""

    to: Address | None
    tap: str  # the callback query's id, answered exactly once
    message: int | None  # the message that carries the button; None when Telegram no longer tells
    file: str | None = None  # Telegram's file_id of the file to which that message is a reply
    file_message: int | None = None  # the message with that file


@dataclass(frozen=True, slots=True)
class Shared:
    """Contacts were shared or picked."""

    cards: tuple[Card, ...]
    message: int


@dataclass(frozen=True, slots=True)
class Located:
    """A location was shared; only the time zone it lies in is kept. None when no zone is known there."""

    zone: str | None
    message: int


@dataclass(frozen=True, slots=True)
class Invited:
    """A calendar file was sent and could be fetched."""

    calendar: bytes
    message: int


@dataclass(frozen=True, slots=True)
class Brought:
    """A file was sent that may hold people or an account; `file` is Telegram's file_id. Nobody looked into it yet."""

    file: str
    message: int


@dataclass(frozen=True, slots=True)
class Edited:
    """An earlier message was edited into `text`."""

    text: str
    message: int


@dataclass(frozen=True, slots=True)
class Puzzling:
    """Something arrived that cannot be used here; `what` names it in plain words ("a sticker")."""

    what: str
    message: int


@dataclass(frozen=True, slots=True)
class Unusable:
    """A file was sent that holds nothing we can use; `why` is for the person."""

    why: str
    message: int


@dataclass(frozen=True, slots=True)
class Tried:
    """A draft was picked in inline mode in our own chat, to see what it does."""

    message: int


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked the bot."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """The person un-blocked the bot."""


Signal = (
    Said
    | Filed
    | Commanded
    | Tapped
    | Shared
    | Located
    | Invited
    | Brought
    | Edited
    | Puzzling
    | Unusable
    | Tried
    | Left
    | CameBack
)
