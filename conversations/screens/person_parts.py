"""What lies behind a person's page: what can be edited, one field's notes, where one met, the rhythm."""

from collections.abc import Sequence
from typing import Final

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.editing import FIELDS, OF_KIND
from conversations.effects import Button, Screen
from conversations.facts import Event, Note, NoteKind, Person
from conversations.noting import FILES, LABELS
from conversations.prose import Html, joined, plain, prose, short
from conversations.rhythm import FASTEST, SLOWEST, intervals
from conversations.screens.paging import in_rows
from conversations.screens.phrases import called, titled
from conversations.scripts.catalogue import ScriptName

MOST_LISTED: Final = 10
FILE_PART: Final = "file"
MOVE_PART: Final = "move."
"""Before the key of the note that is to be moved."""

Rows = tuple[tuple[Button, ...], ...]


def edit_page(person: Person, event: Event | None, notes: Sequence[Note]) -> Screen:
    """Every field with what stands in it, and a button for each."""
    lines = [prose("<b>{name}</b> · what is known", name=called(person))]
    buttons: list[Button] = []
    for key, field in FIELDS.items():
        if field.kind:
            theirs = [note.words for note in notes if note.kind is field.kind]
            value = " · ".join(theirs)
            to = Open(Page.PERSON, person.key, key) if theirs else Begin(ScriptName.EDIT, person.key, key)
        else:
            value, to = getattr(person, field.attribute) or "", Begin(ScriptName.EDIT, person.key, key)
        lines.append(prose("{label}: {value}", label=field.label, value=short(value, 60) or "–"))
        buttons.append(Button(field.label, to))
    lines.append(prose("Where you met: {where}", where=titled(event) if event else "elsewhere"))
    buttons.append(Button("Where you met", Open(Page.PERSON, person.key, "event")))
    if any(note.file for note in notes):
        buttons.append(Button("Files", Open(Page.PERSON, person.key, FILE_PART)))
    return Screen(joined(lines), (*in_rows(buttons), _back(person)))


def notes_page(person: Person, notes: Sequence[Note], part: str) -> Screen:
    """The notes of one kind, or the files, each to be changed or removed."""
    kind = next((kind for kind, key in OF_KIND.items() if key == part), None)
    label = LABELS[kind] if kind else "Files"
    shown = [note for note in notes if (note.file is not None if kind is None else note.kind is kind)][-MOST_LISTED:]
    head = prose("<b>{name}</b> · {label}", name=called(person), label=label.lower())
    lines = [_line(number, note) for number, note in enumerate(shown, 1)]
    rows = [_change(number, note) for number, note in enumerate(shown, 1)]
    add = ((Button("Add", Begin(ScriptName.EDIT, person.key, part)),),) if kind else ()
    back = (Button(f"‹ {called(person)[:30]}", Open(Page.PERSON, person.key, "edit")),)
    nothing = [] if lines else [plain("Nothing stands here.")]
    return Screen(joined([head, *lines, *nothing]), (*rows, *add, back))


def _line(number: int, note: Note) -> Html:
    what = FILES.get(note.kind, "")
    words = ": ".join(part for part in (what, note.words) if part)
    return prose("{number}. {words}", number=str(number), words=short(words, 120))


def _change(number: int, note: Note) -> tuple[Button, ...]:
    remove = Button(f"{number} remove", Do(Deed.NOTE_DROP, note.key))
    if note.kind in (NoteKind.VOICE, NoteKind.PHOTO):
        return (Button(f"{number} show", Do(Deed.FILES_SHOW, note.person, note.key)), remove)
    move = Button(f"{number} move", Open(Page.PERSON, note.person, f"{MOVE_PART}{note.key}"))
    return (Button(f"{number} change", Begin(ScriptName.EDIT, note.key)), move, remove)


def move_page(person: Person, note: Note, others: Sequence[Person]) -> Screen:
    """Whom a note is really about: those met with them, and those met last."""
    text = prose("“{words}” · about whom, if not {name}?", words=short(note.words, 120), name=called(person))
    buttons = [Button(short(called(each), 24), Do(Deed.NOTE_MOVE, note.key, each.key)) for each in others]
    return Screen(text, (*in_rows(buttons), _back(person, "edit")))


def met_at_page(person: Person, events: Sequence[Event]) -> Screen:
    """Where one met somebody: one of the last events, or none of them."""
    text = prose("Where did you and <b>{name}</b> meet?", name=called(person))
    buttons = [
        Button(f"{'✓ ' if event.key == person.event else ''}{short(titled(event), 28)}", _met_at(person, event.key))
        for event in events
    ]
    elsewhere = Button(f"{'' if person.event else '✓ '}Elsewhere", _met_at(person, ""))
    return Screen(text, (*in_rows([*buttons, elsewhere], 1), _back(person, "edit")))


def _met_at(person: Person, event: str) -> Do:
    return Do(Deed.PERSON_MET_AT, person.key, event)


def rhythm_page(person: Person) -> Screen:
    """How often somebody is brought up, and the day of one's own."""
    first, second, later = intervals(person.pace)
    name = called(person)
    text = (
        "<b>{name}</b> comes up {first} and {second} days after your last contact, then every {later} days. "
        "A contact starts it anew, and a day of your own comes before it."
    )
    parts = [prose(text, name=name, first=str(first), second=str(second), later=str(later))]
    if person.stopped:
        parts.append(plain("Just now it is paused."))
    slower = Button("Less often", Do(Deed.PERSON_SLOWER, person.key, "rhythm"))
    faster = Button("More often", Do(Deed.PERSON_FASTER, person.key, "rhythm"))
    pace = (*((slower,) if person.pace < SLOWEST else ()), *((faster,) if person.pace > FASTEST else ()))
    day = Button("Pick a day", Begin(ScriptName.TOUCH, person.key))
    return Screen(joined(parts, "\n\n"), (pace, (day,), _back(person)))


def _back(person: Person, part: str = "") -> tuple[Button, ...]:
    return (Button(f"‹ {called(person)[:30]}", Open(Page.PERSON, person.key, part)),)
