from dataclasses import replace
from datetime import UTC, datetime

from conversations.effects import Lane, Mark, Nudge, NudgeKind, NudgeState, PlanNudges
from conversations.facts import Key, OwnerId
from conversations.timing import WallTime
from storage.database import Database
from tests.storage.examples import ADA, BEN, BERLIN, HOUR, MINUTE, NOW, delivered, lend_nudges, nudge, record, say

E1 = Key("e1")
MORNING = datetime(2026, 11, 23, 9)
FIRST = nudge("n1", MORNING)
SECOND = nudge("n2", MORNING + HOUR)
THIRD = nudge("n3", MORNING + 2 * HOUR)


async def planned(database: Database, *nudges: Nudge, owner: OwnerId = ADA) -> None:
    await record(database, PlanNudges(E1, nudges), owner=owner)


async def test_a_nudge_keeps_its_intention_in_local_time_beside_its_moment(database: Database) -> None:
    at = WallTime(datetime(2027, 3, 28, 2, 30), BERLIN)
    kept = Nudge(Key("n1"), NudgeKind.CHECK_IN, Key("d1.0"), at, at.utc())
    await record(database, PlanNudges(Key("d1.0"), (kept,)))
    assert await database.turn(ADA, lambda ledger: ledger.nudge(Key("n1"))) == kept
    assert await database.turn(BEN, lambda ledger: ledger.nudge(Key("n1"))) is None


async def test_a_plan_takes_the_place_of_what_was_planned_for_the_same_subject(database: Database) -> None:
    other = nudge("n9", MORNING, subject="e2")
    await planned(database, FIRST, SECOND)
    await record(database, PlanNudges(Key("e2"), (other,)))
    moved = nudge("n2", MORNING + 5 * HOUR)
    await planned(database, moved, THIRD)
    assert await database.turn(ADA, lambda ledger: ledger.nudges_of(E1)) == (THIRD, moved)
    assert await database.turn(ADA, lambda ledger: ledger.nudges_of(Key("e2"))) == (other,)


async def test_what_is_no_longer_planned_can_be_planned_again(database: Database) -> None:
    await planned(database, FIRST)
    await planned(database)
    assert await database.turn(ADA, lambda ledger: ledger.nudges_of(E1)) == ()
    await planned(database, FIRST)
    assert await database.turn(ADA, lambda ledger: ledger.pending_nudges()) == (FIRST,)


async def test_an_occurrence_that_was_sent_done_or_dropped_stays_so(database: Database) -> None:
    done = [
        replace(FIRST, state=NudgeState.SENT),
        replace(SECOND, state=NudgeState.DONE),
        replace(THIRD, state=NudgeState.DROPPED),
    ]
    await planned(database, FIRST, SECOND, THIRD)
    await record(database, *(Mark(occurrence) for occurrence in done))
    await planned(database, replace(FIRST, due=NOW + 99 * HOUR), SECOND)
    assert list(await database.turn(ADA, lambda ledger: ledger.nudges_of(E1))) == done
    assert await database.turn(ADA, lambda ledger: ledger.pending_nudges()) == ()


async def test_a_snoozed_nudge_is_pending_at_its_new_moment(database: Database) -> None:
    await planned(database, FIRST, SECOND)
    snoozed = nudge("n1", MORNING + 24 * HOUR)
    await record(database, Mark(snoozed))
    assert await database.turn(ADA, lambda ledger: ledger.pending_nudges()) == (SECOND, snoozed)


async def test_pending_nudges_are_listed_soonest_first_up_to_a_moment(database: Database) -> None:
    await planned(database, THIRD, FIRST, SECOND)
    assert await database.turn(ADA, lambda ledger: ledger.pending_nudges()) == (FIRST, SECOND, THIRD)
    assert await database.turn(ADA, lambda ledger: ledger.pending_nudges(limit=1)) == (FIRST,)
    assert await database.turn(ADA, lambda ledger: ledger.pending_nudges(SECOND.due)) == (FIRST, SECOND)


async def test_pending_nudges_are_ten_unless_all_are_asked_for(database: Database) -> None:
    many = tuple(nudge(f"n{number}", MORNING + number * MINUTE) for number in range(600))
    await planned(database, *many)
    assert await database.turn(ADA, lambda ledger: ledger.pending_nudges()) == many[:10]
    assert await database.turn(ADA, lambda ledger: ledger.pending_nudges(limit=None)) == many


async def test_of_many_marks_in_one_turn_the_last_of_each_occurrence_counts(database: Database) -> None:
    many = tuple(nudge(f"n{number}", MORNING) for number in range(50))
    later = tuple(replace(occurrence, due=occurrence.due + HOUR) for occurrence in many)
    sent = tuple(replace(occurrence, state=NudgeState.SENT) for occurrence in later[:2])
    await record(database, *(Mark(occurrence) for occurrence in (*many, *later, *sent)))
    assert await database.turn(ADA, lambda ledger: ledger.nudges_of(E1)) == (*sent, *later[2:])


