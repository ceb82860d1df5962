"""The pages about introductions: loads what they show. How they look is for conversations/screens/."""

from bot.drafting import words_for
from bot.sitting import Sitting
from conversations.address import Open
from conversations.draft_wordings import Tone
from conversations.effects import Screen
from conversations.facts import ApartKind, Introduction, IntroductionState, Key
from conversations.matching import Pair, pairs
from conversations.nudge_times import today
from conversations.screens.connect import MOST_SHOWN, Proposal, connect_page
from conversations.screens.introductions import IntroductionRow, introduction_page, introductions_page
from conversations.screens.paging import PER_PAGE, first_row

MOST_PEOPLE = 500
MOST_NOTES = 2500
"""The latest: comparing them takes a few tenths of a second, and others wait meanwhile where the database is SQLite."""


def introductions(sitting: Sitting, to: Open) -> Screen:
    """Those in motion."""
    ledger = sitting.ledger
    total = ledger.count_introductions_in_motion()
    at = first_row(to, ledger.row_of_introduction, total)
    rows = [row_of(sitting, each) for each in ledger.introductions_in_motion(PER_PAGE, at)]
    return introductions_page(rows, at, total, today(sitting.settings, sitting.now), _offered_lately(sitting))


def introduction(sitting: Sitting, to: Open) -> Screen | None:
    """One introduction; None when it is gone."""
    found = sitting.ledger.introduction(Key(to.key))
    if found is None:
        return None
    tone = Tone(to.part) if to.part in set(Tone) else Tone.WARM
    row = row_of(sitting, found)
    return introduction_page(row, words_for(sitting, row, tone), today(sitting.settings, sitting.now))


def row_of(sitting: Sitting, found: Introduction) -> IntroductionRow:
    """An introduction with the people whom it is about."""
    other = sitting.ledger.person(found.other_key) if found.other_key else None
    return IntroductionRow(found, sitting.ledger.person(found.person), other)


def connect(sitting: Sitting) -> Screen:
    """Pairs of the owner's people who could help each other, and why."""
    ledger = sitting.ledger
    rows = []
    for pair in _proposals(sitting)[:MOST_SHOWN]:
        one, other = ledger.person(pair.one), ledger.person(pair.other)
        if one and other:
            rows.append(Proposal(one, other, pair))
    return connect_page(rows)


def _proposals(sitting: Sitting) -> tuple[Pair, ...]:
    """Who could be brought together; never two who were, or who got a no."""
    ledger = sitting.ledger
    made = (frozenset({each.person, each.other_key}) for each in ledger.introductions() if each.other_key)
    refused = (frozenset({each.one, each.other}) for each in ledger.aparts() if each.kind is ApartKind.PAIR)
    taken = frozenset((*made, *refused))
    return pairs(ledger.recent_people(MOST_PEOPLE), ledger.all_notes(MOST_NOTES), taken)


def _offered_lately(sitting: Sitting) -> tuple[str, int] | None:
    """The last event, and how many introductions were offered to the owner by people met there."""
    past = sitting.ledger.past_events(sitting.now, 1)
    if not past or not past[0].debriefed:
        return None
    theirs = {person.key for person in sitting.ledger.people_of(past[0].key)}
    offered = (each for each in sitting.ledger.introductions() if each.to_me and each.person in theirs)
    return past[0].title, len({each.person for each in offered if each.state is not IntroductionState.DROPPED})
