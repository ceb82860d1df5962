"""Where a signal goes: to the open dialogue, a page, a deed or a new dialogue. Every signal gets an answer."""

import re
from dataclasses import replace
from typing import TypeAlias, assert_never

from bot import asides, capture, commands, deeds, playing
from bot.pages import finds_anybody, home, people_found, show
from bot.sitting import Sitting
from conversations.address import Answer, Begin, Do, Open, Resume, Steer
from conversations.captures import is_small_talk, is_undo
from conversations.carried.account import Section
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import Change, Say, Screen, Strip, TakeIn, Toast
from conversations.event_line import read_event_line
from conversations.facts import NoteKind
from conversations.prose import joined
from conversations.reading import Heard
from conversations.screens import notices
from conversations.scripts.catalogue import ScriptName
from conversations.signals import (
    Brought,
    CameBack,
    Card,
    Commanded,
    Edited,
    Filed,
    Invited,
    Left,
    Located,
    Puzzling,
    Said,
    Shared,
    Signal,
    Tapped,
    Tried,
    Unusable,
)
from conversations.spine import makes_way
from conversations.timing import known_zone

NOT_NOW = "That question is behind you, and its conversation waits. /start shows where to go on."
Answerable: TypeAlias = (
    Tapped | Commanded | Said | Filed | Shared | Located | Invited | Brought | Edited | Puzzling | Unusable | Tried
)

SHORT_QUESTION = 6
"""Words of a question that needs no question mark."""

