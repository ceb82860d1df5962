from datetime import date

from conversations.address import Deed, Do, Open, Page
from conversations.screens.promises import order, promises_page
from tests.conversations.screens.samples import ANA, NOW, OWNER, TODAY, TOM, promise
from tests.conversations.screens.seen import seen, target

LATE = promise("p1", "Send the article", date(2026, 11, 20))
SOON = promise("p2", "Lend the drill", date(2026, 11, 24))
SOME_DAY = promise("p3", "Call", None)
THEIRS = promise("p4", "Show the hall", TODAY, mine=False)


def test_mine_and_theirs_are_told_apart_and_the_overdue_ones_come_first() -> None:
    rows = ((SOME_DAY, None), (SOON, TOM), (THEIRS, ANA), (LATE, ANA))
    assert seen(promises_page(rows, 0, 4, OWNER, NOW)) == (
        "Promises\n\nYou promised\n"
        "1. Send the article\nto Ana Lopes, its day was Fri 20 Nov 2026\n"
        "2. Lend the drill\nto Tom, by tomorrow, Tue 24 Nov 2026\n"
        "3. Call\nto somebody, no date\n\n"
        "Promised to you\n4. Show the hall\nfrom Ana Lopes, by today, Mon 23 Nov 2026\n\n"
        "Late is fine; a line that says so is welcome too. What no longer fits can be dropped."
    )


def test_each_promise_can_be_done_or_dropped_by_its_number() -> None:
    page = promises_page(((LATE, ANA), (THEIRS, ANA)), 8, 10, OWNER, NOW)
    assert target(page, "9 done") == Do(Deed.PROMISE_DONE, "p1")
    assert target(page, "10 drop") == Do(Deed.PROMISE_DROP, "p4")
    assert target(page, "‹") == Open(Page.PROMISES)


def test_only_what_is_owed_by_oneself_and_late_brings_the_kind_word() -> None:
    late_theirs = promise("p5", "Show the hall", date(2026, 11, 1), mine=False)
    assert "Late is fine" not in seen(
        promises_page(((SOON, ANA), (SOME_DAY, ANA), (late_theirs, ANA)), 0, 3, OWNER, NOW)
    )


def test_promises_are_ordered_by_day_and_those_without_a_day_come_last() -> None:
    assert sorted((SOME_DAY, THEIRS, LATE), key=order) == [LATE, THEIRS, SOME_DAY]


def test_nothing_promised_is_fine() -> None:
    assert "Nothing is promised just now" in seen(promises_page((), 0, 0, OWNER, NOW))
    assert "empty by now" in seen(promises_page((), 8, 8, OWNER, NOW))
