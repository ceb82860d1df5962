"""The only decisions of a dialogue: (script, dialogue, signal, what is known) -> what was decided.

Rules, in the order in which they are tried:
1. A tap names the question it belongs to; one that belongs to an earlier question changes nothing and says so.
2. "skip", "back", "why" and "later" may be typed as well as tapped, in the words of steering.py.
3. Everything else is read as an answer; what cannot be read gets a hint and the question again.
4. An answer, once given, leaves only by Back, and Back keeps it at hand.
"""

from dataclasses import dataclass, replace
from typing import assert_never

from conversations.address import Answer, Control, Steer
from conversations.answers import (
    Answers,
    Chosen,
    Day,
    Hour,
    Line,
    Moment,
    Names,
    Pledged,
    Skipped,
    Ticked,
    Value,
    Words,
    is_complete,
    line_without,
    spoken,
)
from conversations.conditions import View
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import Letter, Play, Revise, Say, Screen, Strip, Toast
from conversations.facts import Note, NoteKind
from conversations.known import Known
from conversations.misread import Misread
from conversations.prose import Html, joined, plain, prose, short
from conversations.reading import Heard, read
from conversations.replies import YES, Confirm, Fix, People, Text, Tick, captured_names, options, taken, toggled
from conversations.script import Script
from conversations.signals import Said, Tapped
from conversations.steering import typed
from conversations.walk import Place, next_place, place_before
from conversations.wording import answered, asked, fields, known_fields, question, sharing

MOST_FILES = 5


