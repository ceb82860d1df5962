"""Whatever was typed about people, every screen about them keeps Telegram's limits, stays whole and never shouts."""

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from conversations.address import Open, Page
from conversations.draft_wordings import Occasion, Tone
from conversations.facts import (
    Capture,
    Contact,
    Event,
    Introduction,
    Key,
    Note,
    NoteKind,
    Person,
    Promise,
    Settings,
    Takeaway,
    TakeawayKind,
)
from conversations.inline import articles
from conversations.introducing import AIM
from conversations.matching import Pair
from conversations.screens.connect import Proposal, connect_page
from conversations.screens.draft import copies, draft_page
from conversations.screens.erasing import Goes, NamedRow, forget_page, forgotten, named_page, whom_page
from conversations.screens.introductions import IntroductionRow, Words, introduction_page, introductions_page
from conversations.screens.noted import (
    Taken,
    known_already,
    log_contact,
    noted_screen,
    taken_back,
)
from conversations.screens.people import PersonRow, people_page
from conversations.screens.person import Bonds, person_page
from conversations.screens.person_parts import edit_page, met_at_page, notes_page, rhythm_page
from conversations.screens.promises import promises_page
from conversations.screens.same import perhaps_known, same_page
from conversations.writing import Around
from tests.conversations.screens.anything import (
    CONTACTS,
    DAYS,
    EVENTS,
    INTRODUCTIONS,
    KEYS,
    MAYBE,
    NOTES,
    NOWS,
    PEOPLE,
    PROMISES,
    ROW,
    SETTINGS,
    TEXT,
    TOTAL,
    UNHURRIED,
    nudges,
)
from tests.conversations.screens.samples import ANA, MEETUP, NOW, OWNER, TODAY, note, promise
from tests.conversations.screens.seen import assert_telegram_takes, units

MAYBE_EVENT, MAYBE_PERSON = st.none() | EVENTS, st.none() | PEOPLE


@UNHURRIED
@given(st.lists(st.builds(PersonRow, PEOPLE, MAYBE_EVENT, TEXT), max_size=9), ROW, TOTAL, MAYBE)
def test_the_people_fit(rows: list[PersonRow], at: int, total: int, query: str | None) -> None:
    assert_telegram_takes(people_page(rows, at, total, query))


BONDS = st.builds(
    Bonds,
    MAYBE_EVENT,
    st.lists(NOTES, max_size=9).map(tuple),
    st.lists(PROMISES, max_size=9).map(tuple),
    st.lists(INTRODUCTIONS, max_size=9).map(tuple),
    st.lists(CONTACTS, max_size=5).map(tuple),
    st.none() | nudges(),
    st.lists(st.tuples(PEOPLE, MAYBE_EVENT), max_size=2).map(tuple),
)


@UNHURRIED
@given(PEOPLE, BONDS, SETTINGS, NOWS)
def test_a_person_fits(person: Person, bonds: Bonds, settings: Settings, now: datetime) -> None:
    assert_telegram_takes(person_page(person, bonds, settings, now))


LENGTHY = "wandering through <markets> & halls at dawn, " * 90


def test_somebody_about_whom_everything_is_told_at_length_fits() -> None:
    ana = replace(ANA, name=LENGTHY, who=LENGTHY, said=LENGTHY, met_how=LENGTHY, phone=LENGTHY, email=LENGTHY)
    notes = tuple(note(f"n{number}.{kind}", kind, LENGTHY) for number in range(40) for kind in NoteKind)
    promises = tuple(promise(f"p{number}", LENGTHY, TODAY) for number in range(40))
    introductions = (Introduction(Key("i1"), ana.key, LENGTHY, TODAY),) * 40
    contacts = (Contact(Key("k1"), ana.key, NOW, LENGTHY),) * 40
    bonds = Bonds(replace(MEETUP, title=LENGTHY), notes, promises, introductions, contacts, twins=((ana, MEETUP),) * 3)
    assert_telegram_takes(person_page(ana, bonds, OWNER, NOW))
    assert_telegram_takes(edit_page(ana, bonds.event, notes))


@UNHURRIED
@given(PEOPLE, MAYBE_EVENT, st.lists(NOTES, max_size=12), st.sampled_from(("interest", "file", "nonsense")))
def test_what_can_be_edited_fits(person: Person, event: Event | None, notes: list[Note], part: str) -> None:
    assert_telegram_takes(edit_page(person, event, notes))
    assert_telegram_takes(notes_page(person, notes, part))


