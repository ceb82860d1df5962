"""What a button does outside a dialogue: a promise done, a nudge moved, an event deleted. Each answers its tap."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot import introduction_deeds, leaving, nudge_deeds, person_deeds
from bot.changing import change
from bot.erasing import cancel
from bot.pages import GONE_ALREADY, revise, show
from bot.sitting import Sitting
from conversations.address import Deed, Do, Open, Page
from conversations.dialogue import DialogueState
from conversations.effects import HandOver, Keep, KeepDialogue, PlanNudges, Screen, TakeIn, Taking, Toast
from conversations.facts import Key, Promise, PromiseState
from conversations.nudge_table import unit
from conversations.nudge_times import today
from conversations.prose import plain, prose, short
from conversations.screens import carrying
from conversations.screens.paging import rows_on
from conversations.signals import Tapped
from conversations.timing import spoken_day

WEEK = timedelta(days=7)


def do(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """Do the deed, and say in a toast what was done."""
    DEEDS[deed.deed](sitting, deed, tap)


def _later(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """A week more, counted from its day or from today, whichever is later."""
    promise = sitting.ledger.promise(Key(deed.key))
    if promise is None or promise.state is not PromiseState.OPEN:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    day = today(sitting.settings, sitting.now)
    due = max(promise.due or day, day) + WEEK
    back = _promises_around(sitting, promise)
    sitting.do(PlanNudges(promise.key, ()), Keep(replace(promise, due=due)))
    sitting.answered(unit(promise))
    show(sitting, back, tap, toast=f"Moved to {spoken_day(due)}.")


def _reopen(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """It was tapped done or dropped by mistake."""
    promise = sitting.ledger.promise(Key(deed.key))
    if promise is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    if promise.state is not PromiseState.OPEN:
        sitting.do(Keep(replace(promise, state=PromiseState.OPEN)))
    show(sitting, _promises_around(sitting, promise), tap, toast="Open again.")


def _promise(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    state = PromiseState.DONE if deed.deed is Deed.PROMISE_DONE else PromiseState.DROPPED
    promise = sitting.ledger.promise(Key(deed.key))
    if promise is None or promise.state is not PromiseState.OPEN:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    around = replace(_promises_around(sitting, promise), part=promise.key)
    nudge_deeds.settle_promise(sitting, promise, state)
    word = "Done. Good." if state is PromiseState.DONE else "Dropped. That is all right, too."
    if deed.value == "nudge":
        sitting.do(Toast(tap.tap, word, alert=True))
        return
    on_page = deed.value == "person" and promise.person
    back = Open(Page.PERSON, promise.person) if on_page and promise.person else around
    show(sitting, back, tap, toast=word)


def _promises_around(sitting: Sitting, promise: Promise) -> Open:
    """The page of the list on which an open promise stands now; whoever taps on the second page stays there."""
    row = sitting.ledger.row_of_promise(promise.key) or 0
    return Open(Page.PROMISES, at=row // rows_on(Page.PROMISES) * rows_on(Page.PROMISES))


def _ask_before_deleting(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    show(sitting, Open(Page.EVENT, deed.key, "delete"), tap)


def _delete_event(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """The event goes; the people met there stay."""
    event = sitting.ledger.event(Key(deed.key))
    if event is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    cancel(sitting, event)
    show(sitting, Open(Page.EVENTS), tap, toast=f"“{short(event.title, 60)}” is deleted.")


def _drop_dialogue(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """A dialogue that was left is not offered again; what was answered in it stays."""
    dialogue = sitting.ledger.dialogue(Key(deed.key))
    if dialogue is None or dialogue.state is not DialogueState.PARKED:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    sitting.do(KeepDialogue(replace(dialogue, state=DialogueState.ENDED, question=None)), Toast(tap.tap))
    revise(sitting, tap, Screen(plain("Let go. What you had told me is kept.")))


def _dismiss(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    event = sitting.ledger.event(Key(deed.key))
    if event is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    sitting.do(Keep(replace(event, dismissed=True)), Toast(tap.tap))
    text = prose(
        "Fine, I let “{event}” rest. /debrief still works, should you change your mind.", event=short(event.title)
    )
    revise(sitting, tap, Screen(text))


def _export(sitting: Sitting, _deed: Do, tap: Tapped) -> None:
    """All that is kept, as a file."""
    sitting.do(Toast(tap.tap, "I pack it."), HandOver())


def _import(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """The file to which the button's message is a reply. Where Telegram has it no more, it has to be sent again."""
    if tap.file is None or tap.file_message is None:
        sitting.do(Toast(tap.tap, carrying.FILE_GONE, alert=True))
        return
    sitting.do(Toast(tap.tap))
    revise(sitting, tap, carrying.bringing_in())
    sitting.do(TakeIn(tap.file, tap.file_message, Taking.ANEW if deed.value == Taking.ANEW else Taking.ADD))


