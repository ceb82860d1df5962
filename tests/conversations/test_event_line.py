from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.event_line import EventLine, read_event_line
from conversations.moments.values import Ambiguous, NotUnderstood, Past, Understood

MONDAY = datetime.fromisoformat("2026-11-23T10:00")


def read(text: str, zone: str = "America/New_York") -> EventLine:
    return read_event_line(text, MONDAY, zone)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


CLEAR = [
    ("AI meetup Thursday 6pm Javits Center", "AI meetup", "2026-11-26T18:00", "Javits Center"),
    ("AI meetup at Javits Center Thursday 6pm", "AI meetup", "2026-11-26T18:00", "Javits Center"),
    ("AI meetup @ Javits Center, Thursday 6-9pm", "AI meetup", "2026-11-26T18:00", "Javits Center"),
    ("Thursday 6pm AI meetup at Javits Center", "AI meetup", "2026-11-26T18:00", "Javits Center"),
    ("Thursday 6pm AI meetup, Javits Center", "AI meetup", "2026-11-26T18:00", "Javits Center"),
    ("Thursday AI meetup 6pm Javits Center", "AI meetup", "2026-11-26T18:00", "Javits Center"),
    ("Javits Center, Thursday 6pm: AI meetup", "AI meetup", "2026-11-26T18:00", "Javits Center"),
    ("Treffen der Gründer am 25.11. um 19 Uhr im Betahaus", "Treffen der Gründer", "2026-11-25T19:00", "Betahaus"),
    ("Dinner tomorrow 7:30pm at the Standard Hotel", "Dinner", "2026-11-24T19:30", "the Standard Hotel"),
    ("Lunch with Ana tomorrow at noon", "Lunch with Ana", "2026-11-24T12:00", None),
    ("Lunch with Ana, Bob and Carl, Thursday noon", "Lunch with Ana, Bob and Carl", "2026-11-26T12:00", None),
    ("AI meetup Thursday 6pm with Ana at Javits", "AI meetup with Ana", "2026-11-26T18:00", "Javits"),
    ("Women in Tech Thursday 6pm", "Women in Tech", "2026-11-26T18:00", None),
    ("Women in Tech meetup in Berlin Thursday 6pm", "Women in Tech meetup", "2026-11-26T18:00", "Berlin"),
    ("Women in Tech meetup Thursday 6pm", "Women in Tech meetup", "2026-11-26T18:00", None),
    ("Talk on AI at scale Friday 6pm", "Talk on AI at scale", "2026-11-27T18:00", None),
    ("PyCon 2026 party Nov 28 20:00 @ Betahaus", "PyCon 2026 party", "2026-11-28T20:00", "Betahaus"),
    ("I'm going to a hackathon on Saturday at 10am in Brooklyn", "hackathon", "2026-11-28T10:00", "Brooklyn"),
    ("Thursday 6.30pm — Design drinks — Soho House", "Design drinks", "2026-11-26T18:30", "Soho House"),
    ("afterwork drinks 26.11. ab 18:30 bei SAP", "afterwork drinks", "2026-11-26T18:30", "SAP"),
    ("cena el jueves a las 19h en el Café Gijón", "cena", "2026-11-26T19:00", "Café Gijón"),
    ("apéro startup jeudi 19h chez Station F", "apéro startup", "2026-11-26T19:00", "Station F"),
    ("AI meetup Thursday 6:00 PM EST Zoom", "AI meetup", "2026-11-26T18:00", "Zoom"),
    ("Stammtisch, jeden Donnerstag 19 Uhr", "Stammtisch", "2026-11-26T19:00", None),
    ("Thursday 6pm", None, "2026-11-26T18:00", None),
    ("meetup 6pm", "meetup", "2026-11-23T18:00", None),
    ("Thursday 6pm https://lu.ma/abc-2026-12-24", None, "2026-11-26T18:00", None),
    ("Kickoff Thursday 6pm 🎉", "Kickoff", "2026-11-26T18:00", None),
    ("founders breakfast thursday 8am at soho house", "founders breakfast", "2026-11-26T08:00", "soho house"),
    ("Breakfast Thursday 8am Soho House, 3rd floor", "Breakfast", "2026-11-26T08:00", "Soho House, 3rd floor"),
    ("Hike Saturday 9am in the Alps", "Hike", "2026-11-28T09:00", "the Alps"),
    ("Thursday 6pm at Javits Center", None, "2026-11-26T18:00", "Javits Center"),
]
TOLD = [
    ("I was at Founders night yesterday 7pm", "Founders night", None),
    ("fwd: I was at Founders night yesterday 7pm", "Founders night", None),
    ("yesterday I was at the Founders night 7pm", "Founders night", None),
    ("at Founders night yesterday 7pm", "Founders night", None),
    ("I'm at the AI meetup today 6pm", "AI meetup", None),
    ("We’re going to PyCon Thursday 6pm at Javits Center", "PyCon", "Javits Center"),
    ("we are going to PyCon Thursday 6pm", "PyCon", None),
    ("we went to a dinner yesterday at 8pm", "dinner", None),
    ("Ich war gestern um 19 Uhr auf der Gründerparty", "Gründerparty", None),
    ("ich war bei der AI Konferenz gestern 18 Uhr im Betahaus", "AI Konferenz", "Betahaus"),
    ("ich gehe zur Messe morgen um 10 Uhr", "Messe", None),
    ("Wir sind Helden Konzert morgen um 20 Uhr", "Wir sind Helden Konzert", None),
]


