from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from conversations.effects import Keep
from conversations.facts import (
    Contact,
    Fact,
    Introduction,
    Key,
    Note,
    NoteKind,
    OwnerId,
    Person,
    Promise,
)
from conversations.folding import folded
from conversations.recall import LONGEST_WORD, By, Hit, asked
from storage.database import Database
from storage.engines import engine_for, normalised
from storage.ledger import Ledger
from tests.storage.examples import ADA, BEN, NOW, TODAY, event, person, record

ASA = replace(
    person("p1", "Åsa Öström", "e1"),
    who="builds boats",
    said="wants to sail to Gotland",
    met_how="through Tomek",
    handle="skipper_7",
    email="asa@boats.example",
)
FAIR = replace(event("e1", datetime(2026, 11, 23, 18)), title="Boat fair", place="Halle 3")
OTHER = person("p2", "Bo")


def note(key: str, kind: NoteKind, words: str, of: str = "p1") -> Note:
    return Note(Key(key), Key(of), kind, words, TODAY)


FACTS: tuple[Fact, ...] = (
    FAIR,
    ASA,
    OTHER,
    note("n1", NoteKind.WORK, "naval architect"),
    note("n2", NoteKind.INTEREST, "bouldering"),
    note("n3", NoteKind.NEED, "a carpenter"),
    note("n4", NoteKind.OFFER, "reads CVs"),
    note("n5", NoteKind.REMARK, "red scarf"),
    note("n6", NoteKind.VOICE, "a song"),
    note("n7", NoteKind.PHOTO, "her keel"),
    Promise(Key("q1"), Key("p1"), "send her the article on heat pumps", TODAY),
    Promise(Key("q2"), Key("p1"), "lends me her trailer", TODAY, mine=False),
    Promise(Key("q3"), None, "zebra", TODAY),
    Contact(Key("c1"), Key("p1"), NOW, "had waffles"),
    Contact(Key("c2"), Key("p1"), NOW),
    Introduction(Key("i1"), Key("p1"), "Grzegorz", TODAY),
)

FOUND = {
    "ÖSTRÖM": Hit(ASA.key),
    "ostrom": Hit(ASA.key),
    "as": Hit(ASA.key),
    "boats": Hit(ASA.key, By.EMAIL, "asa@boats.example", ("boats",)),
    "builds%": Hit(ASA.key, By.WHO, "builds boats", ("builds",)),
    "Gotland": Hit(ASA.key, By.SAID, "wants to sail to Gotland", ("gotland",)),
    "tomek": Hit(ASA.key, By.MET_HOW, "through Tomek", ("tomek",)),
    "who did I meet through Tomek": Hit(ASA.key, By.MET_HOW, "through Tomek", ("tomek",)),
    "@skipper_7": Hit(ASA.key, By.HANDLE, "skipper_7", ("skipper", "7")),
    "fair": Hit(ASA.key, By.EVENT, "Boat fair", ("fair",)),
    "wen habe ich in der Halle getroffen": Hit(ASA.key, By.PLACE, "Halle 3", ("halle",)),
    "architect": Hit(ASA.key, By.WORK, "naval architect", ("architect",)),
    "who is into bouldering": Hit(ASA.key, By.INTEREST, "bouldering", ("bouldering",)),
    "who needs a carpenter": Hit(ASA.key, By.NEED, "a carpenter", ("carpenter",)),
    "who can help with CVs": Hit(ASA.key, By.OFFER, "reads CVs", ("cvs",)),
    "scarf": Hit(ASA.key, By.REMARK, "red scarf", ("scarf",)),
    "song": Hit(ASA.key, By.VOICE, "a song", ("song",)),
    "keel": Hit(ASA.key, By.PHOTO, "her keel", ("keel",)),
    "heat pump": Hit(ASA.key, By.PROMISED, "send her the article on heat pumps", ("heat", "pump")),
    "trailer": Hit(ASA.key, By.PROMISED_ME, "lends me her trailer", ("trailer",)),
    "waffles": Hit(ASA.key, By.CONTACT, "had waffles", ("waffles",)),
    "grzegorz": Hit(ASA.key, By.INTRODUCTION, "Grzegorz", ("grzegorz",)),
    "asa gotland waffles": Hit(ASA.key, By.CONTACT, "had waffles", ("waffles",)),
    "Oström": Hit(ASA.key),
    "Östrmö": Hit(ASA.key),
    "carpetner": Hit(ASA.key, By.NEED, "a carpenter", ("carpenter",)),
}
NOBODY = [
    "",
    "  ",
    "%",
    "_",
    "zebra",
    "bogus waffles",
    "'; DROP TABLE people; --",
    "\0",
    "🦄",
    "x" * 4000,
]


def find(text: str, ledger: Ledger) -> tuple[Hit, ...]:
    return ledger.recall(asked(text), 10)


