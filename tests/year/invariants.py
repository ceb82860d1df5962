"""What has to hold of every year, whatever happened in it: told by the trace alone, without rules of who is owed what.

Nothing is taken without a message, no message comes without being taken, nothing comes twice but for a kill.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from conversations.effects import Lane
from conversations.facts import OwnerId
from tests.year.judge import Verdict
from tests.year.letters import entries, event_nudge
from tests.year.orders import Point
from tests.year.trace import Arrived, Trace

MOST: Final = 3


def broken(trace: Trace) -> list[Verdict]:
    """Every place where one of them does not hold."""
    return [*_claims(trace), *_repeats(trace), *_shapes(trace), *_troubles(trace)]


def _nudge_letters(trace: Trace) -> list[Arrived]:
    return [arrived for arrived in trace.arrived if arrived.lane is not Lane.REPLY]


def _named_in(arrived: Arrived) -> set[str]:
    """The occurrences that a message speaks of."""
    about_event = event_nudge(arrived.rows)
    return {entry.nudge for entry in entries(arrived.rows)} | ({about_event} if about_event else set())


def _claims(trace: Trace) -> Iterator[Verdict]:
    """What is marked as sent was written at that moment, in a message about it; and the other way round."""
    written = defaultdict[tuple[OwnerId, datetime], set[str]](set)
    for arrived in _nudge_letters(trace):
        written[arrived.owner, arrived.written] |= _named_in(arrived)
    unsent = {(row["owner"], row["written_at"]) for row in trace.waiting if row["lane"] is not Lane.REPLY}
    taken = defaultdict[tuple[OwnerId, datetime], set[str]](set)
    for row in trace.nudges:
        if row["state"].value == "sent":
            taken[row["owner"], row["taken_at"]].add(row["key"])
    for (owner, at), keys in taken.items():
        if not written.get((owner, at)) and (owner, at) not in unsent:
            yield Verdict("claim", owner, at, f"{sorted(keys)} marked as sent, but nothing was written")
    kept = {(row["owner"], row["key"]): row for row in trace.nudges}
    for (owner, at), named in written.items():
        for key in sorted(named):
            mark = kept.get((owner, key))
            if mark is None or mark["taken_at"] is None or mark["taken_at"] < at:
                yield Verdict("mark", owner, at, f"{key} was written, but not marked as sent")


def _repeats(trace: Trace) -> Iterator[Verdict]:
    """A letter comes once; once more for each kill between its arrival and the note of it."""
    kills = [ended.at for ended in trace.ended if ended.how == Point.BEFORE_NOTING]
    comes = defaultdict[tuple[OwnerId, int], list[datetime]](list)
    for arrived in trace.arrived:
        if arrived.result == "Delivered":
            comes[arrived.owner, arrived.number].append(arrived.at)
    for (owner, number), moments in comes.items():
        if len(moments) > 1 + sum(kill in moments[:-1] for kill in kills):
            yield Verdict("twice", owner, moments[1], f"letter {number} came at {moments}")
    leading = Counter[tuple[OwnerId, str]]()
    first = {(arrived.owner, arrived.number): arrived for arrived in reversed(_nudge_letters(trace))}
    for arrived in first.values():
        for key in _named_in(arrived):
            leading[arrived.owner, key] += 1
            if leading[arrived.owner, key] > 1:
                yield Verdict("twice", arrived.owner, arrived.written, f"{key} was brought up twice")


def _shapes(trace: Trace) -> Iterator[Verdict]:
    for arrived in _nudge_letters(trace):
        if len(entries(arrived.rows)) > MOST:
            yield Verdict("bundle", arrived.owner, arrived.at, f"letter {arrived.number} is about more than {MOST}")


def _troubles(trace: Trace) -> Iterator[Verdict]:
    for trouble in trace.trouble:
        yield Verdict("trouble", OwnerId(0), trace.over, trouble)
