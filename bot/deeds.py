"""What a button does outside a dialogue: a promise done, a nudge moved, an event deleted. Each answers its tap."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot import capture, nudge_deeds
from bot.changing import change
from bot.pages import GONE_ALREADY, revise, show
from bot.sitting import Sitting
from conversations.address import Deed, Do, Open, Page
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import Keep, KeepDialogue, Screen, Toast, Withdraw
from conversations.facts import Key, PromiseState
from conversations.prose import plain, prose, short
from conversations.signals import Tapped


def do(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """Do the deed, and say in a toast what was done."""
    DEEDS[deed.deed](sitting, deed, tap)


def _promise(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    state = PromiseState.DONE if deed.deed is Deed.PROMISE_DONE else PromiseState.DROPPED
    promise = sitting.ledger.promise(Key(deed.key))
    if promise is None or promise.state is not PromiseState.OPEN:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    nudge_deeds.settle_promise(sitting, promise, state)
    word = "Done. Good." if state is PromiseState.DONE else "Dropped. That is all right, too."
    if deed.value == "nudge":
        sitting.do(Toast(tap.tap, word, alert=True))
        return
    back = Open(Page.PERSON, promise.person) if deed.value == "person" and promise.person else Open(Page.PROMISES)
    show(sitting, back, tap, toast=word)


def _ask_before_deleting(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    show(sitting, Open(Page.EVENT, deed.key, "delete"), tap)


def _delete_event(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """The event and what was planned for it go; the people met there stay."""
    event = sitting.ledger.event(Key(deed.key))
    if event is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
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


def _undo(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    person = sitting.ledger.person(Key(deed.key))
    if person is None or not person.draft:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    screen = capture.taken_back(sitting, person, deed.value)
    if screen is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    sitting.do(Toast(tap.tap))
    revise(sitting, tap, screen)


def _nothing(sitting: Sitting, _deed: Do, tap: Tapped) -> None:
    sitting.do(Toast(tap.tap))


DEEDS: Mapping[Deed, Callable[[Sitting, Do, Tapped], None]] = {
    Deed.PROMISE_DONE: _promise,
    Deed.PROMISE_DROP: _promise,
    Deed.PROMISE_KEPT: nudge_deeds.promise_kept,
    Deed.INTRODUCTION_MOVE: nudge_deeds.move_introduction,
    Deed.INTRODUCTION_DROP: nudge_deeds.move_introduction,
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
    Deed.CAPTURE_UNDO: _undo,
    Deed.DIALOGUE_DROP: _drop_dialogue,
    Deed.SET_HOUR: change,
    Deed.SET_QUIET: change,
    Deed.SET_ZONE: change,
    Deed.SET_DAYS: change,
    Deed.SET_WEEKLY: change,
    Deed.RESUME_NUDGES: change,
    Deed.NOTHING: _nothing,
}
"""Every deed has its way; a test holds this to the list of deeds."""
