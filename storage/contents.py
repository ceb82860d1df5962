"""What a database of ours holds, in figures: to tell one from another file, and one copy from the next. No words.

The rule of this file: it only reads, and it asks for nothing that some version of the schema does not have.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, inspect, select

from storage.migrating import head_revision, objection, revision_of
from storage.tables import IS_WAITING, LETTERS, OWNERS, UPDATES

OURS = frozenset({"owners", "letters", "nudges", "updates"})
"""Tables that every version of the schema has."""

NOT_OURS = "That is no database of Rapport: its tables are missing."


class Refused(Exception):  # noqa: N818 - named in the words of the field
    """What was asked for was not done, and all is as it was; it says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A database in figures. The last word of anybody was heard at `last_word` (UTC), as far as is remembered."""

    schema: str
    owners: int
    letters: int
    """Those that wait to be sent."""

    last_word: datetime | None


def contents_of(connection: Connection) -> Contents:
    """What is in there.

    Raises:
        Refused: it is no database of ours, or one of a version that this program cannot work with.
    """
    schema = revision_of(connection)
    if schema is None or not set(inspect(connection).get_table_names()) >= OURS:
        raise Refused(NOT_OURS)
    if words := objection(schema, head_revision()):
        raise Refused(words)
    return Contents(
        schema,
        connection.execute(select(func.count()).select_from(OWNERS)).scalar_one(),
        connection.execute(select(func.count()).select_from(LETTERS).where(IS_WAITING)).scalar_one(),
        connection.execute(select(func.max(UPDATES.c.heard_at))).scalar_one(),
    )
