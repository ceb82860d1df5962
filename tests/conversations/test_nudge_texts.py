from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from conversations.address import Begin, Deed, Do, Open, Page, written
from conversations.effects import Button, Nudge, NudgeKind, Screen
from conversations.facts import Event, Key, Person, Promise
from conversations.nudge_texts import About, bundle, debrief, prepare, todays_card
from conversations.nudging import planned
from conversations.prose import plain
from conversations.scripts.catalogue import ScriptName
from conversations.timing import WallTime
from tests.playbook import NEW_YORK, NOW, event, plain_text

MEETUP = event()
ANA = Person(
    Key("p1"),
    "Ana Lima",
    MEETUP.key,
    date(2026, 11, 26),
    who="climbs, moved here from Lisbon",
    said="her team drops half its features",
    debriefed_on=date(2026, 11, 26),
)
ARTICLE = Promise(Key("d0.0.h"), ANA.key, "send her the article", ANA.met_on, date(2026, 12, 4))
KEYS = tuple(f"e{number}" for number in range(8))
"""Enough events that each wording comes up."""


def nudges(event: Event, kind: NudgeKind) -> list[Nudge]:
    return [nudge for nudge in planned(event, NEW_YORK, NOW).nudges if nudge.kind is kind]


def about(nudge: Nudge | None = None, person: Person = ANA, *promises: Promise) -> About:
    return About(nudge or of_person(NudgeKind.FOLLOW_UP, person), person, MEETUP, promises)


def of_person(kind: NudgeKind, person: Person = ANA) -> Nudge:
    return next(nudge for nudge in planned(person, NEW_YORK, NOW).nudges if nudge.kind is kind)


def told(*people: About, now: datetime | None = None) -> str:
    return plain_text(bundle(people, NEW_YORK, now or people[0].nudge.due))


def buttons(screen: Screen) -> dict[str, object]:
    return {button.label: button.to for row in screen.rows for button in row if isinstance(button, Button)}


# --- events -------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
def test_the_offer_to_prepare_says_which_event_and_when_in_whole_sentences(key: str) -> None:
    (nudge,) = nudges(event(key), NudgeKind.PREPARE)
    text = plain_text(prepare(nudge, MEETUP, nudge.due))
    assert text in {
        "“AI meetup” is tomorrow, Thu 26 Nov 2026, 18:00. Five minutes to get ready?",
        (
            "Tomorrow, Thu 26 Nov 2026, 18:00: “AI meetup”. Shall we think of it for five minutes, "
            "so that you can walk in at ease?"
        ),
    }


def test_the_offer_to_prepare_leads_to_prep_and_takes_no_for_an_answer() -> None:
    (nudge,) = nudges(MEETUP, NudgeKind.PREPARE)
    assert buttons(prepare(nudge, MEETUP, nudge.due)) == {
        "Get ready": Begin(ScriptName.BEFORE_EVENT, "e1"),
        "Not this time": Do(Deed.NUDGE_STOP, nudge.key),
    }


@pytest.mark.parametrize(
    ("hours", "lead"),
    [(0, "Your card for today."), (-15, "Your card for tomorrow."), (24, "Your card.")],
)
def test_the_card_says_for_which_day_it_is(hours: int, lead: str) -> None:
    card = Screen(plain("AI meetup\n18:00"), ((Button("Back", Open(Page.HOME)),),))
    now = datetime(2026, 11, 26, 14, tzinfo=UTC) + timedelta(hours=hours)
    screen = todays_card(MEETUP, card, now)
    assert screen.text == f"{lead}\n\nAI meetup\n18:00"
    assert screen.rows == card.rows


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("again", [False, True])
def test_the_question_whom_one_met_names_the_event_and_those_captured(key: str, *, again: bool) -> None:
    nudge = nudges(event(key), NudgeKind.DEBRIEF)[again]
    noted = (ANA, replace(ANA, name="Ben"))
    text = plain_text(debrief(nudge, MEETUP, noted, nudge.due))
    assert "“AI meetup”" in text
    assert "You noted Ana Lima, Ben. " in text
    assert ("once more" in text.casefold()) is again
    assert "You noted" not in plain_text(debrief(nudge, MEETUP, (), nudge.due))
    assert "  " not in text


def test_the_question_whom_one_met_can_be_answered_or_dismissed() -> None:
    nudge = nudges(MEETUP, NudgeKind.DEBRIEF)[0]
    assert list(buttons(debrief(nudge, MEETUP, (), nudge.due)).values()) == [
        Begin(ScriptName.AFTER_EVENT, "e1"),
        Do(Deed.DEBRIEF_DISMISS, "e1"),
    ]


def test_what_comes_late_says_when_it_was_due() -> None:
    nudge = nudges(MEETUP, NudgeKind.PREPARE)[0]
    late = "This was due today, Wed 25 Nov 2026, 19:00; I was away."
    assert late not in plain_text(prepare(nudge, MEETUP, nudge.due + timedelta(minutes=59)))
    assert late in plain_text(prepare(nudge, MEETUP, nudge.due + timedelta(hours=1)))
    first = nudges(MEETUP, NudgeKind.DEBRIEF)[0]
    assert "I was away." in plain_text(debrief(first, MEETUP, (), first.due + timedelta(hours=1)))
    assert "I was away." in told(about(), now=about().nudge.due + timedelta(days=2))


