"""What a button does outside a dialogue: a promise done, a nudge moved, an event deleted. Each answers its tap."""

from dataclasses import replace
from datetime import time, timedelta
from typing import assert_never

from bot import capture
from bot.pages import show
from bot.sitting import Sitting
from conversations.address import Deed, Do, Open, Page
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import Change, Keep, KeepDialogue, Mark, NudgeState, Revise, Screen, Toast, Withdraw
from conversations.facts import Key, PromiseState
from conversations.nudging import snoozed
from conversations.prose import plain, prose, short
from conversations.signals import Tapped
from conversations.timing import local_time, spoken_day
from conversations.zones import common_zones

GONE = "That is gone already; nothing to do."
LONGEST_SNOOZE = 365


def do(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """Do the deed, and say in a toast what was done."""
    match deed.deed:
        case Deed.PROMISE_DONE:
            _promise(sitting, deed, tap, PromiseState.DONE)
        case Deed.PROMISE_DROP:
            _promise(sitting, deed, tap, PromiseState.DROPPED)
        case Deed.EVENT_DELETE:
            show(sitting, Open(Page.EVENT, deed.key, "delete"), tap)
        case Deed.EVENT_DELETE_SURE:
            _delete_event(sitting, deed, tap)
        case Deed.DEBRIEF_DISMISS:
            _dismiss(sitting, deed, tap)
        case Deed.NUDGE_SNOOZE:
            _snooze(sitting, deed, tap)
        case Deed.NUDGE_STOP:
            _stop_nudge(sitting, deed, tap)
        case Deed.PERSON_STOP | Deed.PERSON_RESUME:
            _person(sitting, deed, tap)
        case Deed.CAPTURE_UNDO:
            _undo(sitting, deed, tap)
        case Deed.DIALOGUE_DROP:
            _drop_dialogue(sitting, deed, tap)
        case Deed.SET_HOUR | Deed.SET_QUIET | Deed.SET_ZONE:
            _set(sitting, deed, tap)
        case Deed.NOTHING:
            sitting.do(Toast(tap.tap))
        case _:
            assert_never(deed.deed)


def _promise(sitting: Sitting, deed: Do, tap: Tapped, state: PromiseState) -> None:
    promise = sitting.ledger.promise(Key(deed.key))
    if promise is None:
        sitting.do(Toast(tap.tap, GONE))
        return
    sitting.do(Keep(replace(promise, state=state)))
    word = "Done. Good." if state is PromiseState.DONE else "Dropped. That is all right, too."
    back = Open(Page.PERSON, promise.person) if deed.value == "person" and promise.person else Open(Page.PROMISES)
    show(sitting, back, tap, toast=word)


def _delete_event(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """The event and what was planned for it go; the people met there stay."""
    event = sitting.ledger.event(Key(deed.key))
    if event is None:
        sitting.do(Toast(tap.tap, GONE))
        return
    for dialogue in (sitting.ledger.open_dialogue(), *sitting.ledger.parked_dialogues()):
        if isinstance(dialogue, Dialogue) and dialogue.subject == event.key:
            sitting.do(KeepDialogue(replace(dialogue, state=DialogueState.ENDED, question=None)))
    sitting.do(*(Withdraw(plan) for plan in sitting.ledger.plans(event.key)), Withdraw(event))
    show(sitting, Open(Page.EVENTS), tap, toast=f"“{short(event.title, 60)}” is deleted.")


def _drop_dialogue(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """A dialogue that was left is not offered again; what was answered in it stays."""
    dialogue = sitting.ledger.dialogue(Key(deed.key))
    if dialogue is None or dialogue.state is not DialogueState.PARKED:
        sitting.do(Toast(tap.tap, GONE))
        return
    sitting.do(KeepDialogue(replace(dialogue, state=DialogueState.ENDED, question=None)), Toast(tap.tap))
    _revise(sitting, tap, Screen(plain("Let go. What you had told me is kept.")))


def _dismiss(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    event = sitting.ledger.event(Key(deed.key))
    if event is None:
        sitting.do(Toast(tap.tap, GONE))
        return
    sitting.do(Keep(replace(event, dismissed=True)), Toast(tap.tap))
    text = prose(
        "Fine, I let “{event}” rest. /debrief still works, should you change your mind.", event=short(event.title)
    )
    _revise(sitting, tap, Screen(text))


def _snooze(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    nudge = sitting.ledger.nudge(Key(deed.key))
    days = int(deed.value) if deed.value.isdecimal() else 0
    if nudge is None or not 1 <= days <= LONGEST_SNOOZE:
        sitting.do(Toast(tap.tap, GONE))
        return
    day = local_time(sitting.now, sitting.settings.zone).date() + timedelta(days=days)
    if nudge.state is NudgeState.PENDING:
        day = max(day, nudge.at.local.date() + timedelta(days=days))
        sitting.do(Mark(replace(nudge, state=NudgeState.DROPPED)))
    sitting.do(Mark(snoozed(nudge, day, sitting.settings)))
    words = f"I come back to it on {spoken_day(day)}."
    if nudge.state is NudgeState.PENDING:
        show(sitting, Open(Page.UPCOMING), tap, toast=words)
    else:
        sitting.do(Toast(tap.tap, words, alert=True))


def _stop_nudge(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    nudge = sitting.ledger.nudge(Key(deed.key))
    if nudge is None:
        sitting.do(Toast(tap.tap, GONE))
        return
    was_pending = nudge.state is NudgeState.PENDING
    sitting.do(Mark(replace(nudge, state=NudgeState.DROPPED)))
    subject = sitting.ledger.event(nudge.subject) or sitting.ledger.person(nudge.subject)
    if subject is not None:
        sitting.replan(subject)
    if was_pending:
        show(sitting, Open(Page.UPCOMING), tap, toast="Left out.")
    else:
        sitting.do(Toast(tap.tap, "All right. /prep is there whenever you like."))
        if tap.message is not None:
            _revise(sitting, tap, Screen(plain("All right, not this time. /prep is there whenever you like.")))


def _person(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    person = sitting.ledger.person(Key(deed.key))
    if person is None:
        sitting.do(Toast(tap.tap, GONE))
        return
    stopped = deed.deed is Deed.PERSON_STOP
    sitting.do(Keep(replace(person, stopped=stopped)))
    name = short(person.name, 40)
    word = f"No more nudges about {name}. They stay in /people." if stopped else f"I will bring up {name} again."
    if deed.value == "page":
        show(sitting, Open(Page.PERSON, person.key), tap, toast=word)
    else:
        sitting.do(Toast(tap.tap, word, alert=True))


def _undo(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    person = sitting.ledger.person(Key(deed.key))
    if person is None or not person.draft:
        sitting.do(Toast(tap.tap, GONE))
        return
    screen = capture.taken_back(sitting, person, deed.value)
    if screen is None:
        sitting.do(Toast(tap.tap, GONE))
        return
    sitting.do(Toast(tap.tap))
    _revise(sitting, tap, screen)


def _set(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    settings, value = sitting.settings, deed.value
    try:
        match deed.deed:
            case Deed.SET_HOUR:
                changed = replace(settings, nudge_hour=_clock(value))
            case Deed.SET_QUIET:
                start, _, end = value.partition("-")
                changed = replace(settings, quiet_from=_clock(start), quiet_until=_clock(end))
            case _:
                changed = replace(settings, zone=common_zones()[int(value)][0])
    except (ValueError, IndexError):
        sitting.do(Toast(tap.tap, GONE))
        return
    sitting.do(Change(changed))
    show(sitting, Open(Page.SETTINGS), tap, toast="Noted.")


def _clock(digits: str) -> time:
    return time(int(digits[:2]), int(digits[2:4]))


def _revise(sitting: Sitting, tap: Tapped, screen: Screen) -> None:
    if tap.message is not None:
        sitting.do(Revise(tap.message, screen))
