"""What a message about people says: why now, what is remembered, one next step, words to use. Wordings rotate.

It is read on a phone by somebody tired: a name in front, one thought a line, dates without a year where none is needed.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import assert_never

from conversations import bundle_wordings as wordings
from conversations.about import About
from conversations.bundle_buttons import buttons
from conversations.bundle_steps import step, words
from conversations.effects import Named, NudgeKind, Screen
from conversations.facts import Introduction, Person, Promise, Settings, Takeaway, first_name
from conversations.introducing import described, whom
from conversations.noting import told
from conversations.nudge_table import anchor
from conversations.nudge_texts import late
from conversations.nudge_times import today
from conversations.prose import Html, joined, listed, plain, prose, short
from conversations.rhythm import SLOWEST
from conversations.timing import local_time, spoken_day
from conversations.variants import variant

NAME = 40
LINE = 120
BRIEF_LINE = 80
MOST_LISTED = 3
"""Promises listed beside what leads an entry; so few are due on one day that hardly anybody ever sees the rest."""

SAME_YEAR = 180
"""Days up to which a date needs no year."""

SOON_AFTER = 7
"""Days after a meeting in which a first line is easiest."""

IN_DAYS = 60
"""Days up to which a length of time is said in days."""


def bundle(entries: tuple[About, ...], settings: Settings, now: datetime) -> Screen:
    """One message about at most three people or things, with their buttons."""
    several = len(entries) > 1
    day = today(settings, now)
    parts = [joined(list(_lines(about, settings, day, brief=several))) for about in entries]
    nudges = (nudge for about in entries for nudge in about.entry.nudges)
    longest_due = min(nudges, key=lambda nudge: nudge.missed or nudge.due)
    names = _names(entries)
    rows = tuple(
        row for about, name in zip(entries, names, strict=True) for row in buttons(about, name, several=several)
    )
    return Screen(joined([*parts, *late(longest_due, now)], "\n\n"), rows)


def _names(entries: tuple[About, ...]) -> list[str]:
    """What the buttons call each: two Anas by more than their first name."""
    count = Counter(about.called for about in entries)
    return [
        short(about.person.name if about.person and count[about.called] > 1 else about.called, 14) for about in entries
    ]


def _lines(about: About, settings: Settings, day: date, *, brief: bool) -> Iterator[Html]:
    """The entry's lines; where several share a message each is told more briefly."""
    yield prose("<b>{title}</b> · {why}", title=_title(about), why=_why(about, settings, day))
    yield from map(plain, _what(about, day))
    if about.person is not None:
        yield from _remembered(about, about.person, settings, day, brief=brief)
    if about.asks:
        yield plain(_question(about))
        return
    yield plain(step(about, day))
    if to_send := words(about, settings, day):
        yield prose("<blockquote>{words}</blockquote>", words=to_send)


def _title(about: About) -> str:
    match about.thing:
        case Introduction(to_me=False) as introduction:
            return f"{about.called} and {whom(introduction)}"
        case Takeaway():
            return "Pay it forward" if about.kind is NudgeKind.FORWARD else "Advice you took home"
        case Promise(mine=mine) if about.person is None:
            return "A promise of yours" if mine else "A promise made to you"
        case _:
            return short(about.person.name, NAME) if about.person else ""


def _why(about: About, settings: Settings, day: date) -> str:
    match about.thing:
        case Promise(due=due):
            return _why_promise(due, day)
        case Introduction() as introduction:
            what = "an offer" if introduction.to_me else "an introduction"
            return f"{what}, quiet since {_near(introduction.moved_on or introduction.made_on, day)}"
        case Takeaway(words=said):
            return f"“{short(said, 100)}”"
        case Person() as person:
            return _why_person(about, person, settings, day)
        case _:
            assert_never(about.thing)


def _why_promise(due: date | None, day: date) -> str:
    if due is None:
        return "still open"
    near = {0: "due today", 1: "due tomorrow"}.get((due - day).days)
    return near or f"{'due' if due > day else 'its day was'} {_near(due, day)}"


