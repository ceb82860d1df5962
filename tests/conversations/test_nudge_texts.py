from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from conversations.address import Address, Begin, Deed, Do, Open, Page, written
from conversations.effects import Button, Nudge, NudgeKind, Screen
from conversations.facts import Event
from conversations.nudge_texts import debrief, late, prepare, todays_card
from conversations.nudging import planned
from conversations.prose import plain
from conversations.scripts.catalogue import ScriptName
from conversations.timing import WallTime
from tests.conversations.brought_up import ANA
from tests.playbook import NEW_YORK, NOW, event, plain_text

MEETUP = event()
KEYS = tuple(f"e{number}" for number in range(8))
"""Enough events that each wording comes up."""


def nudges(event: Event, kind: NudgeKind) -> list[Nudge]:
    return [nudge for nudge in planned(event, NEW_YORK, NOW).nudges if nudge.kind is kind]


def buttons(screen: Screen) -> dict[str, object]:
    return {button.label: button.to for row in screen.rows for button in row if isinstance(button, Button)}


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
        "Why this?": Open(Page.WHY, nudge.key, anew=True),
    }


@pytest.mark.parametrize(
    ("hours", "lead"),
    [(0, "Your card for today."), (-15, "Your card for tomorrow."), (24, "Your card.")],
)
def test_the_card_says_for_which_day_it_is(hours: int, lead: str) -> None:
    card = Screen(plain("AI meetup\n18:00"), ((Button("Back", Open(Page.HOME)),),))
    now = datetime(2026, 11, 26, 14, tzinfo=UTC) + timedelta(hours=hours)
    (nudge,) = nudges(MEETUP, NudgeKind.CARD)
    screen = todays_card(replace(nudge, due=now), MEETUP, card, now)
    assert screen.text == f"{lead}\n\nAI meetup\n18:00"
    assert buttons(screen) == {"Back": Open(Page.HOME), "Why this?": Open(Page.WHY, nudge.key, anew=True)}


def test_a_card_that_comes_late_says_so() -> None:
    (nudge,) = nudges(MEETUP, NudgeKind.CARD)
    text = plain_text(todays_card(nudge, MEETUP, Screen(plain("AI meetup")), nudge.due + timedelta(hours=2)))
    assert text.endswith("\n\nThis was due today, Thu 26 Nov 2026, 09:00; I was away.")


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("again", [False, True])
def test_the_question_whom_one_met_names_the_event_and_those_captured(key: str, *, again: bool) -> None:
    nudge = nudges(event(key), NudgeKind.DEBRIEF)[again]
    noted = (ANA, replace(ANA, name="Ben"))
    text = plain_text(debrief(nudge, MEETUP, noted, nudge.due))
    assert "“AI meetup”" in text
    assert "You noted Ana Lima and Ben. " in text
    assert ("once more" in text.casefold()) is again
    assert "You noted" not in plain_text(debrief(nudge, MEETUP, (), nudge.due))
    assert "  " not in text


def test_the_question_whom_one_met_can_be_answered_or_dismissed() -> None:
    nudge = nudges(MEETUP, NudgeKind.DEBRIEF)[0]
    assert list(buttons(debrief(nudge, MEETUP, (), nudge.due)).values()) == [
        Begin(ScriptName.AFTER_EVENT, "e1"),
        Do(Deed.DEBRIEF_DISMISS, "e1"),
        Open(Page.WHY, nudge.key, anew=True),
    ]


def test_what_comes_late_says_when_it_was_due() -> None:
    nudge = nudges(MEETUP, NudgeKind.PREPARE)[0]
    sorry = "This was due today, Wed 25 Nov 2026, 19:00; I was away."
    assert sorry not in plain_text(prepare(nudge, MEETUP, nudge.due + timedelta(minutes=59)))
    assert sorry in plain_text(prepare(nudge, MEETUP, nudge.due + timedelta(hours=1)))
    first = nudges(MEETUP, NudgeKind.DEBRIEF)[0]
    assert "I was away." in plain_text(debrief(first, MEETUP, (), first.due + timedelta(hours=1)))


def test_what_had_to_wait_says_when_it_was_due_and_not_when_it_was_meant() -> None:
    meant = nudges(MEETUP, NudgeKind.PREPARE)[0]
    waited = replace(meant, due=meant.due + timedelta(hours=13))
    assert late(waited, waited.due) == []
    assert late(waited, waited.due + timedelta(hours=2)) == [
        "<i>This was due today, Thu 26 Nov 2026, 08:00; I was away.</i>"
    ]


def test_an_event_in_another_zone_is_told_in_its_own_time() -> None:
    tokyo = replace(MEETUP, start=WallTime(datetime(2026, 11, 27, 9), "Asia/Tokyo"))
    (nudge,) = nudges(tokyo, NudgeKind.PREPARE)
    assert "Fri 27 Nov 2026, 09:00" in plain_text(prepare(nudge, tokyo, nudge.due))


def test_no_nudge_of_an_event_cheers_or_blames_and_every_button_fits_its_data() -> None:
    for key in ("d1234567.e", *KEYS):
        for nudge in planned(event(key), NEW_YORK, NOW).nudges:
            for screen in (prepare(nudge, MEETUP, NOW), debrief(nudge, MEETUP, (ANA,), NOW)):
                text = plain_text(screen)
                assert "!" not in text
                assert not any(word in text.casefold() for word in ("should", "still haven’t", "forgot", "missed"))
                assert all(len(written(to).encode()) <= 64 for to in addresses(screen))


def addresses(screen: Screen) -> list[Address]:
    return [button.to for row in screen.rows for button in row if isinstance(button, Button)]
