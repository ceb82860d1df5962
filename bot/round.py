"""Looking at the clock for one owner: what is due is said, waits for its turn, or is dropped as no longer true.

Which nudges there are, and who shares a message, the core decides (nudging.py, bundling.py); here it is carried out.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from bot.entries import about, in_line
from bot.pages import card_screen
from bot.sitting import Sitting
from conversations.about import About
from conversations.bundle_texts import bundle
from conversations.bundling import WEEK, Entry, bundled, day_after, named_days
from conversations.effects import Keep, Lane, Mark, Named, NoteBundle, Nudge, NudgeKind, NudgeState, Say, Screen
from conversations.event_nudges import in_turn
from conversations.facts import Event, Mention
from conversations.nudge_texts import debrief, prepare, todays_card
from conversations.nudge_times import ONE_DAY, awake_from, bundle_moment, today
from conversations.nudging import OF_EVENTS, until


def look(sitting: Sitting) -> bool:
    """Decide everything that is due for this owner; False while an earlier message is not delivered.

    Then all of it stays due but what the person set to a minute.
    """
    due = sitting.ledger.take_due(sitting.now)
    if not due:
        return True  # somebody else was quicker
    if any(_is_early(sitting, nudge) for nudge in due):
        sitting.replan_all()  # they were planned while the tz data did not know the zone
        due = sitting.ledger.take_due(sitting.now)
    sitting.due = tuple(nudge.due for nudge in due)
    for nudge in due:
        if nudge.named is Named.MOMENT:
            _at_the_minute(sitting, nudge)
    # what was just said may have put an end to other nudges about the same person
    rest = [nudge for nudge in sitting.ledger.take_due(sitting.now) if nudge.named is not Named.MOMENT]
    if rest and sitting.ledger.nudge_letter_waits():
        return False
    awake = awake_from(sitting.now, sitting.settings)
    if awake > sitting.now:
        sitting.do(*(Mark(until(nudge, awake, sitting.now)) for nudge in rest))
        return True
    _about_events(sitting, [nudge for nudge in rest if nudge.kind in OF_EVENTS])
    _about_people(sitting, [nudge for nudge in rest if nudge.kind not in OF_EVENTS])
    return True


def _is_early(sitting: Sitting, nudge: Nudge) -> bool:
    """Whether what is meant is still ahead. Of people it is a day that is meant, at whatever hour bundles come."""
    if nudge.kind in OF_EVENTS or nudge.named is Named.MOMENT:
        return nudge.at.utc() > sitting.now
    return nudge.at.local.date() > today(sitting.settings, sitting.now)


def _at_the_minute(sitting: Sitting, nudge: Nudge) -> None:
    """A moment that the person set: said by itself, whatever hour it is."""
    if nudge.kind in OF_EVENTS:
        _about_event(sitting, nudge, Lane.MOMENT)
        return
    _drop_what_is_over(sitting, [nudge])
    told = [each for entry in in_line(sitting, [nudge]) if (each := about(sitting, entry))]
    if told:
        _tell(sitting, tuple(told), Lane.MOMENT)


def _about_events(sitting: Sitting, due: Sequence[Nudge]) -> None:
    """What comes of the nudges about events that are due at once."""
    turn = in_turn(due, sitting.now)
    tomorrow = bundle_moment(today(sitting.settings, sitting.now) + ONE_DAY, sitting.settings)
    sitting.do(*(Mark(until(nudge, tomorrow, sitting.now)) for nudge in turn.tomorrow))
    sitting.do(*(Mark(replace(nudge, state=NudgeState.DROPPED)) for nudge in turn.never))
    for nudge in turn.now:
        _about_event(sitting, nudge, Lane.NUDGE)


def _about_event(sitting: Sitting, nudge: Nudge, lane: Lane) -> None:
    event = sitting.ledger.event(nudge.subject)
    screen = _event_screen(sitting, nudge, event) if event else None
    if screen is None:
        sitting.do(Mark(replace(nudge, state=NudgeState.DROPPED)))
        return
    sitting.do(Mark(replace(nudge, state=NudgeState.SENT)), Say(screen, lane))


def _event_screen(sitting: Sitting, nudge: Nudge, event: Event) -> Screen | None:
    """What to say, or None when it is no longer true."""
    over = event.end.utc() <= sitting.now
    match nudge.kind:
        case NudgeKind.PREPARE if not over and not event.prepared:
            return prepare(nudge, event, sitting.now)
        case NudgeKind.CARD if not over:
            return todays_card(nudge, event, card_screen(sitting, event), sitting.now)
        case NudgeKind.DEBRIEF if over and not (event.debriefed or event.dismissed):
            return debrief(nudge, event, sitting.ledger.drafts_of(event.key), sitting.now)
        case _:
            return None


def _about_people(sitting: Sitting, due: Sequence[Nudge]) -> None:
    """The day's bundle, if there is one; whoever is not in it waits for the next day with room."""
    settings, day = sitting.settings, today(sitting.settings, sitting.now)
    due = _drop_what_is_over(sitting, due)
    hour = bundle_moment(day, settings)
    if not due or sitting.now < hour:
        sitting.do(*(Mark(until(nudge, hour, sitting.now)) for nudge in due))
        return
    week = sitting.ledger.pending_nudges(bundle_moment(day + WEEK, settings), limit=None)
    others = [nudge for nudge in week if nudge.kind not in OF_EVENTS and nudge.named is not Named.MOMENT]
    pushed = [nudge for nudge in others if nudge not in due and nudge.at.local.date() <= day]
    everybody = in_line(sitting, (*due, *pushed))
    had = sitting.ledger.bundle_days(day - WEEK)
    ahead = named_days(in_line(sitting, [nudge for nudge in others if nudge.named is Named.DAY]), day)
    chosen = bundled([entry for entry in everybody if not entry.is_held(day)], day, had, ahead, settings)
    told = tuple(each for entry in chosen if (each := about(sitting, entry)))
    said = {nudge.key for each in told for nudge in each.entry.told}
    for entry in everybody:
        left = tuple(nudge for nudge in entry.nudges if nudge in due and nudge.key not in said)
        if left:
            _wait(sitting, replace(entry, nudges=left), (*had, day) if told else had)
    if told:  # only now, because it may put an end to what waits about the same person or thing
        sitting.do(NoteBundle(day))
        _tell(sitting, told, Lane.NUDGE)


