"""The rows: every table and its indexes, nothing that reads or writes them.

Every table leads with the owner, so that the data can be divided by owner. Nothing refers across owners.
A column that bears the name of a fact's field holds that field (see shelves.py).
"""

from collections.abc import Mapping

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    Time,
    false,
    literal_column,
)
from sqlalchemy.schema import SchemaItem

from conversations.dialogue import DialogueState
from conversations.effects import Lane, Named, NudgeKind, NudgeState
from conversations.facts import ApartKind, IntroductionState, NoteKind, PromiseState, TakeawayKind
from storage.columns import UtcDateTime, WallClock, Weekdays, bytewise, worded
from storage.sealed import SealedAccount, SealedJson, SealedText, Unsealed

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

LEFT_BEHIND: Mapping[str, str] = {"people.note": "0004"}
"""Columns that are in the database still, and the first version whose code does not know them any more: see
docs/migrations.md for when they may go."""


def _owned(name: str, *items: SchemaItem) -> Table:
    return Table(name, METADATA, Column("owner", BigInteger, primary_key=True, autoincrement=False), *items)


def _of_facts(name: str, *items: SchemaItem) -> Table:
    """A table of facts: keyed by owner and key, with the moment at which the fact was first written down."""
    return _owned(
        name,
        Column("key", bytewise(), primary_key=True),
        *items,
        Column("kept_at", UtcDateTime, nullable=False),
    )


def _words(place: str, *, nullable: bool = True) -> Column[str]:
    """What people said, or what they told of others: sealed where there is a key. `place` is "table.column"."""
    return Column(place.rpartition(".")[2], SealedText(place), nullable=nullable)


def _findable(table: str) -> Column[str]:
    """All folded words of a fact that can be searched for; LIKE on SQLite folds ASCII only."""
    return Column("findable", SealedText(f"{table}.findable"), nullable=False, server_default="")


OWNERS = _owned(
    "owners",
    _words("owners.first_name", nullable=False),
    Column("zone", Text, nullable=False),
    Column("nudge_hour", Time, nullable=False),
    Column("quiet_from", Time, nullable=False),
    Column("quiet_until", Time, nullable=False),
    Column("days", Weekdays, nullable=False, server_default="127"),
    Column("weekly", SmallInteger, nullable=False, server_default="3"),
    Column("paused_until", Date),
    Column("set_up", Boolean, nullable=False),
    Column("blocked", Boolean, nullable=False),
    Column("next_key", BigInteger, nullable=False),
    Column("next_letter", BigInteger, nullable=False),
    Column("last_seen", UtcDateTime),
    Column("changes", BigInteger, nullable=False, server_default="0"),  # see desk.py
    Column("told_at", UtcDateTime),
    Column("version", SmallInteger, nullable=False, server_default="3"),  # see VERSION in owners.py
    Index(None, "version", "owner", postgresql_concurrently=True),
)

BUDGETS = _owned(  # owner 0: it is everybody's
    "budgets",
    Column("name", Text, primary_key=True),
    Column("free_at", UtcDateTime, nullable=False),
    Column("held_until", UtcDateTime),
)

SEALS = _owned(  # owner 0, as above
    "seals",
    Column("key", Text, primary_key=True),
    Column("proof", Text, nullable=False),
    Column("whole", Boolean, nullable=False),
)

UPDATES = _owned(
    "updates",
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("heard_at", UtcDateTime, nullable=False, index=True),
)

