"""Why a nudge comes: its rule in plain words, and buttons that change the rule on the spot."""

from typing import Final, assert_never

from conversations.address import Begin, Deed, Do, Open, Page
from conversations.effects import Button, Named, Nudge, NudgeKind, Screen
from conversations.facts import Event, Introduction, Person, Promise, Settings, Takeaway, first_name
from conversations.nudge_table import anchor
from conversations.nudging import SNOOZED
from conversations.prose import Html, joined, plain, prose, short
from conversations.rhythm import FASTEST, SLOWEST, intervals
from conversations.scripts.catalogue import ScriptName
from conversations.timing import spoken_day

Told = Event | Person | Promise | Introduction | Takeaway

OF_EVENTS: Final = {
    NudgeKind.PREPARE: "It comes at 19:00 the evening before, because “{event}” is not prepared yet.",
    NudgeKind.CARD: "It comes at your hour on the day of “{event}”, three hours before the start at the latest, "
    "so that you can read it on the way.",
    NudgeKind.DEBRIEF: "It comes half an hour after “{event}”, or the next morning, and once more the day after. "
    "Names fade within days.",
}
BACK_OFF: Final = "Without an answer I come back after 3, 6 and 15 days, and then I ask whether to go on."


def why_page(nudge: Nudge, told: Told, person: Person | None, settings: Settings) -> Screen:
    """The rule behind a nudge. `person` is whom it is about, if it is about one; days are the settings' zone's."""
    parts = [plain("Why this?"), _rule(nudge, told, settings)]
    if not isinstance(told, Event):
        parts.append(prose("{back}\n{limits}", back=BACK_OFF, limits=_limits(settings)))
    return Screen(joined(parts, "\n\n"), _rows(nudge, told, person))


def _rule(nudge: Nudge, told: Told, settings: Settings) -> Html:
    if nudge.named is not Named.NOTHING and SNOOZED in nudge.key:
        return plain("You asked me to come back to this then.")
    match told:
        case Event(title=title):
            return plain(OF_EVENTS[nudge.kind].format(event=short(title)) if nudge.kind in OF_EVENTS else "")
        case Person() as person:
            return _rule_of_person(nudge, person, settings)
        case Promise(words=words, due=due, mine=mine):
            day = f" by {spoken_day(due)}" if due else ""
            if not mine:
                return prose(
                    "It was promised to you{day}: {words}. I ask once that day is over.", day=day, words=short(words)
                )
            comes = " I come the day before and on the day." if due else ""
            return prose("You promised it{day}: {words}.{comes}", day=day, words=short(words), comes=comes)
        case Introduction(other=other):
            return prose(
                "The introduction to {other} has not moved for a week. A move starts the week anew.", other=short(other)
            )
        case Takeaway(on=on):
            day = spoken_day(on)
            if nudge.kind is NudgeKind.FORWARD:
                return prose("You wanted to pass this on, on {day}. I bring it up once a month at most.", day=day)
            return prose("You noted this advice on {day}. Three weeks later there may be something to tell.", day=day)
        case _:
            assert_never(told)


def _rule_of_person(nudge: Nudge, person: Person, settings: Settings) -> Html:
    if nudge.named is not Named.NOTHING:
        return plain("You picked this day yourself.")
    if nudge.kind is NudgeKind.FOLLOW_UP:
        text = "{name}: a first line the day after you told me of them. Early is easier."
        return prose(text, name=first_name(person))
    first, second, later = intervals(person.pace)
    since = spoken_day(anchor(person, settings))
    text = "{name}: {first} and {second} days after your last contact, then every {later}. I count from {since}."
    counted = prose(text, name=first_name(person), first=str(first), second=str(second), later=str(later), since=since)
    if nudge.latest is None or nudge.kind is not NudgeKind.CHECK_IN:
        return counted
    ideal, latest = spoken_day(nudge.at.local.date()), spoken_day(nudge.latest)
    return joined([counted, prose("Best on {ideal}, by {latest} at the latest.", ideal=ideal, latest=latest)])


def _limits(settings: Settings) -> str:
    often = {1: "One such message a week", 7: "One such message a day"}
    most = often.get(settings.weekly, f"{settings.weekly} such messages a week")
    return f"{most} at most, three people in each: /settings."


def _rows(nudge: Nudge, told: Told, person: Person | None) -> tuple[tuple[Button, ...], ...]:
    snooze = Button("Snooze", Begin(ScriptName.SNOOZE, nudge.key))
    match told:
        case Event(key=key):
            alone, page = Do(Deed.EVENT_QUIET, key), Open(Page.EVENT, key)
            return ((Button("Leave this event alone", alone), Button("The event", page)),)
        case Person():
            return (*_pace(told), (snooze, Button("Stop", Do(Deed.PERSON_STOP, told.key))))
        case Promise(key=key):
            drop = Button("Drop it", Do(Deed.PROMISE_DROP, key, "nudge"))
        case Introduction(key=key):
            drop = Button("Let it go", Do(Deed.INTRODUCTION_DROP, key))
        case Takeaway(key=key):
            drop = Button("Let it go", Do(Deed.TAKEAWAY_DROP, key))
        case _:
            assert_never(told)
    stop = (
        (Button(f"Nothing about {short(first_name(person), 14)}", Do(Deed.PERSON_STOP, person.key)),) if person else ()
    )
    return ((snooze, drop), stop) if stop else ((snooze, drop),)


def _pace(person: Person) -> tuple[tuple[Button, ...], ...]:
    slower, faster = Do(Deed.PERSON_SLOWER, person.key), Do(Deed.PERSON_FASTER, person.key)
    row = (
        *((Button("Less often", slower),) if person.pace < SLOWEST else ()),
        *((Button("More often", faster),) if person.pace > FASTEST else ()),
    )
    return (row,)
