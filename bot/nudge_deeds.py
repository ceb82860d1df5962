"""What the buttons of a message that Rapport began itself do: put off, stop, keep, slower, faster, moved on."""

from dataclasses import replace
from datetime import timedelta

from bot.entries import answer, can_come_back, open_thing, person_of
from bot.pages import GONE_ALREADY, revise, show
from bot.sitting import Sitting
from conversations.address import Deed, Do, Open, Page
from conversations.effects import Keep, Mark, NudgeKind, NudgeState, Screen, Toast
from conversations.facts import (
    Contact,
    Key,
    Person,
    Promise,
    PromiseState,
    Takeaway,
)
from conversations.nudge_table import unit
from conversations.nudge_times import today
from conversations.nudging import counted_from, kept_for_later, put_off
from conversations.prose import plain, prose, short
from conversations.rhythm import faster, intervals, slower
from conversations.signals import Tapped
from conversations.timing import spoken_day

LONGEST_SNOOZE = 365
ON_THEIR_PAGE = {"page": "", "rhythm": "rhythm"}
"""Where a button about a person stands, and the part of their page that is shown after it."""

KEPT_FOR = timedelta(days=14)
"""Until something without a rhythm of its own comes again, when the person wants to keep to it."""


def snooze(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """Put a nudge off by some days, with one tap."""
    nudge = sitting.ledger.nudge(Key(deed.key))
    days = int(deed.value) if deed.value.isdecimal() else 0
    if nudge is None or not can_come_back(sitting, nudge) or not 1 <= days <= LONGEST_SNOOZE:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    was_pending = nudge.state is NudgeState.PENDING
    day = counted_from(nudge, today(sitting.settings, sitting.now)) + timedelta(days=days)
    sitting.do(*put_off(nudge, day, sitting.settings))
    answer(sitting, nudge)
    words = f"I will come back to it on {spoken_day(day)}."
    if was_pending:
        show(sitting, Open(Page.UPCOMING), tap, toast=words)
    else:
        sitting.do(Toast(tap.tap, words, alert=True))


def stop(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """This one nudge comes no more."""
    nudge = sitting.ledger.nudge(Key(deed.key))
    if nudge is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
    elif nudge.state is NudgeState.PENDING:
        sitting.do(Mark(replace(nudge, state=NudgeState.DROPPED)))
        subject = sitting.ledger.event(nudge.subject) or open_thing(sitting, nudge)
        if subject is not None:
            sitting.replan(subject)
        show(sitting, Open(Page.UPCOMING), tap, toast="Left out.")
    elif nudge.kind is NudgeKind.PREPARE:
        sitting.do(Toast(tap.tap, "All right. /prep is there whenever you like."))
        revise(sitting, tap, Screen(plain("All right, not this time. /prep is there whenever you like.")))
    else:
        show(sitting, Open(Page.UPCOMING), tap, toast="That one has come already.")


def keep(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """It was brought up again and again without an answer, and the answer is: keep to it."""
    nudge = sitting.ledger.nudge(Key(deed.key))
    thing = open_thing(sitting, nudge) if nudge else None
    if nudge is None or thing is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    sitting.answered(unit(thing))
    if isinstance(thing, Person):
        word = f"Good. {short(thing.name, 40)} stays in the rhythm."
    elif nudge.kind is NudgeKind.FORWARD:
        word = "Good. I will bring it up again in a month."
    else:
        day = today(sitting.settings, sitting.now) + KEPT_FOR
        sitting.do(Mark(kept_for_later(nudge, day, sitting.settings)))
        word = f"Good. I will bring it up again around {spoken_day(day)}."
    sitting.do(Toast(tap.tap, word, alert=True))


def rhythm(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """Bring somebody up less or more often."""
    person = sitting.ledger.person(Key(deed.key))
    if person is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    if person.stopped and deed.value not in ON_THEIR_PAGE:
        word = f"I say nothing more about {short(person.name, 40)}. Their page in /people changes that."
        sitting.do(Toast(tap.tap, word, alert=True))
        return
    change = slower if deed.deed is Deed.PERSON_SLOWER else faster
    sitting.do(Keep(replace(person, pace=change(person.pace), stopped=False)))
    sitting.answered(person.key)
    first, second, later = intervals(change(person.pace))
    name = short(person.name, 40)
    word = f"{name}: {first} and {second} days after a contact, then every {later}."
    if deed.value in ON_THEIR_PAGE:
        show(sitting, Open(Page.PERSON, person.key, ON_THEIR_PAGE[deed.value]), tap, toast=word)
    else:
        sitting.do(Toast(tap.tap, word, alert=True))


def person(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """Stay quiet about somebody, or bring them up again."""
    found = sitting.ledger.person(Key(deed.key))
    if found is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    stopped = deed.deed is Deed.PERSON_STOP
    sitting.do(Keep(replace(found, stopped=stopped)))
    sitting.answered(found.key)
    name = short(found.name, 40)
    word = f"No more nudges about {name}. They stay in /people." if stopped else f"I will bring up {name} again."
    if deed.value == "page":
        show(sitting, Open(Page.PERSON, found.key), tap, toast=word)
    else:
        sitting.do(Toast(tap.tap, word, alert=True))


def promise_kept(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """What was promised is done, and doing it was a contact: the rhythm starts anew from it."""
    promise = sitting.ledger.promise(Key(deed.key))
    if promise is None or promise.state is not PromiseState.OPEN:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    settle_promise(sitting, promise, PromiseState.DONE)
    found = person_of(sitting, promise)
    if found is not None:
        contact = Contact(sitting.ledger.next_key("k"), found.key, sitting.now, f"Kept: {promise.words}")
        sitting.do(Keep(contact), Keep(replace(found, last_contact=sitting.now, next_touch=None, touch_how=None)))
    word = "Kept. I noted it as a contact as well." if found else "Kept. Good."
    sitting.do(Toast(tap.tap, word, alert=True))


def settle_promise(sitting: Sitting, promise: Promise, state: PromiseState) -> None:
    """The promise is done or dropped; that is an answer, too."""
    sitting.do(Keep(replace(promise, state=state)))
    sitting.answered(unit(promise))


def settle_takeaway(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """Advice was answered or something passed on; or neither, and it rests."""
    takeaway = sitting.ledger.takeaway(Key(deed.key))
    if takeaway is None or takeaway.settled:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    _settle(sitting, takeaway)
    word = "Good. That will be remembered." if deed.deed is Deed.TAKEAWAY_DONE else "Let go. That is all right, too."
    sitting.do(Toast(tap.tap, word, alert=True))


def quiet_event(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """Nothing more is said about an event by itself."""
    event = sitting.ledger.event(Key(deed.key))
    if event is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    sitting.do(Keep(replace(event, dismissed=True)), Toast(tap.tap))
    text = "I write nothing more about “{event}” by myself. /events, /card and /debrief are there all the same."
    revise(sitting, tap, Screen(prose(text, event=short(event.title))))


def _settle(sitting: Sitting, takeaway: Takeaway) -> None:
    sitting.do(Keep(replace(takeaway, settled=True)))
    sitting.answered(unit(takeaway))
