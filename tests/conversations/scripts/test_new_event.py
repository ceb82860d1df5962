from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from conversations.address import Begin, Open, Page
from conversations.answers import Answers, Line
from conversations.dialogue import Dialogue
from conversations.endings import Ending, ending
from conversations.engine import ask
from conversations.facts import Event, Key, Settings
from conversations.known import Known
from conversations.scripts.catalogue import ScriptName
from conversations.scripts.new_event import NEW_EVENT
from conversations.signals import Invited
from conversations.timing import WallTime
from tests.playbook import NEW_YORK, NOW, Playbook, event, plain_text

RIGHT = "Yes, that’s right"


def wall(day: int, hour: int, month: int = 11) -> WallTime:
    return WallTime(datetime(2026, month, day, hour), "America/New_York")


def the_event(book: Playbook) -> Event:
    (fact,) = book.facts()
    assert isinstance(fact, Event)
    return fact


def editing(known_event: Event, now: datetime = NOW) -> Playbook:
    """Changing an event begins at the question whether it is right, as the shell begins it."""
    book = Playbook(NEW_EVENT, Known(now, NEW_YORK, event=known_event), known_event.key)
    line = Line(known_event.title, known_event.start.local, known_event.end.local, known_event.place)
    answers: Answers = {"line": line}
    book.dialogue = replace(book.dialogue, answers=answers)
    book.hears(ask(NEW_EVENT, book.dialogue, book.known))
    return book


def said(end: Ending) -> str:
    return "\n".join(plain_text(screen) for screen in end.screens)


def test_one_line_and_one_confirmation_are_enough() -> None:
    book = (
        Playbook(NEW_EVENT)
        .coach("1 of 2", "e.g. AI meetup Thursday 6pm Javits Center")
        .person("AI meetup Thursday 6pm Javits Center")
        .coach("2 of 2", "AI meetup\nThu 26 Nov 2026, 18:00–21:00 (New York time)\nJavits Center", "Is that right?")
    )
    assert book.facts() == ()
    end = book.taps(RIGHT).ended()
    assert the_event(book) == Event(Key("d1.e"), "AI meetup", wall(26, 18), wall(26, 21), "Javits Center")
    assert end.screens[0].rows[0][0].label == "Get ready now"
    assert "I will ask once more the evening before" in said(end)


def test_a_date_alone_asks_for_the_hour_of_that_day() -> None:
    book = Playbook(NEW_EVENT).person("AI meetup on Thursday").coach("At what time does it start on Thu 26 Nov 2026?")
    book.person("7pm").coach("Thu 26 Nov 2026, 19:00–22:00").person("yes")
    assert the_event(book).start == wall(26, 19)


def test_a_date_that_can_be_read_two_ways_is_asked_about() -> None:
    book = Playbook(NEW_EVENT).person("AI meetup 03/04 6pm").coach("Sat 3 Apr 2027, 18:00 or Thu 4 Mar 2027, 18:00?")
    book.taps("Thu 4 Mar, 18:00").coach("Thu 4 Mar 2027, 18:00–21:00").taps(RIGHT).ended()


def test_a_line_without_name_or_day_is_completed_question_by_question() -> None:
    book = (
        Playbook(NEW_EVENT)
        .person("Thursday 6pm")
        .coach("What is it called?", "e.g. Founders’ breakfast")
        .person("Garden party")
        .coach("Garden party\nThu 26 Nov 2026, 18:00")
        .taps(RIGHT)
    )
    assert the_event(book).title == "Garden party"
    Playbook(NEW_EVENT).person("Garden party").coach("When is it? The day and the time, please.")


def test_a_moment_that_cannot_be_read_gets_a_hint_and_the_question_again() -> None:
    Playbook(NEW_EVENT).person("Garden party").person("when the cows come home").coach("When is it?", "“Thursday 6pm”")


@pytest.mark.parametrize(
    ("button", "question", "answer", "summary"),
    [
        ("Change day or time", "At what time does it start on Thu 26 Nov 2026?", "8pm", "Thu 26 Nov 2026, 20:00–23:00"),
        ("Change day or time", "At what time", "Friday 8pm", "Fri 27 Nov 2026, 20:00–23:00"),
        ("Change the name", "What is it called?", "AI evening", "AI evening\nThu 26 Nov 2026, 18:00–21:00"),
        ("Change the place", "Where is it?", "Hall 3", "18:00–21:00 (New York time)\nHall 3"),
    ],
)
def test_what_is_wrong_is_asked_for_again_and_nothing_else(
    button: str, question: str, answer: str, summary: str
) -> None:
    book = Playbook(NEW_EVENT).person("AI meetup Thursday 6pm Javits Center").taps(button).coach(question)
    book.person(answer).coach(summary, "Is that right?").taps(RIGHT).ended()


def test_a_past_event_leads_to_the_people_met_there() -> None:
    book = (
        Playbook(NEW_EVENT)
        .person("meetup yesterday 6pm")
        .coach("Sun 22 Nov 2026, 18:00–21:00: that is over already. Did you just come from it?")
        .taps("Yes, I was there")
        .taps(RIGHT)
    )
    end = book.ended()
    assert said(end) == "“meetup” is noted. Now to the people."
    assert end.then == Begin(ScriptName.AFTER_EVENT, "d1.e")


