"""Keep what the rules of nudging need: days, cap, pause, pace, answers, named moments, bundles."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def added() -> dict[str, tuple[sa.Column[object], ...]]:
    """New columns by table; made anew at each call, because a column belongs to one table once it was added."""
    return {
        "owners": (
            sa.Column("days", sa.SmallInteger(), server_default="127", nullable=False),
            sa.Column("weekly", sa.SmallInteger(), server_default="3", nullable=False),
            sa.Column("paused_until", sa.Date(), nullable=True),
        ),
        "people": (sa.Column("pace", sa.SmallInteger(), server_default="0", nullable=False),),
        "introductions": (sa.Column("moved_on", sa.Date(), nullable=True),),
        "takeaways": (sa.Column("settled", sa.Boolean(), server_default=sa.false(), nullable=False),),
        "nudges": (
            sa.Column("named", sa.String(16), server_default="nothing", nullable=False),
            sa.Column("latest", sa.Date(), nullable=True),
            sa.Column("missed", MOMENT, nullable=True),
        ),
    }


def upgrade() -> None:
    for table, columns in added().items():
        for column in columns:
            op.add_column(table, column)
    op.create_table(
        "mentions",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", BYTEWISE, nullable=False),
        sa.Column("misses", sa.SmallInteger(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_mentions"),
    )
    op.create_table(
        "bundles",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "day", name="pk_bundles"),
    )
    blocked = "owner IN (SELECT owner FROM owners WHERE blocked)"
    op.execute(f"UPDATE nudges SET state = 'held' WHERE state = 'pending' AND {blocked}")  # noqa: S608 -- our own words


def downgrade() -> None:
    op.execute("UPDATE nudges SET state = 'pending' WHERE state = 'held'")
    op.drop_table("bundles")
    op.drop_table("mentions")
    for table, columns in added().items():
        for column in columns:
            op.drop_column(table, column.name)