PARKED_UPDATES = _owned(  # owner 0: it could not even be told whose update it is
    "parked_updates",
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    _words("parked_updates.raw", nullable=False),
    Column("error", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

EVENTS = _of_facts(
    "events",
    _words("events.title", nullable=False),
    Column("start_local", WallClock, nullable=False),
    Column("start_zone", Text, nullable=False),
    Column("starts", UtcDateTime, nullable=False),
    Column("end_local", WallClock, nullable=False),
    Column("end_zone", Text, nullable=False),
    Column("ends", UtcDateTime, nullable=False),
    _words("events.place"),
    Column("prepared", Boolean, nullable=False),
    Column("debriefed", Boolean, nullable=False),
    Column("dismissed", Boolean, nullable=False),
    _findable("events"),
    Index(None, "owner", "starts"),
    Index(None, "owner", "ends"),
)

PEOPLE = _of_facts(
    "people",
    _words("people.name", nullable=False),
    Column("event", bytewise()),
    Column("met_on", Date, nullable=False),
    Column("draft", Boolean, nullable=False),
    _words("people.who"),
    _words("people.said"),
    _words("people.met_how"),
    _words("people.handle"),
    _words("people.phone"),
    _words("people.email"),
    Column("telegram_id", Unsealed),
    Column("account", SealedAccount("people.account")),  # the same, where words are sealed
    Column("next_touch", Date),
    _words("people.touch_how"),
    Column("last_contact", UtcDateTime),
    Column("debriefed_on", Date),
    Column("stopped", Boolean, nullable=False),
    Column("pace", SmallInteger, nullable=False, server_default="0"),
    # the folded name: neither database sorts Ö like a person
    Column("sorted_as", SealedText("people.sorted_as", bytewise()), nullable=False),
    _findable("people"),
    Index(None, "owner", "event"),
    Index(None, "owner", "draft", "sorted_as"),
)

NOTES = _of_facts(
    "notes",
    Column("person", bytewise(), nullable=False),
    Column("kind", worded(NoteKind), nullable=False),
    _words("notes.words", nullable=False),
    Column("on", Date, nullable=False),
    _words("notes.file"),
    _findable("notes"),
    Index(None, "owner", "person"),
)

CAPTURES = _of_facts(
    "captures",
    Column("person", bytewise(), nullable=False),
    _words("captures.words", nullable=False),
    Column("message", BigInteger),
    Column("made", Boolean, nullable=False),
    Column("ways", Text, nullable=False),
    Index(None, "owner", "person"),
    Index(None, "owner", "message"),
)

PROMISES = _of_facts(
    "promises",
    Column("person", bytewise()),
    _words("promises.words", nullable=False),
    Column("made_on", Date, nullable=False),
    Column("due", Date),
    Column("mine", Boolean, nullable=False),
    Column("state", worded(PromiseState), nullable=False),
    _findable("promises"),
    Index(None, "owner", "state", "due"),
    Index(None, "owner", "person"),
)

INTRODUCTIONS = _of_facts(
    "introductions",
    Column("person", bytewise(), nullable=False),
    _words("introductions.other", nullable=False),
    Column("made_on", Date, nullable=False),
    Column("to_me", Boolean, nullable=False),
    Column("state", worded(IntroductionState), nullable=False),
    Column("moved_on", Date),
    Column("other_key", bytewise()),
    _findable("introductions"),
    Index(None, "owner", "person"),
    Index(None, "owner", "other_key"),
)

APARTS = _of_facts(
    "aparts",
    Column("kind", worded(ApartKind), nullable=False),
    Column("one", bytewise(), nullable=False),
    Column("other", bytewise(), nullable=False),
)

CONTACTS = _of_facts(
    "contacts",
    Column("person", bytewise(), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    _words("contacts.words"),
    _findable("contacts"),
    Index(None, "owner", "person", "at"),
)

PLANS = _of_facts(
    "plans",
    Column("event", bytewise(), nullable=False),
    _words("plans.cue", nullable=False),
    _words("plans.action", nullable=False),
    Column("happened", Boolean),
    Index(None, "owner", "event"),
)

TAKEAWAYS = _of_facts(
    "takeaways",
    Column("event", bytewise()),
    Column("kind", worded(TakeawayKind), nullable=False),
    _words("takeaways.words", nullable=False),
    Column("on", Date, nullable=False),
    Column("settled", Boolean, nullable=False, server_default=false()),
    Column("person", bytewise()),
    Index(None, "owner", "event"),
)

MENTIONS = _of_facts(
    "mentions",
    Column("misses", SmallInteger, nullable=False),
    Column("on", Date, nullable=False),
)

OFFERS = _of_facts("offers", _words("offers.words", nullable=False))

DIALOGUES = _owned(
    "dialogues",
    Column("key", bytewise(), primary_key=True),
    Column("script", Text, nullable=False),
    Column("subject", bytewise()),
    Column("state", worded(DialogueState), nullable=False),
    Column("question", BigInteger),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Index(None, "owner", "script", "subject"),
)

ANSWERS = _owned(
    "answers",
    Column("dialogue", bytewise(), primary_key=True),
    Column("place", bytewise(), primary_key=True),
    Column("set_aside", Boolean, primary_key=True),
    Column("value", SealedJson("answers.value"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["owner", "dialogue"], ["dialogues.owner", "dialogues.key"], ondelete="CASCADE"),
)

NUDGES = _owned(
    "nudges",
    Column("key", bytewise(), primary_key=True),
    Column("kind", worded(NudgeKind), nullable=False),
    Column("subject", bytewise(), nullable=False),
    Column("at_local", WallClock, nullable=False),
    Column("at_zone", Text, nullable=False),
    Column("due", UtcDateTime, nullable=False),
    Column("state", worded(NudgeState), nullable=False),
    Column("taken_at", UtcDateTime),
    Column("named", worded(Named), nullable=False, server_default=Named.NOTHING.value),
    Column("latest", Date),
    Column("missed", UtcDateTime),
    Index(None, "owner", "subject"),
)

BUNDLES = _owned("bundles", Column("day", Date, primary_key=True))

LETTERS = _owned(
    "letters",
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", worded(Lane), nullable=False),
    Column("payload", SealedJson("letters.payload"), nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("not_before", UtcDateTime),
    Column("lent_until", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Column("state", Text, nullable=False),
    _words("letters.reason"),  # Telegram may quote what it refuses
)

# Written out instead of bound: a database uses a partial index only for a condition it can recognise.
IS_OPEN = DIALOGUES.c.state == literal_column("'open'")
IS_PENDING = NUDGES.c.state == literal_column("'pending'")
IS_HELD = NUDGES.c.state == literal_column("'held'")
IS_WAITING = LETTERS.c.state == literal_column("'waiting'")

Index("uq_dialogues_one_open", DIALOGUES.c.owner, unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
Index(
    "ix_nudges_pending_due",
    NUDGES.c.due,
    NUDGES.c.owner,
    NUDGES.c.key,
    sqlite_where=IS_PENDING,
    postgresql_where=IS_PENDING,
)
Index(
    "ix_nudges_pending_of",
    NUDGES.c.owner,
    NUDGES.c.due,
    NUDGES.c.key,
    sqlite_where=IS_PENDING,
    postgresql_where=IS_PENDING,
)
Index("ix_letters_waiting_of", LETTERS.c.owner, LETTERS.c.number, sqlite_where=IS_WAITING, postgresql_where=IS_WAITING)
Index(
    "ix_letters_waiting_lane",
    LETTERS.c.lane,
    LETTERS.c.written_at,
    LETTERS.c.owner,
    LETTERS.c.number,
    sqlite_where=IS_WAITING,
    postgresql_where=IS_WAITING,
)
