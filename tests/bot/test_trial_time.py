from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from bot.clock import ShiftedClock
from bot.trial_time import TrialTime, clock_kept_in
from conversations.effects import Change, Keep, Mark, Nudge, NudgeKind, NudgeState, PlanNudges
from conversations.facts import Event, Key, OwnerId, Settings
from conversations.timing import WallTime, local_time
from storage.database import Database

ADA = OwnerId(7)


@pytest.fixture
async def trial(sqlite_url: str, tmp_path: Path) -> AsyncIterator[TrialTime]:
    database = Database(sqlite_url)
    yield TrialTime(ShiftedClock(), database, tmp_path / "clock.json")
    await database.close()


async def keep_event(trial: TrialTime, title: str, start: datetime, length: timedelta) -> None:
    local = start.replace(tzinfo=None)
    event = Event(Key("e1"), title, WallTime(local, "UTC"), WallTime(local + length, "UTC"))
    await trial.database.turn(ADA, lambda ledger: ledger.record((Keep(event),), trial.now(), lend_until=None))


async def test_an_event_ahead_gives_its_beginning_and_the_moment_of_the_debrief(trial: TrialTime) -> None:
    start = (trial.now() + timedelta(days=3)).replace(microsecond=0)
    await keep_event(trial, "A meetup with quite a long and winding title", start, timedelta(hours=3))
    begins, after = await trial.landmarks(ADA)
    assert begins.moment == start
    assert begins.label.endswith("begins")
    assert len(begins.label) < 40
    assert after.moment == start + timedelta(hours=3, minutes=31)
    assert after.label.startswith("just after A meetup")


async def test_of_an_event_that_is_on_only_the_end_is_ahead(trial: TrialTime) -> None:
    await keep_event(trial, "Meetup", trial.now() - timedelta(hours=1), timedelta(hours=3))
    (after,) = await trial.landmarks(ADA)
    assert after.label == "just after Meetup"


async def test_somebody_without_events_has_no_landmarks(trial: TrialTime) -> None:
    assert await trial.landmarks(ADA) == []


async def test_the_morning_is_a_minute_past_the_persons_hour(trial: TrialTime) -> None:
    settings = replace(Settings(), zone="Asia/Kathmandu", nudge_hour=time(7, 30))
    await trial.database.turn(ADA, lambda ledger: ledger.record((Change(settings),), trial.now(), lend_until=None))
    morning = await trial.morning(ADA)
    assert trial.now() < morning <= trial.now() + timedelta(days=1, minutes=1)
    assert local_time(morning, "Asia/Kathmandu").time() == time(7, 31)


async def test_moving_the_clock_does_what_is_due_and_survives_a_restart(trial: TrialTime, tmp_path: Path) -> None:
    seen: list[datetime] = []

    async def moved() -> None:
        seen.append(trial.now())

    trial.moved = moved
    moment = trial.now() + timedelta(days=14)
    await trial.move_to(moment)
    assert seen[0] >= moment
    assert clock_kept_in(tmp_path / "clock.json").now() >= moment


async def test_the_clock_can_be_moved_before_anybody_waits_for_it(trial: TrialTime) -> None:
    await trial.move_to(trial.now() + timedelta(hours=1))
    with pytest.raises(ValueError, match="forward"):
        await trial.move_to(trial.now() - timedelta(hours=1))


def test_without_a_file_the_clock_shows_the_time_of_this_machine(tmp_path: Path) -> None:
    assert clock_kept_in(tmp_path / "clock.json").offset == timedelta()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"ahead_seconds": "x"}', '{"ahead_seconds": null}'])
def test_a_file_that_cannot_be_read_counts_as_none(tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "clock.json"
    file.write_text(text, encoding="utf-8")
    assert clock_kept_in(file).offset == timedelta()
    assert "clock.json" in caplog.text


async def test_time_that_passes_stops_at_each_moment_at_which_something_is_due(trial: TrialTime) -> None:
    start = trial.now().replace(microsecond=0)
    dues = [start + timedelta(days=days) for days in (1, 3)]
    nudges = tuple(
        Nudge(Key(f"c{number}"), NudgeKind.CHECK_IN, Key("p1"), WallTime(due.replace(tzinfo=None), "UTC"), due)
        for number, due in enumerate(dues)
    )
    plan = PlanNudges(Key("p1"), nudges)
    await trial.database.turn(ADA, lambda ledger: ledger.record((plan,), start, lend_until=None))
    stops: list[datetime] = []

    async def beat() -> None:
        now = trial.now()
        stops.append(now.replace(microsecond=0))
        done = [Mark(replace(nudge, state=NudgeState.SENT)) for nudge in nudges if nudge.due <= now]
        await trial.database.turn(ADA, lambda ledger: ledger.record(tuple(done), now, lend_until=None))

    trial.moved = beat
    week = start + timedelta(days=7)
    await trial.move_to(week)
    assert stops == [*dues, week]
