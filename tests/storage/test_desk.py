"""What was read of an owner stays at hand as long as it is true, whoever writes; these tests try to make it a lie."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from conversations.answers import Words
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import (
    Change,
    Effect,
    Keep,
    KeepDialogue,
    Lane,
    Mark,
    NoteBundle,
    NudgeState,
    PlanNudges,
    Withdraw,
)
from conversations.facts import Key, Mention, OwnerId, Plan, Promise, Settings
from storage.database import Database
from storage.desk import MOST_PAPERS, OWNERS_ON_DESK, Desk, Papers
from storage.ledger import Ledger
from storage.tables import NOTES, PEOPLE
from tests.papers import untrue
from tests.storage.examples import ADA, HOUR, NOW, TODAY, delivered, lend, nudge, person, record, say
from tests.storage.examples import event as evening

Act: TypeAlias = Callable[[Database, OwnerId], object]

OWNERS = iter(range(1, 1_000_000))
START = datetime(2026, 11, 23, 18)
NAMES = st.sampled_from(["Ana", "Ben", "Eva"])
KEYS = st.sampled_from(["p1", "p2", "p3"])
EVENTS = st.sampled_from([None, "e1", "e2"])

people = st.builds(person, KEYS, NAMES, EVENTS, draft=st.booleans())
told = st.builds(lambda one, said: replace(one, said=said), people, st.sampled_from([None, "climbs", "sings"]))
events = st.builds(evening, st.sampled_from(["e1", "e2"]), st.sampled_from([START, START + timedelta(days=1)]))
promises = st.builds(
    Promise,
    st.sampled_from(["p1.h", "p2.h"]).map(Key),
    KEYS.map(Key),
    st.sampled_from(["call", "write"]),
    st.just(TODAY),
)
plans = st.builds(Plan, st.sampled_from(["d1.x", "d1.y"]).map(Key), st.just(Key("e1")), st.just("alone"), NAMES)
mentions = st.builds(Mention, KEYS.map(Key), st.integers(1, 3), st.just(TODAY))
facts = st.one_of(told, told, events, promises, plans, mentions)
nudges = st.builds(
    nudge,
    st.sampled_from(["n1", "n2", "n3"]),
    st.sampled_from([START, START + HOUR]),
    st.sampled_from(["e1", "p1"]),
    st.sampled_from([NudgeState.PENDING, NudgeState.SENT, NudgeState.DROPPED]),
)
dialogues = st.builds(
    Dialogue,
    st.sampled_from(["d1", "d2"]).map(Key),
    st.just("any"),
    st.sampled_from([None, Key("e1")]),
    st.sampled_from([DialogueState.PARKED, DialogueState.ENDED]),
    st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz").map(Words), max_size=3),
    st.dictionaries(st.sampled_from("def"), st.sampled_from("xyz").map(Words), max_size=2),
)
effects: st.SearchStrategy[Effect] = st.one_of(
    st.builds(Keep, facts),
    st.builds(Keep, facts),
    st.builds(Withdraw, facts),
    st.builds(KeepDialogue, dialogues),
    st.builds(Mark, nudges),
    st.builds(
        lambda planned: PlanNudges(Key("e1"), tuple(each for each in planned if each.state is NudgeState.PENDING)),
        st.lists(
            st.builds(nudge, st.sampled_from(["n1", "n2"]), st.just(START)), max_size=2, unique_by=lambda n: n.key
        ),
    ),
    st.builds(lambda blocked: Change(Settings(blocked=blocked)), st.booleans()),
)


@pytest.fixture
async def two(url: str) -> AsyncIterator[tuple[Database, Database]]:
    """Two processes' ways to one database."""
    opened = Database(url), Database(url)
    yield opened
    for database in opened:
        await database.close()


def ask_everything(ledger: Ledger) -> None:
    """Whatever a turn may want to know."""
    for key in ("p1", "p2", "e1", "d1"):
        ledger.person(Key(key)), ledger.event(Key(key)), ledger.promise(Key(key)), ledger.dialogue(Key(key))
        ledger.nudges_of(Key(key)), ledger.nudge(Key("n1")), ledger.mention(Key(key)), ledger.plans(Key(key))
        ledger.people_of(Key(key)), ledger.drafts_of(Key(key)), ledger.noted_at(Key(key)), ledger.notes(Key(key))
        ledger.introductions(person=Key(key)), ledger.captures_of(Key(key)), ledger.open_loops(Key(key))
    ledger.people(), ledger.recent_people(), ledger.count_people(), ledger.row_of_person(Key("p2"))
    ledger.promises(), ledger.promises(person=Key("p1")), ledger.count_promises(), ledger.offers(), ledger.aparts()
    ledger.events(), ledger.live_event(NOW), ledger.upcoming_events(NOW), ledger.count_events(), ledger.takeaways()
    ledger.open_dialogue(), ledger.parked_dialogues(), ledger.latest_dialogue("any", None), ledger.last_capture()
    ledger.bundle_days(TODAY), ledger.person_known_as(None, None, "Ana Silva")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.booleans(), effects), min_size=2, max_size=12))
async def test_nothing_on_the_desk_is_ever_untrue(
    two: tuple[Database, Database], turns: list[tuple[bool, Effect]]
) -> None:
    owner = OwnerId(next(OWNERS))

    def turn(ledger: Ledger, effect: Effect) -> list[object]:
        wrong = untrue(ledger)
        ask_everything(ledger)
        ledger.record((effect,), NOW, lend_until=None)
        wrong += untrue(ledger)
        ask_everything(ledger)
        return wrong + untrue(ledger)

    for is_first, effect in turns:
        database = two[0] if is_first else two[1]
        assert not await database.turn(owner, lambda ledger, effect=effect: turn(ledger, effect))  # type: ignore[misc]  # bound at once
    for database in two:
        assert not await database.turn(owner, untrue)