NOTE = re.compile(r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Frau|Herr)\.? )?[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,2}\s?[,:(–]\s*\S")
"""A name, a sign, and something about them."""

OVER = "That conversation is finished. Nothing of it is lost."


def receive(sitting: Sitting, signal: Signal) -> None:
    """Answer one signal."""
    match signal:
        case Left():
            sitting.do(Change(replace(sitting.settings, blocked=True)))
        case CameBack():
            _welcome_back(sitting)
        case _:
            _welcome_back(sitting)
            begins = _begins(sitting, signal)
            _answer(sitting, signal)
            if begins and not known_zone(sitting.settings.zone):
                sitting.letters.insert(0, Say(notices.zone_unknown()))


def refuse(sitting: Sitting, signal: Signal, section: Section) -> None:
    """What was sent is more than is kept: say so instead of what would have come of it."""
    if isinstance(signal, Tapped):
        sitting.do(Toast(signal.tap))
    _puzzled(sitting, notices.full(section))


def _answer(sitting: Sitting, signal: Answerable) -> None:
    match signal:
        case Tapped():
            _tapped(sitting, signal)
        case Commanded():
            commands.run(sitting, signal)
        case Said() | Shared() | Located() | Invited():
            _heard(sitting, signal)
        case Filed():
            _filed(sitting, signal)
        case Brought(file=file, message=message):
            sitting.do(TakeIn(file, message))
            _ask_again(sitting)
        case Edited(text=text, message=message):
            if not capture.change_what_was_said(sitting, text, message):
                sitting.say(notices.edited())
        case Puzzling(what=what):
            _puzzled(sitting, notices.puzzling(what))
        case Unusable(why=why):
            _puzzled(sitting, notices.unusable(why))
        case Tried():
            _puzzled(sitting, notices.tried())
        case _:
            assert_never(signal)


def _begins(sitting: Sitting, signal: Answerable) -> bool:
    """Whether somebody turns to us anew, neither with a button nor in the middle of a dialogue."""
    match signal:
        case Tapped():
            return False
        case Commanded():
            return True
        case _:
            return sitting.ledger.open_dialogue() is None


def _filed(sitting: Sitting, filed: Filed) -> None:
    """A recording or a picture; in a dialogue its words are the answer, and without words it is about nobody yet."""
    dialogue, live = sitting.ledger.open_dialogue(), sitting.ledger.live_event(sitting.now)
    if dialogue and live and makes_way(dialogue, live):
        playing.park(sitting)
        dialogue = None
    if dialogue is not None and (person := playing.person_in_turn(sitting, dialogue)):
        capture.keep_file_of(sitting, filed, person, is_said=not filed.text)
        dialogue = sitting.ledger.open_dialogue() or dialogue
        if not filed.text:
            playing.resume(sitting, dialogue)
            return
    if dialogue is not None and filed.text:
        playing.take(sitting, dialogue, Said(filed.text, filed.message, filed.by))
    elif dialogue is not None or not sitting.settings.set_up or not capture.keep_file(sitting, filed):
        _puzzled(sitting, notices.puzzling("a voice note" if filed.kind is NoteKind.VOICE else "a photo"))


def _puzzled(sitting: Sitting, screen: Screen) -> None:
    """Say what would be understood; in a dialogue, its question stands below again."""
    sitting.say(screen)
    _ask_again(sitting)


def _ask_again(sitting: Sitting) -> None:
    dialogue = sitting.ledger.open_dialogue()
    if dialogue is not None:
        playing.resume(sitting, dialogue)


def _welcome_back(sitting: Sitting) -> None:
    if sitting.settings.blocked:
        sitting.do(Change(replace(sitting.settings, blocked=False)))


def _tapped(sitting: Sitting, tap: Tapped) -> None:
    match tap.to:
        case None:
            sitting.do(Toast(tap.tap, "That button is from an older version of me."))
            sitting.say(home(sitting))
        case Answer(dialogue=key, place=place) | Steer(dialogue=key, place=place):
            _in_dialogue(sitting, tap, sitting.ledger.dialogue(key), place)
        case Open() as page:
            show(sitting, page, tap)
        case Do() as deed:
            deeds.do(sitting, deed, tap)
        case Begin() as to:
            sitting.do(Toast(tap.tap))
            commands.begin_about(sitting, to)
        case Resume(dialogue=key):
            _resumed(sitting, tap, sitting.ledger.dialogue(key))
        case _:
            assert_never(tap.to)


def _in_dialogue(sitting: Sitting, tap: Tapped, dialogue: Dialogue | None, place: str) -> None:
    """A tap on a question. One whose dialogue was left in between takes it up again."""
    if dialogue is None or dialogue.state is DialogueState.ENDED:
        sitting.do(Toast(tap.tap, OVER, alert=True))
        if tap.message is not None:
            sitting.do(Strip(tap.message))
        return
    if dialogue.state is DialogueState.PARKED:
        if not playing.asks_at(sitting, dialogue, place):
            sitting.do(Toast(tap.tap, NOT_NOW, alert=True))
            return
        playing.park(sitting)
    playing.take(sitting, replace(dialogue, state=DialogueState.OPEN), tap)


def _resumed(sitting: Sitting, tap: Tapped, dialogue: Dialogue | None) -> None:
    if dialogue is None or dialogue.state is DialogueState.ENDED:
        sitting.do(Toast(tap.tap, OVER, alert=True))
        return
    sitting.do(Toast(tap.tap))
    playing.resume(sitting, dialogue)


def _heard(sitting: Sitting, heard: Heard) -> None:
    dialogue = sitting.ledger.open_dialogue()
    live = sitting.ledger.live_event(sitting.now)
    if dialogue and live and makes_way(dialogue, live):
        playing.park(sitting)
        dialogue = None
    if dialogue is not None:
        if not asides.answer_aside(sitting, dialogue, heard):
            playing.take(sitting, dialogue, heard)
        return
    _outside(sitting, heard, live=live is not None)


def _outside(sitting: Sitting, heard: Heard, *, live: bool) -> None:
    """Something was sent while no dialogue is open."""
    if not sitting.settings.set_up:
        text = heard.text if isinstance(heard, Said) else ""
        commands.set_up_first(sitting, text if _tells_of_an_event(sitting, text) else "")
        return
    match heard:
        case Shared(cards=cards, message=message):
            capture.keep_cards(sitting, cards, message)
        case Located(zone=zone):
            commands.move_to_zone(sitting, zone)
        case Invited():
            playing.begin(sitting, Begin(ScriptName.NEW_EVENT), heard)
        case Said() if capture.offer_to_log(sitting, heard):
            pass
        case Said() if live:
            capture.jot(sitting, heard)
        case Said(by=Card(telegram_id=int())):
            capture.jot(sitting, heard)
        case Said(text=text):
            if _tells_of_an_event(sitting, text):
                playing.begin(sitting, Begin(ScriptName.NEW_EVENT), heard)
                return
            _in_plain_words(sitting, heard)
        case _:
            assert_never(heard)


def _in_plain_words(sitting: Sitting, said: Said) -> None:
    """Words without a command: a name or a question about somebody known, a note with its name in front, or an undo."""
    is_short = len(said.text.split()) <= SHORT_QUESTION or said.text.rstrip().endswith("?")
    if is_undo(said.text) or NOTE.match(said.text):
        capture.jot(sitting, said)
    elif screen := asides.answer_to(sitting, said.text):
        sitting.say(screen)
    elif is_short and not is_small_talk(said.text.rstrip("? ")) and finds_anybody(sitting, said.text):
        sitting.say(people_found(sitting, said.text))
    else:
        screen = home(sitting)
        sitting.say(replace(screen, text=joined([notices.nothing_open().text, screen.text], "\n\n")))


def _tells_of_an_event(sitting: Sitting, text: str) -> bool:
    """Whether a text names a day and an hour; what they are is confirmed in the dialogue."""
    return read_event_line(text, playing.local_now(sitting), sitting.settings.zone).start is not None
