"""Which keys the database is sealed with, so that a key that does not fit is refused before it does harm.

The rule of this file: whoever seals has its key written down here first. From then on nobody starts on this database
without it, and whoever runs without it is not ready. A key is forgotten when nothing is left that was sealed with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, text, update

from conversations.encryption import Encryption
from conversations.facts import OwnerId
from storage.failures import WrongKey
from storage.keyring import Damaged, Keyring
from storage.sealed import place_of, vault_of
from storage.statements import insert_into
from storage.tables import OWNERS, PARKED_UPDATES, SEALS

EVERYBODY = OwnerId(0)
SINCE = "0005"
"""The version of the schema that knows of seals."""

PROOF = "sealed"
"""What is sealed with each key, to know it again."""

_LOCK = 0x5261_7071
"""The advisory lock under which one process at a time brings a new key ("Rapq")."""

_ALL = select(SEALS.c.key, SEALS.c.proof, SEALS.c.whole).where(SEALS.c.owner == EVERYBODY).order_by(SEALS.c.key)

_NOT_WHOLE = update(SEALS).where(SEALS.c.owner == EVERYBODY, SEALS.c.whole).values(whole=False)


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said when NOTES_KEY is not set, and when it does not fit."""

    unset: str
    unfit: str


OF_THE_DATABASE = _Words(
    "The words in the database are encrypted (with the key {keys}), and NOTES_KEY is not set. "
    "Set it to the key that they were encrypted with.",
    "NOTES_KEY does not fit the database, in which words are encrypted with the key {keys}. "
    "Put that one into NOTES_KEY, too, behind a comma, or look whether DATABASE_URL names the right database.",
)
OF_A_COPY = _Words(
    "The words in this copy are encrypted (with the key {keys}), and NOTES_KEY is not set. "
    "Set it to the key that the bot had when the copy was made.",
    "NOTES_KEY does not fit this copy, in which words are encrypted with the key {keys}. "
    "Put that one into NOTES_KEY, too, behind a comma, and try again.",
)


@dataclass(frozen=True, slots=True)
class Seals:
    """The keys that the database is sealed with, by their ids, and why ours do not do, if so.

    `whole`: nothing lies there in another way than we write it.
    """

    keys: tuple[str, ...]
    whole: bool
    objection: str | None = None


def seals_of(connection: Connection, keyring: Keyring | None) -> Seals:
    """What the database says of its keys, held against ours."""
    known = connection.execute(_ALL).all()
    keys, writes = tuple(row.key for row in known), None if keyring is None else keyring.writes
    whole = not known if writes is None else keys == (writes,) and known[0].whole
    return Seals(keys, whole, _objection({row.key: row.proof for row in known}, keyring, OF_THE_DATABASE))


def encryption_of(connection: Connection) -> Encryption:
    """How far the words in the database are encrypted, by the keys of this connection's engine."""
    vault = vault_of(connection.dialect)
    if vault is None or vault.keyring.writes is None:
        return Encryption.NONE
    return Encryption.ALL if seals_of(connection, vault.keyring).whole else Encryption.FROM_NOW_ON


def keys_of(connection: Connection) -> tuple[tuple[str, ...], bool]:
    """The ids of the keys that are needed to read all that is kept, and whether nothing can be read without them."""
    known = connection.execute(_ALL).all()
    return tuple(row.key for row in known), any(row.whole for row in known)


def refuse_without_keys(connection: Connection, keyring: Keyring | None) -> None:
    """See that our keys open a copy of a database.

    Raises:
        WrongKey: they do not.
    """
    proofs = {row.key: row.proof for row in connection.execute(_ALL)}
    if objection := _objection(proofs, keyring, OF_A_COPY):
        raise WrongKey(objection)


def admit(connection: Connection, keyring: Keyring | None) -> None:
    """See that our keys fit, and note the one that we seal with, or that we write unsealed.

    Raises:
        WrongKey: they do not.
    """
    found = seals_of(connection, keyring)
    if found.objection is None and keyring is not None and keyring.writes not in {None, *found.keys}:
        if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        found = seals_of(connection, keyring)  # somebody may have brought another one meanwhile
        if found.objection is None:
            _note(connection, keyring)
    if found.objection is not None:
        raise WrongKey(found.objection)
    if keyring is not None and keyring.writes is None:
        connection.execute(_NOT_WHOLE)


def all_lies_sealed(connection: Connection, keyring: Keyring) -> None:
    """Everything lies as this keyring writes it: other keys are of no more use."""
    connection.execute(delete(SEALS).where(SEALS.c.owner == EVERYBODY, SEALS.c.key.is_distinct_from(keyring.writes)))
    connection.execute(update(SEALS).where(SEALS.c.owner == EVERYBODY).values(whole=True))


def _note(connection: Connection, keyring: Keyring) -> None:
    """The key that seals from now on. Where nothing is kept yet, nothing lies there unsealed."""
    kept = (connection.execute(select(table.c.owner).limit(1)).first() for table in (OWNERS, PARKED_UPDATES))
    proof = keyring.of(EVERYBODY).closed(place_of(SEALS.c.proof), PROOF)
    row = {"owner": EVERYBODY, "key": keyring.writes, "proof": proof, "whole": not any(kept)}
    connection.execute(insert_into(connection.dialect.name, SEALS).on_conflict_do_nothing(), row)


def _objection(proofs: Mapping[str, str], keyring: Keyring | None, of: _Words) -> str | None:
    if not proofs:
        return None
    if keyring is None:
        return of.unset.format(keys=", ".join(proofs))
    missing = ", ".join(key for key, proof in proofs.items() if not _fits(keyring, key, proof))
    return of.unfit.format(keys=missing) if missing else None


def _fits(keyring: Keyring, key: str, proof: str) -> bool:
    try:
        return key in keyring.key_ids and keyring.of(EVERYBODY).opened(place_of(SEALS.c.proof), proof) == PROOF
    except Damaged:
        return False
