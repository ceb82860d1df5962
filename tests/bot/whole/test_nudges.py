"""What the coach begins by itself, as the days go by; the clock is moved, everything else is real."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from conversations.effects import Named, Nudge, NudgeKind
from storage.ledger import Ledger
from tests.bot.whole import network, scenes
from tests.bot.whole.phone import Exchange, Phone

TOKYO = ZoneInfo("Asia/Tokyo")


def sent_at(phone: Phone) -> list[datetime]:
    """When the messages came that are new, on the wall clock of the person."""
    return [datetime.fromtimestamp(message["date"], UTC).astimezone(phone.zone) for message in phone.news]


async def test_an_event_is_announced_carried_and_looked_back_on_once_each(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.lives(days=2, until="18:59")
    ada.sees_nothing()
    await ada.lives(until="23:00")
    ada.sees("Lantern night", "ive minutes")
    assert [f"{at:%a %H:%M}" for at in sent_at(ada)] == ["Wed 19:00"]
    await ada.lives(days=1, until="17:59")
    ada.sees("Your card for today", "Gull Street")
    assert [f"{at:%a %H:%M}" for at in sent_at(ada)] == ["Thu 09:00"]
    await ada.lives(days=1, until="08:59")
    ada.sees_nothing()
    await ada.lives(days=30, until="12:00")
    assert [f"{at:%a %H:%M}" for at in sent_at(ada)] == ["Fri 09:00", "Sat 09:00"]
    ada.sees("Lantern night")


async def test_a_card_follows_a_prepared_event_but_no_invitation_to_prepare(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.prepared)
    await ada.lives(days=3, until="17:00")
    assert [f"{at:%a %H:%M}" for at in sent_at(ada)] == ["Thu 09:00"]


async def test_a_debrief_comes_half_an_hour_after_an_event_that_ends_early(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.says("/event Choir brunch tomorrow 10am-12pm, Vault 9")
    await ada.taps("Yes, that")
    await ada.lives(days=1, until="12:29")
    await ada.lives(until="12:30")
    ada.sees("Choir brunch")
    await ada.taps("I was not there")
    await ada.lives(days=7, until="12:00")
    ada.sees_nothing()


async def test_a_year_of_nudges_keeps_its_hour_across_summer_time_and_says_nothing_twice(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.lives(days=365, until="12:00")
    moments = sent_at(ada)
    assert 5 <= len(moments) <= 20
    assert {f"{at:%H:%M}" for at in moments} == {"09:00"}
    assert {at.utcoffset() for at in moments} == {timedelta(hours=-4), timedelta(hours=-5)}
    assert max(Counter(at.date() for at in moments).values()) <= 2
    assert len(set(ada.texts())) == len(ada.texts())


async def test_a_new_zone_moves_what_is_planned(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.says("/settings Tokyo")
    ada.sees("Tokyo")
    ada.zone = TOKYO
    await ada.lives(days=3, until="12:00")
    assert [f"{at:%H:%M}" for at in sent_at(ada)] == ["09:00"]


async def test_a_new_hour_moves_what_is_planned(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.says("/settings")
    await ada.taps("Change hour", "18:00")
    await ada.lives(days=3, until="21:00")
    assert [f"{at:%H:%M}" for at in sent_at(ada)] == ["18:00"]


async def test_after_downtime_comes_one_late_bundle_and_nothing_twice(exchange: Exchange, ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.sleeps(days=1, until="15:00")
    assert len(ada.texts()) == 1
    ada.sees("Anouk", "Boris", "This was due", "09:00")
    await ada.lives(days=1, until="15:00")
    ada.sees_nothing()
    await exchange.sleep_until(ada.moment(60, "12:00"))
    assert not await exchange.letters_left()


async def test_weeks_of_downtime_bring_each_person_up_once(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.sleeps(days=20, until="15:00")
    assert len(ada.texts()) == 1
    ada.sees("Anouk", "Boris", "This was due")
    assert ada.texts()[0].count("Anouk ·") == 1


async def test_what_falls_due_while_off_at_night_waits_for_the_morning(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.sleeps(days=1, until="23:30")
    ada.sees_nothing()
    await ada.lives(days=1, until="07:59")
    ada.sees_nothing()
    await ada.lives(until="09:00")
    assert len(ada.texts()) == 1
    ada.sees("Anouk", "Boris")


async def test_an_event_that_went_by_while_off_is_only_looked_back_on(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.sleeps(days=4, until="12:00")
    ada.sees("Lantern night")
    ada.sees_not("Your card", "ive minutes to get ready")
    assert len(ada.texts()) == 1


@pytest.mark.trouble
async def test_a_nudge_waits_while_telegram_is_away_and_comes_once(exchange: Exchange, ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    exchange.line.away = True
    await ada.lives(days=1, until="09:00")
    exchange.line.away = False
    await ada.lives(until="11:00")
    assert len(ada.texts()) == 1
    await ada.lives(until="20:00")
    ada.sees_nothing()


async def test_who_blocks_the_bot_is_left_in_peace_and_comes_back_with_start(exchange: Exchange, ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    before = exchange.kept(ada.person)
    await ada.does(lambda: ada.local.block(ada.person), quietly=True)
    await ada.lives(days=5, until="12:00")
    ada.sees_nothing()
    await ada.does(lambda: ada.local.unblock(ada.person), quietly=True)
    await ada.says("/start")
    ada.sees("Ada")
    await ada.lives(days=30, until="12:00")
    ada.sees("Anouk")
    assert {row[1] for row in before["people"]} == {row[1] for row in exchange.kept(ada.person)["people"]}


async def test_who_blocks_the_bot_in_a_dialogue_finds_it_again(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.says("/prep")
    await ada.taps("Good people")
    await ada.does(lambda: ada.local.block(ada.person), quietly=True)
    await ada.does(lambda: ada.local.unblock(ada.person), quietly=True)
    await ada.says("A potter")
    ada.sees("3 of 8")


def rhythm(ledger: Ledger) -> list[Nudge]:
    """The check-ins that are planned and were not put off."""
    pending = ledger.pending_nudges(limit=None)
    return [nudge for nudge in pending if nudge.kind is NudgeKind.CHECK_IN and nudge.named is Named.NOTHING]


async def test_snoozing_moves_one_nudge_and_not_the_rhythm(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.lives(days=1, until="09:30")
    before = [nudge for nudge in await ada.knows(rhythm) if nudge.subject.endswith(".1")]
    await ada.taps("Snooze Boris", "In 3 days")
    assert [nudge for nudge in await ada.knows(rhythm) if nudge.subject.endswith(".1")] == before
    await ada.lives(days=2, until="20:00")
    ada.sees_nothing()
    await ada.lives(days=1, until="09:30")
    ada.sees("Boris ·")


async def test_a_person_left_out_is_not_brought_up_again(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.lives(days=1, until="09:30")
    await ada.taps("Not Boris")
    ada.sees("Boris")
    await ada.lives(days=200, until="12:00")
    ada.sees("Anouk")
    ada.sees_not("Boris")


async def test_a_contact_restarts_the_rhythm_from_its_day(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.lives(days=1, until="09:30")
    await ada.taps("Boris: Done")
    await ada.says("Met for tea")
    await ada.lives(days=13, until="20:00")
    ada.sees_not("Boris")
    await ada.lives(days=3, until="12:00")  # that week has had its three: what Anouk was promised comes first
    ada.sees("Boris · 16 days since you were in touch")


async def test_a_contact_weeks_after_one_that_was_half_told_is_another_one(exchange: Exchange, ada: Phone) -> None:
    await scenes.set_up(ada)
    (ana,) = network.met(ada, "Ana")
    await network.keep(ada, ana, network.promised(ada, "the book", None, ana))
    await ada.lives(days=1, until="09:30")
    await ada.taps("Done")
    await ada.says("Had tea")
    ada.sees("Which of these is done?")
    await ada.taps("Later")
    await ada.lives(days=14, until="09:30")
    await ada.taps("Done")
    await ada.says("Went for a walk")
    await ada.taps("Skip")
    ada.sees("The rhythm with Ana starts anew from today.")
    assert len(exchange.kept(ada.person)["contacts"]) == 2


async def test_a_second_debrief_that_waits_for_tomorrow_is_not_brought_forward_by_new_hours(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.sleeps(days=9, until="12:00")
    ada.sees("Lantern night", "I was away")
    await ada.says("/settings")
    await ada.taps("Change hour", "18:00")
    await ada.lives(until="20:00")
    ada.sees_nothing()
    await ada.lives(days=1, until="17:59")
    ada.sees_nothing()
    await ada.lives(until="18:00")
    ada.sees("Lantern night")


async def test_nobodys_nudges_wait_for_anybody_elses(exchange: Exchange, ada: Phone, ben: Phone) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await scenes.set_up(ben)
    await ben.says("/event Choir night tomorrow 6pm, Vault 9")
    await ben.taps("Yes, that")
    await ben.lives(until="19:30")
    ben.sees("Choir night")
    ben.sees_not("Lantern")
    await ada.lives(days=2, until="19:30")
    ada.sees("Lantern night")
    ada.sees_not("Choir")


async def test_what_is_late_in_the_morning_waits_for_the_persons_hour(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.sleeps(days=2, until="08:30")
    ada.sees_nothing()
    await ada.lives(until="20:00")
    assert [f"{at:%H:%M}" for at in sent_at(ada)] == ["09:00"]


async def test_an_hour_in_quiet_hours_means_the_end_of_them_and_waits_no_longer(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.says("/settings")
    await ada.taps("Change quiet hours")
    await ada.taps("20:00–08:00")
    await ada.says("/settings")
    await ada.taps("Change hour")
    await ada.taps("20:00")
    await ada.lives(days=3, until="12:00")
    moments = sent_at(ada)
    assert moments
    assert {f"{at:%H:%M}" for at in moments} == {"08:00"}


async def test_what_was_missed_by_day_says_so_although_the_night_kept_it_back(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.sleeps(days=1, until="23:30")
    ada.sees_nothing()
    await ada.lives(days=1, until="09:30")
    ada.sees("Anouk", "This was due", "Sat 28 Nov", "I was away.")
