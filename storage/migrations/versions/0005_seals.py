"""Keep which keys the words in the database are sealed with, and people's Telegram accounts where they can be sealed.

Nobody's yet: what is there stays as it is, until somebody brings a key.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seals",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_seals"),
    )
    op.add_column("people", sa.Column("account", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("people", "account")
    op.drop_table("seals")
