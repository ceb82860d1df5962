"""Where a signal goes: to the open dialogue, a page, a deed or a new dialogue. Every signal gets an answer."""

from dataclasses import replace
from typing import TypeAlias, assert_never

from bot import capture, commands, deeds, playing
from bot.pages import home, show
from bot.sitting import Sitting
from conversations.address import Answer, Begin, Do, Open, Resume, Steer
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import Change, Say, Strip, Toast
from conversations.event_line import read_event_line
from conversations.prose import joined
from conversations.reading import Heard
from conversations.screens import notices
from conversations.scripts.catalogue import ScriptName
from conversations.signals import (
    CameBack,
    Commanded,
    Edited,
    Invited,
    Left,
    Located,
    Puzzling,
    Said,
    Shared,
    Signal,
    Tapped,
)
from conversations.spine import makes_way
from conversations.timing import known_zone

NOT_NOW = "That question is behind you, and its conversation waits. /start shows where to go on."
Answerable: TypeAlias = Tapped | Commanded | Said | Shared | Located | Invited | Edited | Puzzling

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


def _answer(sitting: Sitting, signal: Answerable) -> None:
    match signal:
        case Tapped():
            _tapped(sitting, signal)
        case Commanded():
            commands.run(sitting, signal)
        case Said() | Shared() | Located() | Invited():
            _heard(sitting, signal)
        case Edited():
            sitting.say(notices.edited())
        case Puzzling(what=what):
            _puzzled(sitting, what)
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


def _puzzled(sitting: Sitting, what: str) -> None:
    """Say what would be understood; in a dialogue, its question stands below again."""
    sitting.say(notices.puzzling(what))
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
        case Shared(cards=cards):
            capture.keep_cards(sitting, cards)
        case Located(zone=zone):
            commands.move_to_zone(sitting, zone)
        case Invited():
            playing.begin(sitting, Begin(ScriptName.NEW_EVENT), heard)
        case Said() if live:
            capture.jot(sitting, heard.text, heard.forwarded_from)
        case Said(text=text):
            if _tells_of_an_event(sitting, text):
                playing.begin(sitting, Begin(ScriptName.NEW_EVENT), heard)
                return
            screen = home(sitting)
            sitting.say(replace(screen, text=joined([notices.nothing_open().text, screen.text], "\n\n")))
        case _:
            assert_never(heard)


def _tells_of_an_event(sitting: Sitting, text: str) -> bool:
    """Whether a text names a day and an hour; what they are is confirmed in the dialogue."""
    return read_event_line(text, playing.local_now(sitting), sitting.settings.zone).start is not None
