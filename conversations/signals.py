"""All that can happen to the coach: what a person does, as values. Nothing here decides what follows."""

from dataclasses import dataclass

from conversations.address import Address


@dataclass(frozen=True, slots=True)
class Said:
    """Text was written, as `message`. `forwarded_from` names the first author of a forwarded text."""

    text: str
    message: int
    forwarded_from: str | None = None


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


@dataclass(frozen=True, slots=True)
class Card:
    """A contact as Telegram knows it: shared from the address book or picked from one's chats."""

    name: str
    handle: str | None = None
    phone: str | None = None
    telegram_id: int | None = None


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
class Left:
    """The person blocked the bot."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """The person un-blocked the bot."""


Signal = Said | Commanded | Tapped | Shared | Located | Invited | Edited | Puzzling | Left | CameBack