@pytest.mark.parametrize(("text", "title", "place"), TOLD)
def test_a_title_is_told_from_the_sentence_around_it(text: str, title: str, place: str | None) -> None:
    event = read(text)
    assert (event.title, event.place) == (title, place)


@pytest.mark.parametrize(("text", "title", "start", "place"), CLEAR)
def test_one_line_is_enough_for_an_event(text: str, title: str | None, start: str, place: str | None) -> None:
    event = read(text)
    assert (event.title, event.start, event.place) == (title, at(start), place)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("AI meetup Thursday 6pm", "2026-11-26T21:00"),
        ("AI meetup Thursday 6-7pm", "2026-11-26T19:00"),
        ("AI meetup Thursday 6pm for 2 hours", "2026-11-26T20:00"),
        ("AI meetup Thursday 6pm (for 1.5 h)", "2026-11-26T19:30"),
        ("AI meetup Thursday 6pm for 45 minutes", "2026-11-26T18:45"),
        ("Party Thursday 10pm", "2026-11-27T01:00"),
        ("26.11. 18:00 - 27.11. 10:00 Hackathon, Betahaus", "2026-11-27T10:00"),
        ("Fair Nov 25-27 9am-5pm", "2026-11-27T17:00"),
        ("Fair Nov 25-27 9am", "2026-11-27T23:59"),
    ],
)
def test_an_end_that_was_not_said_is_three_hours_later(text: str, end: str) -> None:
    assert read(text).end == at(end)


@pytest.mark.parametrize(
    ("text", "title", "doubt"),
    [
        ("AI meetup", "AI meetup", "could not find a date"),
        ("AI meetup tomorrow", "AI meetup", "At what time"),
        ("AI meetup yesterday", "AI meetup", "At what time"),
        ("Coffee Thursday 9", "Coffee", "Which do you mean"),
        ("Meetup 31.11. 18 Uhr", "Meetup", "only 30 days"),
        ("AI meetup next Thursday 6pm", "AI meetup", "Which do you mean"),
        ("AI meetup next week at 6pm", "AI meetup", "Which day next week"),
        ("Drinks Thursday, doors 6pm, talk 7pm", "Drinks", "Which do you mean"),
        ("Drinks the day after Thanksgiving 6pm Thursday before Christmas", None, "missed something"),
        ("", None, "could not find a date"),
        ("https://lu.ma/abc", None, "could not find a date"),
    ],
)
def test_what_is_not_clear_is_asked_and_not_guessed(text: str, title: str | None, doubt: str) -> None:
    event = read(text)
    assert event.start is None
    assert event.end is None
    assert doubt in event.doubts[0]
    assert title is None or event.title == title


