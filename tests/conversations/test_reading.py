from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from conversations.answers import (
    Answers,
    Chosen,
    Day,
    Hour,
    Line,
    Met,
    Moment,
    Names,
    Skipped,
    Ticked,
    Value,
    Words,
    Zone,
)
from conversations.conditions import View
from conversations.facts import Key, Offer, Person
from conversations.known import Known, Stock
from conversations.misread import Misread
from conversations.reading import Heard, read
from conversations.reading_time import MOMENT_HINT, NEVER, NO_PAUSE_END, NO_PLACE, PAUSE_TOO_SHORT, TODAY
from conversations.replies import (
    Choice,
    ComeBack,
    Confirm,
    DueDay,
    EventLine,
    Fix,
    HourOfDay,
    Option,
    PauseEnd,
    People,
    Reply,
    Text,
    Tick,
    TouchDay,
    WhenIsIt,
    ZonePick,
)
from conversations.signals import Card, Invited, Located, Said, Shared
from tests.playbook import NEW_YORK, NOW, event

ANA = Person(Key("d1.0"), "Ana", Key("e1"), date(2026, 11, 23), draft=True)
KNOWN = Known(NOW, NEW_YORK, offers=(Offer(Key("o1"), "I read CVs"),))
NOTED = replace(KNOWN, present=(ANA,))
MOODS = (Option("good", "Good"), Option("bad", "Not so good!"))
RIGHT = Confirm("That’s right", (Fix("time", "Change day or time", ("a",)), Fix("place", "Change the place", ("b",))))


def heard(reply: Reply, signal: Heard, answers: Answers | None = None, known: Known = KNOWN) -> Value | Misread:
    return read(reply, signal, View(answers or {}, known))


def typed(reply: Reply, text: str, answers: Answers | None = None, known: Known = KNOWN) -> Value | Misread:
    return heard(reply, Said(text, 1), answers, known)


def calendar(*events: tuple[str, str]) -> Invited:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x"]
    for title, start in events:
        lines += ["BEGIN:VEVENT", f"UID:{title}", f"SUMMARY:{title}", f"DTSTART{start}", "END:VEVENT"]
    return Invited("\r\n".join([*lines, "END:VCALENDAR", ""]).encode(), 1)


@pytest.mark.parametrize(
    ("reply", "text", "value"),
    [
        (Text(), " Climbs\nand dives ", Words("Climbs\nand dives")),
        (Text(), "nothing", Skipped()),
        (Text(), "idk", Skipped()),
        (Text(), "ok, climbs", Words("climbs")),
        (Choice(MOODS), "good", Chosen("good", "Good")),
        (Choice(MOODS), "not so good", Chosen("bad", "Not so good!")),
        (Choice(MOODS, own=True), "GOOD.", Chosen("good", "Good")),
        (Choice(MOODS, own=True), "It depends", Words("It depends")),
        (Choice(MOODS, own=True), "none", Skipped()),
        (Choice(MOODS, own=True), "?", Skipped()),
        (Tick(MOODS), "Good\n- a walk\n\n• tea", Ticked((Chosen("good", "Good"),), ("a walk", "tea"))),
        (Tick(MOODS), "good\nGood", Ticked((Chosen("good", "Good"),))),
        (Tick(stock=Stock.OFFERS), "i read cvs", Ticked((Chosen("o1", "I read CVs"),))),
        (Tick(MOODS, most=2), "a\nb\nc", Ticked(own=("a", "b"))),
        (Tick(MOODS), "nothing", Ticked()),
        (Tick(MOODS), "keine Ahnung", Ticked()),
        (RIGHT, "Yes!", Chosen("yes", "That’s right")),
        (RIGHT, "that’s right", Chosen("yes", "That’s right")),
        (RIGHT, "change the place", Chosen("place", "Change the place")),
        (RIGHT, "no", Chosen("time", "Change day or time")),
        (People("Nobody"), "Ana, ben (Figma)", Names((Met("Ana"), Met("Ben", "Figma")))),
        (People("Nobody at all"), "nobody at all", Names(())),
        (People("Nobody"), "no one", Names(())),
        (DueDay(), "Tomorrow", Day(date(2026, 11, 24))),
        (DueDay(), "by the end of the month", Day(date(2026, 11, 30), "by the end of the month")),
        (DueDay(), "no rush", Day(None, "no rush")),
        (TouchDay(), "Coffee in two weeks", Day(date(2026, 12, 7), "Coffee in two weeks")),
        (TouchDay(), "no date", Day(None)),
        (PauseEnd(), "one week", Day(date(2026, 11, 30))),
        (PauseEnd(), "until 5 January", Day(date(2027, 1, 5), "until 5 January")),
        (PauseEnd(), "for two weeks", Day(date(2026, 12, 7), "for two weeks")),
        (PauseEnd(), "till Friday evening", Day(date(2026, 11, 27), "till Friday evening")),
        (PauseEnd(), "tomorrow 9am", Day(date(2026, 11, 24), "tomorrow 9am")),
        (ComeBack(), "tomorrow", Day(date(2026, 11, 24))),
        (ComeBack(), "3 Dec", Day(date(2026, 12, 3), "3 Dec")),
        (ComeBack(), "tomorrow at 22:00", Moment(datetime(2026, 11, 24, 22))),
        (ComeBack(), "today at 18:00", Moment(datetime(2026, 11, 23, 18))),
        (HourOfDay(), "8:30", Hour(time(8, 30))),
        (HourOfDay(), "midnight", Hour(time(0))),
        (ZonePick(), "lisbon", Zone("Europe/Lisbon", "Lisbon")),
        (ZonePick(), "New York", Zone("America/New_York", "New York")),
        (WhenIsIt("line"), "Friday 7pm", Moment(datetime(2026, 11, 27, 19))),
        (WhenIsIt("line"), "19-21h on 25.11.", Moment(datetime(2026, 11, 25, 19), datetime(2026, 11, 25, 21))),
        (WhenIsIt("line"), "last Monday 6pm", Moment(datetime(2026, 11, 16, 18))),
    ],
)
def test_text_is_read_as_the_question_expects_it(reply: Reply, text: str, value: Value) -> None:
    assert typed(reply, text) == value


