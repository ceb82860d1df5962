from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import pytest
from sqlalchemy import func, select, text

from conversations.answers import Chosen, Day, Skipped, Ticked, Value, Words
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import KeepDialogue
from conversations.facts import Key
from storage.database import Database
from storage.ledger import Ledger
from storage.tables import ANSWERS
from tests.storage.examples import ADA, BEN, HOUR, NOW, delivered, record, say

D1 = Key("d1")
ANSWERS_SO_FAR: dict[str, Value] = {
    "met/1/who": Words("a sailor"),
    "goal": Chosen("learn", "Learn something"),
    "met/0/who": Skipped(),
}


def dialogue(key: str = "d1", state: DialogueState = DialogueState.OPEN, **answers: Value) -> Dialogue:
    return Dialogue(Key(key), "after_event", Key("e1"), state, answers)


async def test_a_dialogue_comes_back_with_its_answers_in_the_order_in_which_they_were_given(database: Database) -> None:
    kept = Dialogue(D1, "after_event", Key("e1"), answers=ANSWERS_SO_FAR, set_aside={"z": Words("zz")}, question=77)
    await record(database, KeepDialogue(kept))
    found = await database.turn(ADA, lambda ledger: ledger.open_dialogue())
    assert found == kept
    assert found is not None
    assert list(found.answers) == list(ANSWERS_SO_FAR)
    assert await database.turn(ADA, lambda ledger: ledger.dialogue(D1)) == kept
    assert await database.turn(BEN, lambda ledger: ledger.dialogue(D1)) is None
    assert await database.turn(BEN, lambda ledger: ledger.open_dialogue()) is None


async def test_an_answer_put_before_others_comes_back_before_them(database: Database) -> None:
    await record(database, KeepDialogue(dialogue(a=Words("1"), c=Words("3"))))
    await record(database, KeepDialogue(dialogue(a=Words("1"), b=Words("2"), c=Words("3"))))
    found = await database.turn(ADA, lambda ledger: ledger.dialogue(D1))
    assert found is not None
    assert list(found.answers.items()) == [("a", Words("1")), ("b", Words("2")), ("c", Words("3"))]


async def test_an_answer_set_aside_keeps_its_value_while_another_is_given(database: Database) -> None:
    await record(database, KeepDialogue(dialogue(a=Words("old"))))
    back = Dialogue(D1, "after_event", Key("e1"), answers={}, set_aside={"a": Words("old")})
    await record(database, KeepDialogue(back))
    assert await database.turn(ADA, lambda ledger: ledger.dialogue(D1)) == back
    both = Dialogue(D1, "after_event", Key("e1"), answers={"a": Words("new")}, set_aside={"a": Words("old")})
    await record(database, KeepDialogue(both))
    assert await database.turn(ADA, lambda ledger: ledger.dialogue(D1)) == both


async def test_an_answer_that_did_not_change_keeps_the_moment_at_which_it_was_given(database: Database) -> None:
    await record(database, KeepDialogue(dialogue(a=Words("1"), b=Ticked((), ("x",), complete=False))))
    changed = dialogue(a=Words("1"), b=Ticked((), ("x", "y")), c=Day(date(2026, 12, 1)))
    await record(database, KeepDialogue(changed), now=NOW + HOUR)

    def moments(ledger: Ledger) -> dict[str, object]:
        rows = ledger._connection.execute(  # noqa: SLF001 - the moments are for /export later, nothing reads them yet
            select(ANSWERS.c.place, ANSWERS.c.given_at)
        )
        return {place: given_at for place, given_at in rows}  # noqa: C416 - rows are not pairs to mypy

    assert await database.turn(ADA, moments) == {"a": NOW, "b": NOW + HOUR, "c": NOW + HOUR}


async def test_a_dialogue_may_open_in_the_turn_that_parks_the_one_before(database: Database) -> None:
    await record(database, KeepDialogue(dialogue("d1")))
    await record(database, KeepDialogue(dialogue("d2")), KeepDialogue(dialogue("d1", DialogueState.PARKED)))
    found = await database.turn(ADA, lambda ledger: ledger.open_dialogue())
    assert found is not None
    assert found.key == "d2"


async def test_the_last_word_about_a_dialogue_in_a_turn_counts(database: Database) -> None:
    await record(database, KeepDialogue(dialogue("d1")), KeepDialogue(dialogue("d1", DialogueState.ENDED)))
    assert await database.turn(ADA, lambda ledger: ledger.open_dialogue()) is None


