"""The buttons of a message about people. What they do is bot/deeds' business; each carries an address, not a state."""

from collections.abc import Mapping
from typing import Final, assert_never

from conversations import bundle_wordings as wordings
from conversations.about import About
from conversations.address import Begin, Deed, Do, Open, Page
from conversations.draft_wordings import Occasion, Tone
from conversations.effects import Button, NudgeKind
from conversations.facts import Introduction, Person, Promise, Takeaway
from conversations.introducing import call_name, next_state
from conversations.prose import short
from conversations.rhythm import SLOWEST
from conversations.scripts.catalogue import ScriptName

Row = tuple[Button, ...]


def buttons(about: About, name: str, *, several: bool) -> tuple[Row, ...]:
    """The rows of one entry, which is called `name`. Where several share a message each button says whose it is."""
    rows = _asking(about) if about.asks else (_doing(about), _leaving(about, name))
    if not several:
        return tuple(row for row in rows if row)
    whose, shortly = name or _thing(about), WITH_NAME if about.person else {}
    return tuple(tuple(_labelled(button, whose, shortly) for button in row) for row in rows if row)


WITH_NAME: Final = {
    "Help me write": "Write to {name}",
    "Snooze": "Snooze {name}",
    "Why this?": "Why {name}?",
    "Let it go": "Let go: {name}",
}
"""Labels that stay on one line of a phone where three people share a message."""


def _labelled(button: Button, whose: str, shortly: Mapping[str, str]) -> Button:
    says_it = button.label.endswith(f" {whose}")
    label = shortly.get(button.label, "{name}: {label}").format(name=whose, label=button.label)
    return button if says_it else Button(label, button.to)


def _thing(about: About) -> str:
    if isinstance(about.thing, Promise):
        return "Promise"
    return "Pass on" if about.kind is NudgeKind.FORWARD else "Advice"


def _asking(about: About) -> tuple[Row, ...]:
    """Three mentions had no answer. What was brought up is the person, whatever it was about this time."""
    keep = Button("Keep", Do(Deed.NUDGE_KEEP, about.nudge.key))
    person = about.person
    if person is None:
        return ((keep, _drop(about, "Let it go")), _doing(about))
    slower = (Button("Less often", Do(Deed.PERSON_SLOWER, person.key)),) if person.pace < SLOWEST else ()
    return ((keep, *slower, Button("Stop", Do(Deed.PERSON_STOP, person.key))), _doing(about))


def _doing(about: About) -> Row:
    match about.thing:
        case Promise(mine=True, key=key):
            done = Button("Kept it", Do(Deed.PROMISE_KEPT, key))
        case Promise(key=key):
            done = Button("It came", Do(Deed.PROMISE_DONE, key, "nudge"))
        case Introduction() as introduction:
            return _moving(introduction, about)
        case Takeaway(key=key):
            done = Button("Done", Do(Deed.TAKEAWAY_DONE, key))
            return (done, _to_adviser(about.adviser)) if about.adviser else (done,)
        case Person(key=key):
            done = Button("Done", Begin(ScriptName.CHECK_IN, key))
        case _:
            assert_never(about.thing)
    return (done, Button("Help me write", Open(Page.DRAFT, about.person.key, anew=True))) if about.person else (done,)


def _moving(introduction: Introduction, about: About) -> Row:
    station = next_state(introduction)
    if station is None:
        return ()
    table = wordings.NEXT_STEP_TO_ME if introduction.to_me else wordings.NEXT_STEP
    names = {"a": short(about.called, 14) or "them", "b": short(call_name(introduction), 14) or "them"}
    move = Button(table[station][1].format(**names), Do(Deed.INTRODUCTION_MOVE, introduction.key, station.value))
    return (move, Button("Help me write", Open(Page.INTRO, introduction.key, anew=True)))


def _to_adviser(adviser: Person) -> Button:
    """Words for telling them what became of it."""
    part = f"{Tone.WARM.value}.{Occasion.ADVICE_USED.value}"
    return Button("Help me write", Open(Page.DRAFT, adviser.key, part, anew=True))


def _leaving(about: About, name: str) -> Row:
    later = Button("Snooze", Begin(ScriptName.SNOOZE, about.nudge.key))
    why = Button("Why this?", Open(Page.WHY, about.nudge.key, anew=True))
    return (later, why, _drop(about, f"Not {name}" if isinstance(about.thing, Person) else "Let it go"))


def _drop(about: About, label: str) -> Button:
    match about.thing:
        case Promise(key=key):
            to = Do(Deed.PROMISE_DROP, key, "nudge")
        case Introduction(key=key):
            to = Do(Deed.INTRODUCTION_DROP, key)
        case Takeaway(key=key):
            to = Do(Deed.TAKEAWAY_DROP, key)
        case Person(key=key):
            to = Do(Deed.PERSON_STOP, key)
        case _:
            assert_never(about.thing)
    return Button(label, to)