@dataclass(frozen=True, slots=True)
class Decision:
    """What the dialogue is now, and what is said. A dialogue that ENDED or was PARKED says so in its state."""

    dialogue: Dialogue
    letters: tuple[Letter, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What lies on the table while one signal is decided."""

    script: Script
    dialogue: Dialogue
    known: Known
    place: Place


def ask(script: Script, dialogue: Dialogue, known: Known, lead: Html | None = None) -> Decision:
    """Ask the next question, or end the dialogue when there is none. `lead` stands above the question."""
    place = next_place(script, dialogue.answers, known)
    if place is None:
        return Decision(replace(dialogue, state=DialogueState.ENDED, question=None))
    now_open = replace(dialogue, state=DialogueState.OPEN, question=None)
    screen = question(script, now_open, place, known)
    if lead:
        screen = replace(screen, text=joined([lead, screen.text], "\n\n"))
    return Decision(now_open, (*_opening(script, dialogue, place, known), Say(screen, question_of=dialogue.key)))


def _opening(script: Script, dialogue: Dialogue, place: Place, known: Known) -> tuple[Letter, ...]:
    """What is said before the question: the script's opening words, and a keyboard that can answer it."""
    fresh = not dialogue.answers and not dialogue.set_aside
    text = script.opening if fresh and script.opening else ""
    if shared := sharing(place.step.reply):
        words, button = shared
        return (Say(Screen(prose(text or words, **known_fields(known)), asks=(button,))),)
    return (Say(Screen(prose(text, **known_fields(known)))),) if text else ()


def advance(script: Script, dialogue: Dialogue, signal: Heard | Tapped, known: Known) -> Decision:
    """Take one signal of the person into the dialogue."""
    place = next_place(script, dialogue.answers, known)
    if place is None:  # what was asked is settled meanwhile
        toast = (Toast(signal.tap),) if isinstance(signal, Tapped) else ()
        return Decision(replace(dialogue, state=DialogueState.ENDED, question=None), toast)
    table = Table(script, dialogue, known, place)
    if isinstance(signal, Tapped):
        return _tapped(table, signal)
    view = View(dialogue.answers, known, place.prefix)
    control = _typed(signal, place, view)
    if control is not None:
        return _steered(table, control, None)
    value = read(place.step.reply, signal, view)
    if isinstance(value, Misread):
        return _again(table, plain(value.hint), None)
    return _given(table, _merged(dialogue.answers.get(place.path), value), None)


def _typed(heard: Heard, place: Place, view: View) -> Control | None:
    name = place.met.name if place.met else ""
    return typed(heard.text, options(place.step.reply, view), name) if isinstance(heard, Said) else None


def _tapped(table: Table, tap: Tapped) -> Decision:
    match tap.to:
        case Answer(place=path) | Steer(place=path) if path != table.place.path:
            return _stale(table, tap, path)
        case Steer(control=control):
            return _steered(table, control, tap)
        case Answer(option=key):
            view = View(table.dialogue.answers, table.known, table.place.prefix)
            option = next((each for each in options(table.place.step.reply, view) if each.key == key), None)
            if option is None:
                return Decision(table.dialogue, (Toast(tap.tap, "That choice is no longer there."),))
            return _picked(table, taken(table.place.step.reply, option, view), tap)
        case _:
            return Decision(table.dialogue, (Toast(tap.tap),))


def _picked(table: Table, value: Value, tap: Tapped) -> Decision:
    reply = table.place.step.reply
    if not isinstance(reply, Tick) or not isinstance(value, Ticked):
        return _given(table, value, tap)
    ticks = toggled(table.dialogue.answers.get(table.place.path), value.ticked[0], reply.most)
    return _again(replace(table, dialogue=_with(table.dialogue, table.place.path, ticks)), None, tap)


def _steered(table: Table, control: Control, tap: Tapped | None) -> Decision:
    before = table.dialogue.answers.get(table.place.path)
    match control:
        case Control.SKIP:
            return _given(table, _nothing_said(table), tap)
        case Control.KEEP:
            return _kept(table, tap)
        case Control.DONE:
            if isinstance(before, Ticked):
                return _given(table, replace(before, complete=True), tap)
            return _given(table, Skipped(), tap)
        case Control.REST:
            return _enough(table, tap)
        case Control.WHY:
            why = table.place.step.why
            words = fields(why, table.dialogue, table.place, table.known)
            return _again(table, prose(f"<blockquote>{why}</blockquote>", **words), tap)
        case Control.BACK:
            return _back(table, tap)
        case Control.LATER:
            return _parked(table, tap)
        case _:
            assert_never(control)


def _nothing_said(table: Table) -> Value:
    """A skipped question; asked who was there, those noted on the go were."""
    view = View(table.dialogue.answers, table.known, table.place.prefix)
    noted = captured_names(view) if isinstance(table.place.step.reply, People) else Names(())
    return noted if noted.people else Skipped()


def _kept(table: Table, tap: Tapped | None) -> Decision:
    """Take what Back had set aside; words that were sent before the question could be asked are read only now."""
    kept = table.dialogue.set_aside.get(table.place.path)
    if isinstance(kept, Words) and not isinstance(table.place.step.reply, Text):
        view = View(table.dialogue.answers, table.known, table.place.prefix)
        value = read(table.place.step.reply, Said(kept.text, 0), view)
        if isinstance(value, Misread):
            return _again(table, plain(value.hint), tap)
        kept = _merged(table.dialogue.answers.get(table.place.path), value)
    return _given(table, kept, tap) if kept is not None else _again(table, None, tap)


def _given(table: Table, value: Value, tap: Tapped | None) -> Decision:
    """Keep the answer, close its question on the screen, ask the next one."""
    reply = table.place.step.reply
    if isinstance(reply, Confirm) and isinstance(value, Chosen) and value.option != YES:
        return _mended(table, reply, value, tap)
    return _onward(table, _with(table.dialogue, table.place.path, value), value, tap)


def _onward(table: Table, dialogue: Dialogue, value: Value, tap: Tapped | None) -> Decision:
    """Close the question on screen, whose answer `dialogue` has, and ask the next one."""
    done = answered(dialogue, table.place, table.known, value)
    shared = sharing(table.place.step.reply) is not None
    following = ask(table.script, dialogue, table.known, None if tap or shared else _understood(value))
    kept = _kept_of(dialogue, table)
    thanks: tuple[Letter, ...] = ()
    if shared:  # only a message without buttons of its own can take the keyboard away
        noted = "All right, skipped." if isinstance(value, Skipped) else "Noted: {value}."
        thanks = (Say(Screen(prose(noted, value=short(spoken(value), 200)), clear_asks=True)),)
    return Decision(following.dialogue, (*_closed(table, tap, done), *thanks, *kept, *following.letters))


def _kept_of(dialogue: Dialogue, table: Table) -> tuple[Letter, ...]:
    """The last recordings and pictures of somebody, when the first question about them is reached."""
    place = next_place(table.script, dialogue.answers, table.known)
    if place is None or place.met is None or place.met.key is None or place.prefix == table.place.prefix:
        return ()
    if any(path.startswith(place.prefix) for path in dialogue.answers):
        return ()
    files = [each for each in table.known.noted_of(place.met.key) if isinstance(each, Note) and each.file]
    return tuple(
        Play(each.kind is NoteKind.VOICE, each.file or "", each.words or place.met.name) for each in files[-MOST_FILES:]
    )


def _mended(table: Table, reply: Confirm, chosen: Chosen, tap: Tapped | None) -> Decision:
    """Something confirmed was wrong: take that back, and only that, and ask for it again."""
    dialogue = table.dialogue
    for fix in reply.fixes:
        if fix.key == chosen.option:
            dialogue = _fixed(dialogue, fix)
    following = ask(table.script, dialogue, table.known)
    done = answered(table.dialogue, table.place, table.known, chosen)
    return Decision(following.dialogue, (*_closed(table, tap, done), *following.letters))


def _fixed(dialogue: Dialogue, fix: Fix) -> Dialogue:
    for path in fix.again:
        if path in dialogue.answers:
            dialogue = _without(dialogue, path)
    line = dialogue.answers.get(fix.line)
    if isinstance(line, Line):
        less = line_without(line, fix.part)
        dialogue = replace(dialogue, answers={**dialogue.answers, fix.line: less})
    return dialogue


def _enough(table: Table, tap: Tapped | None) -> Decision:
    """Keep what is at hand about this person and skip the rest; where it is about nobody, only this question."""
    place = table.place
    value = _at_hand(table.dialogue, place.path)
    dialogue = _with(table.dialogue, place.path, value)
    left = next_place(table.script, dialogue.answers, table.known)
    while place.met and left and left.prefix == place.prefix:
        dialogue = _with(dialogue, left.path, _at_hand(dialogue, left.path))
        left = next_place(table.script, dialogue.answers, table.known)
    return _onward(table, dialogue, value, tap)


def _at_hand(dialogue: Dialogue, path: str) -> Value:
    """What was ticked so far or set aside by Back, as a whole answer."""
    value = dialogue.answers.get(path) or dialogue.set_aside.get(path) or Skipped()
    return replace(value, complete=True) if isinstance(value, Ticked) else value


def _back(table: Table, tap: Tapped | None) -> Decision:
    before = place_before(table.script, table.dialogue.answers, table.known, table.place.path)
    if before is None:
        return _again(table, prose("This is the first question; there is nothing before it."), tap)
    dialogue = _without(table.dialogue, before.path)
    return _again(replace(table, dialogue=dialogue, place=before), None, tap)


def _parked(table: Table, tap: Tapped | None) -> Decision:
    dialogue = replace(table.dialogue, state=DialogueState.PARKED, question=None)
    quiet = Screen(asked(table.dialogue, table.place, table.known))
    return Decision(dialogue, _closed(table, tap, quiet))


def _again(table: Table, note: Html | None, tap: Tapped | None) -> Decision:
    """Show the question anew: in its own message after a tap, else as a new message at the bottom of the chat."""
    screen = question(table.script, table.dialogue, table.place, table.known, note)
    if tap and tap.message is not None:
        return Decision(replace(table.dialogue, question=tap.message), (Toast(tap.tap), Revise(tap.message, screen)))
    strip = (Strip(table.dialogue.question),) if table.dialogue.question else ()
    dialogue = replace(table.dialogue, question=None)
    toast = (Toast(tap.tap),) if tap else ()
    return Decision(dialogue, (*toast, *strip, Say(screen, question_of=dialogue.key)))


def _stale(table: Table, tap: Tapped, path: str) -> Decision:
    if tap.message is not None and tap.message == table.dialogue.question:  # another question applies by now
        return _again(table, None, tap)
    value = table.dialogue.answers.get(path)
    if value is None or not is_complete(value):
        text = "That question is not on any more. The current one is at the bottom."
    else:
        text = f"You answered that: {short(spoken(value), 60)}. “Back” on the current question changes it."
    return Decision(table.dialogue, (Toast(tap.tap, text, alert=True),))


def _closed(table: Table, tap: Tapped | None, screen: Screen) -> tuple[Letter, ...]:
    """Take the buttons off the question that was just answered."""
    if tap:
        return (Toast(tap.tap), *_revised(tap, screen))
    return (Strip(table.dialogue.question),) if table.dialogue.question else ()


def _revised(tap: Tapped, screen: Screen) -> tuple[Letter, ...]:
    return (Revise(tap.message, screen),) if tap.message is not None else ()


def _understood(value: Value) -> Html | None:
    """What was read out of typed words, where reading them can go wrong."""
    is_dated = isinstance(value, Pledged) and value.day is not None
    if is_dated or isinstance(value, Day | Hour | Names | Moment):
        return prose("✓ {value}", value=short(spoken(value), 120))
    return None


def _merged(before: Value | None, value: Value) -> Value:
    """Typed lines finish a list that was begun by ticking."""
    if isinstance(before, Ticked) and isinstance(value, Ticked):
        more = tuple(choice for choice in value.ticked if choice not in before.ticked)
        return Ticked(before.ticked + more, value.own)
    return value


def _with(dialogue: Dialogue, path: str, value: Value) -> Dialogue:
    answers: Answers = {**dialogue.answers, path: value}
    aside = {place: kept for place, kept in dialogue.set_aside.items() if place != path or not is_complete(value)}
    return replace(dialogue, answers=answers, set_aside=aside)


def _without(dialogue: Dialogue, path: str) -> Dialogue:
    answers = {place: value for place, value in dialogue.answers.items() if place != path}
    return replace(dialogue, answers=answers, set_aside={**dialogue.set_aside, path: dialogue.answers[path]})
