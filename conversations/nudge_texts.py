"""What a nudge says: why it comes, what was noted, one next step. Wordings rotate with the occurrence; none pushes."""

from dataclasses import dataclass
from datetime import datetime

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.drafts import Facts, opening_line
from conversations.effects import Button, Nudge, NudgeKind, Screen
from conversations.facts import Event, Person, Promise, Settings, first_name
from conversations.prose import Html, joined, plain, prose, short
from conversations.scripts.catalogue import ScriptName
from conversations.timing import local_time, spoken, spoken_day
from conversations.variants import variant

LATE_MINUTES = 60
"""A nudge that comes later than this says when it was due."""

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


@dataclass(frozen=True, slots=True)
class About:
    """A person a nudge is about, with what is known around them."""

    nudge: Nudge
    person: Person
    event: Event | None
    promises: tuple[Promise, ...]


def prepare(nudge: Nudge, event: Event, now: datetime) -> Screen:
    """The evening before: five minutes?"""
    when = spoken(event.start, now)
    text = prose(variant(PREPARE, nudge.key), event=short(event.title), when=when, start=when[0].upper() + when[1:])
    rows = (
        (Button("Get ready", Begin(ScriptName.BEFORE_EVENT, event.key)),),
        (Button("Not this time", Do(Deed.NUDGE_STOP, nudge.key)),),
    )
    return Screen(joined([text, *_late(nudge, now)], "\n\n"), rows)


def todays_card(event: Event, card: Screen, now: datetime) -> Screen:
    """The card on the day (or the evening before), with a line that says why it comes."""
    ahead = (event.start.local.date() - local_time(now, event.start.zone).date()).days
    lead = {0: "Your card for today.", 1: "Your card for tomorrow."}.get(ahead, "Your card.")
    return Screen(joined([plain(lead), card.text], "\n\n"), card.rows)


def debrief(nudge: Nudge, event: Event, captured: tuple[Person, ...], now: datetime) -> Screen:
    """After the event: whom did you meet?"""
    names = ", ".join(short(person.name, 30) for person in captured[:5])
    noted = f"You noted {names}. " if names else ""
    wordings = DEBRIEF_AGAIN if nudge.key.startswith("d2") else DEBRIEF
    text = prose(variant(wordings, nudge.key), event=short(event.title), captured=noted)
    rows = (
        (Button("Tell you now", Begin(ScriptName.AFTER_EVENT, event.key)),),
        (Button("I was not there", Do(Deed.DEBRIEF_DISMISS, event.key)),),
    )
    return Screen(joined([text, *_late(nudge, now)], "\n\n"), rows)


def bundle(people: tuple[About, ...], settings: Settings, now: datetime) -> Screen:
    """One message about at most three people: each with why now, what was said, and a next step."""
    parts = [_person(about, settings, now) for about in people]
    several = len(people) > 1
    rows = tuple(row for about in people for row in _buttons(about, several=several))
    return Screen(joined([*parts, *_late(people[0].nudge, now)], "\n\n"), rows)


def _person(about: About, settings: Settings, now: datetime) -> Html:
    person = about.person
    lines = [prose("<b>{name}</b> · {why}", name=short(person.name, 40), why=_why_now(about, settings))]
    if person.who:
        lines.append(prose("{who}", who=short(person.who, 120)))
    if person.said:
        lines.append(prose("They said: {said}", said=short(person.said, 160)))
    lines += [
        prose(
            "Open: {words}{due}",
            words=short(promise.words, 100),
            due=f" (by {spoken_day(promise.due)})" if promise.due else "",
        )
        for promise in about.promises[:2]
    ]
    facts = Facts(
        first_name(person),
        about.event.title if about.event else None,
        person.said,
        next((promise.words for promise in about.promises if promise.mine), None),
        days_since=(local_time(now, settings.zone).date() - person.met_on).days,
    )
    lines.append(prose("<blockquote>{opening}</blockquote>", opening=opening_line(facts, about.nudge.key)))
    return joined(lines)


def _why_now(about: About, settings: Settings) -> str:
    person, nudge = about.person, about.nudge
    where = f" at {short(about.event.title, 40)}" if about.event else ""
    if nudge.kind is NudgeKind.FOLLOW_UP:
        return f"you met{where}, and a first line is easiest while they remember you too"
    if person.next_touch is not None and nudge.at.local.date() == person.next_touch:
        return f"you picked today: {short(person.touch_how, 60)}" if person.touch_how else "you picked today"
    since = local_time(person.last_contact, settings.zone).date() if person.last_contact else person.met_on
    days = (nudge.at.local.date() - since).days
    return f"{days} days since you {'were in touch' if person.last_contact else f'met{where}'}"


def _buttons(about: About, *, several: bool) -> tuple[tuple[Button, ...], ...]:
    key, name = about.person.key, short(first_name(about.person), 14)
    label = f"{name}: " if several else ""
    return (
        (
            Button(f"{label}Done", Begin(ScriptName.CHECK_IN, key)),
            Button(f"{label}Help me write", Open(Page.DRAFT, key, anew=True)),
        ),
        (
            Button(f"{label}In 3 days", Do(Deed.NUDGE_SNOOZE, about.nudge.key, "3")),
            Button(f"Not {name}", Do(Deed.PERSON_STOP, key)),
        ),
    )


def _late(nudge: Nudge, now: datetime) -> list[Html]:
    if (now - nudge.due).total_seconds() < LATE_MINUTES * 60:
        return []
    return [prose("<i>This was due {when}; I was away.</i>", when=spoken(nudge.at, now))]
