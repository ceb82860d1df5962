"""Whole accounts that hypothesis makes up: entries of every section, as an export may hold them."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from conversations.carried.account import (
    FACTS,
    Entry,
    Kept,
    PastAnswer,
    PastBundle,
    PastDialogue,
    PastNudge,
    Section,
)
from conversations.dialogue import DialogueState
from conversations.effects import Nudge, NudgeState
from conversations.facts import Key
from conversations.timing import WallTime
from storage.codec import value_written
from tests.storage.strategies import keys, places, values

E = TypeVar("E", bound=Entry)
Account = dict[Section, tuple[Entry, ...]]

FIRST, LAST = datetime(2000, 1, 1), datetime(2100, 1, 1)
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
    Key: keys,
    int: st.integers(-30_000, 30_000),
    bool: st.booleans(),
    date: st.dates(FIRST.date(), LAST.date()),
    datetime: moments,
    WallTime: st.builds(WallTime, st.datetimes(FIRST, LAST), st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata"])),
}


def _of(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 -- whatever stands behind a field's name
    if isinstance(kind, UnionType) or get_origin(kind) is Union:
        return st.one_of(*(st.none() if each is NoneType else _of(each) for each in get_args(kind)))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    return BY_TYPE[kind]


def _made(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 -- a frozen dataclass
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: _of(hints[field.name]) for field in fields(kind)})


def _fact(section: Section) -> st.SearchStrategy[Any]:
    """Any fact of a section, but for the number of a message, which is not carried."""
    made = _made(FACTS[section])
    return made.map(lambda fact: replace(fact, message=None)) if section is Section.CAPTURES else made


def _in_order(entries: st.SearchStrategy[E]) -> st.SearchStrategy[tuple[E, ...]]:
    several = st.lists(entries, max_size=3, unique_by=lambda entry: entry.key)
    return several.map(lambda found: tuple(sorted(found, key=lambda entry: entry.key)))


_answers = st.lists(
    st.builds(PastAnswer, places, st.booleans(), values.map(value_written), st.integers(0, 9), moments),
    max_size=3,
    unique_by=lambda answer: (answer.place, answer.set_aside),
).map(lambda found: tuple(sorted(found, key=lambda answer: (answer.seq, answer.set_aside, answer.place))))
_states = st.sampled_from((DialogueState.PARKED, DialogueState.ENDED))
_dialogues = st.builds(PastDialogue, keys, BY_TYPE[str], st.none() | keys, _states, moments, moments, _answers)
_nudges = st.builds(PastNudge, _made(Nudge), st.none() | moments).filter(
    lambda past: past.nudge.state is not NudgeState.HELD
)


def _first_opened(account: Account) -> Account:
    """One dialogue may be open."""
    first, *others = account[Section.DIALOGUES]
    assert isinstance(first, PastDialogue)
    opened = replace(first, state=DialogueState.OPEN)
    return account | {Section.DIALOGUES: (opened, *others)}


_sections: dict[Section, st.SearchStrategy[Any]] = {
    section: _in_order(st.builds(Kept, _fact(section), moments)) for section in FACTS
} | {
    Section.DIALOGUES: _in_order(_dialogues),
    Section.BUNDLES: _in_order(st.builds(PastBundle, BY_TYPE[date])),
    Section.NUDGES: _in_order(_nudges),
}
accounts: st.SearchStrategy[Account] = st.tuples(st.fixed_dictionaries(_sections), st.booleans()).map(
    lambda drawn: _first_opened(drawn[0]) if drawn[1] and drawn[0][Section.DIALOGUES] else drawn[0]
)
