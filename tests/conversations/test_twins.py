from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.facts import Key, Person
from conversations.namesakes import Closeness, alike, name_words, named_alike
from conversations.twins import MOST_TWINS, Likeness, likeness, merged, same_phone, surplus, twins

MEETUP = Key("e1")
MET = date(2026, 11, 26)
ANA = Person(Key("p1"), "Ana Silva", MEETUP, MET)
LATER = Person(Key("p2"), "Ana Silva", Key("e2"), MET + timedelta(days=20))


def may_be_one(one: Likeness, other: Likeness) -> bool:
    return twins(one, [other]) == (other.key,)


def named(name: str, event: str | None = None) -> Likeness:
    return Likeness(Key("p1"), name, Key(event) if event else None)


def other(name: str, event: str | None = None) -> Likeness:
    return replace(named(name, event), key=Key("p2"))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ana Silva", "ana silva"),
        ("Ana Silva", "Silva, Ana"),
        ("Łukasz Strøm", "Lukasz Strom"),
        ("Dr. Ana Silva", "Ana Silva"),
        ("Ana", "Ana Silva"),
        ("Ana", "Ana"),
        ("Ana Silva", "Ana Silva Costa"),
        ("Ana Silva", "Ana Maria Silva"),
        ("Ana S.", "Ana Silva"),
        ("Jon", "John"),
        ("Jon Smith", "John Smith"),
        ("Katherine", "Catherine"),
        ("Sophie Müller", "Sofie Mueller"),
        ("Jean-Pierre Moss", "Jean Pierre Moss"),
        ("Tom O'Brien", "Tom OBrien"),
        ("Ana Olievira", "Ana Oliveira"),
        ("Chris Meier", "Kris Meyer"),
        ("Ana 🌸", "Ana"),
    ],
)
def test_names_that_may_be_one_persons(one: str, two: str) -> None:
    assert may_be_one(named(one), other(two))
    assert may_be_one(named(two), other(one))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ana Silva", "Ana Costa"),
        ("Ana Silva", "Eva Silva"),
        ("Ana", "Silva Ana"),
        ("Tim", "Tom"),
        ("Maria Silva", "Mario Silva"),
        ("Daniel Moss", "Daniela Moss"),
        ("Julia", "Julian"),
        ("Ana Costa", "Maria Ana Costa"),
        ("Ana Ana", "Ana Costa"),
        ("", "Ana"),
        ("", ""),
        ("42", "42"),
    ],
)
def test_names_of_two_people(one: str, two: str) -> None:
    assert not may_be_one(named(one), other(two))
    assert not may_be_one(named(two), other(one))


def test_two_with_one_bare_first_name_at_one_event_were_noted_as_two() -> None:
    assert not may_be_one(named("Ana", "e1"), other("Ana", "e1"))
    assert not may_be_one(named("Ana", "e1"), other("Ana Silva", "e1"))
    assert may_be_one(named("Ana", "e1"), other("Ana", "e2"))
    assert may_be_one(named("Ana Silva", "e1"), other("Ana Silva", "e1"))


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ({"handle": "Ana_S"}, {"handle": "@ana_s"}, True),
        ({"email": "Ana@x.org"}, {"email": "ana@X.org"}, True),
        ({"phone": "+49 170 1234567"}, {"phone": "0170/1234567"}, True),
        ({"telegram_id": 7}, {"telegram_id": 7}, True),
        ({"telegram_id": 7, "handle": "ana"}, {"telegram_id": 7, "handle": "ana_new"}, True),
        ({"telegram_id": 7, "phone": "+49 170 1234567"}, {"telegram_id": 8, "phone": "+49 170 1234567"}, False),
        ({"handle": "ana"}, {"handle": "zoe"}, False),
        ({"handle": "ana"}, {}, False),
        ({"handle": "@"}, {"handle": "@"}, False),
    ],
)
def test_one_way_to_reach_them_makes_two_names_one(
    one: dict[str, str | int], two: dict[str, str | int], *, same: bool
) -> None:
    ana, zoe = replace(named("Ana"), **one), replace(other("Zoe Moss"), **two)  # type: ignore[arg-type] # as parametrized
    assert may_be_one(ana, zoe) is same
    assert may_be_one(replace(zoe, key=ana.key), replace(ana, key=zoe.key)) is same


