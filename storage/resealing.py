"""Rewrites what lies in the database as it would be written now: sealed with the newest key, or plainly again.

Bit by bit, each a transaction that holds its owner's row as a turn does, so that bots go on meanwhile; they read what
lies there in either way. Whatever is right already is passed over: after an end in the middle it is simply begun again.
The rule of this file: words are read and written as they lie. No remembered answer becomes untrue by it.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator, Mapping
from functools import cache, partial
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    func,
    or_,
    select,
    type_coerce,
    union,
    update,
)
from sqlalchemy.types import TypeEngine

from conversations.facts import OwnerId
from storage import json_text
from storage.failures import KeyMissing, TablesBusy
from storage.keyring import Keyring, Seal, is_sealed
from storage.sealed import SealedJson, Unsealed, place_of, sealed_columns
from storage.seals import all_lies_sealed
from storage.tables import METADATA, OWNERS, PARKED_UPDATES, PEOPLE

T = TypeVar("T")

AT_ONCE = 500
"""Rows that are rewritten in one transaction: some ten milliseconds."""

A_FEW = 16
"""Owners who are looked after at once, so that they share a commit or the server's cores."""

ROUNDS = 10
"""How often we look whether somebody wrote in the old way meanwhile, before we say so."""

LEFT = 100
"""Owners of whom we look after what they left, in each of these."""

TABLES: Final = tuple(table for table in METADATA.sorted_tables if sealed_columns(table))


class Run(Protocol):
    """Runs work in a transaction of its own."""

    def __call__(self, work: Callable[[Connection], T]) -> Awaitable[T]:
        """What the work gives, when it is committed."""


async def resealed(run: Run, keyring: Keyring) -> AsyncIterator[int]:
    """Rewrite all that lies otherwise than this keyring writes; how many rows so far, again and again.

    Raises:
        TablesBusy: others go on writing in the old way.
        Damaged: something cannot be opened where it lies. It is left as it is, and so is what comes after it.
    """
    rows, last = 0, None
    while owners := await run(partial(_owners_after, last=last)):
        rows, last = rows + await _reseal(run, keyring, owners), owners[-1]
        yield rows
    for _ in range(ROUNDS):
        left = await run(partial(_owners_left, keyring=keyring))
        if not left:
            return
        rows += await _reseal(run, keyring, left)
        yield rows
    raise TablesBusy("other processes go on writing words in another way")


async def _reseal(run: Run, keyring: Keyring, owners: Collection[OwnerId]) -> int:
    async def all_of(owner: OwnerId) -> int:
        rows = 0
        while done := await run(partial(reseal_some, keyring=keyring, owner=owner)):
            rows += done
        return rows

    return sum(await asyncio.gather(*map(all_of, owners)))


def _owners_after(connection: Connection, last: OwnerId | None) -> tuple[OwnerId, ...]:
    """The next owners, by their ids: all who have a row, and all of whom an update was parked."""
    every = union(select(OWNERS.c.owner), select(PARKED_UPDATES.c.owner)).subquery()
    after = select(every.c.owner).order_by(every.c.owner).limit(A_FEW)
    found = connection.execute(after if last is None else after.where(every.c.owner > last))
    return tuple(OwnerId(owner) for owner in found.scalars())


def reseal_some(connection: Connection, keyring: Keyring, owner: OwnerId, most: int = AT_ONCE) -> int:
    """Rewrite the next rows of this owner, at most so many; how many there were. Others of theirs may be left then."""
    connection.execute(select(OWNERS.c.owner).where(OWNERS.c.owner == owner).with_for_update())
    done = 0
    for table in TABLES:
        rows = connection.execute(_due(table, keyring), {"of": owner, "most": most - done}).all()
        if rows:
            seal = keyring.of(owner)
            connection.execute(_rewriting(table), [_rewritten(table, row, seal) for row in rows])
        done += len(rows)
        if done >= most:
            break
    return done


def _owners_left(connection: Connection, keyring: Keyring) -> frozenset[OwnerId]:
    """Some of those of whom something still lies there otherwise; if nobody is left, that is noted."""
    left: set[OwnerId] = set()
    for table in TABLES:
        some = select(table.c.owner).where(_is_due(table, keyring)).distinct().limit(LEFT)
        left.update(OwnerId(owner) for owner in connection.execute(some).scalars())
    if not left:
        all_lies_sealed(connection, keyring)
    return frozenset(left)


