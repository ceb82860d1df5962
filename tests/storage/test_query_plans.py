"""However many nudges and letters wait, what is asked of them at each beat and in each turn is found by an index.

The statements are those that the code sends; each database explains them on tables that are full.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from conversations.effects import Effect, Lane, Mark, NudgeState, PlanNudges
from conversations.facts import Key, OwnerId
from storage.engines import engine_for, normalised
from storage.ledger import Ledger
from storage.outbox import Outbox
from storage.slots import Ration
from tests.databases import BACKENDS
from tests.many_owners import multiply
from tests.storage.examples import HOUR, MINUTE, NOW, nudge, say

FEW = range(1, 31)
TIMES = 50
PENDING, SENT = 10, 20
"""15,000 nudges that are pending and 30,000 that were sent; 4,500 letters that wait."""

SOME = OwnerId(1234)
SOON = NOW + 20 * MINUTE

DUE, OF = "ix_nudges_pending_due", "ix_nudges_pending_of"
LETTERS_LANE, LETTERS_OF = "ix_letters_waiting_lane", "ix_letters_waiting_of"
SUBJECT = "ix_nudges_owner_subject"

NUMBERS = count()
WHOLE = re.compile(r"Seq Scan on (nudges|letters)|\bSCAN (nudges|letters)(_\d)?$", re.MULTILINE)
SORT = re.compile(r"USE TEMP B-TREE FOR ORDER BY|\bSort\b")


@dataclass(frozen=True, slots=True)
class Question:
    """What the code asks, the indexes that are there for it, and whether it puts one owner's rows in order."""

    ask: Callable[[Connection], object]
    indexes: frozenset[str]
    sorts: bool = False

    def is_found(self, plan: str) -> bool:
        """Whether this plan goes by those indexes alone, and reads neither a whole table nor what it then sorts."""
        by = frozenset(re.findall(r"\bix_\w+", plan))
        return by == self.indexes and not WHOLE.search(plan) and (self.sorts or not SORT.search(plan))


def of_outbox(ask: Callable[[Outbox], object], *indexes: str, sorts: bool = False) -> Question:
    return Question(lambda connection: ask(Outbox(connection)), frozenset(indexes), sorts)


def of_ledger(ask: Callable[[Ledger], object], *indexes: str, sorts: bool = False) -> Question:
    return Question(lambda connection: ask(Ledger(connection, SOME)), frozenset(indexes), sorts)


QUESTIONS = {
    "the next due moment": of_outbox(lambda outbox: outbox.next_due(), DUE),
    "the owners due": of_outbox(lambda outbox: outbox.owners_due(SOON, 50), DUE, OF),
    "an owner's due nudges": of_ledger(lambda ledger: ledger.take_due(SOON), OF, sorts=True),
    "an owner's pending nudges": of_ledger(lambda ledger: ledger.pending_nudges(), OF, sorts=True),
    "all of an owner's pending nudges": of_ledger(lambda ledger: ledger.pending_nudges(limit=None), OF, sorts=True),
    "the nudges of a subject": of_ledger(lambda ledger: ledger.nudges_of(Key("e3")), SUBJECT, sorts=True),
    "a plan for a subject": of_ledger(
        lambda ledger: ledger.record((PlanNudges(Key("e3"), ()),), NOW, lend_until=None), SUBJECT, sorts=True
    ),
    "nudges to hold": of_outbox(lambda outbox: outbox.block(SOME, NOW), OF, LETTERS_OF),
    "when the next letter goes": of_outbox(lambda outbox: outbox.next_letter_at(NOW), LETTERS_LANE, LETTERS_OF),
    "how many letters wait": of_outbox(lambda outbox: outbox.backlog(most=10), LETTERS_LANE),
    "letters to deliver": of_outbox(
        lambda outbox: outbox.lend(NOW, NOW + MINUTE, 1), LETTERS_LANE, LETTERS_OF, sorts=True
    ),
    "who is behind": of_outbox(lambda outbox: outbox.owners_behind(1_000), "ix_owners_version_owner"),
    "nudges to deliver": of_outbox(
        lambda outbox: outbox.lend_nudges(NOW, NOW + MINUTE, Ration(1)), LETTERS_LANE, LETTERS_OF, sorts=True
    ),
    "how many nudges wait": of_outbox(lambda outbox: outbox.nudges_waiting(NOW, 90), LETTERS_LANE, LETTERS_OF),
    "in which lanes letters wait": of_ledger(lambda ledger: ledger.nudge_letter_waits(), LETTERS_OF, sorts=True),
}


