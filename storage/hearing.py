"""Which updates were heard: each counts once, whoever brings it again. On PostgreSQL a whole group is asked at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from sqlalchemy import BigInteger, Connection, Select, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from conversations.facts import OwnerId
from storage.columns import UtcDateTime
from storage.ready import Ready
from storage.statements import Upsert, insert_into
from storage.tables import UPDATES

NOBODY_IN_PARTICULAR: Final = 0
"""Owner of rows that are not to say, or do not know, whose they are."""

REMEMBERED = timedelta(hours=48)
"""Telegram repeats an update for 24 hours; after a quiet week its ids may start anew, lower."""


@dataclass(frozen=True, slots=True)
class Brought:
    """An update that somebody brings, by its id, and when (UTC)."""

    owner: OwnerId
    number: int
    at: datetime


_HEARD_OF_ERASED = select(UPDATES.c.heard_at).where(
    UPDATES.c.owner == NOBODY_IN_PARTICULAR, UPDATES.c.update_id == bindparam("no")
)


def hear(connection: Connection, update: Brought) -> bool:
    """Whether it is new; it is heard from now on."""
    heard = {"owner": update.owner, "update_id": update.number, "heard_at": update.at}
    long_ago = {"long_ago": update.at - REMEMBERED}
    return bool(_hearing(connection.dialect.name).rows(connection, heard | long_ago))


def hear_all(connection: Connection, updates: Collection[Brought]) -> dict[Brought, bool]:
    """Whether each of these is new, all of different owners, on PostgreSQL; they are heard from now on."""
    if not updates:
        return {}
    now = max(update.at for update in updates)
    brought = {"owners": [update.owner for update in updates], "numbers": [update.number for update in updates]}
    rows = _hearing_all().rows(connection, brought | {"now": now, "long_ago": now - REMEMBERED})
    new = {row["owner"] for row in rows}
    return {update: update.owner in new for update in updates}


def was_heard_before_erasing(connection: Connection, number: int) -> bool:
    """Whether this update is one of somebody who erased everything since; it does not say any more whose it was."""
    return connection.execute(_HEARD_OF_ERASED, {"no": number}).first() is not None


@cache
def _hearing(dialect: str) -> Ready:
    return _once(insert_into(dialect, UPDATES))


@cache
def _hearing_all() -> Ready:
    numbers = (bindparam(name, type_=ARRAY(BigInteger)) for name in ("owners", "numbers"))
    brought = func.unnest(*numbers).table_valued("owner", "number").render_derived()
    rows: Select[tuple[int, int, datetime]] = select(
        brought.c.owner, brought.c.number, bindparam("now", type_=UtcDateTime)
    )
    return _once(insert_into("postgresql", UPDATES).from_select(["owner", "update_id", "heard_at"], rows))


def _once(statement: Upsert) -> Ready:
    heard_again = statement.on_conflict_do_update(
        index_elements=["owner", "update_id"],
        set_={"heard_at": statement.excluded.heard_at},
        where=UPDATES.c.heard_at < bindparam("long_ago", type_=UtcDateTime),
    )
    return Ready(heard_again.returning(UPDATES.c.owner, UPDATES.c.update_id))