@cache
def _due(table: Table, keyring: Keyring) -> Select[Any]:
    """The rows of the owner bound as `of` that are to be rewritten: their keys, and their words as they lie."""
    words = (_as_it_lies(column).label(column.name) for column in sealed_columns(table))
    others = (PEOPLE.c.telegram_id,) if table is PEOPLE else ()
    due = select(*table.primary_key, *others, *words).where(table.c.owner == bindparam("of"), _is_due(table, keyring))
    return due.order_by(*table.primary_key).limit(bindparam("most")).with_for_update()


def _is_due(table: Table, keyring: Keyring) -> ColumnElement[bool]:
    is_due = or_(*(_lies_otherwise(column, keyring) for column in sealed_columns(table)))
    if table is PEOPLE:  # accounts lie in one of two columns
        elsewhere = PEOPLE.c.account if keyring.prefix is None else PEOPLE.c.telegram_id
        return is_due | elsewhere.is_not(None)
    return is_due


def _lies_otherwise(column: Column[Any], keyring: Keyring) -> ColumnElement[bool]:
    quote = '"' if isinstance(column.type, SealedJson) else ""
    marks = [f"{quote}{prefix}" for prefix in (keyring.prefixes if keyring.prefix is None else [keyring.prefix])]
    begins: ColumnElement[str] = func.substr(_as_it_lies(column), 1, len(marks[0]))
    return column.is_not(None) & (begins.in_(marks) if keyring.prefix is None else begins.not_in(marks))


def _as_it_lies(column: Column[Any]) -> ColumnElement[str]:
    return cast(column, Text) if isinstance(column.type, SealedJson) else type_coerce(column, Text)


@cache
def _rewriting(table: Table) -> Any:  # noqa: ANN401 - an UPDATE, whatever SQLAlchemy calls it
    this = (column == bindparam(f"this_{column.name}", type_=column.type) for column in table.primary_key)
    others = (PEOPLE.c.telegram_id,) if table is PEOPLE else ()
    return update(table).where(*this).values({column: _bound(column) for column in (*others, *sealed_columns(table))})


def _bound(column: Column[Any]) -> ColumnElement[Any]:
    lies_as: TypeEngine[Any] = Text()
    if isinstance(column.type, SealedJson | Unsealed):
        lies_as = JSON() if isinstance(column.type, SealedJson) else BigInteger()
    return bindparam(f"now_{column.name}", type_=lies_as)


def _rewritten(table: Table, row: Row[Any], seal: Seal) -> Mapping[str, object]:
    kept = row._mapping  # noqa: SLF001 - SQLAlchemy's way to a row by names
    this = {f"this_{column.name}": kept[column.name] for column in table.primary_key}
    words = dict(_new_words(table, kept, seal))
    if table is PEOPLE:
        words |= _account(kept["telegram_id"], kept["account"], seal)
    return this | words


def _new_words(table: Table, kept: Mapping[Any, Any], seal: Seal) -> Iterator[tuple[str, object]]:
    for column in sealed_columns(table):
        lies = kept[column.name]
        again = _json_again if isinstance(column.type, SealedJson) else _text_again
        yield f"now_{column.name}", None if lies is None else again(place_of(column), lies, seal)


def _account(telegram_id: int | None, lies: str | None, seal: Seal) -> dict[str, object]:
    """Sealed in one column, or plainly in the other."""
    place = place_of(PEOPLE.c.account)
    known = telegram_id if telegram_id is not None else int(seal.opened(place, lies)) if lies else None
    if known is None or not seal.writes:
        return {"now_telegram_id": known, "now_account": None}
    return {"now_telegram_id": None, "now_account": seal.closed(place, str(known))}


def _text_again(place: bytes, lies: str, seal: Seal) -> str:
    return seal.closed(place, _words(place, lies, seal))


def _json_again(place: bytes, lies: str, seal: Seal) -> object:
    """`lies` is JSON as text: an object, or a string in which one is sealed."""
    value = _loaded(lies)
    words = _words(place, value, seal) if isinstance(value, str) and is_sealed(value) else lies
    sealed = seal.closed(place, words)
    return sealed if is_sealed(sealed) else _loaded(words)


def _words(place: bytes, lies: str, seal: Seal) -> str:
    """What is sealed with no key that this database knows only looks so: somebody said it."""
    try:
        return seal.opened(place, lies)
    except KeyMissing:
        return lies


def _loaded(written: str) -> Any:  # noqa: ANN401 - JSON
    """SQLite takes for JSON whatever it is given; what is none is kept as a string."""
    try:
        return json_text.read(written)
    except ValueError:
        return written
