"""Plays dialogues in a sitting: begin, go on, take a signal, end. What is asked and decided is the core's."""

from dataclasses import replace
from datetime import datetime

from bot.entries import answer, can_come_back
from bot.erasing import withdraw
from bot.pages import open_page, script_title, unfinished
from bot.person_pages import ask_about_twins
from bot.sitting import Sitting
from bot.subjects import name_of
from conversations.address import Begin, Deed, Do, Open, Resume
from conversations.answers import Answers, Line, Names, Words
from conversations.conditions import View
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import Button, Change, KeepDialogue, Screen, Strip, Withdraw
from conversations.endings import ending
from conversations.engine import Decision, advance, ask
from conversations.facts import Event, Key, Person
from conversations.harvest import changes, named_by, settled
from conversations.known import Known
from conversations.prose import joined, plain, prose
from conversations.reading import Heard
from conversations.replies import options, taken
from conversations.scripts.catalogue import ScriptName, script_named
from conversations.signals import Said, Tapped
from conversations.timing import local_time
from conversations.walk import next_place

LOOKING_AHEAD = frozenset({ScriptName.SNOOZE, ScriptName.PAUSE})
"""Dialogues that have to do with the next event, whatever they are about."""
FLEETING = frozenset({ScriptName.EDIT, ScriptName.TOUCH})
"""Dialogues of one question: left for something else they are over, unless the person asked to keep them."""

FEW = 8
"""People offered as buttons."""


def begin(sitting: Sitting, to: Begin, heard: Heard | None = None) -> None:
    """Start a dialogue, or go on with the one that was left about the same thing.

    `heard` answers its first question at once. Another line about an event is another event.
    """
    subject = Key(to.subject) if to.subject else None
    same = (each for each in unfinished(sitting) if (each.script, each.subject) == (to.script, subject))
    left = None if to.option else next(same, None)
    if left is not None and heard is None:
        resume(sitting, left)
        return
    if left is not None and heard is not None and to.script != ScriptName.NEW_EVENT:
        park(sitting, but=left.key)
        take(sitting, replace(left, state=DialogueState.OPEN), heard)
        return
    park(sitting)
    dialogue = Dialogue(sitting.ledger.next_key("d"), to.script, subject)
    known = known_for(sitting, dialogue)
    dialogue = replace(dialogue, answers=_prefilled(sitting, to, known))
    script = script_named(to.script)
    decision = advance(script, dialogue, heard, known) if heard else ask(script, dialogue, known)
    _settle(sitting, dialogue, known, decision)


def keep_for_later(sitting: Sitting, to: Begin, text: str) -> None:
    """Lay a dialogue aside whose first question has these words waiting as its answer."""
    first = next(script_named(to.script).all_steps()).key
    dialogue = Dialogue(
        sitting.ledger.next_key("d"), to.script, state=DialogueState.PARKED, set_aside={first: Words(text)}
    )
    sitting.do(KeepDialogue(dialogue))


def resume(sitting: Sitting, dialogue: Dialogue) -> None:
    """Go on with a dialogue that was left: ask its question again at the bottom of the chat."""
    park(sitting, but=dialogue.key)
    if dialogue.question is not None:
        sitting.do(Strip(dialogue.question))
    script = script_named(dialogue.script)
    known = known_for(sitting, dialogue)
    _settle(sitting, dialogue, known, ask(script, dialogue, known))


def take(sitting: Sitting, dialogue: Dialogue, signal: Heard | Tapped) -> None:
    """Take a signal into a dialogue."""
    known = known_for(sitting, dialogue)
    _settle(sitting, dialogue, known, advance(script_named(dialogue.script), dialogue, signal, known))


def asks_at(sitting: Sitting, dialogue: Dialogue, path: str) -> bool:
    """Whether the dialogue's next question is the one at this place."""
    place = next_place(script_named(dialogue.script), dialogue.answers, known_for(sitting, dialogue))
    return place is not None and place.path == path


def person_in_turn(sitting: Sitting, dialogue: Dialogue) -> Person | None:
    """Whom the dialogue asks about just now, if it goes through people."""
    place = next_place(script_named(dialogue.script), dialogue.answers, known_for(sitting, dialogue))
    if place is None or place.met is None:
        return None
    return sitting.ledger.person(place.met.key or Key(f"{dialogue.key}.{place.number}"))


def park(sitting: Sitting, but: Key | None = None) -> Dialogue | None:
    """Leave the dialogue that is open, if any other is; nothing of it is lost."""
    dialogue = sitting.ledger.open_dialogue()
    if dialogue is None or dialogue.key == but:
        return None
    if dialogue.question is not None:
        sitting.do(Strip(dialogue.question))
    state = DialogueState.ENDED if dialogue.script in FLEETING else DialogueState.PARKED
    sitting.do(KeepDialogue(replace(dialogue, state=state, question=None)))
    return dialogue


def known_for(sitting: Sitting, dialogue: Dialogue) -> Known:
    """What the dialogue may refer to."""
    ledger, subject = sitting.ledger, dialogue.subject
    event = ledger.event(subject) if subject else None
    note = ledger.note(subject) if subject and dialogue.script == ScriptName.EDIT else None
    of_person = note.person if note else subject
    person = ledger.person(of_person) if of_person and event is None else None
    recent = ledger.recent_people(FEW + FEW)
    nudge = ledger.nudge(subject) if subject and dialogue.script == ScriptName.SNOOZE else None
    about = name_of(sitting.ledger, nudge.subject) if nudge else None
    return Known(
        now=sitting.now,
        settings=sitting.settings,
        event=event,
        person=person,
        people=tuple(each for each in recent if _is_another(each, event, person))[:FEW],
        present=_present(sitting, dialogue, event) if event else (),
        noted=ledger.noted_at(event.key) if event and dialogue.script == ScriptName.AFTER_EVENT else (),
        offers=ledger.offers()[-FEW:],
        plans=ledger.plans(event.key) if event else (),
        promises=ledger.promises(person=person.key) if person else (),
        note=note,
        nudge=nudge if nudge is not None and can_come_back(sitting, nudge) else None,
        about=about or "",
        next_event=_next_event(sitting) if dialogue.script in LOOKING_AHEAD else None,
    )


