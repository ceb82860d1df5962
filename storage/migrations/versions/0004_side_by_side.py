"""Keep what processes side by side share: budgets of sending, who was told when, and whose rows are made up for.

Whoever is there already was made up for when version 0003 came.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations.indexes import create_index_beside

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "budgets",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("free_at", MOMENT, nullable=False),
        sa.Column("held_until", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("owner", "name", name="pk_budgets"),
    )
    op.add_column("owners", sa.Column("changes", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("owners", sa.Column("told_at", MOMENT, nullable=True))
    op.add_column("owners", sa.Column("version", sa.SmallInteger(), server_default="3", nullable=False))
    create_index_beside("ix_owners_version_owner", "owners", ["version", "owner"])


def downgrade() -> None:
    op.drop_index("ix_owners_version_owner", "owners", if_exists=True)
    op.drop_column("owners", "version")
    op.drop_column("owners", "told_at")
    op.drop_column("owners", "changes")
    op.drop_table("budgets")
