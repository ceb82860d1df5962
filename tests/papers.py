"""Whether what lies on the desk is true: every answer that is remembered is asked for again, past the desk."""

from sqlalchemy import Table

from storage import shelves
from storage.ledger import Ledger

SHELVES = {shelf.table: shelf for shelf in vars(shelves).values() if isinstance(shelf, shelves.Shelf)}


def untrue(ledger: Ledger) -> list[object]:
    """The questions whose remembered answers are not what the database says, with both."""
    past = Ledger(ledger._connection, ledger.owner)  # noqa: SLF001 - the same transaction, and no desk
    wrong: list[object] = []
    for question, remembered in ledger.papers.answers().items():
        found = asked(past, question)
        if found != remembered:
            wrong.append((question, remembered, found))
    return wrong


def asked(ledger: Ledger, question: object) -> object:
    """The answer of a ledger that remembers nothing."""
    match question:
        case (Table() as table, str() as key):
            return ledger._fact(SHELVES[table], key)  # type: ignore[arg-type]  # noqa: SLF001 - as papers name facts
        case (str() as name, tuple() as args, tuple() as named):
            return getattr(ledger, name)(*args, **dict(named))
        case _:
            raise TypeError(f"nobody asks {question!r}")
