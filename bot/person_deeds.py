"""What the buttons about one person do: notes, where one met, merging, forgetting, what was sent. All answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot import capture as capturing
from bot import forgetting, mending
from bot.drafting import around
from bot.erasing import end_dialogues_about, merge
from bot.introduction_deeds import move_on
from bot.pages import GONE_ALREADY, revise, show
from bot.sitting import Sitting
from conversations.address import Deed, Do, Open, Page
from conversations.draft_wordings import Occasion
from conversations.editing import OF_KIND
from conversations.effects import Keep, Play, Screen, Toast, Withdraw
from conversations.facts import (
    Apart,
    ApartKind,
    Contact,
    Introduction,
    IntroductionState,
    Key,
    Note,
    NoteKind,
    Person,
    Promise,
    PromiseState,
    Takeaway,
    apart_key,
)
from conversations.nudge_table import unit
from conversations.nudge_times import today
from conversations.prose import prose, short
from conversations.screens.person_parts import FILE_PART
from conversations.signals import Tapped
from conversations.timing import local_time, spoken_day
from conversations.writing import noted_as, thing_of

MOST_FILES = 5
LONGEST_QUOTE = 120
TWICE = timedelta(minutes=5)


def mend_capture(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """A note is taken back, or was about somebody else than it was added to."""
    capture = sitting.ledger.capture(Key(deed.key))
    if capture is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    if deed.deed is Deed.CAPTURE_NEW:
        screen: Screen | None = mending.as_somebody_new(sitting, capture)
    else:
        screen = mending.take_back(sitting, capture)
    sitting.do(Toast(tap.tap, "" if screen else GONE_ALREADY))
    if screen is not None:
        revise(sitting, tap, screen)


def log_contact(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """What was forwarded is a contact, made when it was written; or it is only a note about its author."""
    capture = sitting.ledger.capture(Key(deed.key))
    person = sitting.ledger.person(capture.person) if capture else None
    if capture is None or person is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    sitting.do(Toast(tap.tap))
    if deed.deed is Deed.CONTACT_NOTE:
        revise(sitting, tap, capturing.as_note(sitting, capture, person))
        return
    at = _moment(deed.value, sitting.now)
    sitting.do(Withdraw(capture))
    note_contact(sitting, person, f"They wrote: {short(capture.words, LONGEST_QUOTE)}", at, Key(f"{capture.key}.c"))
    latest = local_time(max(person.last_contact or at, at), sitting.settings.zone).date()
    text = prose("Logged. The rhythm with <b>{name}</b> counts from {day}.", name=person.name, day=spoken_day(latest))
    revise(sitting, tap, Screen(text))


def note_contact(sitting: Sitting, person: Person, words: str, at: datetime, key: Key | None = None) -> None:
    """A real contact: it is kept, and the rhythm starts anew from it unless there was a later one."""
    sitting.do(Keep(Contact(key or sitting.ledger.next_key("k"), person.key, at, words)))
    if person.last_contact is None or person.last_contact < at:
        sitting.do(Keep(replace(person, last_contact=at, next_touch=None, touch_how=None)))
    else:
        sitting.replan(person)  # a contact settles what was planned, and this one came too early to plan anew


def sent(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """A draft was sent: that is a contact, and it settles what it was about. What is settled is not settled twice."""
    person = sitting.ledger.person(Key(deed.key))
    value, _, about = deed.value.partition(".")
    if person is None or value not in set(Occasion):
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    occasion, known = Occasion(value), around(sitting, person)
    words, thing = noted_as(known, occasion), thing_of(known, occasion)
    if about != (thing.key if thing else "") or _just_noted(sitting, person, words):
        show(sitting, Open(Page.PERSON, person.key), tap, toast="That is noted already.")
        return
    match thing:
        case Promise():
            sitting.do(Keep(replace(thing, state=PromiseState.DONE)))
        case Takeaway():
            sitting.do(Keep(replace(thing, settled=True)))
            sitting.answered(unit(thing))
        case Introduction():
            asked = occasion is Occasion.INTRODUCTION_ASKED
            move_on(sitting, thing, IntroductionState.ASKED_A if asked else IntroductionState.THANKED)
        case None:
            pass
    note_contact(sitting, person, words, sitting.now)
    show(sitting, Open(Page.PERSON, person.key), tap, toast="Noted as a contact.")


def _just_noted(sitting: Sitting, person: Person, words: str) -> bool:
    """Whether the button was pressed twice."""
    last = next(iter(sitting.ledger.contacts(person.key)), None)
    return last is not None and last.words == words and sitting.now - last.at < TWICE


def drop_note(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """One note goes."""
    note = sitting.ledger.note(Key(deed.key))
    if note is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    end_dialogues_about(sitting, note.key)
    sitting.do(Withdraw(note))
    part = OF_KIND.get(note.kind, FILE_PART)
    show(sitting, Open(Page.PERSON, note.person, part), tap, toast="Removed.")


def move_note(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """A note was about somebody else."""
    note, other = sitting.ledger.note(Key(deed.key)), sitting.ledger.person(Key(deed.value))
    if note is None or other is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    sitting.do(Keep(replace(note, person=other.key)))
    show(sitting, Open(Page.PERSON, other.key), tap, toast=f"That is with {short(other.name, 40)} now.")


def show_files(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """Recordings and pictures of somebody come once more, the latest of them; or the one that is named."""
    files = [note for note in sitting.ledger.notes(Key(deed.key)) if note.file]
    wanted = [note for note in files if note.key == deed.value] if deed.value else files[-MOST_FILES:]
    sitting.do(Toast(tap.tap, "" if wanted else GONE_ALREADY), *(played(note) for note in wanted))


def played(note: Note) -> Play:
    """A note's recording or picture, to be sent."""
    return Play(note.kind is NoteKind.VOICE, note.file or "", note.words)


