"""What the measurements mean: which are set beside each other, and the limits that Rapport promises to keep. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from bench.figures import Figure, Spread, race, ratio
from bench.turns import Turns
from bench.waits import Pressure, Waited

STOCK, SQLITE, POSTGRES = "ptb-conversation", "rapport-sqlite", "rapport-postgres"
FEW, MANY = 16, 128
"""People at once."""

COST_LIMITS = {SQLITE: 0.4, POSTGRES: 0.6}
COMMIT_LIMITS = {FEW: 0.3, MANY: 0.1}

STOCK_ECHO, ECHO = "ptb-echo-256", "ptb-echo-line"
WAIT_LIMIT = 1.25

REPLICAS = ("rapport-postgres-1", "rapport-postgres-2", "rapport-postgres-3")


def of_turns(found: Mapping[str, Sequence[Turns]], people: int) -> Iterator[Figure]:
    """What a turn costs as ratios, and how often it commits."""
    cpu = {name: [each.cpu for each in runs] for name, runs in found.items()}
    for name, limit in COST_LIMITS.items():
        what = f"{name}, {people} at once: CPU of a turn, to {STOCK}"
        yield ratio("turns", what, cpu[name], cpu[STOCK], limit)
    for name in (each for each in found if each not in {STOCK, *COST_LIMITS}):
        yield race("turns", f"{SQLITE}, {people} at once: CPU of a turn, to {name}", cpu[SQLITE], cpu[name])
    known = [each.commits for each in found[SQLITE] if each.commits is not None]
    what, limit = f"{SQLITE}, {people} at once: commits per update", COMMIT_LIMITS[people]
    if known:
        yield Figure("turns", what, Spread.of(known), "", limit)
    else:
        yield Figure("turns", what, None, "", limit, note="as this bot has no metrics that tell")


def of_waits(found: Mapping[str, Sequence[Waited]], pressure: Pressure) -> Iterator[Figure]:
    """How long people wait, as ratios to echoes."""
    at = f"{pressure.a_second:.0f} updates/s, {1000 * pressure.delay:.0f} ms a call"
    echoes = {name: [each.first_p99 for each in found[name]] for name in (ECHO, STOCK_ECHO) if name in found}
    for ours in (each for each in found if each not in echoes):
        kept = Spread.of(100 * each.answered for each in found[ours])
        yield Figure("waits", f"{ours}, {at}: updates answered as they came", kept, "%")
        first, whole = ([each.first_p99 for each in found[ours]], [each.whole_p99 for each in found[ours]])
        yield ratio("waits", f"{ours}, {at}: p99 of the first reply, to {ECHO}", first, echoes[ECHO], WAIT_LIMIT)
        yield race("waits", f"{ours}, {at}: p99 of the next question, to {ECHO}", whole, echoes[ECHO])
        if STOCK_ECHO in echoes:
            yield race("waits", f"{ours}, {at}: p99 of the first reply, to {STOCK_ECHO}", first, echoes[STOCK_ECHO])


def of_replicas(found: Mapping[str, Sequence[Turns]], cores: int) -> Iterator[Figure]:
    """How replicas add up. On few cores they soon share them with their database and with the people."""
    one, *more = ([*found[name]] for name in REPLICAS)
    for number, runs in enumerate(more, start=2):
        rates = [each.a_second for each in runs], [each.a_second for each in one]
        yield ratio("replicas", f"{number} on PostgreSQL: updates/s, to one alone", *rates)
        costs = [each.cpu for each in runs], [each.cpu for each in one]
        yield ratio("replicas", f"{number} on PostgreSQL: CPU of a turn, to one alone", *costs)
    for number, runs in enumerate((one, *more), start=1):
        busy = Spread.of(each.cpu * each.a_second / 1000 for each in runs)
        yield Figure("replicas", f"{number} on PostgreSQL: cores kept busy, of {cores}, with the server's", busy)
