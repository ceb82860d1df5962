"""Every migration from 0004 on can be done while the version before takes turns; see docs/migrations.md."""

from types import ModuleType

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.script import ScriptDirectory

from storage.migrating import MIGRATIONS, revisions
from storage.migrations.indexes import create_index_beside
from storage.tables import LEFT_BEHIND, METADATA
from tests.storage.expanding import as_sql, objections

SCRIPTS = {script.revision: script.module for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
FROM_NOW_ON = sorted(revision for revision in SCRIPTS if revision >= "0004")


def text_column(name: str = "mood", *, nullable: bool = True, server_default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable, server_default=server_default)


def a_new_table() -> None:
    op.create_table("moods", sa.Column("owner", sa.BigInteger(), primary_key=True), text_column("words"))


def a_copy_and_then_columns() -> None:
    a_new_table()
    op.execute("INSERT INTO moods (owner) SELECT owner FROM owners")
    op.add_column("owners", text_column())


def columns_and_then_a_copy() -> None:
    a_new_table()
    op.add_column("owners", text_column())
    op.execute("INSERT INTO moods (owner) SELECT owner FROM owners")


def a_plain_index_of_a_new_table() -> None:
    a_new_table()
    op.create_index("ix_moods_words", "moods", ["words"], unique=True)


HARMLESS = {
    "a new table": a_new_table,
    "an index of a new table": a_plain_index_of_a_new_table,
    "a copy before anything is altered": a_copy_and_then_columns,
    "a column that may be empty": lambda: op.add_column("owners", text_column()),
    "a column with a default": lambda: op.add_column("owners", text_column(server_default="calm", nullable=False)),
    "a number with a default": lambda: op.add_column(
        "owners", sa.Column("mood", sa.SmallInteger(), server_default="0", nullable=False)
    ),
    "yes or no with a default": lambda: op.add_column(
        "owners", sa.Column("mood", sa.Boolean(), server_default=sa.false(), nullable=False)
    ),
    "an index that is built beside": lambda: create_index_beside("ix_owners_zone", "owners", ["zone"]),
}

HARMFUL = {
    "a column without a default": (lambda: op.add_column("owners", text_column(nullable=False)), "wants a default"),
    "a computed default": (
        lambda: op.add_column("owners", sa.Column("mood", sa.DateTime(), server_default=sa.func.now())),
        "rewrites the whole table",
    ),
    "a unique column": (
        lambda: op.execute("ALTER TABLE owners ADD COLUMN mood TEXT UNIQUE"),
        "ties the rows",
    ),
    "a column, and something else in its shadow": (
        lambda: op.execute("ALTER TABLE owners ADD COLUMN mood TEXT, DROP COLUMN zone"),
        "one change a statement",
    ),
    "columns that go in the shadow of another": (
        lambda: op.execute("ALTER TABLE owners DROP COLUMN mood, DROP COLUMN zone"),
        "not known to be harmless",
    ),
    "a column that refers to something": (
        lambda: op.add_column("owners", sa.Column("mood", sa.Text(), sa.ForeignKey("moods.words"))),
        "not known to be harmless",
    ),
    "an index that stops who writes": (lambda: op.create_index("ix", "owners", ["zone"]), "create_index_beside"),
    "a unique index": (
        lambda: op.create_index("ix", "owners", ["zone"], unique=True, postgresql_concurrently=True),
        "may write what this index refuses",
    ),
    "a copy after something is altered": (columns_and_then_a_copy, "before any table is altered"),
    "a copy into a table in use": (
        lambda: op.execute("INSERT INTO notes (owner) SELECT owner FROM people"),
        "made up for owner by owner",
    ),
    "rows that are changed": (lambda: op.execute("UPDATE owners SET zone = 'UTC'"), "not known to be harmless"),
    "rows that are taken away": (lambda: op.execute("DELETE FROM letters"), "not known to be harmless"),
    "another type": (lambda: op.alter_column("owners", "zone", type_=sa.String(32)), "not known to be harmless"),
    "another name": (lambda: op.alter_column("owners", "zone", new_column_name="tz"), "not known to be harmless"),
    "another name of a table": (lambda: op.rename_table("owners", "people"), "not known to be harmless"),
    "a column that must not be empty any more": (
        lambda: op.alter_column("people", "who", nullable=False),
        "not known to be harmless",
    ),
    "a constraint": (lambda: op.create_check_constraint("short", "owners", "zone <> ''"), "not known to be harmless"),
    "a column that goes": (lambda: op.drop_column("owners", "zone"), "UNUSED_SINCE"),
    "a table that goes": (lambda: op.drop_table("owners"), "UNUSED_SINCE"),
    "an index that goes": (lambda: op.drop_index("ix_plans_owner_event", "plans"), "UNUSED_SINCE"),
}


def migration(upgrade: object, revision: str = "0009", **marks: object) -> ModuleType:
    made_up = ModuleType("made_up")
    vars(made_up).update(revision=revision, upgrade=upgrade, **marks)
    return made_up


@pytest.mark.parametrize("revision", FROM_NOW_ON)
def test_a_migration_only_expands(revision: str) -> None:
    assert objections(SCRIPTS[revision]) == []


def test_versions_are_numbered_without_gaps() -> None:
    assert revisions() == tuple(f"{number:04}" for number in range(1, len(SCRIPTS) + 1))


@pytest.mark.parametrize("upgrade", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_is_harmless_is_let_through(upgrade: object) -> None:
    assert objections(migration(upgrade)) == []


@pytest.mark.parametrize(("upgrade", "words"), HARMFUL.values(), ids=HARMFUL.keys())
def test_what_does_harm_is_objected_to(upgrade: object, words: str) -> None:
    (objection,) = objections(migration(upgrade))
    assert words in objection


def test_what_two_versions_did_not_know_may_go() -> None:
    def contract() -> None:
        op.drop_column("people", "note")
        op.drop_table("old")

    unused = {"people.note": "0007", "old": "0007"}
    assert objections(migration(contract, "0009", UNUSED_SINCE=unused)) == []
    assert len(objections(migration(contract, "0008", UNUSED_SINCE=unused))) == 2


def test_what_is_left_behind_was_not_dropped_yet() -> None:
    dropped = {name for script in SCRIPTS.values() for name in getattr(script, "UNUSED_SINCE", {})}
    assert LEFT_BEHIND.keys().isdisjoint(dropped)
    assert set(LEFT_BEHIND.values()) <= set(SCRIPTS)


def test_indexes_that_migrations_leave_to_be_built_are_built() -> None:
    late = {
        index.name
        for table in METADATA.sorted_tables
        for index in table.indexes
        if index.dialect_options["postgresql"]["concurrently"]
    }
    said = [statement.split() for revision in FROM_NOW_ON for statement in as_sql(SCRIPTS[revision])]
    left = {words[words.index("CONCURRENTLY") + 1] for words in said if "CONCURRENTLY" in words}
    dropped = {
        name for revision in FROM_NOW_ON for name in getattr(SCRIPTS[revision], "UNUSED_SINCE", {}) if name in left
    }
    assert late == left - dropped