def met_at(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """Where somebody was met: at an event, or elsewhere."""
    person = sitting.ledger.person(Key(deed.key))
    event = sitting.ledger.event(Key(deed.value)) if deed.value else None
    if person is None or (deed.value and event is None):
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    met_on = event.start.local.date() if event else person.met_on
    waits = person.draft and event is not None and not event.debriefed
    debriefed = person.debriefed_on or (None if waits else today(sitting.settings, sitting.now))
    key = event.key if event else None
    sitting.do(Keep(replace(person, event=key, met_on=met_on, draft=waits, debriefed_on=debriefed)))
    show(sitting, Open(Page.PERSON, person.key, "edit"), tap, toast="Noted.")


def forget(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """Ask before somebody is forgotten."""
    show(sitting, Open(Page.PERSON, deed.key, "forget"), tap)


def forget_surely(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """Somebody is forgotten, with all that hangs on them."""
    person = sitting.ledger.person(Key(deed.key))
    if person is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    receipt = forgetting.forget(sitting, person)
    sitting.do(Toast(tap.tap, "Forgotten."))
    if tap.message is None:
        sitting.say(receipt)
    else:
        revise(sitting, tap, receipt)


def one_person(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """Two people become one, or are two for good."""
    kept, other = sitting.ledger.person(Key(deed.key)), sitting.ledger.person(Key(deed.value))
    if kept is None or other is None or kept.key == other.key:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    if deed.deed is Deed.PERSON_MERGE:
        merge(sitting, kept, other)
    else:
        key = apart_key(ApartKind.ONE, kept.key, other.key)
        sitting.do(Keep(Apart(key, ApartKind.ONE, kept.key, other.key)))
    word = "One person now." if deed.deed is Deed.PERSON_MERGE else "Two people. I will not ask again."
    show(sitting, Open(Page.PERSON, kept.key), tap, toast=word)


def _moment(value: str, now: datetime) -> datetime:
    """The minute since 1970 that a button carries; now when it says something else, or a time to come."""
    if not value.isdecimal() or int(value) * 60 > now.timestamp():
        return now
    return datetime.fromtimestamp(int(value) * 60, UTC)