async def test_a_mark_counts_before_what_was_decided_after_it_and_after_what_was_decided_before(
    database: Database,
) -> None:
    await planned(database, FIRST)
    await record(
        database,
        Mark(SECOND),
        PlanNudges(E1, (THIRD,)),
        Mark(FIRST),
        say("a letter between"),
        Mark(replace(THIRD, state=NudgeState.DROPPED)),
    )
    expected = (FIRST, replace(THIRD, state=NudgeState.DROPPED))
    assert await database.turn(ADA, lambda ledger: ledger.nudges_of(E1)) == expected


async def test_what_was_sent_last_is_known_by_kind_whatever_was_done_about_it_later(database: Database) -> None:
    async def last(owner: OwnerId = ADA, kind: NudgeKind = NudgeKind.CARD) -> datetime | None:
        return await database.turn(owner, lambda ledger: ledger.last_sent(kind))

    await planned(database, FIRST, SECOND, THIRD)
    assert await last() is None
    await record(database, Mark(replace(FIRST, state=NudgeState.SENT)))
    await record(database, Mark(replace(SECOND, state=NudgeState.SENT)), now=NOW + HOUR)
    await record(database, Mark(replace(THIRD, state=NudgeState.DROPPED)), now=NOW + 2 * HOUR)
    assert await last() == NOW + HOUR
    assert await last(BEN) is None
    assert await last(kind=NudgeKind.FORWARD) is None
    for state in (NudgeState.SENT, NudgeState.DONE):
        await record(database, Mark(replace(SECOND, state=state)), now=NOW + 9 * HOUR)
        assert await last() == NOW + HOUR
    await record(database, Mark(replace(SECOND, state=NudgeState.DROPPED)), now=NOW + 9 * HOUR)
    assert await last() == NOW
    await record(database, Mark(replace(SECOND, state=NudgeState.DONE)), now=NOW + 10 * HOUR)
    assert await last() == NOW + HOUR


async def test_an_occurrence_that_is_pending_once_more_is_sent_anew(database: Database) -> None:
    await record(database, Mark(replace(FIRST, state=NudgeState.SENT)))
    await record(database, Mark(FIRST))
    assert await database.turn(ADA, lambda ledger: ledger.last_sent(NudgeKind.CARD)) is None
    await record(database, Mark(replace(FIRST, state=NudgeState.SENT)), now=NOW + HOUR)
    assert await database.turn(ADA, lambda ledger: ledger.last_sent(NudgeKind.CARD)) == NOW + HOUR


async def test_a_message_of_ours_waits_until_it_is_delivered_and_replies_do_not_count(database: Database) -> None:
    async def waits(owner: OwnerId = ADA) -> bool:
        return await database.turn(owner, lambda ledger: ledger.nudge_letter_waits())

    (reply,) = await record(database, say("reply"), lend_until=NOW + MINUTE)
    assert not await waits()
    await delivered(database, reply)
    await record(database, say("nudge", Lane.NUDGE))
    (first,) = await lend_nudges(database)
    await record(database, say("another", Lane.NUDGE), owner=BEN)
    assert await waits()
    assert await waits(BEN)
    await delivered(database, first)
    assert not await waits()


async def test_a_message_of_ours_that_cannot_be_sent_does_not_wait(database: Database) -> None:
    await record(database, say("nudge", Lane.NUDGE))
    (letter,) = await lend_nudges(database)
    await database.post(lambda outbox: outbox.unsendable(letter, "message is too long"))
    assert not await database.turn(ADA, lambda ledger: ledger.nudge_letter_waits())


async def test_what_is_due_stays_due_until_it_is_marked(database: Database) -> None:
    await planned(database, FIRST, SECOND, THIRD)
    for _ in range(2):
        assert await database.turn(ADA, lambda ledger: ledger.take_due(SECOND.due)) == (FIRST, SECOND)
    await record(database, Mark(replace(FIRST, state=NudgeState.SENT)))
    assert await database.turn(ADA, lambda ledger: ledger.take_due(SECOND.due)) == (SECOND,)
    assert await database.turn(BEN, lambda ledger: ledger.take_due(SECOND.due)) == ()


async def test_the_clock_learns_whose_nudges_are_due_and_when_the_next_is(database: Database) -> None:
    assert await database.post(lambda outbox: outbox.next_due()) is None
    await planned(database, SECOND)
    await planned(database, FIRST, owner=BEN)
    assert await database.post(lambda outbox: outbox.next_due()) == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert await database.post(lambda outbox: outbox.next_due(NOW, {BEN})) == SECOND.due
    assert await database.post(lambda outbox: outbox.next_due(NOW, {ADA, BEN})) is None
    assert await database.post(lambda outbox: outbox.owners_due(FIRST.due - MINUTE, 9)) == ()
    assert await database.post(lambda outbox: outbox.owners_due(SECOND.due, 9)) == (BEN, ADA)
    assert await database.post(lambda outbox: outbox.owners_due(SECOND.due, 1)) == (BEN,)
