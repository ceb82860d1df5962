"""What a debrief brought, on one screen: people, promises with dates, introductions, and what comes next."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from conversations.address import Open, Page
from conversations.bundling import MOST
from conversations.effects import Button, Screen
from conversations.facts import Fact, Introduction, Key, Person, Promise, Takeaway, TakeawayKind
from conversations.introducing import AIM
from conversations.known import Known
from conversations.nudge_times import bundle_moment, first_open_day
from conversations.prose import Html, joined, plain, prose, short
from conversations.timing import local_time, spoken_day

LINES = (9, 6, 4, 2, 1)
"""So many lines of a section are shown, or fewer when the message would be too long."""

FITS = 4096
"""UTF-16 units of a message (https://core.telegram.org/bots/api#sendmessage); of marked up text that is fewer."""

TAKEAWAYS = {TakeawayKind.ADVICE: "Advice", TakeawayKind.FORWARD: "To pass on"}


def summary(facts: tuple[Fact, ...], known: Known) -> Screen:
    """The screen that ends a debrief with these facts."""
    people = {fact.key: fact for fact in facts if isinstance(fact, Person)}
    title = prose("<b>{event}</b>", event=short(known.event.title) if known.event else "Your debrief")
    sections, what_comes = list(_sections(facts, people)), _next(people, known)
    texts = (joined([title, *(joined(_cut(each, most)) for each in sections), what_comes], "\n\n") for most in LINES)
    text = next(filter(_fits, texts))
    if not people:
        return Screen(text, ((Button("My events", Open(Page.EVENTS, anew=True)),),))
    first = (Button("My people", Open(Page.PEOPLE, anew=True)), Button("My promises", Open(Page.PROMISES, anew=True)))
    return Screen(text, (first, (Button("What comes next", Open(Page.UPCOMING, anew=True)),)))


def _sections(facts: tuple[Fact, ...], people: Mapping[Key, Person]) -> Iterator[list[Html]]:
    if people:
        yield [plain("You met"), *(_person(person) for person in people.values())]
    for mine, title in ((True, "You promised"), (False, "Promised to you")):
        promises = [fact for fact in facts if isinstance(fact, Promise) and fact.mine is mine]
        if promises:
            yield [plain(title), *(_promise(promise, people) for promise in promises)]
    if again := [person for person in people.values() if person.next_touch]:
        yield [plain("To be in touch again"), *(_touch(person) for person in again)]
    introductions = [fact for fact in facts if isinstance(fact, Introduction)]
    if offered := [each for each in introductions if each.to_me]:
        head = prose("Offered to introduce you ({count} of {aim})", count=str(len(offered)), aim=str(AIM))
        yield [head, *(_pair(each, people) for each in offered)]
    if brought := [each for each in introductions if not each.to_me]:
        yield [plain("You could bring together"), *(_pair(each, people) for each in brought)]
    if taken := [fact for fact in facts if isinstance(fact, Takeaway)]:
        yield [prose("{kind}: {words}", kind=TAKEAWAYS[each.kind], words=short(each.words, 100)) for each in taken]


def _cut(lines: list[Html], most: int) -> list[Html]:
    if len(lines) <= most:
        return lines
    return [*lines[:most], prose("… and {more} more", more=str(len(lines) - most))]


def _fits(text: Html) -> bool:
    return len(text.encode("utf-16-le")) <= 2 * FITS


def _person(person: Person) -> Html:
    """A person with what is to be remembered: whom one met first, then what occupies them."""
    known = "; ".join(short(words) for words in (person.who, person.said) if words)
    if known:
        return prose("• <b>{name}</b>: {known}", name=short(person.name, 40), known=known)
    return prose("• <b>{name}</b>", name=short(person.name, 40))


def _promise(promise: Promise, people: Mapping[Key, Person]) -> Html:
    due = f", by {spoken_day(promise.due)}" if promise.due else ""
    return prose("• {name}: {words}{due}", name=_name(promise.person, people), words=short(promise.words), due=due)


def _touch(person: Person) -> Html:
    day = spoken_day(person.next_touch) if person.next_touch else ""
    how = f", {short(person.touch_how)}" if person.touch_how else ""
    return prose("• {name}: {day}{how}", name=short(person.name, 40), day=day, how=how)


def _pair(introduction: Introduction, people: Mapping[Key, Person]) -> Html:
    return prose("• {name} – {other}", name=_name(introduction.person, people), other=short(introduction.other))


def _name(key: Key | None, people: Mapping[Key, Person]) -> str:
    person = people.get(key) if key else None
    return short(person.name, 40) if person else "someone"


def _next(people: Mapping[Key, Person], known: Known) -> Html:
    if not people:
        return plain("You met nobody new this time. That happens; being there again is half of it.")
    day = first_open_day(known.local_now.date() + timedelta(days=1), known.settings)
    at = local_time(bundle_moment(day, known.settings), known.settings.zone)
    when = f"{spoken_day(at.date())} at {at:%H:%M}"
    if len(people) > MOST:
        return prose("Next: from {when} on I bring you opening lines, a few people a message.", when=when)
    return prose("Next: {when} I bring you an opening line for a first message.", when=when)