def _import_not(sitting: Sitting, _deed: Do, tap: Tapped) -> None:
    sitting.do(Toast(tap.tap))
    revise(sitting, tap, carrying.left_out())


def _nothing(sitting: Sitting, _deed: Do, tap: Tapped) -> None:
    sitting.do(Toast(tap.tap))


DEEDS: Mapping[Deed, Callable[[Sitting, Do, Tapped], None]] = {
    Deed.PROMISE_DONE: _promise,
    Deed.PROMISE_DROP: _promise,
    Deed.PROMISE_LATER: _later,
    Deed.PROMISE_REOPEN: _reopen,
    Deed.PROMISE_KEPT: nudge_deeds.promise_kept,
    Deed.INTRODUCTION_MOVE: introduction_deeds.move,
    Deed.INTRODUCTION_DROP: introduction_deeds.move,
    Deed.INTRODUCTION_BACK: introduction_deeds.step_back,
    Deed.PAIR_MAKE: introduction_deeds.pair,
    Deed.PAIR_NEVER: introduction_deeds.pair,
    Deed.TAKEAWAY_DONE: nudge_deeds.settle_takeaway,
    Deed.TAKEAWAY_DROP: nudge_deeds.settle_takeaway,
    Deed.EVENT_DELETE: _ask_before_deleting,
    Deed.EVENT_DELETE_SURE: _delete_event,
    Deed.EVENT_QUIET: nudge_deeds.quiet_event,
    Deed.DEBRIEF_DISMISS: _dismiss,
    Deed.NUDGE_SNOOZE: nudge_deeds.snooze,
    Deed.NUDGE_STOP: nudge_deeds.stop,
    Deed.NUDGE_KEEP: nudge_deeds.keep,
    Deed.PERSON_STOP: nudge_deeds.person,
    Deed.PERSON_RESUME: nudge_deeds.person,
    Deed.PERSON_SLOWER: nudge_deeds.rhythm,
    Deed.PERSON_FASTER: nudge_deeds.rhythm,
    Deed.PERSON_MET_AT: person_deeds.met_at,
    Deed.PERSON_FORGET: person_deeds.forget,
    Deed.PERSON_FORGET_SURE: person_deeds.forget_surely,
    Deed.PERSON_MERGE: person_deeds.one_person,
    Deed.PERSON_APART: person_deeds.one_person,
    Deed.NOTE_DROP: person_deeds.drop_note,
    Deed.NOTE_MOVE: person_deeds.move_note,
    Deed.FILES_SHOW: person_deeds.show_files,
    Deed.DRAFT_SENT: person_deeds.sent,
    Deed.CAPTURE_UNDO: person_deeds.mend_capture,
    Deed.CAPTURE_NEW: person_deeds.mend_capture,
    Deed.CONTACT_LOG: person_deeds.log_contact,
    Deed.CONTACT_NOTE: person_deeds.log_contact,
    Deed.DIALOGUE_DROP: _drop_dialogue,
    Deed.SET_HOUR: change,
    Deed.SET_QUIET: change,
    Deed.SET_ZONE: change,
    Deed.SET_DAYS: change,
    Deed.SET_WEEKLY: change,
    Deed.RESUME_NUDGES: change,
    Deed.EXPORT: _export,
    Deed.IMPORT: _import,
    Deed.IMPORT_NOT: _import_not,
    Deed.ERASE_ALL: leaving.erase_all,
    Deed.NOTHING: _nothing,
}
"""Every deed has its way; a test holds this to the list of deeds."""