@UNHURRIED
@given(PEOPLE, st.lists(EVENTS, max_size=8), st.lists(st.integers(0, 99), min_size=4, max_size=4))
def test_what_lies_behind_a_person_fits(person: Person, events: list[Event], counts: list[int]) -> None:
    assert_telegram_takes(met_at_page(person, events))
    assert_telegram_takes(rhythm_page(person))
    assert_telegram_takes(forget_page(person, Goes(*counts)))
    assert_telegram_takes(forgotten(Goes(*counts)))
    assert_telegram_takes(
        named_page(person, [NamedRow(person.name, person.name, Open(Page.HOME))] * 20, counts[0] % 20)
    )
    assert_telegram_takes(whom_page([PersonRow(person, event) for event in events[:8]], 100))


@UNHURRIED
@given(PEOPLE, MAYBE_EVENT, PEOPLE, MAYBE_EVENT)
def test_two_who_may_be_one_fit(one: Person, at: Event | None, other: Person, there: Event | None) -> None:
    assert_telegram_takes(same_page(one, at, other, there))
    assert_telegram_takes(perhaps_known([(one, other, at), (other, one, there)]))


@UNHURRIED
@given(st.data(), st.lists(st.tuples(PROMISES, MAYBE_PERSON), max_size=9).map(tuple), DAYS)
def test_the_promises_fit(data: st.DataObject, rows: tuple[tuple[Promise, Person | None], ...], today: date) -> None:
    at, total, settled = data.draw(st.tuples(ROW, TOTAL, st.none() | PROMISES))
    assert_telegram_takes(promises_page(rows, at, total, today, settled))


ADVICE = st.builds(Takeaway, KEYS, st.none(), st.just(TakeawayKind.ADVICE), TEXT, DAYS)
AROUND = st.builds(
    Around,
    PEOPLE,
    SETTINGS,
    DAYS,
    MAYBE_EVENT,
    st.lists(PROMISES, max_size=2).map(tuple),
    st.lists(INTRODUCTIONS, max_size=3).map(tuple),
    st.lists(ADVICE, max_size=1).map(tuple),
)


@UNHURRIED
@given(AROUND, st.sampled_from(Tone), st.sampled_from(Occasion))
def test_a_draft_fits(around: Around, tone: Tone, occasion: Occasion) -> None:
    assert_telegram_takes(draft_page(around, tone, occasion))


@UNHURRIED
@given(st.lists(AROUND, min_size=1, max_size=6))
def test_drafts_for_any_chat_fit(people: list[Around]) -> None:
    for article in articles(people):
        assert 1 <= len(article.key.encode()) <= 64
        assert article.title.strip()
        assert 1 <= units(article.text) <= 4096


ROWS = st.builds(IntroductionRow, INTRODUCTIONS, MAYBE_PERSON, MAYBE_PERSON)
OFFERED = st.none() | st.tuples(TEXT, st.integers(0, 2 * AIM))


@UNHURRIED
@given(st.data(), st.lists(ROWS, max_size=9), DAYS)
def test_the_introductions_fit(data: st.DataObject, rows: list[IntroductionRow], today: date) -> None:
    at, total, offered = data.draw(st.tuples(ROW, TOTAL, OFFERED))
    assert_telegram_takes(introductions_page(rows, at, total, today, offered))


SAID = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=600)


@UNHURRIED
@given(ROWS, st.none() | SAID, st.sampled_from(Tone), DAYS)
def test_an_introduction_fits(row: IntroductionRow, said: str | None, tone: Tone, today: date) -> None:
    words = Words(said, "them", tone, None, copies(said)) if said else None
    assert_telegram_takes(introduction_page(row, words, today))


PAIRS = st.builds(Pair, KEYS, KEYS, st.none() | NOTES, NOTES, st.none() | NOTES)


@UNHURRIED
@given(st.lists(st.builds(Proposal, PEOPLE, PEOPLE, PAIRS), max_size=5))
def test_ideas_fit(proposals: list[Proposal]) -> None:
    assert_telegram_takes(connect_page(proposals))


CAPTURES = st.builds(Capture, KEYS, KEYS, TEXT, st.none(), st.booleans())
FACTS = st.lists(NOTES | PROMISES | INTRODUCTIONS, max_size=9).map(tuple)


@UNHURRIED
@given(st.lists(st.builds(Taken, CAPTURES, PEOPLE, FACTS), min_size=1, max_size=6), st.booleans())
def test_what_was_noted_fits(taken: list[Taken], whole: bool) -> None:  # noqa: FBT001 - hypothesis fills it
    assert_telegram_takes(noted_screen(taken))
    assert_telegram_takes(taken_back(taken[0].person, taken[0].facts, whole=whole))
    assert_telegram_takes(known_already(taken[0].person))
    assert_telegram_takes(log_contact(taken[0].capture, taken[0].person, "2611231430"))
