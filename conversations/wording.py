"""A question as it stands on the screen: its words, its progress, its buttons. Pure layout, no decisions."""

from functools import cache
from string import Formatter

from conversations.address import Answer, Control, Steer
from conversations.answers import (
    Answers,
    Chosen,
    Line,
    Ticked,
    Value,
    Words,
    event_span,
    event_words,
    spoken,
    spoken_span,
)
from conversations.answers import Zone as ZoneGiven
from conversations.conditions import Turnable, View
from conversations.dialogue import Dialogue
from conversations.editing import asked_for
from conversations.effects import Ask, AskButton, Button, Screen
from conversations.known import Known
from conversations.noting import told
from conversations.prose import Html, joined, prose, short
from conversations.reframing import turn_to_person
from conversations.replies import Option, People, Reply, Tick, ZonePick, options
from conversations.script import Script
from conversations.timing import local_time, spoken_day, zone_label
from conversations.variants import variant
from conversations.walk import Place, has_before, progress

LONGEST_RECALL = 160
WIDE = 14
"""Labels up to this many characters stand two in a row on a phone."""


def question(script: Script, dialogue: Dialogue, place: Place, known: Known, note: Html | None = None) -> Screen:
    """The screen that asks the question at `place`; `note` is an extra paragraph, such as a hint."""
    view = View(dialogue.answers, known, place.prefix)
    partial = dialogue.answers.get(place.path)
    ticked = partial.ticked if isinstance(partial, Ticked) else ()
    rows = [
        tuple(
            Button(_label(option, tuple(one.option for one in ticked)), Answer(dialogue.key, place.path, option.key))
            for option in row
        )
        for row in _in_rows(options(place.step.reply, view))
    ]
    before = dialogue.set_aside.get(place.path)
    if before is not None and not isinstance(before, Chosen):  # an option is as quickly tapped again
        rows.append((Button(f"Keep: {short(spoken(before), 30)}", _steer(dialogue, place, Control.KEEP)),))
    if isinstance(place.step.reply, Tick) and ticked:
        rows.append((Button("That's it", _steer(dialogue, place, Control.DONE)),))
    rows.append(_controls(script, dialogue, place, known))
    rows += _enough(dialogue, place)
    parts = [_heading(script, dialogue.answers, place, known), asked(dialogue, place, known)]
    if note := note or _jotted(place, known):
        parts.append(note)
    return Screen(joined(parts, "\n\n"), tuple(rows))


def sharing(reply: Reply) -> tuple[str, AskButton] | None:
    """A question that Telegram can answer for the person: what to say of it, and the button that does it."""
    match reply:
        case ZonePick():
            text = "The button below tells me your time zone. I keep the zone, not the place."
            return text, AskButton("Share my location", Ask.LOCATION)
        case People():
            text = "Names will do. People you write with already you can also pick, with the button below."
            return text, AskButton("Pick from my chats", Ask.CONTACTS)
        case _:
            return None


def asked(dialogue: Dialogue, place: Place, known: Known) -> Html:
    """The question's own words, with its example."""
    words = variant(place.step.variants(), f"{dialogue.key}{place.path}")
    text = prose(f"<b>{words}</b>", **fields(words, dialogue, place, known))
    if example := place.step.example:
        return joined([text, prose(f"<i>e.g. {example}</i>", **fields(example, dialogue, place, known))])
    return text


def answered(dialogue: Dialogue, place: Place, known: Known, value: Value) -> Screen:
    """A question that has its answer: no buttons any more."""
    return Screen(joined([asked(dialogue, place, known), prose("→ {answer}", answer=short(spoken(value), 200))], "\n"))


def fields(text: str, dialogue: Dialogue, place: Place, known: Known) -> dict[str, str]:
    """What the {fields} of this text stand for here: earlier answers by their key, and what is known."""
    return {name: _field(name, dialogue, place, known) for name in _fields_in(text)}


@cache
def _fields_in(text: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in Formatter().parse(text) if name)


def _field(name: str, dialogue: Dialogue, place: Place, known: Known) -> str:
    answers = dialogue.answers
    match name:
        case "captured":
            return _captured(known)
        case "doubt":
            return _doubt(answers)
        case "field_asked":
            return short(asked_for(answers, known), 200)
        case "left":
            return str(place.of - place.number)
        case "local_time":
            return _local_time(answers, known)
        case "moment_spoken":
            return _moment_spoken(answers)
        case "name":
            return short(place.met.name, 40) if place.met else "them"
        case "summary":
            return _summary(answers, known)
        case "turn":
            return _turn(answers, place)
        case "what":
            return event_in_words(dialogue)
        case "about" | "event" | "first_name" | "person":
            return known_fields(known)[name]
        case _:
            return short(spoken(answers.get(place.prefix + name) or answers[name]), 90)


