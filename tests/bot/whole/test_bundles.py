"""The messages about people, as the days go by: who is in them, who waits, and what their buttons do."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from tests.bot.whole import network, scenes
from tests.bot.whole.network import NAMES, keep, known_well, met, promised
from tests.bot.whole.phone import Exchange, Phone


def days(phone: Phone) -> list[str]:
    """When the new messages came, on the person's wall clock."""
    return [f"{datetime.fromtimestamp(each['date'], UTC).astimezone(phone.zone):%a %d %H:%M}" for each in phone.news]


def named(text: str) -> list[str]:
    """The people whom a message brings up, in its order."""
    return [name for name in sorted(NAMES, key=lambda name: text.find(f"{name} ·")) if f"{name} ·" in text]


async def pause(phone: Phone, number: int) -> None:
    """For so many days nothing is to come."""
    until = network.today(phone) + timedelta(days=number)
    await network.change(phone, lambda before: replace(before, paused_until=until))


async def every_day(phone: Phone, number: int, act: Callable[[], Awaitable[None]] | None = None) -> list[list[str]]:
    """Live so many days; whom each day brought up."""
    told = []
    for _ in range(number):
        await phone.lives(days=1, until="12:00")
        told.append([name for text in phone.texts() for name in named(text)])
        if act and phone.texts():
            await act()
    return told


# --- who is in it, and who waits ----------------------------------------------------------------


async def test_twenty_people_of_one_evening_are_spread_over_days_and_weeks(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada))
    told = await every_day(ada, 60)
    assert max(map(len, told)) == 3
    assert all(sum(1 for each in told[day : day + 7] if each) <= 3 for day in range(54))
    assert {name for each in told for name in each} == set(NAMES)
    assert len({tuple(each) for each in told[:12] if each}) == len([each for each in told[:12] if each])


async def test_what_upcoming_says_is_what_comes(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, *NAMES[:5]), promised(ada, "Water the plants", 4))
    await ada.says("/upcoming")
    said = ada.texts()[-1]
    for text in ("Tomorrow, Tue 24 Nov 2026, 09:00", "Wed 25 Nov 2026, 09:00", "Water the plants"):
        assert text in said
    lines = said.splitlines()
    first = [lines[at + 1].removeprefix("A first line to ") for at, line in enumerate(lines) if "Tue 24 Nov" in line]
    await ada.lives(days=1, until="12:00")
    assert named(ada.texts()[0]) == sorted(first)


async def test_the_weekly_cap_is_a_setting(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada))
    await network.change(ada, lambda before: replace(before, weekly=1))
    told = await every_day(ada, 21)
    assert sum(1 for each in told if each) == 3


async def test_on_days_that_were_not_chosen_only_a_named_day_counts(ada: Phone) -> None:
    await scenes.set_up(ada)  # a Monday
    await network.change(ada, lambda before: replace(before, days=frozenset({0, 2})))
    await keep(ada, *met(ada, "Ana"), promised(ada, "Water the plants", 5))
    await ada.lives(days=6, until="12:00")
    assert days(ada) == ["Wed 25 09:00", "Sat 28 09:00"]
    assert "Water the plants" in ada.texts()[1]


async def test_named_days_come_even_when_the_week_has_had_its_three_and_alone(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, *NAMES[:12]), *(promised(ada, "Plant " + "x" * day, day) for day in (2, 3, 4, 5, 6)))
    told = await every_day(ada, 6)
    assert [len(each) for each in told] == [0, 1, 1, 1, 0, 0]  # people ride along while the week has room
    assert len(ada.texts()) == 1
    ada.sees("Plant xxxxxx")


async def test_nothing_to_say_means_nothing_sent(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.lives(days=90, until="12:00")
    ada.sees_nothing()


async def test_a_pause_holds_everything_back_and_nothing_is_lost(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, "Ana"), promised(ada, "Water the plants", 2))
    await pause(ada, 10)
    await ada.lives(days=9, until="23:00")
    ada.sees_nothing()
    await ada.lives(days=1, until="12:00")
    assert days(ada) == ["Thu 03 09:00"]
    ada.sees("Ana", "Water the plants")


async def test_a_pause_that_ends_early_lets_go_on_at_once(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, "Ana"))
    await pause(ada, 30)
    await ada.lives(days=3, until="12:00")
    await network.change(ada, lambda before: replace(before, paused_until=None))
    await ada.lives(days=1, until="12:00")
    ada.sees("Ana")


# --- promises, introductions, advice ------------------------------------------------------------


