"""Keep notes one by one, what was captured as it was sent, and the pairs that got a no; find people by any word.

The old text of notes stays where it was until no process of an older version runs beside this one any more.
The folded words are filled in by the code that folds them, in each owner's next turn (see bot/catching_up.py).
The notes are copied before any table is altered, so that nobody has to wait for the copy.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FOUND = ("events", "promises", "introductions", "contacts")
PEOPLE = sa.table("people", *(sa.column(name) for name in ("owner", "key", "note", "met_on", "kept_at")))
NOTES = sa.table(
    "notes", *(sa.column(name) for name in ("owner", "key", "person", "kind", "words", "on", "findable", "kept_at"))
)


def bytewise() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def findable() -> sa.Column[str]:
    return sa.Column("findable", sa.Text(), server_default="", nullable=False)


def of_facts(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", bytewise(), nullable=False),
        *columns,
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name=f"pk_{name}"),
    )


def upgrade() -> None:
    of_facts(
        "notes",
        sa.Column("person", bytewise(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        findable(),
    )
    op.create_index("ix_notes_owner_person", "notes", ["owner", "person"])
    of_people = PEOPLE.c
    noted = sa.select(
        of_people.owner,
        of_people.key + ".n",
        of_people.key,
        sa.literal("remark"),
        of_people.note,
        of_people.met_on,
        sa.literal(""),
        of_people.kept_at,
    ).where(sa.func.coalesce(of_people.note, "") != "")
    op.execute(NOTES.insert().from_select([column.name for column in NOTES.c], noted))
    of_facts(
        "captures",
        sa.Column("person", bytewise(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("made", sa.Boolean(), nullable=False),
        sa.Column("ways", sa.Text(), nullable=False),
    )
    op.create_index("ix_captures_owner_person", "captures", ["owner", "person"])
    op.create_index("ix_captures_owner_message", "captures", ["owner", "message"])
    of_facts(
        "aparts",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("one", bytewise(), nullable=False),
        sa.Column("other", bytewise(), nullable=False),
    )
    for table in FOUND:
        op.add_column(table, findable())
    op.add_column("people", sa.Column("met_how", sa.Text(), nullable=True))
    op.add_column("people", sa.Column("email", sa.Text(), nullable=True))
    op.add_column("introductions", sa.Column("other_key", bytewise(), nullable=True))
    op.create_index("ix_introductions_owner_other_key", "introductions", ["owner", "other_key"])
    op.add_column("takeaways", sa.Column("person", bytewise(), nullable=True))


def downgrade() -> None:
    """What was noted about one person becomes one text again; recordings, pictures and refusals have no place there."""
    theirs = (NOTES.c.owner == PEOPLE.c.owner) & (NOTES.c.person == PEOPLE.c.key)
    joined = sa.func.group_concat if op.get_bind().dialect.name == "sqlite" else sa.func.string_agg
    words = sa.select(joined(NOTES.c.words, "; ")).where(theirs).scalar_subquery()
    op.execute(PEOPLE.update().values(note=words))
    op.drop_column("takeaways", "person")
    op.drop_index("ix_introductions_owner_other_key", "introductions")
    op.drop_column("introductions", "other_key")
    op.drop_column("people", "email")
    op.drop_column("people", "met_how")
    for table in FOUND:
        op.drop_column(table, "findable")
    for table in ("aparts", "captures", "notes"):
        op.drop_table(table)
