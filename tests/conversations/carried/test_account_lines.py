"""What is written of an account is read back, and what would hurt is refused with a reason."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from conversations.carried.account import Kept, Owned, PastAnswer, PastBundle, PastDialogue, PastNudge, Section
from conversations.carried.lines import LONGEST_TEXT, Misfit, as_json, line, opening, read_entry, read_owned
from conversations.dialogue import DialogueState
from conversations.effects import Nudge, NudgeKind
from conversations.facts import Capture, Key, Person, Settings
from conversations.timing import WallTime

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
ANA = Kept(Person(Key("p1"), "Ana", Key("e1"), date(2026, 11, 1), telegram_id=2**40), NOW)
GIVEN: dict[str, Any] = json.loads(line(ANA))


def refused(section: Section, given: object) -> str:
    with pytest.raises(Misfit) as refusal:
        read_entry(section, given)
    return str(refusal.value)


def test_an_entry_is_read_as_it_was_written() -> None:
    at = WallTime(datetime(2026, 12, 1, 9), "Europe/Berlin")
    nudge = PastNudge(Nudge(Key("c2.p1"), NudgeKind.CHECK_IN, Key("p1"), at, at.utc()), NOW)
    opened = PastDialogue(
        Key("d1"),
        "x",
        None,
        DialogueState.OPEN,
        NOW,
        NOW,
        (PastAnswer("a", set_aside=False, value={"b": [1]}, seq=0, given_at=NOW),),
    )
    assert opened.at == NOW
    for section, entry in (
        (Section.DIALOGUES, opened),
        (Section.PEOPLE, ANA),
        (Section.NUDGES, nudge),
        (Section.BUNDLES, PastBundle(date(2026, 1, 1))),
    ):
        assert read_entry(section, json.loads(line(entry))) == entry


def test_the_number_of_a_message_is_not_carried() -> None:
    capture = Kept(Capture(Key("n1"), Key("p1"), "climbs", 77), NOW)
    assert "message" not in as_json(capture)
    assert read_entry(Section.CAPTURES, as_json(capture) | {"message": 5}) == Kept(
        Capture(Key("n1"), Key("p1"), "climbs"), NOW
    )


def test_the_settings_are_read_as_they_were_written() -> None:
    owned = Owned(Settings("", "Europe/Berlin", days=frozenset({0, 4}), weekly=5), 42)
    assert read_owned(json.loads(opening(owned, NOW) + "}")) == owned


@pytest.mark.parametrize(
    "head",
    [
        {"settings": {"days": []}},
        {"settings": {"days": [9]}},
        {"settings": {"weekly": -1}},
        {"settings": {"nudge_hour": "09:00:00+02:00"}},
        {"next_key": 0},
        {"next_key": "x"},
        {"next_key": 10**12},
    ],
)
def test_settings_that_no_day_could_bear_are_refused(head: dict[str, Any]) -> None:
    with pytest.raises(Misfit):
        read_owned(head)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"met_on": "soon"}, "“met_on” cannot be read"),
        ({"met_on": "1066-10-14"}, "out of this world"),
        ({"key": "a|b"}, "its key is none of mine"),
        ({"key": "p" * 25}, "its key is none of mine"),
        ({"event": "e" * 25}, "its key is none of mine"),
        ({"name": "x" * (LONGEST_TEXT + 1)}, "longer than"),
        ({"name": "\ud800"}, "signs that are no text"),
        ({"telegram_id": 2**70}, "too large"),
        ({"pace": 10**6}, "too large"),
        ({"kept_at": "2026-11-28T09:00:00"}, "no zone"),
        ({"kept_at": None}, "cannot be read"),
        ({"last_contact": "2026-11-28T09:00:00"}, "no zone"),
    ],
)
def test_what_a_database_or_a_page_could_not_bear_is_refused(change: dict[str, Any], why: str) -> None:
    assert why in refused(Section.PEOPLE, GIVEN | change)


def test_an_entry_that_is_none_is_refused() -> None:
    assert refused(Section.PEOPLE, [1]) == "it is no entry"
    assert refused(Section.DIALOGUES, {}) == "its “key” cannot be read"


def test_an_answer_nested_without_end_is_refused() -> None:
    value: Any = "x"
    for _ in range(12):
        value = [value, {"deeper": value}]
    answer = {"place": "a", "set_aside": False, "value": value, "seq": 0, "given_at": NOW.isoformat()}
    moments = {"opened_at": NOW.isoformat(), "changed_at": NOW.isoformat()}
    past = {"key": "d1", "script": "x", "subject": None, "state": "ended", "answers": [answer], **moments}
    assert refused(Section.DIALOGUES, past) == "it is too deep"


def test_signs_that_no_database_keeps_are_left_out_of_a_text() -> None:
    read = read_entry(Section.PEOPLE, GIVEN | {"name": "A\0na"})
    assert isinstance(read, Kept)
    assert read == ANA
