"""Mends notes: taken back, read anew after an edit, moved to somebody else, given a name. Each says what it did."""

from collections.abc import Sequence
from dataclasses import replace

from bot.erasing import withdraw
from bot.jotting import (
    around,
    files_of,
    names_of,
    note_new,
    note_or_add,
    read_into,
    unnamed,
    with_file,
    without_ways,
)
from bot.sitting import Sitting
from conversations.answers import Met
from conversations.captures import read_capture, spoken_of
from conversations.correcting import Called, Dropped, Moved, correction, name_before, renaming, whose_name
from conversations.details import as_line
from conversations.effects import Keep, Screen, Withdraw
from conversations.facts import Apart, Capture, Note, Noted, Person, Promise
from conversations.prose import plain
from conversations.screens import noted as screens
from conversations.screens.noted import Taken
from conversations.signals import Said


def mended(sitting: Sitting, said: Said) -> Screen | None:
    """What a line mends of the notes before it; None when it is a note itself."""
    drafts = around(sitting)
    match correction(said.text, names_of(drafts)):
        case Moved() as moved:
            return _moved(sitting, drafts, moved, said.message)
        case Called() as called:
            told = [" ".join(capture.words for capture in sitting.ledger.captures_of(one.key)) for one in drafts]
            at = whose_name(called, names_of(drafts), told)
            if at is not None:
                return _renamed(sitting, drafts[at], called.name, said.message)
            return None if called.old else screens.noted_screen([note_new(sitting, Met(called.name), said.message)])
        case Dropped(name=name):
            return _dropped(sitting, drafts, name)
        case None:
            return None


def _moved(sitting: Sitting, drafts: Sequence[Person], moved: Moved, message: int | None) -> Screen:
    """The last note, or the last about who is named, is read again as one about somebody else."""
    wrong = spoken_of(moved.old, names_of(drafts)) if moved.old else None
    theirs = sitting.ledger.captures_of(drafts[wrong[0]].key) if wrong else ()
    capture = theirs[-1] if theirs else sitting.ledger.last_capture()
    was = next((one for one in drafts if capture and one.key == capture.person), None)
    if capture is None or was is None:
        return screens.nothing_to_mend()
    if not capture.made and name_before(capture.words, was.name):
        return _renamed(sitting, was, moved.name, message)
    files = files_of(sitting, capture)
    take_back(sitting, capture)
    met = Met(moved.name, capture.words or None)
    if sitting.ledger.person(was.key) is None:
        met = replace(met, handle=was.handle, phone=was.phone, telegram_id=was.telegram_id, email=was.email)
    taken = [note_or_add(sitting, around(sitting), met, capture.message)]
    for file in files:
        taken = with_file(sitting, taken, file.kind, file.file or "", file.words)
    return screens.moved(taken[0])


def _renamed(sitting: Sitting, person: Person, name: str, message: int | None) -> Screen:
    capture = Capture(sitting.ledger.next_key("n"), person.key, renaming(person.name, name), message)
    person = replace(person, name=name)
    sitting.do(Keep(person), Keep(capture))
    return screens.renamed(person, capture)


def _dropped(sitting: Sitting, drafts: Sequence[Person], name: str) -> Screen:
    """Whoever came with a note of this event goes with it; whoever was known before is forgotten on their page only."""
    person = next((one for one in reversed(drafts) if one.name == name), None)
    captures = sitting.ledger.captures_of(person.key) if person else ()
    if person is None or not any(capture.made for capture in captures):
        return screens.where_to_forget(name)
    withdraw(sitting, person)
    return screens.taken_back(person, (), whole=True)


def read_anew(sitting: Sitting, capture: Capture, text: str) -> Taken | None:
    """An edited message, about the same person as before; None when it is about somebody else now."""
    person = sitting.ledger.person(capture.person)
    people = read_capture(text)
    if person is None or len(people) > 1 or correction(text, [person.name]) is not None:
        return None
    told = spoken_of(text, [person.name])
    if capture.made and people:
        name, words = people[0].name, people[0].note or ""
    elif told is not None or not people:
        name, words = person.name, told[1] if told else text
    else:
        return None
    before = sitting.ledger.came_of(capture.key)
    files = [fact for fact in before if isinstance(fact, Note) and fact.file]
    sitting.do(*(Withdraw(fact) for fact in before if fact not in files))
    person = replace(without_ways(person, capture), name=name)
    sitting.do(Keep(person))
    taken = read_into(sitting, person, replace(capture, words=as_line(words)))
    return replace(taken, facts=(*(_carried(sitting, fact, before) for fact in taken.facts), *files))


def _carried(sitting: Sitting, fact: Noted, before: Sequence[Noted]) -> Noted:
    """A promise that was kept or dropped already stays so, however its words are changed."""
    was = next((each for each in before if each.key == fact.key), None)
    if not (isinstance(fact, Promise) and isinstance(was, Promise)) or was.state is fact.state:
        return fact
    kept = replace(fact, state=was.state)
    sitting.do(Keep(kept))
    return kept


def as_somebody_new(sitting: Sitting, capture: Capture) -> Screen:
    """The last words were about somebody else than they were added to: read them as somebody new."""
    files = files_of(sitting, capture)
    take_back(sitting, capture)
    people = read_capture(capture.words) or (replace(unnamed(sitting), note=capture.words),)
    taken = [note_new(sitting, met, capture.message) for met in people]
    for file in files:
        taken = with_file(sitting, taken, file.kind, file.file or "", file.words)
    return screens.noted_screen(taken)


def take_back(sitting: Sitting, capture: Capture) -> Screen | None:
    """Undo a capture: all that was read out of it, and the person too if they came with it and nothing else is known.

    None: it is gone already.
    """
    person = sitting.ledger.person(capture.person)
    if person is None:
        return None
    facts = sitting.ledger.came_of(capture.key)
    before = name_before(capture.words, person.name) if not (capture.made or facts) else None
    if before:
        person = replace(person, name=before)
        sitting.do(Withdraw(capture), Keep(person))
        return screens.renamed(person)
    sitting.do(*(Withdraw(fact) for fact in facts), Withdraw(capture))
    hangs = [fact for fact in sitting.ledger.all_about(person.key) if not isinstance(fact, Apart)]
    if capture.made and not (hangs or person.who or person.said):
        withdraw(sitting, person)
        return screens.taken_back(person, facts, whole=True)
    after = without_ways(person, capture)
    sitting.do(Keep(after))
    ways = [way for way in screens.ways_to(person) if way not in screens.ways_to(after)]
    return screens.taken_back(person, facts, whole=False, ways=ways)


def take_back_the_last(sitting: Sitting) -> None:
    """Undo what was noted last."""
    last = sitting.ledger.last_capture()
    screen = take_back(sitting, last) if last else None
    sitting.say(screen or Screen(plain("There is no note to take back.")))
