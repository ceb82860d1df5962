"""Erasing: one person or everything. What goes is told first, twice asked for when it is everything, and told after it.

What is told after it names nobody: it may be kept for a while itself, until Telegram has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from conversations.address import Address, Deed, Do, Open, Page
from conversations.effects import Button, Screen
from conversations.facts import Key, Person
from conversations.prose import Html, joined, listed, plain, prose, short
from conversations.screens.paging import in_rows, position
from conversations.screens.people import PersonRow
from conversations.screens.phrases import called, counted, titled
from conversations.timing import spoken_day

EXPORT_FIRST: Final = (Button("Export everything first", Do(Deed.EXPORT)),)
NAMED_PART: Final = "named"
PER_NAMED_PAGE: Final = 6
LONGEST_NAMING: Final = 160
MOST_CHOICES: Final = 8
CHAT: Final = (
    "Our chat is on your side: Telegram lets me delete nothing in it that is older than two days. "
    "“Clear history” in the chat’s menu does."
)


@dataclass(frozen=True, slots=True)
class Goes:
    """How many things go along with somebody, and how many stay: advice of theirs, and words that may mean them."""

    notes: int = 0
    files: int = 0
    promises: int = 0
    introductions: int = 0
    contacts: int = 0
    nudges: int = 0
    conversations: int = 0
    advice: int = 0
    named: int = 0


class NamedRow(NamedTuple):
    """Words in which somebody of that name stands, where that is, and where they can be changed, if anywhere."""

    where: str
    words: str
    to: Address | None


def forget_page(person: Person, goes: Goes) -> Screen:
    """The question before a person is forgotten, with what goes and what cannot be known."""
    parts = [prose("Forget <b>{name}</b>?", name=called(person))]
    if gone := _gone(goes):
        parts.append(prose("With them go {gone}.", gone=listed(gone)))
    if goes.advice:
        parts.append(prose("{advice} stays, and says no longer whose it was.", advice=_advice(goes.advice)))
    rows: list[tuple[Button, ...]] = []
    if goes.named:
        text = (
            "A name like that stands in {places} of yours. Whom it means there I cannot know, so I leave it as it is."
        )
        parts.append(prose(text, places=counted(goes.named, "other note", "other notes")))
        rows.append((Button("Where that is", Open(Page.PERSON, person.key, NAMED_PART)),))
    parts.append(plain("There is no way back."))
    sure = Button("Yes, forget", Do(Deed.PERSON_FORGET_SURE, person.key))
    answers = (sure, Button("No, keep", Open(Page.PERSON, person.key)))
    return Screen(joined(parts, "\n\n"), (answers, *rows, EXPORT_FIRST))


def forgotten(goes: Goes) -> Screen:
    """The receipt, which names nobody."""
    gone = _gone(goes)
    parts = [
        prose("<b>Forgotten</b>\n{also}Nothing of it is kept.", also=f"With them went {listed(gone)}. " if gone else "")
    ]
    if goes.named:
        text = "{places} of yours may name them still. /who with the name finds most of them."
        parts.append(prose(text, places=counted(goes.named, "other note", "other notes").capitalize()))
    parts.append(plain(CHAT))
    return Screen(joined(parts, "\n\n"), ((Button("‹ People", Open(Page.PEOPLE)),),))


def named_page(person: Person, rows: Sequence[NamedRow], at: int) -> Screen:
    """Where a name stands besides, from row `at` on."""
    shown = rows[at : at + PER_NAMED_PAGE]
    head = prose(
        "<b>{name}</b> · where else the name stands{place}",
        name=called(person),
        place=position(at, len(shown), len(rows)),
    )
    lines = [_named(number, row) for number, row in enumerate(shown, 1)] or [plain("It stands nowhere else.")]
    buttons = [Button(f"{number} {short(row.where, 20)}", row.to) for number, row in enumerate(shown, 1) if row.to]
    to = Open(Page.PERSON, person.key, NAMED_PART)
    more = [Button(sign, Open(to.page, to.key, to.part, row)) for sign, row in _arrows(at, len(rows))]
    back = (Button("‹ Forget?", Open(Page.PERSON, person.key, "forget")),)
    return Screen(joined([head, *lines], "\n\n"), (*in_rows(buttons), *((tuple(more),) if more else ()), back))


def whom_page(rows: Sequence[PersonRow], total: int) -> Screen:
    """Which of these is meant; each leads to the question, and none is forgotten yet."""
    lines = [plain("Whom do you mean? Nothing is erased before you say so once more.")]
    lines += [_choice(number, row) for number, row in enumerate(rows, 1)]
    if total > len(rows):
        lines.append(prose("… and {more} more. More of the name tells them apart.", more=str(total - len(rows))))
    buttons = [
        Button(f"{number} {called(row.person)[:30]}", Open(Page.PERSON, row.person.key, "forget"))
        for number, row in enumerate(rows, 1)
    ]
    return Screen(joined(lines, "\n\n"), in_rows(buttons))


def whom() -> Screen:
    """Nobody was named."""
    text = "Whom? Write the name behind it: /forget Ana. “Forget” on somebody’s page does the same."
    return Screen(plain(text), ((Button("‹ People", Open(Page.PEOPLE)),),))


def nobody_called(name: str) -> Screen:
    """Nobody is found by that name."""
    text = "I know nobody by “{name}”, so there is nothing of them to erase. /people shows whom I know."
    return Screen(prose(text, name=short(name, 60)), ((Button("‹ People", Open(Page.PEOPLE)),),))


def leave_page(kept: Sequence[tuple[int, str, str]]) -> Screen:
    """All that is kept, before it goes: how many, of what, in one and in many. The first of two questions."""
    there = [counted(*each) for each in kept if each[0]]
    text = joined(
        [
            plain("Erase everything?"),
            prose("That is {all}.", all=listed([*there, "your settings"])),
            plain("I also stop writing to you. There is no way back, and nobody can bring it back for you."),
        ],
        "\n\n",
    )
    yes, no = Button("Go on to erasing", Open(Page.LEAVE, part="sure")), Button("No, keep it", Open(Page.HOME))
    return Screen(text, (EXPORT_FIRST, (yes, no)))


def leave_sure(minute: int) -> Screen:
    """The second question. What it is answered with is good for a while from this minute (since 1970) on."""
    yes = Button("Erase everything now", Do(Deed.ERASE_ALL, Key(str(minute))))
    return Screen(plain("Last question: erase all of it, now?"), ((yes,), (Button("No, keep it", Open(Page.HOME)),)))


def erased() -> Screen:
    """What the last question becomes once it is answered."""
    return Screen(plain("Erased."))


def left(kept: Sequence[tuple[int, str, str]], when: str) -> Screen:
    """The receipt, after which there is not even a receipt."""
    there = [counted(*each) for each in kept if each[0]]
    what = f"{listed([*there, 'your settings'])} went" if there else "there was nothing left to erase"
    text = joined(
        [
            prose("<b>Erased</b>\n{when}: {what}.", when=when, what=what),
            plain(
                "Nothing of yours is kept, not even that you were here: this message is the only receipt. The log has "
                "numbers and no words. Copies made earlier by whoever runs me are theirs to delete."
            ),
            plain(CHAT),
            plain("Should you ever write to me again, we begin anew. All the best to you and yours."),
        ],
        "\n\n",
    )
    return Screen(text, clear_asks=True)


def _gone(goes: Goes) -> list[str]:
    things = (
        counted(goes.notes, "note", "notes"),
        counted(goes.files, "recording or picture", "recordings and pictures"),
        counted(goes.promises, "promise", "promises"),
        counted(goes.introductions, "introduction", "introductions"),
        counted(goes.contacts, "contact", "contacts"),
        counted(goes.nudges, "thing I meant to bring up", "things I meant to bring up"),
        counted(goes.conversations, "conversation’s answers about them", "conversations’ answers about them"),
    )
    return [words for words in things if not words.startswith("0 ")]


def _advice(number: int) -> str:
    return counted(number, "piece of advice from them", "pieces of advice from them").capitalize()


def _named(number: int, row: NamedRow) -> Html:
    text = "{number}. <i>{where}</i>: {words}"
    return prose(text, number=str(number), where=short(row.where), words=short(row.words, LONGEST_NAMING))


def _choice(number: int, row: PersonRow) -> Html:
    where = titled(row.event) if row.event else "elsewhere"
    text = "{number}. <b>{name}</b> · <i>{where}, {day}</i>"
    return prose(text, number=str(number), name=called(row.person), where=where, day=spoken_day(row.person.met_on))


def _arrows(at: int, total: int) -> list[tuple[str, int]]:
    before = [("‹", max(0, at - PER_NAMED_PAGE))] if at else []
    return before + ([("›", at + PER_NAMED_PAGE)] if at + PER_NAMED_PAGE < total else [])