def _present(sitting: Sitting, dialogue: Dialogue, event: Event) -> tuple[Person, ...]:
    """Those met at an event, and whoever the dialogue names although they were met elsewhere first."""
    there = sitting.ledger.people_of(event.key)
    names = dialogue.answers.get("people") or dialogue.set_aside.get("people")
    named = names.people if isinstance(names, Names) else ()
    keys = (met.key or Key(f"{dialogue.key}.{number}") for number, met in enumerate(named))
    elsewhere = (sitting.ledger.person(key) for key in keys if key not in {person.key for person in there})
    return (*there, *(person for person in elsewhere if person))


def _is_another(each: Person, event: Event | None, person: Person | None) -> bool:
    """Whether somebody is neither the one a dialogue is about nor at its event."""
    return (event is None or each.event != event.key) and (person is None or each.key != person.key)


def _next_event(sitting: Sitting) -> Event | None:
    """The event that is on, or else the next one ahead."""
    ahead = sitting.ledger.upcoming_events(sitting.now, 1)
    return sitting.ledger.live_event(sitting.now) or (ahead[0] if ahead else None)


def _settle(sitting: Sitting, before: Dialogue, known: Known, decision: Decision) -> None:
    """Write down what was decided by what was known, and say it; an ended dialogue leads on."""
    after = decision.dialogue
    sitting.do(KeepDialogue(after))
    for record in changes(before, after, _without_gone(sitting, before, known)):
        if isinstance(record, Withdraw) and isinstance(record.fact, Person):
            withdraw(sitting, record.fact)  # more may hang on them by now than this dialogue made
        else:
            sitting.do(record)
    if after.script == ScriptName.SET_UP and (settings := settled(after, sitting.settings)) != sitting.settings:
        sitting.do(Change(settings))
    sitting.do(*decision.letters)
    match after.state:
        case DialogueState.ENDED:
            _end(sitting, after)
        case DialogueState.PARKED:
            _say_kept(sitting, after)
        case DialogueState.OPEN:
            pass


def _without_gone(sitting: Sitting, dialogue: Dialogue, known: Known) -> Known:
    """What is known, and who of the dialogue's people was forgotten while it was open."""
    gone = frozenset(key for key in named_by(dialogue) if sitting.ledger.person(key) is None)
    return replace(known, gone=gone) if gone else known


def _end(sitting: Sitting, dialogue: Dialogue) -> None:
    known = _without_gone(sitting, dialogue, known_for(sitting, dialogue))
    end = ending(dialogue, known)
    sitting.do(*end.records)
    if end.records and known.nudge is not None:
        answer(sitting, known.nudge)
    for screen in end.screens:
        sitting.say(screen)
    if dialogue.script == ScriptName.AFTER_EVENT:
        ask_about_twins(sitting, named_by(dialogue))
    match end.then:
        case Begin() as following:
            begin(sitting, following, Said(end.words, 0) if end.words else None)
        case Open() as page:
            open_page(sitting, page)
        case None:
            offer_parked(sitting)


def offer_parked(sitting: Sitting) -> None:
    """When a dialogue is done, the one that was left for it is offered again."""
    left = unfinished(sitting)
    if left:
        text = joined([plain("Still waiting for you:"), prose("{name}.", name=script_title(sitting, left[0]))], " ")
        sitting.say(Screen(text, (_going_on(left[0]),)))


def _prefilled(sitting: Sitting, to: Begin, known: Known) -> Answers:
    """Changing an event starts from what is known of it, at the question whether that is right.

    An option of the first question may be chosen already, with the button that began it.
    """
    if to.option:
        first, view = next(script_named(to.script).all_steps()), View({}, known)
        chosen = next((each for each in options(first.reply, view) if each.key == to.option), None)
        return {first.key: taken(first.reply, chosen, view)} if chosen else {}
    event = sitting.ledger.event(Key(to.subject)) if to.script == ScriptName.NEW_EVENT and to.subject else None
    return {"line": line_of_event(event, sitting.settings.zone)} if event else {}


def line_of_event(event: Event, zone: str) -> Line:
    """The event as the line it could have been told in, in local time of `zone`."""
    start, end = (local_time(wall.utc(), zone) for wall in (event.start, event.end))
    return Line(event.title, start, end, event.place)


def leave(sitting: Sitting, dialogue: Dialogue) -> None:
    """Leave the open dialogue at the person's wish, and say that it is kept."""
    park(sitting)
    _say_kept(sitting, dialogue)


def local_now(sitting: Sitting) -> datetime:
    """The owner's naive local time."""
    return local_time(sitting.now, sitting.settings.zone)


def _say_kept(sitting: Sitting, dialogue: Dialogue) -> None:
    name = script_title(sitting, dialogue)
    sitting.say(Screen(prose("Kept: {name} waits where you left it.", name=name), (_going_on(dialogue),)))


def _going_on(dialogue: Dialogue) -> tuple[Button, ...]:
    return Button("Go on", Resume(dialogue.key)), Button("Let it go", Do(Deed.DIALOGUE_DROP, dialogue.key))