async def test_parked_dialogues_are_offered_the_one_left_last_first(database: Database) -> None:
    for number, key in enumerate(["d9", "d10", "d11"]):
        await record(database, KeepDialogue(dialogue(key, DialogueState.PARKED)), now=NOW + number // 2 * HOUR)
    await record(database, KeepDialogue(dialogue("d12")), KeepDialogue(dialogue("d13", DialogueState.ENDED)))
    parked = await database.turn(ADA, lambda ledger: ledger.parked_dialogues())
    assert [left.key for left in parked] == ["d11", "d10", "d9"]


async def test_the_latest_dialogue_of_a_script_is_found_in_any_state(database: Database) -> None:
    for number, key in enumerate(["d1", "d2"]):
        await record(database, KeepDialogue(dialogue(key, DialogueState.ENDED)), now=NOW + timedelta(days=number))
    await record(database, KeepDialogue(Dialogue(Key("d3"), "set_up")))
    await record(database, KeepDialogue(dialogue("d1", DialogueState.PARKED)), now=NOW + timedelta(days=9))

    def latest(ledger: Ledger) -> list[str | None]:
        asked = [("after_event", Key("e1")), ("set_up", None), ("set_up", Key("e1")), ("after_event", None)]
        found = [ledger.latest_dialogue(script, subject) for script, subject in asked]
        return [one.key if one else None for one in found]

    assert await database.turn(ADA, latest) == ["d2", "d3", None, None]


async def test_the_message_of_a_question_is_remembered_when_it_was_delivered(database: Database) -> None:
    (letter,) = await record(database, KeepDialogue(dialogue()), say("Who?", question_of=D1), lend_until=NOW + HOUR)
    await delivered(database, letter, 4711)
    found = await database.turn(ADA, lambda ledger: ledger.open_dialogue())
    assert cast("Dialogue", found).question == 4711


async def test_the_message_of_a_question_can_be_told_in_a_turn(database: Database) -> None:
    await record(database, KeepDialogue(dialogue()))
    await database.turn(BEN, lambda ledger: ledger.asked(D1, 1))
    await database.turn(ADA, lambda ledger: ledger.asked(D1, 2))
    found = await database.turn(ADA, lambda ledger: ledger.open_dialogue())
    assert cast("Dialogue", found).question == 2


async def test_the_answers_of_one_dialogue_are_nobody_elses(database: Database) -> None:
    await record(database, KeepDialogue(dialogue("d1", a=Words("1"))))
    await record(database, KeepDialogue(dialogue("d1", a=Words("2"))), owner=BEN)
    await record(database, KeepDialogue(dialogue("d1")), owner=BEN)
    found = await database.turn(ADA, lambda ledger: ledger.dialogue(D1))
    assert cast("Dialogue", found).answers == {"a": Words("1")}
    counted = select(func.count()).select_from(ANSWERS)
    assert await database.turn(ADA, lambda ledger: ledger._connection.execute(counted).scalar_one()) == 1  # noqa: SLF001 - rows left behind cannot be seen otherwise


def spoil(ledger: Ledger, place: str, written: str) -> None:
    spoilt = text("UPDATE answers SET value = :written WHERE place = :place")
    if ledger._connection.dialect.name == "postgresql":  # noqa: SLF001 - only another version would write so
        spoilt = text("UPDATE answers SET value = CAST(:written AS JSON) WHERE place = :place")
    ledger._write(ANSWERS, spoilt, [{"written": written, "place": place}])  # noqa: SLF001 - as above


def place_of(ledger: Ledger, place: str) -> str | None:
    found = text("SELECT CAST(value AS TEXT) FROM answers WHERE place = :place")
    written: str | None = ledger._connection.execute(found, {"place": place}).scalar()  # noqa: SLF001 - as above
    return written


@pytest.mark.parametrize("written", ['{"kind": "scent", "of": "lilac"}', "17", '{"kind": "words"}', "null"])
async def test_an_answer_that_cannot_be_read_is_asked_for_again_and_stays_until_then(
    database: Database, written: str
) -> None:
    await record(database, KeepDialogue(dialogue(a=Words("1"), b=Words("2"), c=Words("3"))))
    await database.turn(ADA, lambda ledger: spoil(ledger, "b", written))
    found = await database.turn(ADA, lambda ledger: ledger.open_dialogue())
    assert found == dialogue(a=Words("1"), c=Words("3"))
    await record(database, KeepDialogue(dialogue(a=Words("1"), d=Words("4"))))
    assert await database.turn(ADA, lambda ledger: place_of(ledger, "b")) == written
    again = dialogue(a=Words("1"), b=Words("new"), d=Words("4"))
    await record(database, KeepDialogue(again))
    assert await database.turn(ADA, lambda ledger: ledger.open_dialogue()) == again


async def test_an_answer_that_is_broken_off_stops_no_other(sqlite_url: str) -> None:
    database = Database(sqlite_url)  # PostgreSQL would not take it
    await record(database, KeepDialogue(dialogue(a=Words("1"), b=Words("2"))))
    await database.turn(ADA, lambda ledger: spoil(ledger, "a", '{"kind": "wo'))
    assert await database.turn(ADA, lambda ledger: ledger.open_dialogue()) == dialogue(b=Words("2"))
    await database.close()


async def test_a_dialogue_of_an_unknown_script_is_absent_and_gives_way(database: Database) -> None:
    riddle = Dialogue(Key("d1"), "riddle", answers={"a": Words("1")})
    await record(
        database, KeepDialogue(riddle), KeepDialogue(Dialogue(Key("d2"), "riddle", None, DialogueState.PARKED))
    )

    def without_riddles(ledger: Ledger) -> None:
        ledger.understand(lambda script: script != "riddle")
        assert ledger.open_dialogue() is None
        assert ledger.parked_dialogues() == ()
        assert ledger.dialogue(Key("d2")) is None
        assert ledger.latest_dialogue("riddle", None) is None
        ledger.record((KeepDialogue(dialogue("d3")),), NOW, lend_until=None)
        assert ledger.open_dialogue() == dialogue("d3")

    await database.turn(ADA, without_riddles)
    left = await database.turn(ADA, lambda ledger: ledger.parked_dialogues())
    assert {each.key for each in left} == {"d1", "d2"}
    assert await database.turn(ADA, lambda ledger: ledger.dialogue(Key("d1"))) == replace(
        riddle, state=DialogueState.PARKED
    )
