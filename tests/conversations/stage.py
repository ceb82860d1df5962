"""A stage: plays signals through the real engine as the shell would, and checks after each what must always hold.

Unlike a Playbook it expects no words; it is for properties and keeps every button that was ever shown.
"""

import html
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import takewhile
from typing import assert_never

from conversations.address import Address, Control, Steer, read, written
from conversations.answers import Answers, Line, Ticked, is_complete
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import Button, HandOver, Letter, Play, React, Revise, Say, Screen, Strip, TakeIn, Toast
from conversations.engine import Decision, advance, ask
from conversations.facts import Key
from conversations.known import Known
from conversations.reading import Heard
from conversations.replies import Confirm
from conversations.script import Script
from conversations.signals import Said, Tapped
from conversations.steering import typed
from conversations.walk import Place, next_place, places
from conversations.wording import question

LONGEST_TEXT = 4096
MOST_BUTTONS = 100
LONGEST_TOAST = 200
TAGS = frozenset({"b", "i", "blockquote"})


@dataclass(frozen=True)
class Shown:
    """A button that was on the screen once."""

    to: Address
    message: int


class Stage:
    """One dialogue, with the messages it left in the chat."""

    def __init__(self, script: Script, known: Known) -> None:
        self.script = script
        self.known = known
        self.dialogue = Dialogue(Key("d1"), script.name)
        self.shown: list[Shown] = []  # every button ever
        self.chat: dict[int, Screen] = {}
        self.decisions: list[Decision] = []
        self._take(ask(script, self.dialogue, known))

    @property
    def place(self) -> Place | None:
        """The question that is on."""
        return next_place(self.script, self.dialogue.answers, self.known)

    def current(self) -> list[Shown]:
        """The buttons under the question that is on."""
        message = self.dialogue.question
        return buttons_of(self.chat[message], message) if message is not None else []

    def hear(self, signal: Heard | Tapped) -> None:
        """Play one signal and check what it did. Nothing is heard once the dialogue has ended."""
        if self.dialogue.state is DialogueState.ENDED:
            return
        before, place = self.dialogue, self.place
        decision = advance(self.script, before, signal, self.known)
        toasts = [letter for letter in decision.letters if isinstance(letter, Toast)]
        assert [toast.tap for toast in toasts] == ([signal.tap] if isinstance(signal, Tapped) else [])
        _check_kept(before, decision.dialogue, place, signal)
        self._take(decision)
        if self.dialogue.state is DialogueState.PARKED:
            self.resume()

    def press(self, control: Control) -> None:
        """Press a control of the question that is on."""
        place, message = self.place, self.dialogue.question
        to = Steer(self.dialogue.key, place.path if place else "", control)
        self.hear(Tapped(to, "tap", message))

    def resume(self) -> None:
        """Ask again, as the shell does after a while; nothing that was answered has changed."""
        before = self.dialogue
        self._take(ask(self.script, before, self.known))
        assert (self.dialogue.answers, self.dialogue.set_aside) == (before.answers, before.set_aside)

    def fresh(self) -> Screen | None:
        """The question that is on, as it looks without notes."""
        place = self.place
        return question(self.script, self.dialogue, place, self.known) if place else None

    def _take(self, decision: Decision) -> None:
        self.decisions.append(decision)
        self.dialogue = decision.dialogue
        for letter in decision.letters:
            self._deliver(letter)
        asked = any(not isinstance(letter, Toast) for letter in decision.letters)
        if asked and self.dialogue.state is DialogueState.OPEN:
            self._check_question()

    def _deliver(self, letter: Letter) -> None:
        match letter:
            case Say(screen=screen, question_of=of):
                message = len(self.chat) + 100
                self._show(message, screen)
                if of is not None:
                    assert of == self.dialogue.key
                    self.dialogue = replace(self.dialogue, question=message)
            case Revise(message=message, screen=screen):
                assert message in self.chat
                assert not screen.asks, "a reply keyboard cannot be edited in"
                self._show(message, screen)
            case Strip(message=message):
                self.chat[message] = replace(self.chat[message], rows=())
            case Toast(text=text):
                assert len(text) <= LONGEST_TOAST
            case Play(file=file):
                assert file
            case React() | HandOver() | TakeIn():
                raise AssertionError("the engine neither reacts nor carries")
            case _:
                assert_never(letter)

    def _show(self, message: int, screen: Screen) -> None:
        check_screen(screen)
        self.chat[message] = screen
        self.shown += buttons_of(screen, message)

    def _check_question(self) -> None:
        """The question that is on stands in the chat, with its controls."""
        place = self.place
        assert place is not None
        here = [one.to for one in self.current() if isinstance(one.to, Steer)]
        controls = {to.control for to in here if to.place == place.path}
        before = takewhile(lambda each: each.path != place.path, places(self.script, self.dialogue.answers, self.known))
        answered = any(each.path in self.dialogue.answers for each in before)
        assert len(controls) == len(here), "buttons of another question"
        assert controls >= {Control.SKIP, Control.WHY, Control.LATER}
        assert (Control.BACK in controls) == answered


