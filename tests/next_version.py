"""A version of the schema that is still to come, made up for tests: expand only, as every one has to be."""

import shutil
from pathlib import Path

from sqlalchemy import Connection

from storage.database import Database
from storage.engines import engine_for, normalised
from storage.migrating import MIGRATIONS, head_revision, step_up

EXPANSION = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{next}", "{head}", None, None

def upgrade():
    op.add_column("owners", sa.Column("mood", sa.Text(), nullable=True))
    op.add_column("letters", sa.Column("colour", sa.Text(), server_default="blue", nullable=False))
    op.create_table(
        "moods",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "day", name="pk_moods"),
    )
"""


def ahead(versions: int = 1) -> str:
    """The number of a version that this code does not know."""
    return f"{int(head_revision()) + versions:04}"


def steps_into(folder: Path) -> Path:
    """All migrations, and the next one."""
    steps = shutil.copytree(MIGRATIONS, folder / "steps", ignore=shutil.ignore_patterns("__pycache__"))
    script = EXPANSION.format(next=ahead(), head=head_revision())
    (steps / "versions" / f"{ahead()}_next.py").write_text(script)
    return steps


async def migrated_ahead(database: Database, steps: Path) -> None:
    """What the next version's own start would do."""

    def step(connection: Connection) -> bool:
        return step_up(connection, steps)

    while await database._way.run_apart(step):  # noqa: SLF001 - the next version's code would ask for it by `migrate`
        pass


def claim(url: str, version: str) -> None:
    """Let the database say that it is at this version, whatever it is."""
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")  # noqa: S608 - ours
    engine.dispose()
