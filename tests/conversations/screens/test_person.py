from dataclasses import replace
from datetime import date, timedelta

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.effects import Link, NudgeKind
from conversations.facts import Contact, Introduction, IntroductionState, Key, PromiseState
from conversations.screens.person import Bonds, person_page
from tests.conversations.screens.samples import ANA, NOW, OWNER, PARTY, TODAY, TOM, nudge, promise
from tests.conversations.screens.seen import button, labels, seen, target

TOMS = Introduction(Key("i1"), ANA.key, "Tom", TODAY)


def page_text(bonds: Bonds) -> str:
    return seen(person_page(ANA, bonds, OWNER, NOW))


def test_who_somebody_is_comes_before_where_one_met() -> None:
    ana = replace(ANA, said="Drop half", note="by the bar", phone="+49 30 1")
    assert seen(person_page(ana, Bonds(PARTY), OWNER, NOW)) == (
        "Ana Lopes\nClimbs\n\nMet: Choir party, Fri 20 Nov 2026\nThey said: “Drop half”\nYou noted: by the bar\n"
        "Reach them: @analopes · +49 30 1"
    )


def test_somebody_of_whom_only_the_name_is_known_is_no_reproach() -> None:
    text = seen(person_page(TOM, Bonds(), OWNER, NOW))
    assert "Met: elsewhere" in text
    assert "After your next talk" in text


def test_open_promises_stand_in_both_directions_mine_first() -> None:
    theirs = promise("p1", "Show me the hall", None, mine=False)
    mine = promise("p2", "Send the article", TODAY)
    kept = replace(mine, state=PromiseState.DONE, words="Kept")
    bonds = Bonds(promises=(theirs, kept, mine))
    text = "1. You: Send the article · by today, Mon 23 Nov 2026\n2. They: Show me the hall · no date"
    assert text in page_text(bonds)
    assert "Kept" not in page_text(bonds)
    assert target(person_page(ANA, bonds, OWNER, NOW), "1 done") == Do(Deed.PROMISE_DONE, "p2", "person")


def test_many_promises_are_cut_and_counted() -> None:
    bonds = Bonds(promises=tuple(promise(f"p{number}", "Call", None) for number in range(8)))
    assert "… and 2 more in /promises" in page_text(bonds)
    assert "7 done" not in labels(person_page(ANA, bonds, OWNER, NOW))


def test_introductions_say_where_they_stand() -> None:
    offered = replace(TOMS, other="Her sister", to_me=True)
    dropped = replace(TOMS, other="Zoe", state=IntroductionState.DROPPED)
    text = page_text(Bonds(introductions=(TOMS, offered, replace(offered, state=IntroductionState.AGREED), dropped)))
    assert "• Ana Lopes and Tom · an idea\n• You and Her sister · offered\n• You and Her sister · both agreed" in text
    assert "Zoe" not in text


def test_many_introductions_are_cut_and_counted() -> None:
    assert "… and 2 more" in page_text(Bonds(introductions=(TOMS,) * 7))


def test_the_last_three_contacts_are_shown_the_latest_first() -> None:
    contacts = tuple(
        Contact(Key(f"c{days}"), ANA.key, NOW - timedelta(days=days), f"talk {days}" if days else None)
        for days in (3, 0, 1, 2)
    )
    text = page_text(Bonds(contacts=contacts))
    assert "In touch\n• Mon 23 Nov 2026\n• Sun 22 Nov 2026: talk 1\n• Sat 21 Nov 2026: talk 2" in text
    assert "talk 3" not in text


def test_the_next_check_in_says_when_and_how() -> None:
    ana = replace(ANA, touch_how="Coffee", next_touch=date(2026, 11, 25))
    bonds = Bonds(next_nudge=nudge("c1", NudgeKind.CHECK_IN))
    assert "Next check-in: Wed 25 Nov 2026, 15:30 – Coffee" in seen(person_page(ana, bonds, OWNER, NOW))
    assert "You planned: Wed 25 Nov 2026 – Coffee" in seen(person_page(ana, Bonds(), OWNER, NOW))


def test_nudges_about_somebody_can_be_stopped_and_resumed() -> None:
    assert target(person_page(ANA, Bonds(), OWNER, NOW), "No more nudges") == Do(Deed.PERSON_STOP, "d7.0", "page")
    quiet = person_page(replace(ANA, stopped=True), Bonds(), OWNER, NOW)
    assert "I stay quiet about Ana Lopes." in seen(quiet)
    assert target(quiet, "Nudge me again") == Do(Deed.PERSON_RESUME, "d7.0", "page")


def test_somebody_jotted_down_leads_to_the_debrief_of_their_event() -> None:
    draft = replace(ANA, draft=True)
    page = person_page(draft, Bonds(PARTY), OWNER, NOW)
    assert target(page, "Start the debrief") == Begin("after_event", "e1")
    assert "Start the debrief" not in labels(person_page(draft, Bonds(), OWNER, NOW))


def test_a_contact_can_be_noted_written_to_and_opened() -> None:
    page = person_page(ANA, Bonds(), OWNER, NOW)
    assert target(page, "I was in touch") == Begin("check_in", "d7.0")
    assert target(page, "Help me write") == Open(Page.DRAFT, "d7.0")
    assert button(page, "Open the chat") == Link("Open the chat", "https://t.me/analopes")


def test_a_handle_telegram_cannot_have_given_makes_no_link() -> None:
    page = person_page(replace(ANA, handle="ana lopes/../x"), Bonds(), OWNER, NOW)
    assert "Open the chat" not in labels(page)