# --- people -------------------------------------------------------------------------------------


def test_a_follow_up_says_why_now_what_they_said_what_is_open_and_how_to_begin() -> None:
    text = told(about(None, ANA, ARTICLE))
    assert text.startswith("Ana Lima · you met at AI meetup, and a first line is easiest while they remember you too\n")
    assert "climbs, moved here from Lisbon\nThey said: her team drops half its features\n" in text
    assert "Open: send her the article (by Fri 4 Dec 2026)\nAna, " in text
    assert text.splitlines()[-1].startswith("Ana, ")


def test_a_promise_without_a_date_is_open_too_and_two_are_enough() -> None:
    undated = replace(ARTICLE, due=None)
    text = told(about(None, ANA, undated, replace(undated, words="call"), replace(undated, words="third")))
    assert "Open: send her the article\nOpen: call\n" in text
    assert "third" not in text


def test_somebody_of_whom_nothing_is_noted_still_gets_an_opening_line() -> None:
    bare = Person(Key("p1"), "Ana", None, ANA.met_on, debriefed_on=ANA.met_on)
    text = told(About(of_person(NudgeKind.FOLLOW_UP, bare), bare, None, ()))
    assert text.splitlines()[0] == "Ana · you met, and a first line is easiest while they remember you too"
    assert len(text.splitlines()) == 2


def test_what_they_promised_is_not_put_into_the_persons_own_mouth() -> None:
    theirs = replace(ARTICLE, words="send me the recording", mine=False)
    bare = replace(ANA, said=None)
    opening = told(about(None, bare, theirs)).splitlines()[-1]
    assert "recording" not in opening
    assert "the article" in told(about(None, bare, theirs, ARTICLE)).splitlines()[-1]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (ANA, "14 days since you met at AI meetup"),
        (replace(ANA, last_contact=datetime(2026, 11, 29, 2, tzinfo=UTC)), "14 days since you were in touch"),
        (replace(ANA, next_touch=date(2026, 12, 12)), "you picked today"),
        (replace(ANA, next_touch=date(2026, 12, 12), touch_how="coffee"), "you picked today: coffee"),
    ],
)
def test_a_check_in_says_why_it_comes_today(changed: Person, why: str) -> None:
    nudge = of_person(NudgeKind.CHECK_IN, changed)
    assert told(About(nudge, changed, MEETUP, ())).splitlines()[0] == f"Ana Lima · {why}"


def test_one_person_has_short_buttons_and_several_have_names_on_theirs() -> None:
    nudge = about().nudge
    assert buttons(bundle((about(),), NEW_YORK, nudge.due)) == {
        "Done": Begin(ScriptName.CHECK_IN, "p1"),
        "Help me write": Open(Page.DRAFT, "p1", anew=True),
        "In 3 days": Do(Deed.NUDGE_SNOOZE, nudge.key, "3"),
        "Not Ana": Do(Deed.PERSON_STOP, "p1"),
    }
    ben = replace(ANA, key=Key("p2"), name="Ben")
    labels = list(buttons(bundle((about(), about(None, ben)), NEW_YORK, nudge.due)))
    assert labels[:4] == ["Ana: Done", "Ana: Help me write", "Ana: In 3 days", "Not Ana"]
    assert labels[4:] == ["Ben: Done", "Ben: Help me write", "Ben: In 3 days", "Not Ben"]


def test_three_people_with_long_notes_fit_one_message_and_every_button_fits_its_data() -> None:
    key = Key("d1234567.12")
    long = replace(ANA, key=key, name="<&>" * 20, who="w " * 400, said="s " * 400, touch_how="t" * 400)
    promise = replace(ARTICLE, words="p " * 400)
    wide = About(of_person(NudgeKind.CHECK_IN, long), long, replace(MEETUP, title="t" * 200), (promise, promise))
    screen = bundle((wide, wide, wide), NEW_YORK, wide.nudge.due + timedelta(days=1))
    assert len(plain_text(screen)) <= 4096
    for row in screen.rows:
        for button in row:
            assert isinstance(button, Button)
            assert len(button.label) <= 40
            assert written(button.to)


def test_words_of_people_are_never_markup() -> None:
    screen = bundle((about(None, replace(ANA, name="<b>Bo</b>", who="<i>")),), NEW_YORK, NOW)
    assert "&lt;b&gt;Bo" in screen.text
    assert "<i>\n" not in screen.text


def test_no_nudge_cheers_or_blames() -> None:
    texts = [told(about())]
    for key in KEYS:
        for nudge in planned(event(key), NEW_YORK, NOW).nudges:
            texts += [plain_text(prepare(nudge, MEETUP, NOW)), plain_text(debrief(nudge, MEETUP, (), NOW))]
    for text in texts:
        assert "!" not in text
        assert not any(word in text.casefold() for word in ("should", "still haven’t", "forgot", "streak", "missed"))


def test_an_event_in_another_zone_is_told_in_its_own_time() -> None:
    tokyo = replace(MEETUP, start=WallTime(datetime(2026, 11, 27, 9), "Asia/Tokyo"))
    (nudge,) = nudges(tokyo, NudgeKind.PREPARE)
    assert "Fri 27 Nov 2026, 09:00" in plain_text(prepare(nudge, tokyo, nudge.due))
