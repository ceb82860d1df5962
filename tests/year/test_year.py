"""A year with the bot: everybody gets what is owed to them, once, and nothing else, however often it is killed.

RAPPORT_YEAR=whole lives all of it (`make year`), else a cut; RAPPORT_YEAR_SEED chooses another year.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import Clock
from tests.databases import empty
from tests.year.faults import FAULTS
from tests.year.lived import AUTUMN, SEED, SHORT, SPRING, WHOLE, Cut, lived
from tests.year.oracle import Judgement, judged
from tests.year.stable import Stable
from tests.year.trace import Trace

BUSY = SPRING, 2
ABSENT = SPRING, 16
REPEATED_HOUR = AUTUMN, 2
OCCASIONS = {
    "an_hour_that_autumn_repeats_counts_the_second_time": REPEATED_HOUR,
    "a_pause_is_forgotten": ABSENT,
    "what_was_held_is_lost_when_somebody_comes_back": ABSENT,
    "late_debriefs_do_not_wait_for_each_other": ABSENT,
}
"""A fault shows only where there is an occasion for it: in weeks and with people in which it comes to that."""

CUT = WHOLE if os.environ.get("RAPPORT_YEAR") == "whole" else SHORT


@pytest.fixture(scope="module")
def stable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stable]:
    with Stable.opened(tmp_path_factory.mktemp("lives")) as opened:
        yield opened


def test_everybody_gets_what_is_owed_to_them_and_nothing_else(
    stable: Stable, url: str, tell: Callable[[str], None]
) -> None:
    begun = Clock.ticks()
    trace = lived(stable, url, CUT)
    judgement = judged(trace)
    tell(figures(trace, judgement, Clock.ticks() - begun))
    assert not judgement.verdicts, judgement.verdicts[:10]
    assert "Traceback" not in stable.complaints()


def test_the_same_year_is_the_same_every_time_and_everywhere(
    stable: Stable, sqlite_url: str, postgres_url: str, sqlite_template: Path, tmp_path: Path
) -> None:
    empty(postgres_url)
    another = shutil.copy(sqlite_template, tmp_path / "another.db")
    places = (sqlite_url, f"sqlite:///{another}", postgres_url)
    once, again, elsewhere = ("\n".join(lived(stable, place, SPRING).lines()) for place in places)
    assert once == again == elsewhere
    assert once != "\n".join(lived(stable, sqlite_url, SPRING, SEED + 1).lines())


@pytest.mark.parametrize(("cut", "seed"), [BUSY, ABSENT, REPEATED_HOUR])
def test_without_a_fault_nothing_is_found(stable: Stable, sqlite_url: str, cut: Cut, seed: int) -> None:
    assert not judged(lived(stable, sqlite_url, cut, seed)).verdicts


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(stable: Stable, sqlite_url: str, fault: str) -> None:
    cut, seed = OCCASIONS.get(fault, BUSY)
    found = judged(lived(stable, sqlite_url, cut, seed, faults=(fault,))).verdicts
    assert {verdict.rule for verdict in found} - {"trouble"}  # a bot that only falls over proves nothing


def figures(trace: Trace, judgement: Judgement, seconds: float) -> str:
    days = (trace.over - trace.begun).days
    down = sum((ended.until - ended.at for ended in trace.ended), timedelta())
    kills = sum(ended.how != "stopped" for ended in trace.ended)
    rules = [verdict.rule for verdict in judgement.verdicts]
    counts = judgement.counts
    return (
        f"{len({note.owner for note in trace.noted})} people, {days} days, seed {SEED}: "
        f"{len(trace.noted)} things became true; {counts['bundles']} bundles about {counts['brought up']} entries, "
        f"{counts['about events']} messages about events, {counts['late']} of all late because of an absence; "
        f"{kills} kills and {len(trace.ended) - kills} stops, {down.days} days without a life in all; "
        f"lost {rules.count('lost')}, twice {rules.count('twice')}, otherwise wrong "
        f"{len(rules) - rules.count('lost') - rules.count('twice')}; {seconds:.0f} s"
    )