@pytest.mark.parametrize(
    ("reply", "text", "hint"),
    [
        (Choice(MOODS), "maybe", "Tap one of the buttons, please, or write “Good” or “Not so good!”."),
        (RIGHT, "hm", "“Yes” if it is right; if not, tap what to change: “Change day or time”, “Change the place”."),
        (People("Nobody"), "it was too loud to talk", "Names are enough"),
        (DueDay(), "soonish", "I could not find a day in that"),
        (DueDay(), "yesterday", "That day is over"),
        (TouchDay(), "Tuesday or Friday", "Which"),
        (PauseEnd(), "today", PAUSE_TOO_SHORT),
        (PauseEnd(), "in two hours", PAUSE_TOO_SHORT),
        (PauseEnd(), "for ever", NO_PAUSE_END),
        (PauseEnd(), "yesterday", "That is over already"),
        (PauseEnd(), "Tuesday or Friday", "Which do you mean"),
        (ComeBack(), "soonish", "I did not get a day from that"),
        (ComeBack(), "today", TODAY),
        (ComeBack(), "yesterday", "That is over already"),
        (ComeBack(), "never", NEVER),
        (ComeBack(), "no date", NEVER),
        (ComeBack(), "Friday at 7", "Write it like “Fri 27 Nov 07:00” or “Fri 27 Nov 19:00”."),
        (ComeBack(), "Tuesday or Friday", "Which do you mean"),
        (HourOfDay(), "often", "A time such as “9”"),
        (ZonePick(), "Xyzzyville", NO_PLACE),
        (ZonePick(), "Portland", "There are several. Which one: "),
        (WhenIsIt("line"), "hm", MOMENT_HINT),
        (WhenIsIt("line"), "30 February 6pm", "February has only 29 days"),
        (WhenIsIt("line"), "Friday", "Fri 27 Nov 2026, and at what time?"),
        (WhenIsIt("line"), "7", "Write it like “Mon 23 Nov 19:00” or “Tue 24 Nov 07:00”."),
        (WhenIsIt("line"), "Thursday or Friday", "Which"),
        (Text(), "  \n ", "Words will do"),
    ],
)
def test_what_cannot_be_read_gets_a_hint(reply: Reply, text: str, hint: str) -> None:
    value = typed(reply, text)
    assert isinstance(value, Misread)
    assert hint in value.hint


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("7pm", Moment(datetime(2026, 12, 3, 19))),
        ("6-9pm", Moment(datetime(2026, 12, 3, 18), datetime(2026, 12, 3, 21))),
        ("Friday 7pm", Moment(datetime(2026, 11, 27, 19))),
    ],
)
def test_an_hour_completes_the_day_that_the_line_told(text: str, moment: Moment) -> None:
    assert typed(WhenIsIt("line"), text, {"line": Line(day=date(2026, 12, 3))}) == moment


def test_a_day_is_counted_where_the_person_is() -> None:
    late = replace(KNOWN, now=datetime(2026, 11, 24, 4, tzinfo=UTC))  # 23:00 on Monday in New York
    assert typed(DueDay(), "in a day", known=late) == Day(date(2026, 11, 24), "in a day")