def buttons_of(screen: Screen, message: int) -> list[Shown]:
    """The buttons of a screen that lead somewhere."""
    return [Shown(button.to, message) for row in screen.rows for button in row if isinstance(button, Button)]


def visible(screen: Screen) -> str:
    """A screen's words as the person sees them; fails unless its HTML is well-formed and known to Telegram."""
    seen = _Seen()
    seen.feed(screen.text)
    seen.close()
    assert not seen.open, screen.text
    return "".join(seen.words)


def check_screen(screen: Screen) -> None:
    """The screen keeps Telegram's limits."""
    assert 1 <= len(visible(screen).strip().encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_TEXT
    assert not (screen.asks and screen.rows)
    buttons = [button for row in screen.rows for button in row if isinstance(button, Button)]
    assert len(buttons) <= MOST_BUTTONS
    assert all(screen.rows), "an empty row"
    for button in buttons:
        assert button.label.strip()
        assert read(written(button.to)) == button.to


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        assert not attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        assert "<" not in data
        assert "&" not in data
        self.words.append(data)

    def handle_entityref(self, name: str) -> None:
        assert name in {"lt", "gt", "amp", "quot"}
        self.words.append(html.unescape(f"&{name};"))


def _check_kept(before: Dialogue, after: Dialogue, place: Place | None, signal: Heard | Tapped) -> None:
    """No answer is lost: it stays, or Back or a fix set it aside; what is set aside stays until it is given anew."""
    gone = before.answers.keys() - after.answers.keys()
    assert not gone or _takes_back(signal, place)
    assert all(after.set_aside[path] == before.answers[path] for path in gone)
    for path in before.answers.keys() & after.answers.keys():
        assert before.answers[path] == after.answers[path] or _may_change(before.answers, path, place)
    for path, value in before.set_aside.items():
        assert after.set_aside.get(path) == value or path in gone or is_complete(after.answers.get(path))


def _takes_back(signal: Heard | Tapped, place: Place | None) -> bool:
    if place and isinstance(place.step.reply, Confirm):
        return True
    if isinstance(signal, Tapped):
        return isinstance(signal.to, Steer) and signal.to.control is Control.BACK
    return isinstance(signal, Said) and typed(signal.text, ()) is Control.BACK


def _may_change(answers: Answers, path: str, place: Place | None) -> bool:
    """A list still being ticked, or the event line that a fix forgets a part of."""
    if place and isinstance(place.step.reply, Confirm):
        return isinstance(answers[path], Line) and path in {fix.line for fix in place.step.reply.fixes}
    value = answers[path]
    return isinstance(value, Ticked) and not value.complete and place is not None and place.path == path
