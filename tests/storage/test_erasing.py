"""All of one owner goes and nothing of anybody else's; the last row goes with the last letter. On both databases."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Enum, Integer, Text, Time, insert, select
from sqlalchemy.types import TypeEngine

from conversations.effects import Keep, Letter, Toast
from conversations.facts import OwnerId
from storage.columns import UtcDateTime, WallClock, Weekdays
from storage.database import Database
from storage.engines import engine_for, normalised
from storage.ledger import Ledger
from storage.letters import LentLetter
from storage.outbox import NOBODY, Outbox, Parked
from storage.tables import METADATA
from tests.storage.examples import ADA, BEN, MINUTE, NOW, TODAY, delivered, lend, person, record, say

FAREWELL = replace(say("All the best"), farewell=True)
SAMPLES: Mapping[type[TypeEngine[Any]], object] = {
    UtcDateTime: NOW,
    WallClock: NOW.replace(tzinfo=None),
    Weekdays: frozenset({1}),
    Time: NOW.time(),
    Date: TODAY,
    JSON: {"kind": "skipped"},
    Boolean: False,
    Integer: 1,
    Text: "d1",
}


def sample(column: Column[Any]) -> object:
    if isinstance(column.type, Enum):
        return next(iter(column.type.enum_class or ()))
    return next(value for kind, value in SAMPLES.items() if isinstance(column.type, kind))


def fill(url: str, *owners: OwnerId) -> None:
    """Give each of these a row in every table there is."""
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        for table in METADATA.sorted_tables:
            rest = {column.name: sample(column) for column in table.c if column.name != "owner"}
            for owner in owners:
                connection.execute(insert(table), rest | {"owner": owner})
    engine.dispose()


def whose(url: str) -> dict[str, list[int]]:
    """Whose rows each table has."""
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        rows = {table.name: sorted(connection.scalars(select(table.c.owner))) for table in METADATA.sorted_tables}
    engine.dispose()
    return {name: owners for name, owners in rows.items() if owners}


async def erase(database: Database, *last: Letter, lend_until: bool = True) -> tuple[LentLetter, ...]:
    """Erase all of Ada's, and say so."""

    def work(ledger: Ledger) -> tuple[LentLetter, ...]:
        ledger.hear(77, NOW)
        ledger.erase_everything()
        return ledger.record(last, NOW, lend_until=NOW + MINUTE if lend_until else None)

    return await database.turn(ADA, work)


async def test_every_table_is_emptied_of_one_owner_and_of_nobody_else(database: Database, url: str) -> None:
    fill(url, ADA, BEN)
    (letter,) = await erase(database, FAREWELL)
    assert whose(url) == {table.name: [BEN] for table in METADATA.sorted_tables} | {
        "owners": [ADA, BEN],
        "letters": [ADA, BEN],
        "updates": [NOBODY, NOBODY, BEN],
    }
    await delivered(database, letter)
    assert ADA not in {owner for owners in whose(url).values() for owner in owners}


async def test_the_row_that_stays_until_then_says_nothing(database: Database, url: str) -> None:
    fill(url, ADA)
    await erase(database, FAREWELL)
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        row = connection.execute(select(METADATA.tables["owners"])).mappings().one()
    engine.dispose()
    assert (row["first_name"], row["zone"], row["last_seen"], row["told_at"], row["next_key"]) == (
        "", "UTC", None, None, 1,
    )  # fmt: skip


async def test_last_words_that_cannot_be_sent_are_not_kept(database: Database, url: str) -> None:
    (letter,) = await erase(database, FAREWELL)
    await database.post(lambda outbox: outbox.unsendable(letter, "chat not found"))
    assert whose(url) == {"updates": [NOBODY]}


async def test_last_words_to_somebody_who_blocked_us_are_not_kept(database: Database, url: str) -> None:
    await erase(database, Toast("tap"), FAREWELL)
    assert await database.post(lambda outbox: outbox.block(ADA, NOW))
    assert whose(url) == {"updates": [NOBODY]}


async def test_whoever_is_heard_before_they_were_told_stays(database: Database, url: str) -> None:
    (letter,) = await erase(database, FAREWELL)
    assert await database.turn(ADA, lambda ledger: ledger.hear(78, NOW))
    await record(database, Keep(person("p1", "Ana")))
    await delivered(database, letter)
    assert whose(url) == {"owners": [ADA], "people": [ADA], "updates": [NOBODY, ADA]}