def title_in_a_sentence(script: Script, dialogue: Dialogue, known: Known) -> str:
    """A dialogue's name inside a sentence: "your prep for AI meetup", "adding “Summer party”"."""
    return script.chat_title.format(**known_fields(known), what=event_in_words(dialogue))


def event_in_words(dialogue: Dialogue) -> str:
    """The event that is being added, as far as it is told."""
    title, _ = event_words(dialogue.answers)
    waiting = dialogue.set_aside.get("line")
    told = title or (waiting.text if isinstance(waiting, Words) else "")
    return f"adding “{short(told, 40)}”" if told else "adding an event"


def known_fields(known: Known) -> dict[str, str]:
    """The fields that do not depend on answers."""
    return {
        "about": short(known.about, 60) or "it",
        "event": short(known.event.title, 60) if known.event else "the event",
        "first_name": known.settings.first_name or "there",
        "person": short(known.person.name, 40) if known.person else "them",
    }


def _heading(script: Script, answers: Answers, place: Place, known: Known) -> Html:
    number, count = progress(script, answers, known, place)
    title = place.met.name if place.met else script.title
    return prose("<i>{title} · {number} of {count}</i>", title=short(title, 40), number=str(number), count=str(count))


def _controls(script: Script, dialogue: Dialogue, place: Place, known: Known) -> tuple[Button, ...]:
    controls = [(Control.SKIP, "Skip"), (Control.WHY, "Why?"), (Control.LATER, "Later")]
    if has_before(script, dialogue.answers, known, place.path):
        controls.insert(0, (Control.BACK, "‹ Back"))
    return tuple(Button(label, _steer(dialogue, place, control)) for control, label in controls)


def _enough(dialogue: Dialogue, place: Place) -> list[tuple[Button, ...]]:
    """The way on to the next person, for those who are tired."""
    begun = any(path.startswith(place.prefix) for path in dialogue.answers)
    if place.met is None or not (begun or place.of > 1):
        return []
    label = f"{'Enough about' if begun else 'Nothing about'} {short(place.met.name, 20)}"
    return [(Button(label, _steer(dialogue, place, Control.REST)),)]


def _steer(dialogue: Dialogue, place: Place, control: Control) -> Steer:
    return Steer(dialogue.key, place.path, control)


def _label(option: Option, ticked: tuple[str, ...]) -> str:
    return f"✓ {option.label}" if option.key in ticked else option.label


def _in_rows(choices: tuple[Option, ...]) -> list[tuple[Option, ...]]:
    """Short labels two in a row, long ones alone."""
    rows: list[tuple[Option, ...]] = []
    for option in choices:
        last = rows[-1] if rows else ()
        if len(last) == 1 and len(last[0].label) <= WIDE and len(option.label) <= WIDE:
            rows[-1] = (last[0], option)
        else:
            rows.append((option,))
    return rows


def _turn(answers: Answers, place: Place) -> str:
    condition = place.step.when
    if not isinstance(condition, Turnable):
        return ""
    turned = condition.place.replace("./", place.prefix, 1)
    reframe = turn_to_person(spoken(answers[turned]), condition.asked, place.prefix + condition.turn)
    return reframe.question if reframe else ""


def _local_time(answers: Answers, known: Known) -> str:
    given = next((value for value in answers.values() if isinstance(value, ZoneGiven)), None)
    local = local_time(known.now, given.zone if given else known.settings.zone)
    return f"{local:%H:%M} on {spoken_day(local.date())}"


def _captured(known: Known) -> str:
    names = [person.name for person in known.captured]
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"You noted {short(listed, 90)}. Anyone else? "


def _jotted(place: Place, known: Known) -> Html | None:
    """What was noted about somebody on the go."""
    if place.met is None or not place.step.recalls:
        return None
    pieces = told(known.noted_of(place.met.key)) if place.met.key else ()
    said = " · ".join(pieces) or place.met.note
    return prose("<blockquote>You noted: {noted}</blockquote>", noted=short(said, LONGEST_RECALL)) if said else None


def _doubt(answers: Answers) -> str:
    line = next((value for value in answers.values() if isinstance(value, Line)), Line())
    if line.doubt:
        return line.doubt
    if line.day:
        return f"At what time does it start on {spoken_day(line.day)}?"
    return "When is it? The day and the time, please."


def _moment_spoken(answers: Answers) -> str:
    start, end = event_span(answers)
    return spoken_span(start, end) if start else "That day"


def _summary(answers: Answers, known: Known) -> str:
    title, place = event_words(answers)
    zone = zone_label(known.settings.zone, known.now)
    parts = [title or "An event", f"{_moment_spoken(answers)} ({zone})", place]
    return "\n".join(short(part, 100) for part in parts if part)
