"""Where an event stands in its life, from planned to closed. Computed from its facts and the time, never kept."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from conversations.dialogue import Dialogue
from conversations.facts import Event, Person
from conversations.scripts.catalogue import ScriptName

DOORS_OPEN: Final = timedelta(minutes=30)
"""People arrive early: this long before its start an event counts as live."""

STILL_SPEAKING: Final = timedelta(hours=12)
"""So long after a contact was noted, "done" about the same person means that one."""


class EventState(StrEnum):
    """The stations of an event, in order."""

    PLANNED = "planned"
    PREPARED = "prepared"
    LIVE = "live"
    OVER = "over"  # waiting for its debrief
    DEBRIEFED = "debriefed"  # before its end: somebody went home early and told at once
    FOLLOWING_UP = "following_up"
    CLOSED = "closed"


def makes_way(dialogue: Dialogue, live: Event) -> bool:
    """Whether a dialogue from before the doors opened is left, so that what is written at the event is about people."""
    return dialogue.touched is not None and dialogue.touched < live.start.utc() - DOORS_OPEN


def is_of_use(dialogue: Dialogue, subject: Event | Person | None, now: datetime) -> bool:
    """Whether a dialogue that was left is worth going on with.

    A prep is not, once its event is over or gone. A check-in is not, once its contact was noted a while ago: whoever
    says "done" then speaks of another one.
    """
    match dialogue.script, subject:
        case ScriptName.BEFORE_EVENT, Event(end=end):
            return now < end.utc()
        case ScriptName.BEFORE_EVENT, _:
            return False
        case ScriptName.CHECK_IN, Person(last_contact=datetime() as last) if "happened" in dialogue.answers:
            return now - last < STILL_SPEAKING
        case _:
            return True


def state_of(event: Event, now: datetime, loops: int) -> EventState:
    """The state of an event at an aware moment; `loops` counts what is still open of it."""
    if now < event.end.utc():
        if event.debriefed:
            return EventState.DEBRIEFED
        if now >= event.start.utc() - DOORS_OPEN:
            return EventState.LIVE
        return EventState.PREPARED if event.prepared else EventState.PLANNED
    if not (event.debriefed or event.dismissed):
        return EventState.OVER
    return EventState.FOLLOWING_UP if loops else EventState.CLOSED
