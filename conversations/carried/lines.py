"""The JSON of an export: how an account is written, an entry a line, and how one entry is read back and checked.

The format is versioned. Whatever is added later gets a default, so that an older file stays readable; what changes its
meaning gets the next number.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any, Final, assert_never

from pydantic import TypeAdapter, ValidationError

from conversations.carried.account import FACTS, Entry, Kept, Owned, PastBundle, PastDialogue, PastNudge, Section
from conversations.facts import Settings
from conversations.timing import EVERY_DAY

FORMAT: Final = "rapport"
VERSION: Final = 1
LONGEST_TEXT: Final = 20_000
"""Characters; Telegram allows 4,096 in a message, and a debrief's answers are joined to more."""
LONGEST_KEY: Final = 24
"""Two of them have room in the address of a button."""
LONGEST_NAMED_AFTER: Final = 60
"""As LONGEST_KEY, for what is named after others: nudges, and pairs that got a no."""
KEY: Final = re.compile(r"[a-z0-9._-]+")
REFERENCES: Final = {"person", "event", "other_key", "one"}
DEEPEST: Final = 8
LARGEST_NUMBER: Final = 2**63 - 1
LARGEST_COUNTER: Final = 10**9
SMALL: Final = {"pace", "misses", "weekly", "seq"}
"""Numbers for which a database has little room."""
LARGEST_SMALL: Final = 32_000
YEARS: Final = range(1900, 2200)
"""Beyond these arithmetic with days and zones leaves the calendar."""
MOST_WEEKLY: Final = 100
LEFT_OUT: Final = {"message", "question", "blocked", "first_name"}
"""What holds in one chat only, see account.py."""


class Misfit(ValueError):  # noqa: N818 - named in the words of the field, as all our errors are
    """An entry that cannot be taken in; the message is for the person."""


def opening(owned: Owned, at: datetime) -> str:
    """How the file begins. `at` is the moment (UTC) of the export."""
    head = {"format": FORMAT, "version": VERSION, "exported_at": at.isoformat(), "next_key": owned.next_key}
    settings = _written(Settings, owned.settings)
    return json.dumps(head | {"settings": settings}, ensure_ascii=False)[:-1]


def section_opening(section: Section) -> str:
    """How a section begins; its entries follow, each on a line."""
    return f',\n"{section}": ['


SECTION_CLOSING: Final = "]"
CLOSING: Final = "}\n"


def line(entry: Entry) -> str:
    """One entry as JSON on one line."""
    return json.dumps(as_json(entry), ensure_ascii=False, separators=(",", ":"))


def as_json(entry: Entry) -> dict[str, Any]:
    """One entry as JSON's values."""
    match entry:
        case Kept(fact=fact, at=at):
            return _written(type(fact), fact) | {"kept_at": at.isoformat()}
        case PastNudge(nudge=nudge, taken_at=taken_at):
            return _written(type(nudge), nudge) | {"taken_at": taken_at.isoformat() if taken_at else None}
        case PastDialogue() | PastBundle():
            return _written(type(entry), entry)
        case _:
            assert_never(entry)


def read_owned(head: Mapping[str, Any]) -> Owned:
    """The settings and the counter of a file. Raises Misfit."""
    settings: Settings = _read(Settings, head.get("settings", {}))
    if not settings.days or not settings.days <= EVERY_DAY or not 0 <= settings.weekly <= MOST_WEEKLY:
        raise Misfit("its settings cannot be read")
    number = head.get("next_key", 1)
    if not isinstance(number, int) or not 0 < number < LARGEST_COUNTER:
        raise Misfit("its counter is none")
    return Owned(settings, number)


def read_entry(section: Section, given: object) -> Entry:
    """What `as_json` made this of. Raises Misfit with a reason for the person."""
    if not isinstance(given, dict):
        raise Misfit("it is no entry")
    found: Entry
    if section is Section.NUDGES:
        found = _read(PastNudge, {"nudge": given, "taken_at": given.get("taken_at")})
    elif section is Section.DIALOGUES:
        found = _read(PastDialogue, given)
    elif section is Section.BUNDLES:
        found = _read(PastBundle, given)
    else:
        found = Kept(_read(FACTS[section], given), _read(datetime, given.get("kept_at")))
    named_after = section in {Section.NUDGES, Section.APARTS}
    _check_key(found.key, LONGEST_NAMED_AFTER if named_after else LONGEST_KEY)
    return found


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a type; mypy does not believe that one is hashable
    return TypeAdapter(kind)


def _written(kind: Any, value: object) -> dict[str, Any]:  # noqa: ANN401 - as _adapter
    found: dict[str, Any] = _adapter(kind).dump_python(value, mode="json")
    if "days" in found:
        found["days"] = sorted(found["days"])
    return {name: each for name, each in found.items() if name not in LEFT_OUT}


def _read(kind: Any, given: object) -> Any:  # noqa: ANN401 - a type, and one of its kind
    if isinstance(given, dict):
        given = {name: _text_only(each, name) for name, each in given.items() if name not in LEFT_OUT}
    try:
        found = _adapter(kind).validate_python(given)
    except ValidationError as error:
        raise Misfit(_why(error)) from error
    _check(found)
    return found


def _text_only(given: object, name: str = "") -> object:
    """A database's texts hold no NUL; answers are JSON, which may."""
    match given:
        case str():
            return given.replace("\0", "")
        case dict() if name != "answers":
            return {part: _text_only(each) for part, each in given.items()}
        case _:
            return given


def _why(error: ValidationError) -> str:
    """Which part of an entry is wrong, without what it says."""
    where = [str(part) for part in error.errors()[0]["loc"] if isinstance(part, str)]
    return f"its “{'.'.join(where)[:40]}” cannot be read" if where else "it cannot be read"


def _check_key(key: str, longest: int = LONGEST_KEY) -> None:
    if len(key) > longest or not KEY.fullmatch(key):
        raise Misfit("its key is none of mine")


def _check(value: object, name: str = "", depth: int = 0) -> None:
    """Whether both databases and all arithmetic can bear it. Raises Misfit."""
    if depth > DEEPEST:
        raise Misfit("it is too deep")
    match value:
        case str():
            _check_text(value)
            if name in REFERENCES:
                _check_key(value)
        case time() if value.tzinfo is not None:
            raise Misfit("a time in it has a zone")
        case int() if abs(value) > (LARGEST_SMALL if name in SMALL else LARGEST_NUMBER):
            raise Misfit("a number in it is too large")
        case int() | None:
            pass
        case datetime():
            _check_moment(value, name)
        case date():
            _check_year(value)
        case _:
            for part, each in _parts(value):
                _check(each, part, depth + 1)


def _parts(value: object) -> Iterator[tuple[str, object]]:
    if is_dataclass(value):
        yield from ((field.name, getattr(value, field.name)) for field in fields(value))
    elif isinstance(value, Mapping):
        yield from ((str(name), each) for name, each in value.items())
        yield from (("", str(name)) for name in value)
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (("", each) for each in value)


def _check_text(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Misfit(f"a text in it is longer than {LONGEST_TEXT} characters")
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Misfit("a text in it holds signs that are no text")


def _check_moment(moment: datetime, name: str) -> None:
    """Only what a clock on the wall shows has no zone."""
    if (moment.tzinfo is None) != (name == "local"):
        raise Misfit("a time in it has no zone, or one too many")
    _check_year(moment)


def _check_year(day: date) -> None:
    if day.year not in YEARS:
        raise Misfit("a date in it is out of this world")