def test_a_past_date_that_was_meant_otherwise_is_asked_for_anew() -> None:
    book = Playbook(NEW_EVENT).person("meetup yesterday 6pm").taps("No, another date").coach("When is it? The day and")
    book.person("tomorrow 6pm").coach("Tue 24 Nov 2026, 18:00–21:00").taps(RIGHT).ended()


def test_an_event_that_is_on_is_not_over() -> None:
    book = Playbook(NEW_EVENT).person("Fair today 9am").coach("Mon 23 Nov 2026, 09:00–12:00", "Is that right?")
    end = book.taps(RIGHT).ended()
    assert said(end).startswith("“Fair” is in, and it is on. Write me a line about anybody you meet")
    assert end.screens[0].rows == ()


def test_nothing_is_promised_for_an_evening_before_that_is_gone() -> None:
    end = Playbook(NEW_EVENT).person("Dinner today 7pm").taps(RIGHT).ended()
    assert "the evening before" not in said(end)
    assert [row[0].label for row in end.screens[0].rows] == ["Get ready now", "Not now"]


@pytest.mark.parametrize("taps", [("Skip",), ("line", "Skip"), ("dated", "Skip")])
def test_whoever_skips_what_matters_adds_nothing(taps: tuple[str, ...]) -> None:
    book = Playbook(NEW_EVENT)
    for tap in taps:
        match tap:
            case "line":
                book.person("Garden party")
            case "dated":
                book.person("Garden party Thursday 6pm")
            case _:
                book.taps(tap)
    end = book.ended()
    assert book.facts() == ()
    assert said(end) == "I added nothing. /event starts again whenever you like."


def test_an_event_without_a_name_is_an_event() -> None:
    book = Playbook(NEW_EVENT).person("Thursday 6pm").taps("Skip").coach("An event\nThu 26 Nov").taps(RIGHT)
    assert the_event(book).title == "An event"


CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Book fair\r\n"
    b"DTSTART:20261127T180000Z\r\nDTEND:20261127T200000Z\r\nLOCATION:Hall 4\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_a_calendar_file_is_an_event_in_local_time() -> None:
    book = Playbook(NEW_EVENT).sends(Invited(CALENDAR, 1))
    book.coach("Book fair\nFri 27 Nov 2026, 13:00–15:00 (New York time)\nHall 4").taps(RIGHT)
    assert the_event(book).end == wall(27, 15)


def test_a_file_that_is_no_calendar_gets_a_hint_and_the_question_again() -> None:
    book = Playbook(NEW_EVENT).sends(Invited(b"PK", 1)).coach("event")
    assert book.answers() == {}


def test_editing_starts_at_the_question_whether_it_is_right_and_keeps_what_is_not_changed() -> None:
    prepared = replace(event(), prepared=True)
    book = editing(prepared).coach("AI meetup", "Javits Center", "Is that right?").taps("Change the name")
    end = book.person("AI evening").taps(RIGHT).ended()
    assert said(end) == "Changed: “AI evening”."
    assert the_event(book) == replace(prepared, title="AI evening")


def test_editing_an_event_that_was_debriefed_does_not_debrief_it_again() -> None:
    book = editing(replace(event(day=20), debriefed=True)).taps("Yes, I was there").taps("Change the name")
    end = book.person("AI evening").taps(RIGHT).ended()
    assert (said(end), end.then) == ("Changed: “AI evening”.", None)


def test_the_card_is_offered_when_the_evening_before_is_near() -> None:
    book = Playbook(NEW_EVENT, Known(NOW, NEW_YORK)).person("Breakfast tomorrow 7am").taps(RIGHT)
    assert "once more the evening before" in said(book.ended())
    late = Known(NOW + timedelta(hours=10), NEW_YORK)
    assert "Your card waits under /card" in said(ending(book.dialogue, late))


def test_an_event_is_kept_in_the_zone_in_which_it_was_told() -> None:
    known = Known(datetime(2026, 11, 23, tzinfo=UTC), Settings(zone="Asia/Tokyo"))
    book = Playbook(NEW_EVENT, known).person("AI meetup Thursday 6pm").taps(RIGHT)
    assert the_event(book).start == WallTime(datetime(2026, 11, 26, 18), "Asia/Tokyo")


def test_the_way_out_of_a_new_event_is_its_page() -> None:
    end = Playbook(NEW_EVENT).person("AI meetup Thursday 6pm").taps(RIGHT).ended()
    later = end.screens[0].rows[1][0]
    assert later.label == "The evening before is fine"
    assert getattr(later, "to", None) == Open(Page.EVENT, "d1.e", anew=True)


def test_a_dialogue_about_nothing_yet_has_no_event() -> None:
    assert said(ending(Dialogue(Key("d1"), "new_event"), Known(NOW, NEW_YORK))).startswith("I added nothing")
