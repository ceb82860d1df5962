"""Reads a migration as the SQL that PostgreSQL gets, and objects to what would hurt those who take turns meanwhile.

They may be processes of the version before. What it does not know to be harmless, it objects to.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from types import ModuleType

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

KEPT_FOR = 2
"""Versions that know nothing any more of what a later one drops."""

_NEW_TABLE = re.compile(r"CREATE TABLE (\w+) ")
_INDEX = re.compile(r"CREATE (?P<unique>UNIQUE )?INDEX (?P<beside>CONCURRENTLY )?(?P<name>\w+) ON (?P<table>\w+) ")
_COLUMN = re.compile(r"ALTER TABLE (?P<table>\w+) ADD COLUMN (?P<name>\S+) (?P<rest>.*)")
_COPY = re.compile(r"INSERT INTO (\w+) ")
_DROPS = {
    re.compile(r"ALTER TABLE (\w+) DROP COLUMN (\w+)"): "{}.{}",
    re.compile(r"ALTER TABLE \w+ DROP CONSTRAINT (\w+)"): "{}",
    re.compile(r"DROP TABLE (\w+)"): "{}",
    re.compile(r"DROP INDEX (?:IF EXISTS )?(\w+)"): "{}",
}
_DEFAULT = re.compile(r" DEFAULT ('[^']*'|-?\d+(\.\d+)?|true|false)(?=$| NOT NULL$)")
_MORE = re.compile(r", (ADD|DROP|ALTER|RENAME)\b")
_TIED = re.compile(r"\b(UNIQUE|PRIMARY KEY|REFERENCES|CHECK|GENERATED|\w*SERIAL)\b")


def as_sql(migration: ModuleType) -> list[str]:
    """The statements of its upgrade, each on one line and without quotation marks around names."""
    out = StringIO()
    context = MigrationContext.configure(dialect_name="postgresql", opts={"as_sql": True, "output_buffer": out})
    with Operations.context(context):
        migration.upgrade()
    statements = out.getvalue().replace('"', "").split(";\n")
    return [" ".join(statement.split()) for statement in statements if statement.strip()]


def objections(migration: ModuleType) -> list[str]:
    """What is wrong with this migration."""
    unused: Mapping[str, str] = getattr(migration, "UNUSED_SINCE", {})
    return list(_Reading(int(migration.revision), unused).of(as_sql(migration)))


@dataclass
class _Reading:
    number: int
    unused: Mapping[str, str]
    new: set[str] = field(default_factory=set)
    altered: set[str] = field(default_factory=set)

    def of(self, statements: list[str]) -> Iterator[str]:
        for statement in statements:
            if (wrong := self._wrong_with(statement)) is not None:
                yield f"{wrong}: {statement}"

    def _wrong_with(self, statement: str) -> str | None:
        if found := _NEW_TABLE.match(statement):
            self.new.add(found[1])
            return None
        if found := _INDEX.match(statement):
            return None if found["table"] in self.new else _wrong_with_index(found)
        if found := _COLUMN.match(statement):
            self.altered.add(found["table"])
            return None if found["table"] in self.new else _wrong_with_column(found["rest"])
        if found := _COPY.match(statement):
            return self._wrong_with_copy(found[1])
        for drop, named in _DROPS.items():
            if found := drop.fullmatch(statement):
                return self._wrong_with_drop(named.format(*found.groups()))
        return "this is not known to be harmless"

    def _wrong_with_copy(self, table: str) -> str | None:
        if table not in self.new:
            return "the rows of a table that is in use are made up for owner by owner, not here"
        if self.altered - self.new:
            return "a copy comes before any table is altered, or everybody waits for it"
        return None

    def _wrong_with_drop(self, name: str) -> str | None:
        since = self.unused.get(name)
        if since is None:
            return f"UNUSED_SINCE has to say which version was the first that does not know {name}"
        if self.number - int(since) < KEPT_FOR:
            return f"{name} has to stay until two versions did not know it"
        return None


def _wrong_with_index(index: re.Match[str]) -> str | None:
    if index["unique"]:
        return "the version before may write what this index refuses"
    return None if index["beside"] else "who writes there would wait for this index: create_index_beside"


def _wrong_with_column(rest: str) -> str | None:
    if _MORE.search(rest):
        return "one change a statement can be read"
    default = _DEFAULT.search(rest)
    if _TIED.search(rest):
        return "this column ties the rows that the version before writes"
    if " DEFAULT " in f" {rest}" and default is None:
        return "a default that is computed rewrites the whole table"
    if rest.endswith(" NOT NULL") and default is None:
        return "the version before writes rows without this column: it wants a default, or to be nullable"
    return None