def test_other_accounts_and_other_handles_speak_against_one_name() -> None:
    ana, twin = named("Ana Silva"), other("Ana Silva")
    assert not may_be_one(replace(ana, telegram_id=7), replace(twin, telegram_id=8))
    assert not may_be_one(replace(ana, handle="ana"), replace(twin, handle="ana_2"))
    assert may_be_one(replace(ana, handle="ana"), twin)
    assert may_be_one(replace(ana, email="a@x.org", phone="123456"), replace(twin, email="b@x.org", phone="654321"))


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("+49 170 1234567", "0049 170 1234567", True),
        ("+49 170 1234567", "0170-1234567", True),
        ("+351 912 345 678", "912345678", True),
        ("+351 912345678", "+34 912345678", False),
        ("+1 212 555 1234", "312 555 1234", False),
        ("12345", "12345", True),
        ("1234", "1234", False),
        ("5551234", "030 5551234", False),
        ("none", "none", False),
        ("", "12345", False),
    ],
)
def test_one_phone_in_two_ways_of_writing(one: str, two: str, *, same: bool) -> None:
    assert same_phone(one, two) is same
    assert same_phone(two, one) is same


def test_the_likeliest_comes_first_and_three_are_enough() -> None:
    one = replace(named("Catherine Moss"), email="k@x.org")
    rows = [
        Likeness(Key("p2"), "Catherine"),
        Likeness(Key("p3"), "Catherine Moss Lane"),
        Likeness(Key("p4"), "Katherine Moss"),
        Likeness(Key("p5"), "Moss, Catherine"),
        Likeness(Key("p6"), "Somebody", email="K@x.org"),
        Likeness(Key("p1"), "Catherine Moss"),
    ]
    assert twins(one, rows) == ("p6", "p5", "p4")
    assert twins(one, rows[:2]) == ("p3", "p2")
    assert len(twins(one, rows)) == MOST_TWINS


def test_a_person_is_told_from_others_by_these() -> None:
    ways = replace(ANA, handle="ana", phone="1", email="a@x.org", telegram_id=7)
    assert likeness(ways) == Likeness(ANA.key, "Ana Silva", MEETUP, "ana", "1", "a@x.org", 7)


def test_ten_thousand_people_are_looked_through_at_once() -> None:
    rows = [
        Likeness(Key(f"p{at}"), f"Ana{at % 900} Moss{at % 7000}", None, f"h{at}", f"+49170{at:07}", f"{at}@x.org")
        for at in range(10_000)
    ]
    one = Likeness(Key("x"), "Katherine Moss", None, None, "0170 7654321", "k@x.org")
    spans = []
    for _ in range(3):
        began = process_time()
        twins(one, rows)
        spans.append(process_time() - began)
    assert min(spans) < 0.2  # about 0.03 s on a machine with nothing else to do


# --- merging --------------------------------------------------------------------------------------


def test_fields_are_filled_up_and_none_is_overwritten() -> None:
    one = merged(replace(ANA, handle="ana"), replace(LATER, handle="ana_2", phone="12345", telegram_id=7))
    assert (one.key, one.handle, one.phone, one.telegram_id) == ("p1", "ana", "12345", 7)
    assert merged(replace(ANA, telegram_id=8), replace(LATER, telegram_id=7)).telegram_id == 8


def test_they_were_met_where_they_were_met_first() -> None:
    early, late = replace(ANA, met_how="at the bar"), replace(LATER, met_how="in the queue")
    for one in (merged(early, late), merged(late, early)):
        assert (one.met_on, one.event, one.met_how) == (MET, MEETUP, "at the bar")
    assert merged(late, replace(early, event=None, met_how=None)).event == "e2"


def test_what_moves_on_is_what_moved_furthest() -> None:
    at, day = datetime(2026, 12, 1, tzinfo=UTC), date(2026, 12, 24)
    done = replace(LATER, last_contact=at, debriefed_on=day, next_touch=day, touch_how="call", pace=2, stopped=True)
    one = merged(replace(ANA, draft=True, touch_how="write", pace=1), done)
    assert (one.last_contact, one.debriefed_on, one.next_touch, one.touch_how) == (at, day, day, "call")
    assert (one.draft, one.stopped, one.pace) == (False, True, 1)
    sooner = replace(ANA, next_touch=MET, last_contact=at + timedelta(days=1), debriefed_on=MET)
    both = merged(sooner, done)
    assert (both.next_touch, both.touch_how, both.debriefed_on) == (MET, "call", day)
    assert both.last_contact == at + timedelta(days=1)
    assert merged(replace(ANA, draft=True), replace(LATER, draft=True)).draft


@pytest.mark.parametrize(
    ("text", "more", "whole"),
    [
        ("climbs", "two kids", "climbs. two kids"),
        ("She climbs.", "Two kids", "She climbs. Two kids"),
        ("climbs", "Climbs, two kids", "Climbs, two kids"),
        ("climbs, two kids", "climbs", "climbs, two kids"),
        ("climbs", "climb", "climbs. climb"),
        (None, "climbs", "climbs"),
        ("climbs", None, "climbs"),
        (None, None, None),
    ],
)
def test_two_texts_are_both_kept(text: str | None, more: str | None, whole: str | None) -> None:
    one = merged(replace(ANA, who=text, said=text), replace(LATER, who=more, said=more))
    assert one.who == one.said == whole


