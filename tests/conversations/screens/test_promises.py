from datetime import date

from conversations.address import Deed, Do, Open, Page
from conversations.screens.promises import promises_page
from tests.conversations.screens.samples import ANA, TODAY, TOM, promise
from tests.conversations.screens.seen import seen, target

LATE = promise("p1", "Send the article", date(2026, 11, 20))
SOON = promise("p2", "Lend the drill", date(2026, 11, 24))
SOME_DAY = promise("p3", "Call", None)
THEIRS = promise("p4", "Show the hall", TODAY, mine=False)


def test_mine_and_theirs_are_told_apart_and_what_is_late_stands_by_itself() -> None:
    rows = ((LATE, ANA), (THEIRS, ANA), (SOON, TOM), (SOME_DAY, None))
    assert seen(promises_page(rows, 0, 4, TODAY)) == (
        "Promises\n\nIts day is over\n"
        "1. Send the article\nyou to Ana Lopes, its day was Fri 20 Nov 2026\n\n"
        "Ahead\n2. Show the hall\nAna Lopes to you, by today, Mon 23 Nov 2026\n"
        "3. Lend the drill\nyou to Tom, by tomorrow, Tue 24 Nov 2026\n\n"
        "Without a day\n4. Call\nyou to somebody\n\n"
        "Late is fine; a line that says so is welcome too. What no longer fits can be dropped."
    )


def test_each_promise_can_be_done_moved_or_dropped_by_its_number() -> None:
    page = promises_page(((LATE, ANA), (THEIRS, ANA)), 5, 12, TODAY)
    assert target(page, "6 done") == Do(Deed.PROMISE_DONE, "p1")
    assert target(page, "6 a week more") == Do(Deed.PROMISE_LATER, "p1")
    assert target(page, "7 drop") == Do(Deed.PROMISE_DROP, "p4")
    assert target(page, "‹") == Open(Page.PROMISES, "-p1")
    assert target(page, "›") == Open(Page.PROMISES, "p4", at=10)


def test_what_was_settled_with_the_last_tap_can_be_taken_back() -> None:
    assert target(promises_page((), 0, 0, TODAY, LATE), "Undo: Send the article") == Do(Deed.PROMISE_REOPEN, "p1")


def test_only_what_is_owed_by_oneself_and_late_brings_the_kind_word() -> None:
    late_theirs = promise("p5", "Show the hall", date(2026, 11, 1), mine=False)
    assert "Late is fine" not in seen(promises_page(((SOON, ANA), (SOME_DAY, ANA), (late_theirs, ANA)), 0, 3, TODAY))


def test_nothing_promised_is_fine() -> None:
    assert "Nothing is promised just now" in seen(promises_page((), 0, 0, TODAY))