@pytest.fixture(scope="module", params=BACKENDS)
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with many owners, nudges and letters; tests leave it as it is."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        url = f"sqlite:///{copy(template, tmp_path_factory.mktemp('full') / 'full.db')}"
    else:
        url = str(request.getfixturevalue("postgres_url"))
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        for owner in FEW:
            lend_until = NOW + HOUR if owner % 5 == 0 else None
            ledger = Ledger(connection, OwnerId(owner))
            ledger.record(tuple(plenty(owner)), NOW, lend_until=lend_until)
            ledger.settle()
        multiply(connection, FEW, TIMES)
    yield engine
    engine.dispose()


def plenty(owner: int) -> Iterator[Effect]:
    """Much that was sent, some that is to come, a minute later for each owner, and letters of both lanes."""
    first = NOW.replace(tzinfo=None) + owner * MINUTE
    for number in range(-SENT, PENDING):
        state = NudgeState.PENDING if number >= 0 else NudgeState.SENT
        yield Mark(nudge(f"n{number}", first + number * timedelta(days=1), f"e{number % PENDING}", state))
    yield from (say("one", Lane.NUDGE), say("two"), say("three", Lane.NUDGE))


@contextmanager
def for_a_while(engine: Engine) -> Iterator[Connection]:
    """A transaction that leaves nothing behind, not even the lack of an index."""
    with engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def said(connection: Connection, ask: Callable[[Connection], object]) -> list[tuple[str, Any]]:
    """The statements with their parameters that the database gets to hear when this is asked."""
    heard: list[tuple[str, Any]] = []

    def listen(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        heard.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", listen)
    ask(connection)
    event.remove(connection, "before_cursor_execute", listen)
    return heard


def plan(connection: Connection, question: Question) -> str:
    """How the database goes about what is asked, as far as it concerns nudges, letters and who is behind."""
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    asked = [each for each in said(connection, question.ask) if re.search("nudges|letters|owners.version <", each[0])]
    assert asked
    # a number for each, because Python keeps prepared statements, and a plan once explained is not made anew
    steps = [
        connection.exec_driver_sql(f"{explain} /* {next(NUMBERS)} */ {statement}", parameters).all()
        for statement, parameters in asked
    ]
    return "\n".join(str(step[-1]) for each in steps for step in each)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_what_is_asked_is_found_by_its_index(full: Engine, question: Question) -> None:
    with for_a_while(full) as connection:
        found = plan(connection, question)
    assert question.is_found(found), found


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_without_its_index_the_answer_would_be_another(full: Engine, question: Question) -> None:
    for index in question.indexes:
        with for_a_while(full) as connection:
            connection.exec_driver_sql(f"DROP INDEX {index}")
            found = plan(connection, question)
        assert not question.is_found(found), found


def test_without_its_index_the_next_due_moment_would_be_looked_for_among_all(full: Engine) -> None:
    with for_a_while(full) as connection:
        connection.exec_driver_sql(f"DROP INDEX {DUE}")
        found = plan(connection, QUESTIONS["the next due moment"])
    assert WHOLE.search(found) or SORT.search(found), found


def test_many_marks_are_one_statement(full: Engine) -> None:
    marks = tuple(Mark(nudge(f"m{number}", NOW.replace(tzinfo=None))) for number in range(600))
    with for_a_while(full) as connection:
        ledger = Ledger(connection, SOME)
        heard = said(connection, lambda _: ledger.record((*marks, say("done")), NOW, lend_until=None))
    assert [statement.split()[:3] for statement, _ in heard if "nudges" in statement] == [["INSERT", "INTO", "nudges"]]
