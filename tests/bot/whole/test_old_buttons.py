"""Buttons that are pressed when what they speak of is long past: they undo nothing, and promise nothing."""

from dataclasses import replace

from conversations.facts import PromiseState
from tests.bot.whole import network, scenes
from tests.bot.whole.network import keep, met, promised
from tests.bot.whole.phone import Key, Phone
from tests.bot.whole.test_bundles import days


def button(phone: Phone, label: str) -> Key:
    return next(key for key in phone.keyboard() if key.label == label)


async def test_what_is_settled_cannot_be_put_off(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, promised(ada, "Water the plants", 2))
    await ada.lives(days=1, until="12:00")
    await ada.taps("Kept it")
    await ada.taps("Snooze")
    ada.sees("That is gone already.")


async def test_a_promise_that_was_kept_is_not_dropped_afterwards(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, promised(ada, "Water the plants", 2))
    await ada.lives(days=1, until="12:00")
    await ada.taps("Kept it")
    await ada.taps("Let it go")
    (promise,) = await ada.knows(lambda ledger: ledger.promises(open_only=False))
    assert promise.state is PromiseState.DONE


async def test_less_often_does_not_bring_back_somebody_who_was_stopped(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, "Ana"))
    await ada.lives(days=1, until="12:00")
    await ada.taps("Why this?")
    less_often = button(ada, "Less often")
    await ada.taps("Stop")
    await ada.presses(less_often)
    assert "I say nothing more about Ana." in ada.toasts[-1]
    (ana,) = await ada.knows(lambda ledger: ledger.people())
    assert (ana.stopped, ana.pace) == (True, 0)


async def test_what_came_meanwhile_is_not_stopped_from_an_old_list(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, "Ana"))
    await ada.says("/upcoming")
    stop = button(ada, "1 stop")
    await ada.lives(days=1, until="12:00")
    ada.sees("Ana ·")
    await ada.presses(stop)
    assert ada.toasts == ["That one has come already."]
    await ada.lives(days=3, until="12:00")
    ada.sees("Ana ·")  # not answered, so it comes again


async def test_two_things_to_pass_on_take_turns_month_by_month_as_upcoming_says(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, network.to_pass_on(ada, "Show Kai around"))
    await ada.lives(days=10, until="12:00")
    await keep(ada, network.to_pass_on(ada, "Lend the tent", "t3"))
    await ada.lives(days=20, until="12:00")
    ada.sees("Show Kai around")
    await ada.says("/upcoming")
    ada.sees_not("Lend the tent")
    await ada.lives(days=29, until="12:00")
    ada.sees_nothing()
    await ada.lives(days=1, until="12:00")
    ada.sees("Lend the tent")
    ada.sees_not("Show Kai around")


async def test_keeping_to_pass_something_on_leaves_it_at_once_a_month(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, network.to_pass_on(ada, "Show Kai around"))
    await ada.lives(days=121, until="12:00")
    assert len(days(ada)) == 4
    await ada.taps("Keep")
    assert ada.toasts[-1] == "Good. I will bring it up again in a month."
    await ada.lives(days=28, until="12:00")
    ada.sees_nothing()
    await ada.lives(days=2, until="12:00")
    ada.sees("Show Kai around")


async def test_something_new_to_pass_on_comes_although_the_last_question_had_no_answer(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, network.to_pass_on(ada, "Show Kai around"))
    await ada.lives(days=200, until="12:00")
    assert len(days(ada)) == 4
    await keep(ada, network.to_pass_on(ada, "Lend the tent", "t3"))
    await ada.lives(days=60, until="12:00")
    ada.sees("Lend the tent")


async def test_a_list_of_what_comes_begins_with_the_next_message(ada: Phone) -> None:
    await scenes.set_up(ada)
    await network.change(ada, lambda settings: replace(settings, weekly=1))
    await keep(ada, *met(ada, *network.NAMES[:9]))
    await ada.lives(days=4, until="12:00")
    await network.change(ada, lambda settings: replace(settings, weekly=7))
    await ada.says("/upcoming")
    assert ada.texts()[-1].count("Tomorrow, Sat 28 Nov 2026, 09:00") == 3


async def test_an_old_first_line_can_be_put_off_after_a_contact(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, "Ana"))
    await ada.lives(days=1, until="12:00")
    await ada.taps("Done")
    await ada.says("Had tea")
    (ana,) = await ada.knows(lambda ledger: ledger.people())
    await ada.presses(Key(ada.local.last(ada.person)["message_id"], "", f"b|snooze|f.{ana.key}"))
    await ada.says("Saturday")
    await ada.lives(days=4, until="12:00")
    ada.sees("Ana · you picked this day")


async def test_when_even_the_question_had_no_answer_nothing_more_is_said_of_passing_on(ada: Phone) -> None:
    await scenes.set_up(ada)
    for key, words in (("t2", "Show Kai around"), ("t3", "Lend the tent")):
        await keep(ada, network.to_pass_on(ada, words, key))
    await ada.lives(days=121, until="12:00")
    assert len(days(ada)) == 4
    ada.sees("Keep it, or let it go?")
    await ada.lives(days=120, until="12:00")
    ada.sees_nothing()