async def test_a_promise_is_named_the_day_before_and_on_its_day_until_it_is_kept(ada: Phone) -> None:
    await scenes.set_up(ada)
    ana = known_well(ada, "Ana")
    await keep(ada, ana, promised(ada, "Send the seeds", 4, ana))
    await ada.lives(days=3, until="12:00")
    assert days(ada) == ["Thu 26 09:00"]
    ada.sees("Ana", "ou promised on Mon 23 Nov", "Send the seeds", "due tomorrow")
    await ada.lives(days=1, until="12:00")
    ada.sees("due today")
    await ada.taps("Kept it")
    assert "Kept" in ada.toasts[0]
    await ada.lives(days=13, until="12:00")
    ada.sees_nothing()
    await ada.lives(days=1, until="12:00")
    ada.sees("14 days since you were in touch", "Kept: Send the seeds")


async def test_a_dropped_promise_is_not_spoken_of_again(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, promised(ada, "Water the plants", 2))
    await ada.lives(days=1, until="12:00")
    await ada.taps("Let it go")
    await ada.lives(days=60, until="12:00")
    ada.sees_nothing()


async def test_an_introduction_that_stands_still_comes_after_a_week_and_moves_with_a_tap(ada: Phone) -> None:
    await scenes.set_up(ada)
    ana = known_well(ada, "Ana")
    await keep(ada, ana, network.introduction(ada, ana, "Tom"))
    await ada.lives(days=6, until="20:00")
    ada.sees_nothing()
    await ada.lives(days=1, until="12:00")
    ada.sees("Ana and Tom", "quiet since Mon 23 Nov", "Ana first")
    await ada.taps("I asked Ana")
    await ada.lives(days=6, until="20:00")
    ada.sees_nothing()
    await ada.lives(days=1, until="12:00")
    ada.sees("sk Tom")


async def test_advice_comes_back_after_three_weeks_and_what_is_to_be_passed_on_monthly(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, network.advice(ada, "Charge early"), network.to_pass_on(ada, "Show Kai around"))
    await ada.lives(days=21, until="12:00")
    ada.sees("Charge early", "21 days ago")
    await ada.taps("Done")
    await ada.lives(days=9, until="12:00")
    assert len(ada.texts()) == 1
    ada.sees("Pay it forward", "Show Kai around")
    await ada.lives(days=29, until="20:00")
    ada.sees_nothing()
    await ada.lives(days=1, until="12:00")
    ada.sees("Show Kai around")


async def test_two_things_to_pass_on_share_one_message_a_month(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, network.to_pass_on(ada, "Show Kai around"))
    await ada.lives(days=10, until="12:00")
    await keep(ada, network.to_pass_on(ada, "Lend the tent", "t3"))
    await ada.lives(days=20, until="12:00")
    assert len(ada.texts()) == 1
    await ada.lives(days=29, until="20:00")
    ada.sees_nothing()


# --- answers and silence ------------------------------------------------------------------------


async def test_silence_backs_off_by_3_6_and_15_days_then_asks_and_then_is_left_alone(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, "Ana"))
    await ada.lives(days=40, until="12:00")
    assert days(ada) == ["Tue 24 09:00", "Fri 27 09:00", "Thu 03 09:00", "Fri 18 09:00"]
    assert "Keep" in [key.label for key in ada.keyboard()]
    await ada.lives(days=30, until="12:00")
    assert days(ada) == ["Thu 07 09:00"]  # the rhythm's 45th day, and nothing after it
    ada.sees("45 days since you met")


async def test_keeping_goes_on_with_the_rhythm_and_counts_silence_anew(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, "Ana"))
    await ada.lives(days=26, until="12:00")
    await ada.taps("Keep")
    assert "Ana" in ada.toasts[0]
    await ada.lives(days=24, until="12:00")
    assert days(ada) == ["Thu 07 09:00", "Sun 10 09:00"]


async def test_less_often_doubles_the_intervals(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, "Ana"))
    await ada.lives(days=26, until="12:00")
    await ada.taps("Less often")
    assert "28 and 90 days" in ada.toasts[0]
    await ada.lives(days=4, until="12:00")
    assert days(ada) == ["Mon 21 09:00"]


async def test_stop_is_the_end_of_it(ada: Phone) -> None:
    await scenes.set_up(ada)
    ana = met(ada, "Ana")[0]
    await keep(ada, ana, promised(ada, "Send the seeds", 60, ana))
    await ada.lives(days=26, until="12:00")
    await ada.taps("Stop")
    await ada.lives(days=300, until="12:00")
    ada.sees_nothing()


