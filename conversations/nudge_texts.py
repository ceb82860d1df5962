"""What a nudge of an event's own days says. Wordings rotate with the occurrence; none pushes."""

from datetime import datetime

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.effects import Button, Nudge, Screen
from conversations.facts import Event, Person
from conversations.nudge_times import LATE
from conversations.prose import Html, joined, listed, plain, prose, short
from conversations.scripts.catalogue import ScriptName
from conversations.timing import WallTime, local_time, spoken
from conversations.variants import variant

PREPARE = (
    "“{event}” is {when}. Five minutes to get ready?",
    "{start}: “{event}”. Shall we think of it for five minutes, so that you can walk in at ease?",
)
DEBRIEF = (
    "How was “{event}”? {captured}Tell me whom you met while it is fresh; a minute a person.",
    "“{event}” is over. {captured}Who stayed in your mind? A minute a person will do.",
)
DEBRIEF_AGAIN = (
    "Once more, “{event}”. {captured}A line on each person is enough, and then I leave you in peace.",
    "Names fade within days. {captured}Two minutes for “{event}”? I ask only this once more.",
)


def prepare(nudge: Nudge, event: Event, now: datetime) -> Screen:
    """The evening before: five minutes?"""
    when = spoken(event.start, now)
    text = prose(variant(PREPARE, nudge.key), event=short(event.title), when=when, start=when[0].upper() + when[1:])
    rows = (
        (Button("Get ready", Begin(ScriptName.BEFORE_EVENT, event.key)),),
        (Button("Not this time", Do(Deed.NUDGE_STOP, nudge.key)), *why(nudge)),
    )
    return Screen(joined([text, *late(nudge, now)], "\n\n"), rows)


def todays_card(nudge: Nudge, event: Event, card: Screen, now: datetime) -> Screen:
    """The card on the day (or the evening before), with a line that says why it comes."""
    ahead = (event.start.local.date() - local_time(now, event.start.zone).date()).days
    lead = {0: "Your card for today.", 1: "Your card for tomorrow."}.get(ahead, "Your card.")
    return Screen(joined([plain(lead), card.text, *late(nudge, now)], "\n\n"), (*card.rows, why(nudge)))


def debrief(nudge: Nudge, event: Event, captured: tuple[Person, ...], now: datetime) -> Screen:
    """After the event: whom did you meet?"""
    names = [short(person.name, 30) for person in captured[:5]]
    noted = f"You noted {listed(names)}. " if names else ""
    wordings = DEBRIEF_AGAIN if nudge.key.startswith("d2") else DEBRIEF
    text = prose(variant(wordings, nudge.key), event=short(event.title), captured=noted)
    rows = (
        (Button("Tell you now", Begin(ScriptName.AFTER_EVENT, event.key)),),
        (Button("I was not there", Do(Deed.DEBRIEF_DISMISS, event.key)), *why(nudge)),
    )
    return Screen(joined([text, *late(nudge, now)], "\n\n"), rows)


def why(nudge: Nudge) -> tuple[Button, ...]:
    """The button that says why a nudge comes, and lets that be changed."""
    return (Button("Why this?", Open(Page.WHY, nudge.key, anew=True)),)


def late(nudge: Nudge, now: datetime) -> list[Html]:
    """A line that says when it was due, if it comes much later than that."""
    moment = nudge.missed or nudge.due
    if now - moment < LATE:
        return []
    due = WallTime(local_time(moment, nudge.at.zone), nudge.at.zone)
    return [prose("<i>This was due {when}; I was away.</i>", when=spoken(due, now))]
