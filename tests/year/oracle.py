"""The oracle's door: a year goes in, verdicts and figures come out."""

from collections import Counter
from dataclasses import dataclass, field

from tests.year.invariants import broken
from tests.year.judge import Judge, Verdict
from tests.year.trace import Trace
from tests.year.year_of import years


@dataclass
class Judgement:
    """What the oracle says of a year: nothing was broken if there are no verdicts."""

    verdicts: list[Verdict] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def judged(trace: Trace) -> Judgement:
    """Go through everybody's year."""
    judgement = Judgement(broken(trace))
    for year in years(trace):
        judge = Judge(year).judge()
        judgement.verdicts += judge.verdicts
        judgement.counts += judge.counts
    return judgement
