"""Column types whose words are sealed on the way into the database and opened on the way out. They know no table.

An engine with a keyring has a vault, which hangs on its dialect, because that is all a type gets to see. In the vault
lies the seal of the owner whose turn it is: who reads or writes sealed columns says for whom, once for a transaction
(`belongs_to`). Without a keyring there is no vault, and nothing here is in anybody's way.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, Column, Connection, Dialect, Table, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from conversations.facts import OwnerId
from storage import json_text
from storage.keyring import Keyring, Seal, is_sealed, refused_if_sealed

Processor = Callable[[Any], Any] | None

_ATTRIBUTE: Final = "rapport_vault"


_WHOSE: Final[ContextVar[OwnerId | None]] = ContextVar("whose words", default=None)
"""Whose turn it is in this task or thread: turns that wait for PostgreSQL alternate within one thread."""


class Vault:
    """The seal of the owner whose turn it is."""

    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring

    def belongs_to(self, owner: OwnerId | None) -> None:
        """From now on, in this task or thread, sealed columns are those of this owner; None: of nobody."""
        _WHOSE.set(owner)

    @property
    def seal(self) -> Seal:
        """The seal of the owner.

        Raises:
            LookupError: nobody said whose words these are. That is a defect.
        """
        owner = _WHOSE.get()
        if owner is None:
            raise LookupError("whose words are these? They are read and written for one owner at a time")
        return self.keyring.of(owner)


def give_vault(dialect: Dialect, keyring: Keyring | None) -> None:
    """What goes through this dialect from now on is sealed with these keys; meant for a new engine."""
    setattr(dialect, _ATTRIBUTE, None if keyring is None else Vault(keyring))


def vault_of(dialect: Dialect) -> Vault | None:
    """The vault of an engine's dialect; None when nothing is sealed there."""
    vault: Vault | None = getattr(dialect, _ATTRIBUTE, None)
    return vault


def opened(connection: Connection, owner: OwnerId, column: Column[Any], lies: str) -> str:
    """The words of an owner that lie in this column, which was read as it is (`as_it_lies`).

    Raises:
        KeyMissing: they are sealed, and this process has not the key.
    """
    vault = vault_of(connection.dialect)
    if vault is None:
        return refused_if_sealed(lies)
    return vault.keyring.of(owner).opened(place_of(column), lies)


def is_due(connection: Connection, owner: OwnerId, lies: str) -> bool:
    """Whether what lies there would be sealed in another way, or not at all, if it were written now."""
    vault = vault_of(connection.dialect)
    return vault is not None and vault.keyring.of(owner).is_due(lies)


def opened_json(connection: Connection, owner: OwnerId, column: Column[Any], lies: object) -> Any:  # noqa: ANN401 - JSON
    """The same for what lies in a JSON column: what is kept there are objects, and what is sealed is a string."""
    if not (isinstance(lies, str) and is_sealed(lies)):
        return lies
    return json_text.read(opened(connection, owner, column, lies))


def place_of(column: Column[Any]) -> bytes:
    """What is authenticated along with the words of this column."""
    return b"%b.%b" % (column.table.name.encode(), column.name.encode())


def sealed_columns(table: Table) -> tuple[Column[Any], ...]:
    """The columns of a table that hold people's words."""
    return tuple(column for column in table.c if isinstance(column.type, SealedText | SealedJson))


class SealedText(TypeDecorator[str]):
    """Words of people. `place` is the table and the column, as in "people.name"."""

    impl = Text
    cache_ok = True

    def __init__(self, place: str, lies_as: TypeEngine[str] | None = None) -> None:
        super().__init__()
        self.place = place
        self.lies_as = lies_as or Text()

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:  # noqa: ARG002 - SQLAlchemy's signature
        """What the column is in the database."""
        return self.lies_as

    def bind_processor(self, dialect: Dialect) -> Processor:
        """Seals; None without a vault, so that it costs nothing."""
        vault, place = vault_of(dialect), self.place.encode()
        if vault is None:
            return None
        return lambda words: None if words is None else vault.seal.closed(place, words)

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:  # noqa: ARG002 - SQLAlchemy's signature
        """Opens; None without a vault."""
        vault, place = vault_of(dialect), self.place.encode()
        if vault is None:
            return None
        return lambda lies: None if lies is None else vault.seal.opened(place, lies)


class Unsealed(TypeDecorator[int]):
    """A number that says something of people: it lies here only where words are not sealed, else in a SealedAccount."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Processor:
        """Writes nothing where words are sealed."""
        return (lambda _: None) if _seals(dialect) else self.impl_instance.bind_processor(dialect)


class SealedAccount(SealedText):
    """A number as words, where words are sealed; nothing elsewhere."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Processor:
        """Seals, or writes nothing."""
        return super().bind_processor(dialect) if _seals(dialect) else lambda _: None


def _seals(dialect: Dialect) -> bool:
    vault = vault_of(dialect)
    return vault is not None and vault.keyring.writes is not None


class SealedJson(TypeDecorator[Any]):
    """Words of people with some structure. It seals; what is read is opened by who knows whose it is."""

    impl = JSON
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def bind_processor(self, dialect: Dialect) -> Processor:
        """Writes JSON and seals it into a JSON string; without a vault it is written as it is."""
        vault, place = vault_of(dialect), self.place.encode()
        written = self.impl_instance.bind_processor(dialect)
        if vault is None or written is None:
            return written
        if vault.keyring.writes is None:
            return written
        return lambda value: written(vault.seal.closed(place, json_text.written(value)))