def test_a_name_is_filled_up_when_the_other_only_says_more() -> None:
    assert merged(replace(ANA, name="ana"), LATER).name == "Ana Silva"
    assert merged(replace(ANA, name="An"), LATER).name == "An"
    assert merged(ANA, replace(LATER, name="Ana")).name == "Ana Silva"


def test_what_found_no_place_is_handed_back() -> None:
    kept = replace(ANA, handle="ana", phone="+49 170 1234567", email="a@x.org", met_how="in the queue")
    gone = replace(LATER, name="Anna Silva", handle="Ana", phone="0170 1234567", email="b@x.org", met_how="at the bar")
    assert surplus(kept, gone) == ("Anna Silva", "at the bar", "b@x.org")
    assert surplus(kept, replace(LATER, handle="ana_2", phone="999999")) == ("@ana_2", "999999")
    assert surplus(replace(kept, met_on=MET + timedelta(days=30)), gone) == ("Anna Silva", "b@x.org", "in the queue")
    assert surplus(replace(ANA, touch_how="write"), replace(LATER, touch_how="call", next_touch=MET)) == ("write",)


# --- whoever they are ------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["Ana", "Anna", "Silva", "silva,", "Sílva", "Moss", "Mosse", "M.", "Dr", "Jon", "John", "Ünal", "Ø"]
)
NAMES = st.lists(WORDS, max_size=4).map(" ".join) | st.text(max_size=12)
TEXTS = st.none() | st.lists(st.sampled_from(["climbs", "Climbs.", "two", "kids", "🌸", "…"]), max_size=4).map(" ".join)
DAYS = st.none() | st.dates(MET, MET + timedelta(days=9))
PHONES = st.none() | st.sampled_from(["+49 170 1234567", "0170 1234567", "12345", "٣", "none", ""])
EVENTS = st.none() | st.sampled_from([Key("e1"), Key("e2")])
HANDLES = st.none() | st.sampled_from(["ana", "Ana", "@ana", "zoe", "@", ""])
LIKENESSES = st.builds(
    Likeness,
    st.just(Key("p1")),
    NAMES,
    EVENTS,
    HANDLES,
    PHONES,
    st.none() | st.sampled_from(["a@x.org", "A@x.org", "b@x.org"]),
    st.none() | st.integers(1, 2),
)
PEOPLE = st.builds(
    Person,
    st.just(Key("p1")),
    NAMES,
    EVENTS,
    st.dates(MET, MET + timedelta(days=3)),
    st.booleans(),
    *(TEXTS, TEXTS, TEXTS, HANDLES, PHONES, TEXTS),
    st.none() | st.integers(1, 2),
    DAYS,
    TEXTS,
    st.none() | st.datetimes(timezones=st.just(UTC)),
    DAYS,
    st.booleans(),
    st.integers(0, 2),
)


@given(LIKENESSES, LIKENESSES)
def test_whoever_is_like_another_is_like_them_in_turn(one: Likeness, two: Likeness) -> None:
    there = may_be_one(one, replace(two, key=Key("p2")))
    assert may_be_one(two, replace(one, key=Key("p2"))) is there


@given(NAMES, NAMES)
def test_no_name_is_left_out_for_speed(one: str, two: str) -> None:
    close = named_alike(name_words(one), name_words(two))
    assert may_be_one(named(one), other(two)) is (close is not None)
    assert close is None or close in Closeness


@given(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=8))
def test_any_two_words_compare_both_ways(one: str, two: str) -> None:
    assert alike(one, two) is alike(two, one)
    assert alike(one, one)


@given(PEOPLE)
def test_merging_with_oneself_changes_nothing(person: Person) -> None:
    assert merged(person, person) == person
    assert surplus(person, person) == ()


def words_of(*texts: object) -> set[str]:
    return {word.strip(".,;:!?@") for text in texts for word in str(text or "").casefold().split()}


@given(PEOPLE, PEOPLE)
def test_merging_loses_no_word(kept: Person, gone: Person) -> None:
    one = merged(kept, gone)
    texts = ("name", "who", "said", "met_how", "handle", "email", "touch_how")
    found = words_of(*(getattr(one, each) for each in texts), *surplus(kept, gone))
    for person in (kept, gone):
        assert words_of(*(getattr(person, each) for each in texts)) <= found | {""}
        left = (one.phone, *surplus(kept, gone))
        assert not person.phone or person.phone in left or any(same_phone(person.phone, each) for each in left)
    assert {field.name for field in fields(Person)} >= set(texts)