@pytest.mark.parametrize("text", ["after “AI meetup”", "after my next event", "After the event."])
def test_coming_back_after_the_next_event_can_be_written(text: str) -> None:
    assert typed(ComeBack(), text, known=replace(KNOWN, next_event=event())) == Day(date(2026, 11, 27))


def test_without_an_event_ahead_there_is_no_day_after_it() -> None:
    found = typed(ComeBack(), "after my next event")
    assert isinstance(found, Misread)
    assert found.hint.startswith("No event is ahead yet.")


def test_those_noted_at_the_event_are_kept_beside_those_named() -> None:
    ana = Met("Ana", key=ANA.key)
    people = People("Nobody")
    assert typed(people, "Ben", known=NOTED) == Names((ana, Met("Ben")))
    assert typed(people, "ana and Ben", known=NOTED) == Names((ana, Met("Ben")))
    assert typed(people, "Ana (the tall one)", known=NOTED) == Names((ana, Met("Ana", "the tall one")))
    assert typed(people, "nobody", known=NOTED) == Names((ana,))


def test_contacts_are_people() -> None:
    cards = (Card("Ben", "ben", "+49 30 1", 7), Card("Cy"))
    ben = Met("Ben", handle="ben", phone="+49 30 1", telegram_id=7)
    assert heard(People("Nobody"), Shared(cards, 1)) == Names((ben, Met("Cy")))
    assert heard(People("Nobody"), Shared(cards[1:], 1), known=NOTED) == Names((Met("Ana", key=ANA.key), Met("Cy")))


def test_a_location_tells_the_zone() -> None:
    assert heard(ZonePick(), Located("Europe/Lisbon", 1)) == Zone("Europe/Lisbon", "Lisbon time")
    assert heard(ZonePick(), Located("Etc/GMT-3", 1)) == Zone("Etc/GMT-3", "UTC+3")


def test_a_location_at_sea_gets_a_hint() -> None:
    value = heard(ZonePick(), Located(None, 1))
    assert isinstance(value, Misread)
    assert "nearest big city" in value.hint


@pytest.mark.parametrize("signal", [Shared((Card("Ana"),), 1), Located("Europe/Lisbon", 1), Invited(b"", 1)])
def test_what_a_question_cannot_use_gets_a_hint(signal: Heard) -> None:
    value = heard(Text(), signal)
    assert isinstance(value, Misread)
    assert "Words will do" in value.hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "AI meetup Thursday 6pm Javits Center",
            Line("AI meetup", datetime(2026, 11, 26, 18), datetime(2026, 11, 26, 21), "Javits Center"),
        ),
        ("AI meetup Thursday", Line("AI meetup", day=date(2026, 11, 26))),
        ("AI meetup last Thursday", Line("AI meetup", day=date(2026, 11, 19))),
        ("AI meetup", Line("AI meetup")),
    ],
)
def test_an_event_is_read_from_one_line(text: str, line: Line) -> None:
    assert typed(EventLine(), text) == line


def test_a_doubtful_moment_keeps_its_readings_and_the_question() -> None:
    line = typed(EventLine(), "AI meetup Thursday at 7")
    assert isinstance(line, Line)
    assert line.maybe == (datetime(2026, 11, 26, 7), datetime(2026, 11, 26, 19))
    assert (line.start, line.day) == (None, date(2026, 11, 26))
    assert line.doubt is not None
    assert line.doubt.startswith("Which do you mean")


def test_a_doubtful_day_is_not_taken_for_told() -> None:
    line = typed(EventLine(), "AI meetup on 3.4. or 4.4. at 18:00")
    assert isinstance(line, Line)
    assert (line.start, line.day) == (None, None)
    assert line.doubt


def test_of_the_events_in_a_calendar_file_the_next_one_is_taken() -> None:
    both = calendar(("Drinks", ":20261130T180000"), ("Lunch", ":20261126T120000"), ("Old", ":20261101T120000"))
    line = heard(EventLine(), both)
    assert isinstance(line, Line)
    assert (line.title, line.start) == ("Lunch", datetime(2026, 11, 26, 12))


def test_a_calendar_file_that_is_over_or_has_no_hour_is_read_too() -> None:
    old = heard(EventLine(), calendar(("Old", ":20261101T120000")))
    day = heard(EventLine(), calendar(("Fair", ";VALUE=DATE:20261130")))
    assert isinstance(old, Line)
    assert old.start == datetime(2026, 11, 1, 12)
    assert day == Line("Fair", day=date(2026, 11, 30))


def test_a_file_that_is_no_calendar_gets_a_hint() -> None:
    assert heard(EventLine(), Invited(b"%PDF", 1)) == Misread(
        "That is not a calendar file. An .ics file or one line about the event would do."
    )