def test_an_hour_without_a_day_says_that_the_day_was_taken() -> None:
    assert "named no day" in read("meetup 6pm").doubts[0]


def test_a_clear_line_leaves_no_doubt() -> None:
    assert read("AI meetup Thursday 6pm Javits Center").doubts == ()


def test_a_minute_that_does_not_exist_is_noted() -> None:
    event = read("Night walk 14 March 2027 2:30am")
    assert event.start == at("2027-03-14T03:00")
    assert "Clocks change" in event.doubts[0]


def test_an_event_that_is_over_comes_with_its_times_as_past() -> None:
    event = read("Meetup yesterday 6pm")
    assert isinstance(event.reading, Past)
    assert (event.start, event.end) == (at("2026-11-22T18:00"), at("2026-11-22T21:00"))


def test_the_reading_offers_the_choices_of_a_doubt() -> None:
    reading = read("AI meetup next Thursday 6pm").reading
    assert isinstance(reading, Ambiguous)
    assert [one.start for one in reading.readings] == [at("2026-11-26T18:00"), at("2026-12-03T18:00")]


def test_a_forwarded_invitation_in_english_is_read_by_its_labels() -> None:
    event = read(
        "Fwd: Founders & Friends Winter Mixer\n\n"
        "When: Thursday, December 3, 2026, 6:00 PM - 9:00 PM EST\n"
        "Where: Betaworks Studios, 29 Little W 12th St, New York\n"
        "RSVP by Nov 30: https://lu.ma/xyz-2026-11-25"
    )
    assert event.title == "Founders & Friends Winter Mixer"
    assert (event.start, event.end) == (at("2026-12-03T18:00"), at("2026-12-03T21:00"))
    assert event.place == "Betaworks Studios, 29 Little W 12th St, New York"


def test_a_forwarded_invitation_in_german_is_read_by_its_labels() -> None:
    event = read(
        "Einladung: Gründerstammtisch Berlin\n📅 Datum: 26.11.2026\n🕖 Uhrzeit: 19:00 - 22:00 Uhr\n📍 Ort: Betahaus",
        "Europe/Berlin",
    )
    assert (event.title, event.place) == ("Gründerstammtisch Berlin", "Betahaus")
    assert (event.start, event.end) == (at("2026-11-26T19:00"), at("2026-11-26T22:00"))


def test_a_labelled_title_wins() -> None:
    event = read("Subject: Winter mixer\nSee you there\nDate: Dec 3\nTime: 6pm")
    assert (event.title, event.start) == ("Winter mixer", at("2026-12-03T18:00"))


def test_an_invitation_in_prose_is_read_line_by_line() -> None:
    event = read("Hey! Join us for the AI Salon\nIt is on Dec 4 at 7pm, at The Commons.\nhttps://example.com/9pm")
    assert (event.title, event.start, event.place) == ("AI Salon", at("2026-12-04T19:00"), "The Commons")


def test_a_very_long_title_is_cut_at_a_word() -> None:
    event = read("very " * 60 + "long meetup Thursday 6pm")
    assert event.title
    assert event.title.endswith("very…")
    assert len(event.title) <= 101


@given(st.text(max_size=200))
def test_any_text_gives_an_event_line(text: str) -> None:
    event = read(text)
    assert (event.start is None) == (event.end is None)
    assert event.title is None or event.title.strip()
    assert event.start is not None or event.doubts


@given(
    st.sampled_from(["AI meetup", "Founders dinner", "Gründertreffen"]),
    st.datetimes(at("2026-11-24"), at("2027-11-20")),
)
def test_title_and_moment_come_apart_again(title: str, start: datetime) -> None:
    start = start.replace(second=0, microsecond=0)
    event = read(f"{title} {start:%Y-%m-%d %H:%M} at Betahaus", "UTC")
    assert (event.title, event.start, event.place) == (title, start, "Betahaus")
    assert event.end == start + timedelta(hours=3)
    assert isinstance(event.reading, Understood)


def test_a_line_about_nothing_has_no_title() -> None:
    event = read("on 26.11. um 19 Uhr")
    assert event.title is None
    assert not isinstance(event.reading, NotUnderstood)
