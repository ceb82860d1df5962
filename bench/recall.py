"""What it costs to ask "/who …" somebody with 10,000 people: `make bench` prints it, for SQLite and PostgreSQL.

The figures are CPU time, ours and that of the PostgreSQL server. Each question is asked a few times on one connection;
the median of these counts. Names and words are made up of syllables and come as often as words do: a few all the time,
most hardly ever. PostgreSQL is that of the tests. It says how many questions took longer than they should.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, groupby
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import process_time

from sqlalchemy import Connection

from bench.figures import Figure, Spread
from conversations.facts import Contact, Event, Fact, Introduction, Key, Note, NoteKind, OwnerId, Person, Promise
from conversations.recall import asked
from conversations.timing import WallTime
from storage.desk import Desk
from storage.engines import engine_for, normalised
from storage.keyring import Keyring, new_key
from storage.ledger import Ledger
from storage.sealed import vault_of
from storage.shelves import shelf_of
from storage.statements import upsert
from tests.databases import migrated
from tests.postgres import postgres_server

OWNER, OTHERS = OwnerId(1), range(2, 12)
PEOPLE, EVENTS, EACH = 10_000, 200, 5
PART = "recall"
TIMES = 9
LIMIT = 50
"""Milliseconds of our CPU that the slowest question may take."""

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CHANCE = Random(7)  # noqa: S311 - nothing is secret about made-up words
SYLLABLES = [
    "ba",
    "be",
    "bi",
    "bo",
    "ka",
    "ke",
    "ki",
    "ku",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "ni",
    "no",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "si",
    "so",
    "ta",
    "te",
    "ti",
    "to",
    "da",
    "de",
    "do",
    "wa",
    "we",
    "pa",
    "pe",
    "po",
    "sch",
    "st",
    "tr",
    "ung",
    "er",
    "en",
    "ing",
    "tion",
]
GLUE = ["and", "the", "with", "for", "about", "from", "has", "wants", "und", "mit", "der", "von"]
KINDS = (NoteKind.WORK, NoteKind.INTEREST, NoteKind.NEED, NoteKind.OFFER, NoteKind.REMARK)


def word() -> str:
    """A made-up word."""
    return "".join(CHANCE.choices(SYLLABLES, k=CHANCE.choice((2, 2, 3, 3, 4))))


WORDS = tuple(dict.fromkeys(word() for _ in range(20_000)))
OFTEN = tuple(accumulate(1 / (rank + 20) for rank in range(len(WORDS))))
FIRST, LAST = ([word().title() for _ in range(many)] for many in (800, 4_000))


def words(many: int) -> str:
    """That many words, every third of them one that means nothing."""
    said = CHANCE.choices(WORDS, cum_weights=OFTEN, k=many)
    return " ".join(CHANCE.choice(GLUE) if place % 3 == 2 else each for place, each in enumerate(said))  # noqa: PLR2004 - said above


def everything(people: int) -> Iterator[Fact]:
    """Events and people with all that was noted of them."""
    for number in range(EVENTS):
        start = datetime(2025, 1, 1, 18) + timedelta(days=number)
        ends = WallTime(start + timedelta(hours=3), "UTC")
        yield Event(Key(f"e{number}"), words(3).title(), WallTime(start, "UTC"), ends, words(2).title())
    for number in range(people):
        key = Key(f"d{number // 8}.{number % 8}")
        name = f"{CHANCE.choice(FIRST)} {CHANCE.choice(LAST)}"
        met = words(3) if number % 3 == 0 else None
        at = Key(f"e{CHANCE.randrange(EVENTS)}")
        yield Person(key, name, at, TODAY, draft=number % 20 == 0, who=words(5), said=words(9), met_how=met)
        for place in range(EACH):
            yield Note(Key(f"{key}.n{place}"), key, CHANCE.choice(KINDS), words(CHANCE.randint(2, 10)), TODAY)
        if number % 2 == 0:
            yield Contact(Key(f"c{number}"), key, NOW, words(9))
        if number % 10 < 3:  # noqa: PLR2004 - three in ten were promised something
            yield Promise(Key(f"q{number}"), key, words(7), TODAY)
        if number % 20 == 0:
            yield Introduction(Key(f"i{number}"), key, words(2).title(), TODAY)


def questions() -> Iterator[tuple[str, str]]:
    """What is asked, and what kind of question that is."""
    known = iter([each for each in WORDS[4_000:] if len(each) > 5][::70])  # noqa: PLR2004 - long enough to be mistyped
    short = iter([each for each in WORDS[2_000:] if len(each) in (4, 5)])
    yield from (("a rare word", next(known)) for _ in range(4))
    yield from (("one person's name", name) for name in (f"{FIRST[3]} {LAST[7]}", FIRST[5], LAST[11]))
    for opening in ("who can help with", "who needs", "who is into", "who did I meet at", "wen habe ich auf der"):
        yield "a question", f"{opening} {next(known)}"
    yield from (("the commonest words", each) for each in (WORDS[0], f"who can help with {WORDS[1]}", WORDS[2][:3]))
    yield from (("several words", " ".join(WORDS[first : first + 90 : 30])) for first in (1, 4, 7))
    yield from (("nothing", each) for each in ("zzzzzz", "qx", "xylophonist yodels"))
    yield from (("mistyped", slip(next(known), place)) for place in (0, 1, 2, 3, 4))
    yield from (("mistyped, short", slip(next(short), place)) for place in (1, 2, 1, 2))
    yield "two mistyped", f"{slip(FIRST[5], 2)} {slip(LAST[11], 1)}"
    yield "two slips", slip(slip(next(each for each in WORDS[5_000:] if len(each) > 9), 4), 7)  # noqa: PLR2004 - room for both


def slip(right: str, place: int) -> str:
    """The word with another letter."""
    return f"{right[:place]}y{right[place + 1 :]}"


def fill(url: str, keyring: Keyring | None) -> None:
    """Keep all of this for one owner, and a little of it for some others."""
    CHANCE.seed(7)  # the same people for both databases
    engine = engine_for(normalised(migrated(url)), 1, keyring)
    with engine.begin() as connection:
        for owner in (OWNER, *OTHERS):
            if (vault := vault_of(engine.dialect)) is not None:
                vault.belongs_to(OwnerId(owner))
            facts = sorted(everything(PEOPLE if owner == OWNER else 100), key=lambda fact: type(fact).__name__)
            for _, alike in groupby(facts, type):
                kept = list(alike)
                shelf = shelf_of(kept[0])
                rows = [{"owner": owner, "kept_at": NOW} | shelf.to_row(fact) for fact in kept]
                upsert(connection, shelf.table, rows)
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")  # as PostgreSQL does by itself a minute later
    engine.dispose()


def found(connection: Connection, desk: Desk, text: str) -> int:
    """How many people a turn finds; what it keeps at hand is laid on the desk."""
    ledger = Ledger(connection, OWNER, desk)
    hits = ledger.recall(asked(text), 100)
    desk.lay(OWNER, ledger.papers)
    return len(hits)


def milliseconds(connection: Connection, desk: Desk, text: str, spent: Callable[[], float]) -> tuple[float, float]:
    """CPU that one question takes, ours and the server's."""
    ours, theirs = [], []
    for _ in range(TIMES):
        began, before = process_time(), spent()
        found(connection, desk, text)
        ours.append(process_time() - began)
        theirs.append(spent() - before)
    return 1000 * median(ours), 1000 * sum(theirs) / TIMES  # the system counts the server's in hundredths of a second


