"""The owner's own row: settings and counters. It is locked for a whole turn: an owner has one turn at a time."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from secrets import randbits
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from conversations.facts import Key, OwnerId, Settings
from storage.at_hand import ROW, taken
from storage.ready import Ready
from storage.sealed import is_due, opened
from storage.statements import insert_into
from storage.tables import OWNERS

VERSION = 3
"""The last version of the schema after which something had to be made up for each owner; a new owner owes nothing."""

_SETTINGS = tuple(field.name for field in fields(Settings))

_BUT_THE_NAME = tuple(column for column in OWNERS.c if column is not OWNERS.c.first_name)
_LOCK = Ready(select(*ROW).where(OWNERS.c.owner == bindparam("of")).with_for_update())
_READ = select(*_BUT_THE_NAME).where(OWNERS.c.owner.in_(bindparam("owners", expanding=True)))
_CHANGE = Ready(update(OWNERS).where(OWNERS.c.owner == bindparam("of")))
_NEVER_WAS = Ready(delete(OWNERS).where(OWNERS.c.owner == bindparam("of")))


def settings_of(connection: Connection, owners: Collection[OwnerId]) -> dict[OwnerId, Settings]:
    """How these owners want to be treated, whatever their names are; read without locking their rows."""
    rows = connection.execute(_READ, {"owners": owners}).mappings() if owners else ()
    return {OwnerId(row["owner"]): Settings(**{name: row[name] for name in _SETTINGS if name in row}) for row in rows}


class OwnerRow:
    """What is kept about the owner themselves. Changes are written by `settle`, once a turn."""

    def __init__(self, connection: Connection, owner: OwnerId) -> None:
        """Lock the owner's row until the transaction ends; create it when there is none yet."""
        self._connection = connection
        self._owner = owner
        self._changes: dict[str, object] = {}
        at_hand = taken(connection, owner)
        row, self.is_new = (at_hand.row, False) if at_hand else _locked(connection, owner)
        self.waiting = at_hand.waiting if at_hand else None
        """In which lanes letters to the owner wait to be delivered; None when nobody looked since something changed."""

        self.heard = at_hand.heard if at_hand else {}
        """An update that was heard when the row was locked, and whether it was new."""

        self._next_key: int = row["next_key"]
        self._next_letter: int = row["next_letter"]
        self.changes: int = row["changes"]
        self._is_news = False
        self._version: int = row["version"]
        self.is_bare: bool = row["last_seen"] is None
        """Nobody was heard yet: they are new, or erased everything and are not told yet."""

        name = opened(connection, owner, OWNERS.c.first_name, row["first_name"])
        self.settings = Settings(**{name: row[name] for name in _SETTINGS} | {"first_name": name})
        self._is_unsealed = is_due(connection, owner, row["first_name"])

    def change(self, settings: Settings) -> None:
        """These are the settings from now on."""
        self.settings = settings
        self._changes |= asdict(settings)

    def next_key(self, prefix: str) -> Key:
        """A key that this owner never had."""
        key = Key(f"{prefix}{self._next_key}")
        self._next_key += 1
        self._changes["next_key"] = self._next_key
        return key

    @property
    def key_to_come(self) -> int:
        """The number that the next key will have."""
        return self._next_key

    def give_no_key_below(self, number: int) -> None:
        """Keys with smaller numbers are taken from now on: they were brought along."""
        if number > self._next_key:
            self._next_key = self._changes["next_key"] = number

    def begin_keys_at(self, number: int) -> None:
        """The keys of somebody new begin here."""
        self._next_key = self._changes["next_key"] = max(1, number)

    def begin_anew(self) -> None:
        """The row is that of somebody of whom nothing is known. Letters go on being counted: old ones may be under way.

        Until they are heard again it stays `is_bare`.
        """
        self.settings, self.waiting = Settings(), None
        self._next_key, self._version = 1, VERSION
        nothing = {"last_seen": None, "told_at": None, "next_key": 1, "version": VERSION}
        self._changes = asdict(self.settings) | nothing | {"next_letter": self._next_letter}

    def next_letter(self) -> int:
        """The number of the next letter; letters go out in the order of their numbers."""
        number = self._next_letter
        self._next_letter += 1
        self._changes["next_letter"] = self._next_letter
        return number

    def seen(self, now: datetime) -> None:
        """The owner wrote or tapped at this moment (UTC)."""
        self._changes["last_seen"] = now

    @property
    def is_behind(self) -> bool:
        """Whether an older version wrote what is kept here, and nobody made up for that yet."""
        return self._version < VERSION

    def made_up_for(self) -> None:
        """All that is kept is as this version would have written it."""
        self._version = self._changes["version"] = VERSION

    def has_news(self) -> None:
        """Something of what is the owner's was changed: what was read of it before, anywhere, is not true any more.

        It was written as this version does: a later one that runs beside it will have to make up for that.
        """
        self._is_news = True
        if self._version > VERSION:
            self.made_up_for()

    def settle(self) -> int:
        """Write what changed, and count it; the count that stands there now.

        A turn in which nothing was written leaves no row of somebody new.
        """
        if self.is_new and not (self._changes or self._is_news):
            _NEVER_WAS.change(self._connection, {"of": self._owner})
        if self._changes or self._is_news:
            self.changes += 1
            if self._is_unsealed:  # a process without the key must not take words for ours that are sealed now
                self._changes["first_name"] = self.settings.first_name
            _CHANGE.change(self._connection, self._changes | {"changes": self.changes, "of": self._owner})
            self._changes, self._is_news = {}, False
        return self.changes


def _locked(connection: Connection, owner: OwnerId) -> tuple[Mapping[str, Any], bool]:
    """The row, and whether it was not there before."""
    is_new = False
    while not (rows := _LOCK.rows(connection, {"of": owner})):
        is_new = _create(connection, owner)
    return rows[0], is_new


def _create(connection: Connection, owner: OwnerId) -> bool:
    """Two first updates of one person may come at once: whoever is second finds the row of the first. True: it is ours.

    The count of changes begins anywhere: somebody who erased everything and comes back must not meet what a process
    still remembers under a count that they had before.
    """
    counters = {"next_key": 1, "next_letter": 1, "version": VERSION, "changes": randbits(48)}
    first = {"owner": owner, **counters, **asdict(Settings())}
    row = insert_into(connection.dialect.name, OWNERS).on_conflict_do_nothing().returning(OWNERS.c.owner)
    return connection.execute(row, first).first() is not None
