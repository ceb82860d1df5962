"""Planted faults: each is a small change to the bot that the oracle has to find. No test stands here.

They are what systems of this kind are blamed for: lost, twice, at the wrong hour, too much at once, never again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zlib import crc32

from bot import coach, noting
from bot import round as rounds
from bot.sitting import Sitting
from conversations import bundling, event_nudges, harvest, nudge_table, nudge_times, nudging
from conversations.about import About
from conversations.dialogue import Dialogue
from conversations.effects import Keep, Lane, Mark, Named, Nudge, NudgeState, Record
from conversations.facts import Fact, Key, Settings
from conversations.known import Known
from conversations.timing import WallTime, zone_rules
from storage import slots
from storage.letters import LentLetter
from storage.nudges import Nudges
from storage.outbox import Outbox


def change(where: object, **names: object) -> None:
    """Put something else in the place of these names; each has to be there, so that no fault becomes none."""
    for name, value in names.items():
        assert hasattr(where, name), name
        setattr(where, name, value)


def some(key: Key) -> bool:
    """One in three, always the same ones."""
    return crc32(key.encode()) % 3 == 0


def a_claim_whose_letter_is_lost() -> None:
    real = rounds._tell

    def tell(sitting: Sitting, told: tuple[About, ...], lane: Lane) -> None:
        before = list(sitting.letters)
        real(sitting, told, lane)
        if some(told[0].key):
            sitting.letters = before

    change(rounds, _tell=tell)


def a_letter_without_a_claim() -> None:
    real = Nudges._mark

    def forgotten(nudge: Nudge, now: datetime) -> Nudge:
        is_one = nudge.state is NudgeState.SENT and some(nudge.key) and nudge.named is not Named.MOMENT
        return replace(nudge, state=NudgeState.PENDING, due=now + timedelta(days=1)) if is_one else nudge

    def mark(self: Nudges, marks: Iterable[Nudge], now: datetime) -> None:
        real(self, [forgotten(each, now) for each in marks], now)

    change(Nudges, _mark=mark)


def an_hour_that_autumn_repeats_counts_the_second_time() -> None:
    def utc(self: WallTime) -> datetime:
        return self.local.replace(tzinfo=zone_rules(self.zone), fold=1).astimezone(UTC)

    change(WallTime, utc=utc)


def hours_drift_when_clocks_change() -> None:
    def utc(self: WallTime) -> datetime:
        offset = datetime(self.local.year, 1, 1, tzinfo=zone_rules(self.zone)).utcoffset()
        return (self.local - (offset or timedelta())).replace(tzinfo=UTC)

    change(WallTime, utc=utc)


def a_snooze_moves_the_rhythm() -> None:
    real = Sitting._record

    def record(self: Sitting, record: Record) -> None:
        real(self, record)
        if (
            isinstance(record, Mark)
            and nudging.SNOOZED in record.nudge.key
            and (person := self.ledger.person(record.nudge.subject))
        ):
            real(self, Keep(replace(person, last_contact=self.now)))

    change(Sitting, _record=record)


def a_snooze_to_the_minute_comes_at_the_usual_hour() -> None:
    real = nudging.snoozed

    def snoozed(nudge: Nudge, until: date | datetime, settings: Settings) -> Nudge:
        return real(nudge, until.date() if isinstance(until, datetime) else until, settings)

    change(nudging, snoozed=snoozed)


def quiet_hours_do_not_count_after_an_absence() -> None:
    for where in (rounds, slots):
        change(where, awake_from=lambda moment, _settings: moment)


def a_pause_is_forgotten() -> None:
    for where in (nudge_times, bundling):
        change(where, is_paused=lambda _day, _settings: False)
    change(nudge_times, resumption=lambda _settings, day: day)


def as_many_messages_a_week_as_there_are_days() -> None:
    change(bundling, _count=lambda _had, _day: 0)


def four_in_a_message() -> None:
    change(bundling, MOST=4)


def the_days_message_is_not_noted() -> None:
    change(Nudges, _note_bundle=lambda _self, _day: None)


def the_last_in_line_comes_first() -> None:
    def first(able: list[bundling.Entry]) -> tuple[bundling.Entry, ...]:
        return tuple(sorted(able, key=lambda entry: (min(map(bundling._place, entry.nudges)), entry.key)))[-3:]

    change(bundling, _first=first)


def a_change_of_zone_moves_nothing() -> None:
    change(Sitting, replan_all=lambda _self: None)


def what_fell_due_in_an_absence_is_dropped() -> None:
    real = rounds.look

    def look(sitting: Sitting) -> bool:
        due = sitting.ledger.take_due(sitting.now)
        late = [each for each in due if sitting.now - each.due > timedelta(hours=1)]
        sitting.do(*(Mark(replace(each, state=NudgeState.DROPPED)) for each in late))
        return real(sitting)

    change(coach, look=look)


def a_letter_that_fails_once_is_given_up() -> None:
    def put_off(outbox: Outbox, letter: LentLetter, again: datetime, reason: str) -> datetime:
        outbox.unsendable(letter, reason)
        return again

    change(noting, put_off=put_off)


def what_was_held_is_lost_when_somebody_comes_back() -> None:
    real = Nudges._change

    def let_back_in(self: Nudges, settings: Settings) -> None:
        if self._row.settings.blocked and not settings.blocked:
            self._mark([replace(each, state=NudgeState.DROPPED) for each in self.pending_nudges(limit=None)], _EPOCH)
        real(self, settings)

    change(Nudges, _change=let_back_in)


def the_back_off_is_always_three_days() -> None:
    change(nudge_table, days_until_again=lambda misses: 3 if 1 <= misses <= 3 else None)


def a_contact_does_not_restart_the_rhythm() -> None:
    real = harvest._contact

    def contact(dialogue: Dialogue, known: Known) -> Iterator[Fact]:
        return iter(list(real(dialogue, known))[:1])

    change(harvest, _contact=contact)


def an_answer_is_not_taken_for_one() -> None:
    change(Sitting, answered=lambda _self, _key: None)


def late_debriefs_do_not_wait_for_each_other() -> None:
    def in_turn(due: Sequence[Nudge], _now: datetime) -> event_nudges.Turn:
        return event_nudges.Turn(tuple(due), (), ())

    change(rounds, in_turn=in_turn)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

FAULTS: Mapping[str, Callable[[], None]] = {
    fault.__name__: fault
    for fault in (
        a_claim_whose_letter_is_lost,
        a_letter_without_a_claim,
        an_hour_that_autumn_repeats_counts_the_second_time,
        hours_drift_when_clocks_change,
        a_snooze_moves_the_rhythm,
        a_snooze_to_the_minute_comes_at_the_usual_hour,
        quiet_hours_do_not_count_after_an_absence,
        a_pause_is_forgotten,
        as_many_messages_a_week_as_there_are_days,
        four_in_a_message,
        the_days_message_is_not_noted,
        the_last_in_line_comes_first,
        a_change_of_zone_moves_nothing,
        what_fell_due_in_an_absence_is_dropped,
        a_letter_that_fails_once_is_given_up,
        what_was_held_is_lost_when_somebody_comes_back,
        the_back_off_is_always_three_days,
        a_contact_does_not_restart_the_rhythm,
        an_answer_is_not_taken_for_one,
        late_debriefs_do_not_wait_for_each_other,
    )
}


def plant(names: Iterable[str]) -> None:
    """Make these changes in this process."""
    for name in names:
        FAULTS[name]()
