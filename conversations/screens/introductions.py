"""Introductions in motion, in both directions, and one of them: where it stands, what comes next, words to forward."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from conversations import bundle_wordings as wordings
from conversations.address import Deed, Do, Open, Page
from conversations.draft_wordings import Tone
from conversations.effects import AnyButton, Button, Copy, Link, Screen
from conversations.facts import Introduction, IntroductionState, Person, first_name
from conversations.introducing import AIM, STAGES, call_name, described, next_state, state_before, whom
from conversations.nudge_table import is_open
from conversations.prose import Html, joined, plain, prose, short
from conversations.screens.paging import PER_PAGE, arrows, in_rows, position
from conversations.screens.phrases import called, counted

NOTHING: Final = (
    "No introduction is on its way. Somebody offered to introduce you, or two of your people should meet? "
    "“Introduce” on a person’s page keeps it going, and /connect has ideas."
)
ASKED: Final = {IntroductionState.ASKED_A: True, IntroductionState.ASKED_B: False}
"""The states that wait for an answer: of the person, or of the other one."""


@dataclass(frozen=True, slots=True)
class IntroductionRow:
    """An introduction and whom it is about; `other` when the owner knows them, too."""

    introduction: Introduction
    person: Person | None
    other: Person | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Words to send for the next step, in a tone, to whom, and the link into their chat."""

    text: str
    to: str
    tone: Tone
    link: str | None = None
    copies: tuple[Copy, ...] = ()


def introductions_page(
    rows: Sequence[IntroductionRow],
    at: int,
    total: int,
    today: date,
    offered: tuple[str, int] | None = None,
) -> Screen:
    """Those in motion from row `at` on, of `total`; `today` is the owner's local date.

    `offered` is the last event, and how many introductions were offered there.
    """
    home = (Button("Ideas: who could help whom", Open(Page.CONNECT)),), (Button("‹ Home", Open(Page.HOME)),)
    if not rows:
        return Screen(plain(NOTHING), home)
    shown = rows[:PER_PAGE]
    parts = [prose("<b>Introductions</b>{position}", position=position(at, len(shown), total))]
    numbered = list(enumerate(shown, at + 1))
    for to_me, title in ((True, "Offered to you"), (False, "You bring together")):
        lines = [_line(number, row, today) for number, row in numbered if row.introduction.to_me is to_me]
        if lines:
            parts.append(joined([prose("<b>{title}</b>", title=title), *lines]))
    parts += _aim(offered)
    buttons = [
        Button(f"{number} · {short(_pair(row), 24)}", Open(Page.INTRO, row.introduction.key))
        for number, row in numbered
    ]
    around = arrows(Page.INTROS, at, total, keys=[row.introduction.key for row in shown])
    return Screen(joined(parts, "\n\n"), (*in_rows(buttons, 1), *around, *home))


def _aim(offered: tuple[str, int] | None) -> Iterator[Html]:
    if offered:
        title, count = offered
        text = "{title}: {count} of {aim} people who would introduce you."
        yield prose(text, title=short(title, 40), count=str(count), aim=str(AIM))


def introduction_page(row: IntroductionRow, words: Words | None, today: date) -> Screen:
    """One introduction: where it stands, the next step, and words for it."""
    introduction, names = row.introduction, _names(row)
    head = [prose("<b>{pair}</b>", pair=_pair(row)), plain(_standing(row, today))]
    if not row.other and described(introduction) != whom(introduction):
        head.append(plain(described(introduction)))
    parts = [joined(head)]
    station = next_state(introduction)
    if station:
        table = wordings.NEXT_STEP_TO_ME if introduction.to_me else wordings.NEXT_STEP
        parts.append(plain(table[station][0].format(**names)))
    if words:
        parts.append(prose("For {to}:\n<blockquote>{text}</blockquote>", to=words.to, text=words.text))
    return Screen(joined(parts, "\n\n"), _rows(row, station, words, names))


def _rows(
    row: IntroductionRow, station: IntroductionState | None, words: Words | None, names: dict[str, str]
) -> tuple[tuple[AnyButton, ...], ...]:
    introduction = row.introduction
    rows: list[tuple[AnyButton, ...]] = []
    if words:
        opened = (Link("Open the chat", words.link),) if words.link else ()
        rows += [row_ for row_ in (opened, words.copies, _tones(introduction, words.tone)) if row_]
    if station:
        table = wordings.NEXT_STEP_TO_ME if introduction.to_me else wordings.NEXT_STEP
        label = table[station][1].format(**{key: short(name, 14) for key, name in names.items()})
        moves = [Button(label, Do(Deed.INTRODUCTION_MOVE, introduction.key, f"{station.value}.page"))]
        if introduction.state in ASKED:
            who = names["a" if ASKED[introduction.state] else "b"]
            moves.append(Button(f"{short(who, 14)} would rather not", _drop(introduction)))
        else:
            moves.append(Button("Let it go", _drop(introduction)))
        rows += in_rows(moves, 1)
    elif is_open(introduction):  # at a station that its line does not know
        rows.append((Button("Let it go", _drop(introduction)),))
    before = state_before(introduction)
    back = (
        (Button("Back a step", Do(Deed.INTRODUCTION_BACK, introduction.key, introduction.state.value)),)
        if before
        else ()
    )
    rows.append((*back, Button("‹ Introductions", Open(Page.INTROS))))
    people = (Button(short(called(each), 24), Open(Page.PERSON, each.key)) for each in (row.person, row.other) if each)
    return (*rows, tuple(people)) if row.person or row.other else tuple(rows)


def _drop(introduction: Introduction) -> Do:
    return Do(Deed.INTRODUCTION_DROP, introduction.key, "page")


def _tones(introduction: Introduction, now: Tone) -> tuple[Button, ...]:
    return tuple(
        Button(
            f"✓ {tone.value.title()}" if tone is now else tone.value.title(),
            Open(Page.INTRO, introduction.key, tone.value),
        )
        for tone in Tone
    )


def _names(row: IntroductionRow) -> dict[str, str]:
    other = first_name(row.other) if row.other else whom(row.introduction)
    return {"a": first_name(row.person) if row.person else "them", "b": other}


def _pair(row: IntroductionRow) -> str:
    other = row.other.name if row.other else call_name(row.introduction) or whom(row.introduction)
    name = called(row.person)
    return f"{name} → you and {short(other, 30)}" if row.introduction.to_me else f"{name} and {short(other, 30)}"


def _standing(row: IntroductionRow, today: date) -> str:
    introduction = row.introduction
    stage = STAGES[introduction.state]
    if introduction.to_me and introduction.state is IntroductionState.IDEA:
        stage = "offered"
    elif introduction.to_me and introduction.state is IntroductionState.ASKED_A:
        stage = "asked for"
    days = (today - (introduction.moved_on or introduction.made_on)).days
    return f"{stage[0].upper()}{stage[1:]}, {'since today' if days <= 0 else counted(days, 'day', 'days') + ' ago'}"


def _line(number: int, row: IntroductionRow, today: date) -> Html:
    head = prose("{number}. {pair}", number=str(number), pair=_pair(row))
    return joined([head, prose("<i>{standing}</i>", standing=_standing(row, today))])