def _why_person(about: About, person: Person, settings: Settings, day: date) -> str:
    nudge = about.nudge
    where = _where(about)
    if about.asks:
        return wordings.ASKED_WHY
    if nudge.kind is NudgeKind.FOLLOW_UP and nudge.named is Named.NOTHING:
        days = (day - person.met_on).days
        why = wordings.FOLLOW_UP_WHY if days <= SOON_AFTER else wordings.LATE_FOLLOW_UP_WHY
        return variant(why, nudge.key).format(where=where, length=_length(days))
    if nudge.kind is NudgeKind.AGAIN and about.mention is not None:
        return variant(wordings.AGAIN_WHY, nudge.key).format(day=_near(about.mention.on, day))
    if nudge.named is not Named.NOTHING:
        return "you picked this day"
    since = "you were in touch" if person.last_contact else f"you met{where}"
    return f"{_length((day - anchor(person, settings)).days)} since {since}"


def _what(about: About, day: date) -> Iterator[str]:
    """What it is about, where the first line has no room for it."""
    match about.thing:
        case Promise() as promise:
            side = "You promised" if promise.mine else "They promised" if about.person else "Promised"
            yield f"{side} on {_near(promise.made_on, day)}: {short(promise.words, 100)}"
        case Introduction(to_me=True) as introduction:
            yield f"They offered to introduce you to {described(introduction)}"
        case Introduction() as introduction if described(introduction) != whom(introduction):
            yield described(introduction)
        case Takeaway(on=on) if about.kind is NudgeKind.FORWARD:
            yield f"You noted it on {_near(on, day)}."
            if about.helped_by:
                yield f"Lately you had help from {listed([short(name, NAME) for name in about.helped_by])}."
        case Takeaway(on=on):
            by = f"{short(first_name(about.adviser), NAME)} told you" if about.adviser else "You heard it"
            yield f"{by} {_length((day - on).days)} ago{_where(about)}."
        case _:
            return


def _remembered(about: About, person: Person, settings: Settings, day: date, *, brief: bool) -> Iterator[Html]:
    """The last note and what is open between the two."""
    longest = BRIEF_LINE if brief else LINE
    if person.who and not brief:
        yield plain(short(person.who, longest))
    if about.contact and about.contact.words:
        when = _near(local_time(about.contact.at, settings.zone).date(), day)
        yield prose("Last time, {when}: {words}", when=when, words=short(about.contact.words, longest))
    elif person.said:
        yield prose("They said: {said}", said=short(person.said, longest))
    elif pieces := told(about.notes):
        yield prose("You noted: {note}", note=short(" · ".join(pieces), longest))
    promises = _promises(about, brief=brief)
    for promise in promises[:MOST_LISTED]:
        due = f" (by {_near(promise.due, day)})" if promise.due else ""
        side = "Open" if promise.mine else "They promised"
        yield prose("{side}: {words}{due}", side=side, words=short(promise.words, longest), due=due)
    if left := len(promises[MOST_LISTED:]):
        yield plain(f"And {left} more under /promises")


def _promises(about: About, *, brief: bool) -> list[Promise]:
    """What else is open: all that is due now, and of the rest as much as there is room for."""
    due = {nudge.subject for nudge in about.entry.told}
    others = [promise for promise in about.promises if promise.key != about.thing.key]
    now, later = [each for each in others if each.key in due], [each for each in others if each.key not in due]
    room = 1 - isinstance(about.thing, Promise) if brief else 2
    return now + later[: max(room - len(now), 0)]


def _question(about: About) -> str:
    """Three mentions had no answer: keep, less often, or stop?"""
    if about.person is None:
        wording = variant(wordings.ASKING_ABOUT_A_THING, about.nudge.key)
        return wording.format(choice=wordings.CHOICE_ABOUT_A_THING)
    choice = wordings.CHOICE if about.person.pace < SLOWEST else wordings.CHOICE_AT_THE_SLOWEST
    return variant(wordings.ASKING, about.nudge.key).format(name=about.called, choice=choice)


def _where(about: About) -> str:
    return f" at {short(about.event.title, NAME)}" if about.event else ""


def _near(day: date, today: date) -> str:
    """A date in words, "Fri 4 Dec"; with its year where that could be in doubt."""
    return spoken_day(day).removesuffix(f" {day.year}") if abs((day - today).days) <= SAME_YEAR else spoken_day(day)


def _length(days: int) -> str:
    if days > IN_DAYS:
        return f"about {round(days / 30.4)} months"
    return "1 day" if days == 1 else f"{days} days"
