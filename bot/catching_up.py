"""After an upgrade: what was kept before this version is planned by its rules. It runs once, with the migration."""

from functools import partial

from bot.clock import Clock
from bot.sitting import Sitting
from conversations.nudge_table import Subject
from storage.database import Database
from storage.ledger import Ledger

ALL = 1_000_000
"""More people or promises than anybody has."""


async def migrate(database: Database, clock: Clock) -> None:
    """Bring the schema up to date, and with it what is planned for everybody.

    Raises:
        StorageAway: the database cannot be reached; nothing is changed then.
    """
    await database.migrate(partial(_plan_anew, clock=clock))


def _plan_anew(ledger: Ledger, clock: Clock) -> None:
    ledger.fold_anew()
    sitting = Sitting(ledger, ledger.owner, clock.now(), ledger.settings())
    subjects: tuple[Subject, ...] = (
        *ledger.people(ALL),
        *ledger.promises(limit=ALL),
        *ledger.introductions(),
        *ledger.takeaways(),
        *ledger.upcoming_events(sitting.now, ALL),
    )
    for subject in subjects:
        sitting.replan(subject)