async def test_the_message_of_a_question_is_known_in_the_next_turn(database: Database) -> None:
    asks = say("Who?", Lane.REPLY, Key("d1"))
    await record(database, KeepDialogue(Dialogue(Key("d1"), "any")), asks)
    await database.turn(ADA, lambda ledger: ledger.open_dialogue())
    (letter,) = await lend(database)
    await delivered(database, letter, 77)
    found = await database.turn(ADA, lambda ledger: (ledger.open_dialogue(), untrue(ledger)))
    assert found[0] is not None
    assert found[0].question == 77
    assert found[1] == []


async def test_being_blocked_is_known_in_the_next_turn(database: Database) -> None:
    await record(database, PlanNudges(Key("e1"), (nudge("n1", START),)))
    await database.turn(ADA, ask_everything)
    await database.post(lambda outbox: outbox.block(ADA, NOW))
    assert await database.turn(ADA, untrue) == []
    assert await database.turn(ADA, lambda ledger: ledger.settings().blocked)


async def test_what_a_failed_turn_read_and_wrote_is_forgotten(database: Database) -> None:
    await record(database, Keep(person("p1", "Ana")))

    def fails(ledger: Ledger) -> None:
        ledger.record((Keep(person("p1", "Eva")),), NOW, lend_until=None)
        ledger.person(Key("p1"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.turn(ADA, fails)
    found = await database.turn(ADA, lambda ledger: ledger.person(Key("p1")))
    assert found == person("p1", "Ana")


async def test_a_second_turn_reads_nothing_again(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    await record(database, Keep(evening("e1", START)), Keep(person("p1", "Ana", "e1")), NoteBundle(TODAY))
    await database.turn(ADA, ask_everything)
    asked: list[str] = []
    event.listen(database._way.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))  # noqa: SLF001 - nobody else counts
    await database.turn(ADA, ask_everything)
    await database.close()
    assert [
        statement.split()[3] for statement in asked if "FROM owners" not in statement and "SELECT" in statement
    ] == []


def test_a_desk_keeps_those_who_had_a_turn_last() -> None:
    desk = Desk()
    for owner in range(OWNERS_ON_DESK + 1):
        papers = Papers(7)
        papers.keep("question", "answer", (PEOPLE,))
        desk.lay(OwnerId(owner), papers)
    assert desk.take(OwnerId(0), 7).find("question", None) is None
    assert desk.take(OwnerId(1), 7).find("question", None) == "answer"
    assert desk.take(OwnerId(1), 7).find("question", None) is None, "papers that are in use are not on the desk"


async def test_whoever_is_made_up_for_takes_no_place_from_others(url: str) -> None:
    database = Database(url)
    await record(database, Keep(person("p1", "Ana")))
    await database.turn(ADA, lambda ledger: ledger.people())
    for owner in range(1, OWNERS_ON_DESK + 2):
        await database.turn(OwnerId(owner), made_up_for)
    heard = await database.turn(ADA, lambda ledger: ledger.papers.answers())
    assert ("people", (), ()) in heard
    await database.close()


def made_up_for(ledger: Ledger) -> None:
    ledger.people()
    ledger.made_up_for()


def test_papers_of_another_count_are_thrown_away() -> None:
    desk, papers = Desk(), Papers(7)
    papers.keep("question", "answer", (PEOPLE,))
    desk.lay(ADA, papers)
    assert desk.take(ADA, 8).find("question", None) is None


def test_papers_do_not_grow_without_end() -> None:
    papers = Papers(1)
    for number in range(MOST_PAPERS + 5):
        papers.keep(number, number, (PEOPLE, NOTES))
    assert len(papers.answers()) <= MOST_PAPERS
    papers.forget(PEOPLE)
    assert papers.answers() == {}


def test_texts_do_not_take_more_room_than_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.desk.MOST_TEXT", 10)
    desk = Desk()
    for owner in map(OwnerId, range(1, 4)):
        papers = Papers(0)
        papers.keep("name", owner, (PEOPLE,))
        papers.keep("text", "five!", (NOTES,), 5)
        desk.lay(owner, papers)
    first, *others = (desk.take(OwnerId(owner), 0) for owner in (1, 2, 3))
    assert (first.find("name", None), first.find("text", None), first.characters) == (1, None, 0)
    assert [papers.find("text", None) for papers in others] == ["five!"] * 2
    others[0].forget(NOTES)
    assert (others[0].find("text", None), others[0].characters) == (None, 0)
    desk.lay(OwnerId(1), first)
    first.keep("text", "five!", (NOTES,), 5)
    others[1].keep("text", "far too long", (NOTES,), 12)
    desk.lay(OwnerId(3), others[1])
    assert desk.take(OwnerId(3), 0).answers() == {"name": 3}
    assert desk.take(OwnerId(1), 0).find("text", None) == "five!", "nobody made room for what has none"


def test_a_change_in_place_reaches_lists_and_leaves_others_alone() -> None:
    papers = Papers(1)
    ana, ben, eva = person("p1", "Ana"), person("p2", "Ben"), person("p1", "Eva")
    papers.keep("all", (ana, ben), (PEOPLE,))
    papers.keep("one", ana, (PEOPLE,))
    papers.keep("nobody", None, (PEOPLE,))
    papers.keep("count", 2, (PEOPLE,))
    papers.put_in_place(PEOPLE, ana.key, lambda _: eva)
    assert papers.answers() == {"all": (eva, ben), "one": eva, "nobody": None, "count": 2}
