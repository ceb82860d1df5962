from dataclasses import replace
from datetime import date, timedelta

import pytest

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.effects import Link, Named, NudgeKind
from conversations.facts import Contact, Introduction, IntroductionState, Key, NoteKind, PromiseState
from conversations.screens.person import Bonds, person_page
from tests.conversations.screens.samples import ANA, NOW, OWNER, PARTY, TODAY, TOM, note, nudge, promise
from tests.conversations.screens.seen import button, labels, seen, target

TOMS = Introduction(Key("i1"), ANA.key, "Tom", TODAY)


def page_text(bonds: Bonds) -> str:
    return seen(person_page(ANA, bonds, OWNER, NOW))


def test_who_somebody_is_comes_before_where_one_met() -> None:
    ana = replace(ANA, said="Drop half", met_how="by the bar", phone="+49 30 1", email="ana@example.org")
    assert seen(person_page(ana, Bonds(PARTY), OWNER, NOW)) == (
        "Ana Lopes\nClimbs\n\nMet: Choir party, Fri 20 Nov 2026, by the bar\nThey said: “Drop half”\n"
        "Reach them: @analopes · +49 30 1 · ana@example.org"
    )


def test_what_moves_somebody_comes_before_what_they_do_and_both_before_where_one_met() -> None:
    words = {NoteKind.WORK: "UX", NoteKind.INTEREST: "bees", NoteKind.NEED: "a flat", NoteKind.OFFER: "taxes"}
    notes = tuple(note(f"n{kind}", kind, said) for kind, said in (words | {NoteKind.REMARK: "tall"}).items())
    assert page_text(Bonds(notes=notes)) == (
        "Ana Lopes\nClimbs\nInterests: bees\nWork: UX\n\nMet: elsewhere, Fri 20 Nov 2026\n"
        "Needs: a flat\nOffers: taxes\nNoted: tall\nReach them: @analopes"
    )


def test_of_many_notes_the_latest_are_shown_and_the_others_counted() -> None:
    notes = tuple(note(f"n{number}", NoteKind.INTEREST, f"thing {number}") for number in range(8))
    assert "Interests: thing 2 · thing 3 · thing 4 · thing 5 · thing 6 · thing 7 · and 2 more" in page_text(
        Bonds(notes=notes)
    )


@pytest.mark.parametrize(
    ("kinds", "kept", "shown"),
    [
        ((NoteKind.VOICE,), "Kept: a voice note", "Show 1 file"),
        ((NoteKind.PHOTO, NoteKind.VOICE, NoteKind.PHOTO), "Kept: a voice note and 2 photos", "Show 3 files"),
    ],
)
def test_recordings_and_pictures_are_counted_and_can_be_shown(
    kinds: tuple[NoteKind, ...], kept: str, shown: str
) -> None:
    bonds = Bonds(notes=tuple(note(f"n{number}", kind, "") for number, kind in enumerate(kinds)))
    assert kept in page_text(bonds)
    assert target(person_page(ANA, bonds, OWNER, NOW), shown) == Do(Deed.FILES_SHOW, "d7.0")


def test_an_introduction_by_somebody_else_of_mine_is_told_from_this_side() -> None:
    here = replace(TOMS, person=TOM.key, other="Ana", other_key=ANA.key)
    assert "• Ana Lopes and one of yours · an idea" in page_text(Bonds(introductions=(here,)))


def test_somebody_who_may_be_known_already_is_named_with_where() -> None:
    page = person_page(ANA, Bonds(twins=((TOM, PARTY), (ANA, None))), OWNER, NOW)
    assert target(page, "Same as Tom, Choir party?") == Open(Page.SAME, "d7.0", "d7.1")
    elsewhere = person_page(ANA, Bonds(twins=((TOM, None),)), OWNER, NOW)
    assert "Same as Tom, Thu 3 Sep 2026?" in labels(elsewhere)


def test_everything_about_somebody_begins_at_their_page() -> None:
    page = person_page(ANA, Bonds(), OWNER, NOW)
    assert target(page, "Introduce") == Begin("introduce", "d7.0")
    assert target(page, "Add a promise") == Begin("promise", "d7.0")
    assert target(page, "Edit") == Open(Page.PERSON, "d7.0", "edit")
    assert target(page, "Rhythm") == Open(Page.PERSON, "d7.0", "rhythm")
    assert target(page, "Forget") == Do(Deed.PERSON_FORGET, "d7.0")
    assert "Rhythm" not in labels(person_page(replace(ANA, draft=True), Bonds(), OWNER, NOW))


def test_when_very_much_is_known_each_thing_gives_way_a_little_and_none_is_dropped() -> None:
    notes = tuple(note(f"n{number}.{kind}", kind, "word " * 30) for number in range(6) for kind in NoteKind)
    contacts = tuple(Contact(Key(f"c{number}"), ANA.key, NOW, "word " * 30) for number in range(3))
    text = seen(person_page(replace(ANA, said="word " * 60), Bonds(PARTY, notes, contacts=contacts), OWNER, NOW))
    assert f"Interests: {' · '.join(['word word word word word word word word word word word…'] * 6)}\nWork: " in text
    assert text.endswith(
        "In touch" + "\n• Mon 23 Nov 2026: word word word word word word word word word word word…" * 3
    )


def test_a_check_in_that_may_wait_says_until_when() -> None:
    waiting = replace(nudge("c1", NudgeKind.CHECK_IN), latest=date(2026, 11, 30))
    assert ", by Mon 30 Nov 2026 at the latest" in page_text(Bonds(next_nudge=waiting))
    assert "at the latest" not in page_text(Bonds(next_nudge=replace(waiting, named=Named.DAY)))


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
    assert target(person_page(ANA, Bonds(), OWNER, NOW), "Pause") == Do(Deed.PERSON_STOP, "d7.0", "page")
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
