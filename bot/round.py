"""Looking at the clock for one owner: what is due is sent, moved to waking hours, or dropped as no longer true."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.pages import card_screen
from bot.sitting import Sitting
from conversations.effects import Lane, Mark, Nudge, NudgeKind, NudgeState, Say, Screen
from conversations.nudge_texts import About, bundle, debrief, prepare, todays_card
from conversations.nudging import moved, quiet_hours
from conversations.timing import WallTime, local_time, next_awake

BUNDLE = 3
"""People in one message at most."""

ABOUT_PEOPLE = frozenset({NudgeKind.FOLLOW_UP, NudgeKind.CHECK_IN})


def look(sitting: Sitting) -> None:
    """Decide everything that is due for this owner."""
    due = sitting.ledger.take_due(sitting.now)
    zone = sitting.settings.zone
    quiet = quiet_hours(sitting.settings)
    if due and quiet.holds(local_time(sitting.now, zone)):
        awake = next_awake(sitting.now, zone, quiet)
        sitting.do(*(Mark(replace(nudge, due=awake)) for nudge in due))
        return
    for nudge in due:
        if nudge.kind not in ABOUT_PEOPLE:
            _about_event(sitting, nudge)
    _about_people(sitting, tuple(nudge for nudge in due if nudge.kind in ABOUT_PEOPLE))


def _about_event(sitting: Sitting, nudge: Nudge) -> None:
    screen = _event_screen(sitting, nudge)
    if screen is None:
        sitting.do(Mark(replace(nudge, state=NudgeState.DROPPED)))
        return
    sitting.do(Mark(replace(nudge, state=NudgeState.SENT)), Say(screen, Lane.NUDGE))


def _event_screen(sitting: Sitting, nudge: Nudge) -> Screen | None:
    """What to say, or None when it is no longer true."""
    event = sitting.ledger.event(nudge.subject)
    if event is None:
        return None
    over = event.end.utc() <= sitting.now
    match nudge.kind:
        case NudgeKind.PREPARE if not over and not event.prepared:
            return prepare(nudge, event, sitting.now)
        case NudgeKind.CARD if not over:
            return todays_card(event, card_screen(sitting, event), sitting.now)
        case NudgeKind.DEBRIEF if over and not (event.debriefed or event.dismissed):
            return debrief(nudge, event, sitting.ledger.drafts_of(event.key), sitting.now)
        case _:
            return None


def _about_people(sitting: Sitting, due: tuple[Nudge, ...]) -> None:
    """One message about at most three; the others wait for the next day. One person is brought up once.

    What is late waits for the owner's hour when that is still ahead today, so that one day has one message.
    """
    hour = _hour_today(sitting)
    if sitting.now < hour:
        sitting.do(*(Mark(replace(nudge, due=hour)) for nudge in due))
        return
    found = [about for nudge in due if (about := _about(sitting, nudge)) is not None]
    by_person = {about.person.key: about for about in found}
    chosen = tuple(by_person.values())[:BUNDLE]
    told = {about.person.key for about in chosen}
    if chosen:
        sitting.do(Say(bundle(chosen, sitting.settings, sitting.now), Lane.NUDGE))
    tomorrow = local_time(sitting.now, sitting.settings.zone).date() + timedelta(days=1)
    for about in found:
        if about.person.key in told:
            sitting.do(Mark(replace(about.nudge, state=NudgeState.SENT)))
            sitting.replan(about.person)
        else:
            sitting.do(Mark(moved(about.nudge, tomorrow, sitting.settings)))


def _hour_today(sitting: Sitting) -> datetime:
    """The moment (UTC) of the owner's hour today, or of the end of quiet hours when it lies in them."""
    settings = sitting.settings
    today = local_time(sitting.now, settings.zone).date()
    at = datetime.combine(today, settings.nudge_hour)
    if quiet_hours(settings).holds(at):
        at = datetime.combine(today, settings.quiet_until)
    return WallTime(at, settings.zone).utc()


def _about(sitting: Sitting, nudge: Nudge) -> About | None:
    person = sitting.ledger.person(nudge.subject)
    contacted = person is not None and nudge.kind is NudgeKind.FOLLOW_UP and person.last_contact is not None
    if person is None or person.stopped or contacted:
        sitting.do(Mark(replace(nudge, state=NudgeState.DROPPED)))
        return None
    event = sitting.ledger.event(person.event) if person.event else None
    return About(nudge, person, event, sitting.ledger.promises(person=person.key))