def _wait(sitting: Sitting, entry: Entry, had: Collection[date]) -> None:
    """Until it comes again for lack of an answer, or else until the next day with room."""
    day = today(sitting.settings, sitting.now)
    again = entry.not_before if entry.is_held(day) else None
    moment = bundle_moment(again or day_after(day, had, sitting.settings, named=entry.is_named), sitting.settings)
    sitting.do(*(Mark(replace(nudge, due=moment, missed=None)) for nudge in entry.nudges))


def _tell(sitting: Sitting, told: tuple[About, ...], lane: Lane) -> None:
    """Say it, and note for each that it was brought up and waits for an answer."""
    sitting.do(Say(bundle(told, sitting.settings, sitting.now), lane))
    day = today(sitting.settings, sitting.now)
    for each in told:
        sitting.do(*(Mark(replace(nudge, state=NudgeState.SENT)) for nudge in each.entry.told))
        sitting.do(Keep(Mention(each.key, each.misses, day)))


def _drop_what_is_over(sitting: Sitting, due: Sequence[Nudge]) -> list[Nudge]:
    """What is still true of this."""
    true = {nudge.key for entry in in_line(sitting, due) for nudge in entry.nudges}
    sitting.do(*(Mark(replace(nudge, state=NudgeState.DROPPED)) for nudge in due if nudge.key not in true))
    return [nudge for nudge in due if nudge.key in true]
