"""Which nudges are owed to people by now, worked out from their diaries and the moments at which facts were kept.

What is told after its moment is not owed: whoever tells at eight of an event at seven is not reminded of it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from conversations.effects import NudgeState
from storage.tables import DIALOGUES, EVENTS, NUDGES, PROMISES
from tests.bot.crowd import Somebody
from tests.bot.kill_run import Run, rows
from tests.bot.replicas.evening import there
from tests.bot.replicas.people import AFTER_END
from tests.bot.told import Meeting

EVE = time(19)
NOTICE, LEAD = timedelta(hours=2), timedelta(hours=3)
"""A prep is offered so long before an event at the latest, and its card is brought so long before it."""

UNSURE = timedelta(seconds=5)
"""A debrief may be done so close to the moment of its nudge that either may have been first."""

Nudge = tuple[str, str]
"""Its kind, and the event's title or the words of the promise."""

Kept = Mapping[tuple[int, str], datetime]
"""When something was kept, by person and title or words; under `DEBRIEFED`, when the debrief was done."""

DEBRIEFED = "the debrief is done"


@dataclass(frozen=True)
class Owed:
    """What somebody has to get, and what they may get besides."""

    sure: Counter[Nudge]
    unsure: Counter[Nudge]


def owed(run: Run, now: datetime) -> dict[int, Owed]:
    """Everything that is owed to each person by now (UTC)."""
    kept = _kept(run)
    found = {}
    for each in run.crowd.people:
        due = {
            nudge: moment
            for nudge, moment in _all(each)
            if _is_owed(kept, each.number, nudge, moment) and moment <= now
        }
        done = kept.get((each.number, DEBRIEFED))
        unsure = {
            nudge for nudge, moment in due.items() if nudge[0] == "debrief" and done and abs(done - moment) < UNSURE
        }
        found[each.number] = Owed(Counter(due.keys() - unsure), Counter(unsure))
    return found


def told_too_late(run: Run) -> set[int]:
    """Those whose event was over for so long when they told of it that they are not asked about it tonight."""
    kept = _kept(run)
    return {
        each.number
        for each in run.crowd.people
        for nudge, moment in _all(each)
        if nudge[0] == "debrief" and kept.get((each.number, nudge[1]), moment) > moment
    }


def sent(run: Run) -> dict[int, Counter[Nudge]]:
    """What the memory says was sent to each person."""
    things = [
        *rows(run.url, select(EVENTS.c.owner, EVENTS.c.key, EVENTS.c.title.label("what"))),
        *rows(run.url, select(PROMISES.c.owner, PROMISES.c.key, PROMISES.c.words.label("what"))),
    ]
    names = {(row["owner"], row["key"]): row["what"] for row in things}
    found: dict[int, Counter[Nudge]] = {each.number: Counter() for each in run.crowd.people}
    for row in rows(run.url, select(NUDGES).where(NUDGES.c.state.in_((NudgeState.SENT, NudgeState.DONE)))):
        found[row["owner"]][row["kind"].value, names[row["owner"], row["subject"]]] += 1
    return found


def _kept(run: Run) -> Kept:
    debriefs = select(DIALOGUES).where(DIALOGUES.c.script == "after_event", DIALOGUES.c.state == "ended")
    return {
        **{(row["owner"], row["title"]): row["kept_at"] for row in rows(run.url, select(EVENTS))},
        **{(row["owner"], row["words"]): row["kept_at"] for row in rows(run.url, select(PROMISES))},
        **{(row["owner"], DEBRIEFED): row["changed_at"] for row in rows(run.url, debriefs)},
    }


def _is_owed(kept: Kept, number: int, nudge: Nudge, moment: datetime) -> bool:
    done = kept.get((number, DEBRIEFED)) if nudge[0] == "debrief" else None
    is_done = done is not None and done < moment - UNSURE
    return kept.get((number, nudge[1]), moment) < moment and not is_done


def _all(somebody: Somebody) -> Iterator[tuple[Nudge, datetime]]:
    """Every nudge of the first days with its moment (UTC), whether or not that was over when its event was told of."""
    set_up = somebody.diary.dialogues[0].answers
    if "hour" not in set_up:
        return
    city, hour = set_up["zone"], time.fromisoformat(set_up["hour"])
    for event in somebody.diary.events:
        for kind, moment in _of_event(event, city, hour):
            yield (kind, event.title), moment
    for words, day in somebody.diary.promises:
        if day:
            yield ("promise", words), there(date.fromisoformat(day) - timedelta(days=1), hour, city)


def _of_event(event: Meeting, city: str, hour: time) -> Iterator[tuple[str, datetime]]:
    day = event.start.date()
    start, end = (there(at.date(), at.time(), city) for at in (event.start, event.end))
    eve = there(day - timedelta(days=1), EVE, city)
    if eve <= start - NOTICE and not event.prepared:
        yield "prepare", eve
    yield "card", min(there(day, hour, city), start - LEAD)
    yield "debrief", end + AFTER_END