def spent_by(connection: Connection) -> Callable[[], float]:
    """Tells the CPU seconds that the server spent on this connection so far, on Linux; none when there is no server."""
    if connection.dialect.name == "sqlite":
        return lambda: 0.0
    stat = Path(f"/proc/{connection.exec_driver_sql('SELECT pg_backend_pid()').scalar_one()}/stat")
    ticks = os.sysconf("SC_CLK_TCK")
    return lambda: sum(map(int, stat.read_text().rsplit(")", 1)[1].split()[11:13])) / ticks


def ask(kind: str, url: str, keyring: Keyring | None = None) -> list[Figure]:
    """Print what the questions cost; the figures of all together."""
    fill(url, keyring)
    print(f"\n{kind:20}{'ms of our CPU':>16}{'the server’s':>16}{'found':>8}   asked")
    taken = []
    engine, desk = engine_for(normalised(url), 1, keyring), Desk()
    with engine.begin() as connection:
        spent = spent_by(connection)
        began = process_time()
        found(connection, desk, WORDS[0])
        first = 1000 * (process_time() - began)
        for sort, text in questions():
            ours, theirs = milliseconds(connection, desk, text, spent)
            taken.append(ours)
            print(f"{sort:20}{ours:16.1f}{theirs:16.1f}{found(connection, desk, text):8}   {text}")
    engine.dispose()
    p99 = quantiles(taken, n=100, method="inclusive")[-1]
    print(f"{'the first of all':20}{first:16.1f}")
    print(f"{'p50':20}{median(taken):16.1f}\n{'p99':20}{p99:16.1f}")
    print(f"over {LIMIT} ms: {sum(each > LIMIT for each in taken)} of {len(taken)}")
    what = f"{kind}: CPU of a question among {PEOPLE:,} people"
    return [
        Figure(PART, f"{what}, p50", Spread.of([median(taken)]), "ms"),
        Figure(PART, f"{what}, p99", Spread.of([p99]), "ms", LIMIT),
        Figure(PART, f"{kind}: CPU of the first question among {PEOPLE:,} people", Spread.of([first]), "ms"),
    ]


def measure() -> list[Figure]:
    """Ask on both databases."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgres_server())
        return [
            *ask("SQLite", f"sqlite:///{folder / 'recall.db'}"),
            *ask("SQLite with a key", f"sqlite:///{folder / 'sealed.db'}", Keyring(new_key())),
            *ask("PostgreSQL", stack.enter_context(server.database())),
            *ask("PostgreSQL with a key", stack.enter_context(server.database()), Keyring(new_key())),
        ]


if __name__ == "__main__":
    measure()