async def test_whoever_came_back_and_blocks_us_is_kept(database: Database, url: str) -> None:
    await erase(database, FAREWELL, lend_until=False)
    await database.turn(ADA, lambda ledger: ledger.hear(78, NOW))
    assert await database.post(lambda outbox: outbox.block(ADA, NOW + MINUTE))
    assert whose(url) == {"owners": [ADA], "letters": [ADA], "updates": [NOBODY, ADA]}


async def test_a_letter_that_was_under_way_meanwhile_harms_nothing(database: Database, url: str) -> None:
    (early,) = await record(database, say("one", question_of=None), lend_until=NOW + MINUTE)
    early = replace(early, letter=replace(say("one"), question_of=person("d1", "").key))
    (last,) = await erase(database, FAREWELL)
    assert last.number > early.number
    await delivered(database, last)
    await delivered(database, early, message=5)
    await database.post(lambda outbox: outbox.unsendable(early, "gone"))
    assert whose(url) == {"updates": [NOBODY]}


async def test_what_another_process_remembers_of_them_is_not_true_any_more(database: Database, url: str) -> None:
    other = Database(url)
    await record(other, Keep(person("p1", "Ana")))
    assert [each.name for each in await other.turn(ADA, lambda ledger: ledger.people())] == ["Ana"]
    (letter,) = await erase(database, FAREWELL)
    assert await other.turn(ADA, lambda ledger: ledger.people()) == ()
    await other.turn(ADA, lambda ledger: ledger.people())
    await delivered(database, letter)
    await record(database, Keep(person("p1", "Ben")))
    assert [each.name for each in await other.turn(ADA, lambda ledger: ledger.people())] == ["Ben"]
    await other.close()


async def test_an_update_from_before_is_not_new_to_anybody_without_a_past(database: Database) -> None:
    await database.turn(ADA, lambda ledger: ledger.hear(76, NOW))
    (letter,) = await erase(database, FAREWELL)
    assert not await database.turn(ADA, lambda ledger: ledger.hear(76, NOW))
    await delivered(database, letter)
    assert not await database.turn(ADA, lambda ledger: ledger.hear(77, NOW))
    assert await database.turn(ADA, lambda ledger: ledger.hear(78, NOW))


async def test_the_numbers_of_updates_go_after_two_days(database: Database, url: str) -> None:
    (letter,) = await erase(database, FAREWELL)
    await delivered(database, letter)
    await database.post(lambda outbox: outbox.prune(NOW + timedelta(days=3)))
    assert whose(url) == {}


async def test_a_turn_in_which_nothing_is_kept_leaves_no_row(database: Database, url: str) -> None:
    await database.turn(ADA, lambda ledger: ledger.people())
    assert whose(url) == {}
    await record(database, Keep(person("p1", "Ana")))
    await database.turn(ADA, lambda ledger: ledger.people())
    assert whose(url) == {"owners": [ADA], "people": [ADA]}


@pytest.mark.parametrize(("raw", "left"), [('{"id": 815}', []), ('{"id": 8150, "x": 1815}', [NOBODY])])
async def test_a_parked_update_of_nobody_goes_when_it_names_the_owner(
    database: Database, url: str, raw: str, left: list[int]
) -> None:
    await database.post(lambda outbox: outbox.park_update(Parked(5, raw, "KeyError", NOBODY), NOW))
    await record(database, say("one"))
    await database.turn(ADA, lambda ledger: ledger.clear_away(lambda letter: letter))
    assert whose(url).get("parked_updates", []) == left


async def test_letters_that_wait_are_cleared_one_by_one_and_those_that_failed_all_go(database: Database) -> None:
    await record(database, say("fails"), say("goes"), Toast("tap", "Ana"), say("stays"))

    def fail(outbox: Outbox) -> None:
        first, *rest = outbox.lend(NOW, NOW + MINUTE, 9)
        outbox.unsendable(first, "refused")
        outbox.give_back(rest)

    def cleared(letter: Letter) -> Letter | None:
        if isinstance(letter, Toast):
            return Toast(letter.tap)
        return None if letter == say("goes") else letter

    await database.post(fail)
    await database.turn(ADA, lambda ledger: ledger.clear_away(cleared))
    assert [each.letter for each in await lend(database)] == [Toast("tap"), say("stays")]
    assert await database.turn(ADA, lambda ledger: ledger.how_much_of_everything()["letters"]) == 2
