"""Dialogues as a score: what the person does and what the coach says, line by line, through the real engine.

Playbook(SCRIPT).coach("Did you meet someone?").person("Ana").coach("Who is Ana")
"""

import html
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Self

from conversations.address import Address
from conversations.answers import Answers
from conversations.dialogue import Dialogue, DialogueState
from conversations.effects import Button, Letter, Nudge, NudgeKind, NudgeState, Play, Revise, Say, Screen, Toast
from conversations.endings import Ending, ending
from conversations.engine import Decision, advance, ask
from conversations.facts import Event, Fact, Key, Settings
from conversations.harvest import harvested
from conversations.known import Known
from conversations.reading import Heard
from conversations.script import Script
from conversations.signals import Said, Tapped
from conversations.timing import WallTime

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
"""Monday 23 November 2026, 10:00 in New York."""

NEW_YORK = Settings(first_name="Kim", zone="America/New_York", set_up=True)


def event(key: str = "e1", day: int = 26, title: str = "AI meetup") -> Event:
    """An event in November 2026, 18:00 to 21:00 in New York."""
    start, end = (WallTime(datetime(2026, 11, day, hour), NEW_YORK.zone) for hour in (18, 21))
    return Event(Key(key), title, start, end, "Javits Center")


def check_in(day: int = 23, state: NudgeState = NudgeState.SENT) -> Nudge:
    """A check-in about person "p1" on a day of November 2026, 09:00 in New York."""
    at = WallTime(datetime(2026, 11, day, 9), NEW_YORK.zone)
    return Nudge(Key(f"c.p1.2611{day}"), NudgeKind.CHECK_IN, Key("p1"), at, at.utc(), state)


def plain_text(screen: Screen) -> str:
    """A screen's words without markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", screen.text))


class Playbook:
    """Plays one dialogue. Every step of the score fails with the whole conversation so far."""

    def __init__(self, script: Script, known: Known | None = None, subject: str | None = None) -> None:
        self.script = script
        self.known = known or Known(NOW, NEW_YORK)
        self.dialogue = Dialogue(Key("d1"), script.name, Key(subject) if subject else None)
        self.screen: Screen | None = None
        self.toasts: list[str] = []
        self.played: list[Play] = []
        self.log: list[str] = []
        self._messages = 100
        self._take(ask(script, self.dialogue, self.known))

    def coach(self, *fragments: str) -> Self:
        """The screen now says all of these."""
        text = plain_text(self.screen) if self.screen else ""
        for fragment in fragments:
            assert fragment in text, f"expected {fragment!r}\n" + "\n".join(self.log)
        return self

    def toast(self, fragment: str) -> Self:
        """The last tap was answered with this."""
        assert fragment in self.toasts[-1], self.toasts
        return self

    def person(self, text: str) -> Self:
        """The person writes."""
        return self.sends(Said(text, self._next_message()))

    def sends(self, heard: Heard) -> Self:
        """The person sends something else than text."""
        self.log.append(f"person: {heard}")
        self._take(advance(self.script, self.dialogue, heard, self.known))
        return self

    def taps(self, label: str) -> Self:
        """The person presses the button with this label."""
        buttons = self.buttons()
        assert label in buttons, f"no button {label!r} in {list(buttons)}\n" + "\n".join(self.log)
        return self.presses(buttons[label])

    def presses(self, to: Address) -> Self:
        """A button with this address is pressed, wherever it stands."""
        self.log.append(f"person taps: {to}")
        self._take(advance(self.script, self.dialogue, Tapped(to, "tap", self._messages), self.known))
        return self

    def shows(self, *labels: str) -> Self:
        """These buttons are there."""
        assert set(labels) <= set(self.buttons()), list(self.buttons())
        return self

    def buttons(self) -> dict[str, Address]:
        """The buttons under the question, by label."""
        rows = self.screen.rows if self.screen else ()
        return {button.label: button.to for row in rows for button in row if isinstance(button, Button)}

    def answers(self) -> Answers:
        """What is kept so far."""
        return self.dialogue.answers

    def facts(self) -> tuple[Fact, ...]:
        """What follows from the answers so far."""
        return harvested(self.dialogue, self.known)

    def ended(self) -> Ending:
        """The dialogue is over; how it ends."""
        assert self.dialogue.state is DialogueState.ENDED, "\n".join(self.log)
        return ending(self.dialogue, self.known)

    def parked(self) -> Self:
        """The dialogue is left for later, and taken up again at once."""
        assert self.dialogue.state is DialogueState.PARKED
        self.dialogue = replace(self.dialogue, state=DialogueState.OPEN)
        self._take(ask(self.script, self.dialogue, self.known))
        return self

    def hears(self, decision: Decision) -> None:
        """Take over what was decided outside, such as a dialogue begun with answers."""
        self._take(decision)

    def _take(self, decision: Decision) -> None:
        self.dialogue = decision.dialogue
        for letter in decision.letters:
            self._read(letter)

    def _read(self, letter: Letter) -> None:
        match letter:
            case Say(screen=screen) if not screen.asks and not screen.clear_asks:
                self._next_message()
                self._show(screen)
            case Revise(screen=screen) if screen.rows:
                self._show(screen)
            case Play():
                self.played.append(letter)
            case Toast(text=text):
                self.toasts.append(text)
            case _:
                pass

    def _show(self, screen: Screen) -> None:
        self.screen = screen
        self.log.append(f"coach: {plain_text(screen)}")

    def _next_message(self) -> int:
        self._messages += 1
        return self._messages
