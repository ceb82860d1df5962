"""A person's pages: loads what they show. How they look is for conversations/screens/."""

from collections.abc import Sequence

from bot import forgetting
from bot.drafting import draft_screen
from bot.sitting import Sitting
from conversations.address import Open, Page
from conversations.effects import NudgeState, Screen
from conversations.facts import ApartKind, Event, Key, Person
from conversations.screens import person as person_screen
from conversations.screens import person_parts as parts
from conversations.screens.person import Bonds
from conversations.screens.same import perhaps_known, same_page
from conversations.twins import Likeness, likeness, twins

LAST_EVENTS = 8
MOST_ASKED = 3
MOST_OTHERS = 12


def person_pages(sitting: Sitting, to: Open) -> Screen | None:
    """The page of a person, or the part of it; None when they are gone."""
    found = sitting.ledger.person(Key(to.key))
    if found is None:
        return None
    match to.page, to.part:
        case Page.DRAFT, part:
            return draft_screen(sitting, found, part)
        case Page.SAME, part:
            return _same(sitting, found, part)
        case _, "":
            return _person(sitting, found)
        case _, "edit":
            return parts.edit_page(found, event_of(sitting, found), sitting.ledger.notes(found.key))
        case _, "rhythm":
            return parts.rhythm_page(found)
        case _, "event":
            return parts.met_at_page(found, _events_so_far(sitting))
        case _, "forget":
            return forgetting.question(sitting, found)
        case _, "named":
            return forgetting.named(sitting, found, to.at)
        case _, part if part.startswith(parts.MOVE_PART):
            return _move(sitting, found, part.removeprefix(parts.MOVE_PART))
        case _, part:
            return parts.notes_page(found, sitting.ledger.notes(found.key), part)


def event_of(sitting: Sitting, found: Person) -> Event | None:
    """Where somebody was met."""
    return sitting.ledger.event(found.event) if found.event else None


def _events_so_far(sitting: Sitting) -> tuple[Event, ...]:
    """Where somebody can have been met: the event that is on, and the last ones that were."""
    live, past = sitting.ledger.live_event(sitting.now), sitting.ledger.past_events(sitting.now, LAST_EVENTS)
    return (live, *past) if live else past


def twins_of(sitting: Sitting, found: Person, everybody: tuple[Likeness, ...] = ()) -> tuple[Person, ...]:
    """Who may be the same person, but for those of whom the owner said that they are not."""
    ledger = sitting.ledger
    alike = twins(likeness(found), (each for each in everybody or ledger.likenesses() if each.key != found.key))
    people = (ledger.person(key) for key in alike if not ledger.are_apart(ApartKind.ONE, found.key, key))
    return tuple(each for each in people if each)


def ask_about_twins(sitting: Sitting, people: Sequence[Key]) -> None:
    """Of those just debriefed, say who may have been known before; silent when there is nobody."""
    everybody = sitting.ledger.likenesses()
    found = [(person, twins_of(sitting, person, everybody)) for key in people if (person := sitting.ledger.person(key))]
    pairs = [(person, twins[0], event_of(sitting, twins[0])) for person, twins in found if twins]
    if pairs:
        sitting.say(perhaps_known(pairs[:MOST_ASKED]))


def _person(sitting: Sitting, found: Person) -> Screen:
    ledger = sitting.ledger
    pending = [nudge for nudge in ledger.nudges_of(found.key) if nudge.state is NudgeState.PENDING]
    bonds = Bonds(
        event=event_of(sitting, found),
        notes=ledger.notes(found.key),
        promises=ledger.promises(person=found.key),
        introductions=ledger.introductions(person=found.key),
        contacts=ledger.contacts(found.key),
        next_nudge=pending[0] if pending else None,
        twins=tuple((twin, event_of(sitting, twin)) for twin in twins_of(sitting, found)),
    )
    return person_screen.person_page(found, bonds, sitting.settings, sitting.now)


def _same(sitting: Sitting, found: Person, part: str) -> Screen | None:
    other = sitting.ledger.person(Key(part))
    if other is None or other.key == found.key:
        return None
    return same_page(found, event_of(sitting, found), other, event_of(sitting, other))


def _move(sitting: Sitting, found: Person, key: str) -> Screen | None:
    note = sitting.ledger.note(Key(key))
    if note is None or note.person != found.key:
        return None
    there = sitting.ledger.people_of(found.event) if found.event else ()
    others = dict.fromkeys(each for each in (*there[::-1], *sitting.ledger.recent_people(MOST_OTHERS)))
    return parts.move_page(found, note, [each for each in others if each.key != found.key][:MOST_OTHERS])