@pytest.mark.parametrize("text", FOUND)
async def test_somebody_is_found_by_whatever_was_noted_and_by_nobody_else(database: Database, text: str) -> None:
    await record(database, *(Keep(fact) for fact in FACTS))
    assert await database.turn(ADA, lambda ledger: find(text, ledger)) == (FOUND[text],)
    assert await database.turn(BEN, lambda ledger: find(text, ledger)) == ()


async def test_nobody_is_found_by_nothing_or_by_signs_of_the_database(database: Database) -> None:
    await record(database, *(Keep(fact) for fact in FACTS))
    for text in NOBODY:
        assert await database.turn(ADA, partial(find, text)) == (), text


async def test_both_are_found_by_what_they_were_introduced_for(database: Database) -> None:
    both = Introduction(Key("i1"), ASA.key, "Bo, who sells masts", TODAY, other_key=OTHER.key)
    await record(database, Keep(ASA), Keep(OTHER), Keep(both))
    hits = await database.turn(ADA, lambda ledger: find("masts", ledger))
    assert hits == tuple(Hit(key, By.INTRODUCTION, both.other, ("masts",)) for key in (ASA.key, OTHER.key))


async def test_what_is_left_of_somebody_who_is_gone_finds_nobody(database: Database) -> None:
    await record(database, Keep(note("n1", NoteKind.WORK, "carpenter", of="p9")), Keep(OTHER))
    assert await database.turn(ADA, lambda ledger: find("carpenter", ledger)) == ()


async def test_hits_come_in_one_order_and_a_smaller_number_of_them_is_their_beginning(database: Database) -> None:
    names = ["Zoe Sailer", "Öznur", "anna", "Émile", "Paul Sail"]
    people = [replace(person(f"p{number}", name), who="sails") for number, name in enumerate(names)]
    drafts = [replace(person(f"p{number}", "Aaron", draft=True), who="sails") for number in (10, 9)]
    await record(database, *(Keep(each) for each in (*people, *drafts)))
    hits = await database.turn(ADA, lambda ledger: ledger.recall(asked("sail"), 100))
    assert [hit.person for hit in hits] == ["p4", "p0", "p2", "p3", "p1", "p9", "p10"]
    assert await database.turn(ADA, lambda ledger: ledger.recall(asked("sail"), 3)) == hits[:3]


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = engine_for(normalised(url), 1)
    yield opened
    opened.dispose()


HOLDERS = st.sampled_from(["name", "who", "said", "met_how", "note", "promise", "contact", "introduction"])
SEVERAL = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def held(holder: str, words: str) -> tuple[Fact, ...]:
    """Somebody of whom these words are true."""
    ada = Person(Key("p1"), "Ada", None, TODAY)
    match holder:
        case "note":
            return ada, note("n1", NoteKind.REMARK, words)
        case "promise":
            return ada, Promise(Key("q1"), ada.key, words, TODAY)
        case "contact":
            return ada, Contact(Key("c1"), ada.key, NOW, words)
        case "introduction":
            return ada, Introduction(Key("i1"), ada.key, words, TODAY)
        case "who":
            return (replace(ada, who=words),)
        case "said":
            return (replace(ada, said=words),)
        case "met_how":
            return (replace(ada, met_how=words),)
        case _:
            return (replace(ada, name=words),)


def finds(engine: Engine, facts: tuple[Fact, ...], *texts: str) -> bool:
    """Whether each of these finds her; nothing of this is kept."""
    with engine.connect() as connection, connection.begin() as transaction:
        Ledger(connection, ADA).record(tuple(Keep(fact) for fact in facts), NOW, lend_until=None)
        found = [[hit.person for hit in find(text, Ledger(connection, ADA))] for text in texts]
        strangers = [find(text, Ledger(connection, OwnerId(1))) for text in texts]
        transaction.rollback()
    return found == [["p1"]] * len(texts) and not any(strangers)


words = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=LONGEST_WORD)
around = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)
"""Telegram sends no half of a pair of surrogates, and no database text holds a NUL."""


@given(holder=HOLDERS, word=words, before=around, after=around)
@SEVERAL
def test_whoever_is_kept_with_a_word_is_found_by_it(
    engine: Engine, holder: str, word: str, before: str, after: str
) -> None:
    assert finds(engine, held(holder, f"{before} {word} {after}"), word, word.upper(), folded(word))


@given(
    holder=HOLDERS,
    word=st.text("abcdefghijklmnopqrstuvwxyzäöüéøł", min_size=6, max_size=12),  # a lost ß is two letters lost
    slip=st.tuples(st.integers(0, 11), st.sampled_from("abcdefghijklmnopqrstuvwxyzäöü"), st.integers(0, 3)),
    around=around,
)
@SEVERAL
def test_whoever_is_kept_with_a_word_is_found_with_a_slip_in_it(
    engine: Engine, holder: str, word: str, slip: tuple[int, str, int], around: str
) -> None:
    place, letter, how = slip
    at = place % len(word)
    rest = word[at + 1 :]
    wrong = word[:at] + (rest, letter + word[at:], letter + rest, rest[:1] + word[at] + rest[1:])[how]
    assert finds(engine, held(holder, f"{around} {word}, {around}"), wrong)
