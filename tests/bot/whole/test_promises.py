"""Promises on one list, both ways: the overdue first, one tap settles a row, the page stays where it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.facts import Key, Promise, PromiseState
from tests.bot.whole import scenes
from tests.bot.whole.network import keep, met, promised, today
from tests.bot.whole.phone import Phone
from tests.bot.whole.things import looks_up


@pytest.fixture
async def owner(ada: Phone) -> Phone:
    """Ada, who is in touch with Ana and Boris and owes and is owed a few things."""
    await scenes.set_up(ada)
    ana, boris = met(ada, "Ana", "Boris")
    theirs = replace(promised(ada, "Lend the tent", 1, boris), mine=False)
    await keep(
        ada, ana, boris, promised(ada, "Send the map", -3, ana), theirs, promised(ada, "Sing along", None, boris)
    )
    return ada


async def many(phone: Phone) -> None:
    """Ten more, due one after the other."""
    (ana,) = [each for each in await phone.knows(lambda ledger: ledger.people()) if each.name == "Ana"]
    rows = [replace(promised(phone, f"Thing {at}", 10 + at, ana), key=Key(f"w{at}")) for at in range(10)]
    await keep(phone, *rows)


async def all_of(phone: Phone) -> dict[str, Promise]:
    found = await phone.knows(lambda ledger: ledger.promises(open_only=False, limit=50))
    return {promise.words: promise for promise in found}


async def test_the_list_has_both_sides_and_begins_with_what_is_overdue(owner: Phone) -> None:
    await owner.says("/promises")
    owner.sees(
        "Its day is over\n1. Send the map\nyou to Ana, its day was Fri 20 Nov 2026",
        "Ahead\n2. Lend the tent\nBoris to you, by tomorrow, Tue 24 Nov 2026",
        "Without a day\n3. Sing along\nyou to Boris",
        "Late is fine",
    )


async def test_done_is_one_tap_and_can_be_taken_back(owner: Phone) -> None:
    await owner.says("/promises")
    await owner.taps("1 done")
    assert owner.toasts == ["Done. Good."]
    owner.sees_not("1. Send the map", "Its day is over")
    await owner.taps("Undo: Send the map")
    owner.sees("Its day is over\n1. Send the map")
    assert (await all_of(owner))["Send the map"].state is PromiseState.OPEN


async def test_dropped_is_one_tap_and_can_be_taken_back(owner: Phone) -> None:
    await owner.says("/promises")
    await owner.taps("2 drop")
    owner.sees("Dropped. That is all right, too.")
    assert (await all_of(owner))["Lend the tent"].state is PromiseState.DROPPED
    await owner.taps("Undo: Lend the tent")
    owner.sees("2. Lend the tent\nBoris to you")


async def test_a_week_more_counts_from_its_day_or_from_today(owner: Phone) -> None:
    day = today(owner)
    await owner.says("/promises")
    await owner.taps("1 a week more")
    owner.sees("Moved to Mon 30 Nov 2026.")
    await owner.taps("1 a week more", "3 a week more")
    found = await all_of(owner)
    dues = {words: promise.due for words, promise in found.items()}
    assert dues == dict.fromkeys(("Send the map", "Sing along"), day + timedelta(7)) | {
        "Lend the tent": day + timedelta(8)
    }
    assert {promise.state for promise in found.values()} == {PromiseState.OPEN}


async def test_a_promise_that_moved_is_brought_up_on_its_new_day(owner: Phone) -> None:
    await owner.says("/promises")
    await owner.taps("2 drop", "1 a week more")
    await owner.lives(days=6, until="08:59")
    await owner.lives(days=1, until="12:00")
    owner.sees("Send the map")


async def test_the_last_page_shrinks_and_nobody_is_thrown_back(owner: Phone) -> None:
    await many(owner)
    await owner.says("/promises")
    owner.sees("Promises · 1–5 of 13")
    await owner.taps("›")
    owner.sees("Promises · 6–10 of 13", "6. Thing 3")
    await owner.taps("6 done")
    owner.sees("Promises · 6–10 of 12", "6. Thing 4")
    await owner.taps("7 drop", "8 a week more")
    owner.sees("Promises · 6–10 of 11")
    await owner.taps("›")
    owner.sees("Promises · 11–11 of 11", "Sing along")
    await owner.taps("11 done")
    owner.sees("Promises · 6–10 of 10")
    await owner.taps("Undo: Sing along")
    owner.sees("Promises · 11–11 of 11", "Sing along")


async def test_no_row_is_skipped_when_those_above_it_go(owner: Phone) -> None:
    await many(owner)
    await owner.says("/promises")
    onwards = next(key for key in reversed(owner.keyboard()) if key.label == "›")
    await owner.says("/promises")
    await owner.taps("1 done", "1 done")
    await owner.presses(onwards)  # on the older list, which ended with Thing 2
    owner.sees("4. Thing 3")


async def test_a_row_that_was_settled_elsewhere_is_settled_once(owner: Phone) -> None:
    await owner.says("/promises")
    done = next(key for key in owner.keyboard() if key.label == "1 done")
    await owner.taps("1 drop")
    await owner.presses(done)
    assert owner.toasts == ["That is gone already; nothing to do."]
    assert (await all_of(owner))["Send the map"].state is PromiseState.DROPPED


async def test_a_promise_is_added_on_a_page_either_way(owner: Phone) -> None:
    await looks_up(owner, "Ana")
    await owner.taps("Add a promise")
    await owner.says("bring the book back")
    await owner.taps("I promised")
    owner.sees("“bring the book back” — by when?")
    await owner.taps("Tomorrow")
    owner.sees("You: bring the book back · by tomorrow, Tue 24 Nov 2026")
    await owner.taps("Add a promise")
    await owner.says("ana's notes by Friday")
    await owner.taps("I was promised")
    owner.sees("They: Ana's notes · by Fri 27 Nov 2026")
    await owner.taps("1 done")
    owner.sees_not("Send the map")


async def test_with_nothing_promised_the_page_says_how_to_begin(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.says("/promises")
    ada.sees("Nothing is promised just now", "on their page in /people")