async def test_why_this_tells_the_rule_and_changes_it(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, "Ana"))
    await ada.lives(days=14, until="12:00")
    await ada.taps("Why this?")
    ada.sees("Why this?", "14", "45", "/settings")
    await ada.taps("More often")
    assert "7 and 22 days" in ada.toasts[0]


async def test_done_logs_the_contact_and_settles_what_was_pending(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, "Ana"))
    await ada.lives(days=1, until="12:00")
    await ada.taps("Snooze", "Tomorrow")
    await ada.taps("Done")
    await ada.says("Had coffee")
    await ada.lives(days=13, until="12:00")
    ada.sees_nothing()
    await ada.lives(days=1, until="12:00")
    ada.sees("14 days since you were in touch", "Had coffee")


# --- snooze -------------------------------------------------------------------------------------


async def test_snoozed_to_a_minute_it_comes_at_that_minute_even_at_night(ada: Phone) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, "Ana", "Bea"))
    await ada.lives(days=1, until="12:00")
    await ada.taps("Snooze Ana")
    await ada.says("tomorrow at 23:15")
    ada.sees("23:15")
    await ada.lives(days=2, until="08:00")
    assert days(ada) == ["Wed 25 23:15"]
    ada.sees("Ana ·")
    ada.sees_not("Bea ·")


async def test_snoozed_until_after_the_next_event(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.an_event)  # on Thursday evening
    await keep(ada, *met(ada, "Ana"))
    await ada.lives(days=1, until="12:00")
    await ada.taps("Snooze", "After")
    await ada.lives(days=2, until="23:00")
    ada.sees_not("Ana ·")
    await ada.lives(days=1, until="12:00")
    ada.sees("Ana ·")


# --- delivery -----------------------------------------------------------------------------------


@pytest.mark.trouble
async def test_nothing_piles_up_while_telegram_is_away(exchange: Exchange, ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await keep(ada, *met(ada))
    exchange.line.away = True
    for _ in range(9 * 24):  # the heart beats more often; hourly is enough to see what it piles up
        await exchange.sleep_until(exchange.hand.moment + timedelta(hours=1))
    await ada.sleeps(until="20:00")
    exchange.line.away = False
    await ada.lives(until="20:30")
    assert len(ada.texts()) <= 3  # what was written when it went away, and what is true now
    ada.sees("Lantern night")
    ada.sees_not("Your card", "ive minutes to get ready")


@pytest.mark.trouble
async def test_what_could_not_be_brought_before_the_night_waits_for_the_morning_and_no_reply_waits_for_it(
    exchange: Exchange, ada: Phone
) -> None:
    await scenes.set_up(ada)
    await network.change(ada, lambda before: replace(before, nudge_hour=time(20, 50)))
    await keep(ada, *met(ada, "Ana"))
    await ada.lives(days=1, until="20:40")
    exchange.line.away = True
    await ada.lives(until="23:00")
    exchange.line.away = False
    await ada.lives(until="23:30")
    ada.sees_nothing()
    await ada.says("/settings")
    ada.sees("Settings")
    await ada.lives(days=1, until="07:59")
    ada.sees_nothing()
    await ada.lives(until="08:00")
    assert days(ada) == ["Wed 25 08:00"]


async def test_after_weeks_away_the_debriefs_of_several_events_come_one_a_day(ada: Phone) -> None:
    await scenes.set_up(ada)
    for day, name in (("tomorrow", "Choir night"), ("in three days", "Lantern night"), ("in five days", "Tea dance")):
        await ada.says(f"/event {name} {day} 6pm, Gull Street")
        await ada.taps("Yes, that")
    await ada.sleeps(days=20, until="12:00")
    assert len(ada.texts()) == 1
    ada.sees("Tea dance", "I was away")
    await ada.lives(days=1, until="12:00")
    ada.sees("Lantern night")
    await ada.lives(days=1, until="12:00")
    ada.sees("Choir night")
    await ada.lives(days=9, until="12:00")
    assert days(ada) == ["Wed 16 09:00", "Thu 17 09:00", "Fri 18 09:00"]  # once more, each


async def test_an_event_can_be_left_alone(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.lives(days=2, until="20:00")
    await ada.taps("Why this?")
    ada.sees("19:00 the evening before")
    await ada.taps("Leave this event alone")
    await ada.lives(days=7, until="12:00")
    ada.sees_nothing()
