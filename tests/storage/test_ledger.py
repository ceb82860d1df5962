from datetime import date, datetime, time, timedelta
from functools import partial

import pytest

from conversations.effects import Change, Keep, Withdraw
from conversations.facts import (
    Apart,
    ApartKind,
    Capture,
    Contact,
    Event,
    Fact,
    Introduction,
    IntroductionState,
    Key,
    Mention,
    Note,
    NoteKind,
    Offer,
    Person,
    Plan,
    Promise,
    PromiseState,
    Settings,
    Takeaway,
    TakeawayKind,
    apart_key,
)
from conversations.timing import WallTime
from storage.database import Database
from storage.events import OpenLoops
from storage.ledger import Ledger
from tests.storage.examples import ADA, BEN, BERLIN, HOUR, MINUTE, NOW, TODAY, event, person, record

EVENING = datetime(2026, 11, 23, 18)


async def test_an_update_is_heard_once(database: Database) -> None:
    assert await database.turn(ADA, lambda ledger: ledger.hear(5, NOW))
    assert not await database.turn(ADA, lambda ledger: ledger.hear(5, NOW + HOUR))
    assert await database.turn(ADA, lambda ledger: ledger.hear(6, NOW + HOUR))


async def test_an_update_id_counts_anew_when_telegram_starts_counting_anew(database: Database) -> None:
    later = NOW + timedelta(days=8)
    await database.turn(ADA, lambda ledger: ledger.hear(5, NOW))
    assert await database.turn(ADA, lambda ledger: ledger.hear(5, later))
    assert not await database.turn(ADA, lambda ledger: ledger.hear(5, later + HOUR))


async def test_old_update_ids_are_forgotten_and_young_ones_are_not(database: Database) -> None:
    await database.turn(ADA, lambda ledger: ledger.hear(5, NOW))
    await database.turn(ADA, lambda ledger: ledger.hear(6, NOW + 30 * HOUR))
    await database.post(lambda outbox: outbox.prune(NOW + 49 * HOUR))
    assert await database.turn(ADA, lambda ledger: ledger.hear(5, NOW + HOUR))
    assert not await database.turn(ADA, lambda ledger: ledger.hear(6, NOW + 31 * HOUR))


async def test_somebody_new_has_the_settings_of_the_house(database: Database) -> None:
    assert await database.turn(ADA, lambda ledger: ledger.settings()) == Settings()


async def test_changed_settings_are_kept(database: Database) -> None:
    wanted = Settings("Ada", BERLIN, time(7, 30), time(22), time(6, 45), set_up=True, blocked=True)
    await record(database, Change(wanted))
    assert await database.turn(ADA, lambda ledger: ledger.settings()) == wanted
    assert await database.turn(BEN, lambda ledger: ledger.settings()) == Settings()


async def test_no_key_is_given_twice_whatever_its_prefix(database: Database) -> None:
    def three(ledger: Ledger) -> list[Key]:
        return [ledger.next_key("e"), ledger.next_key("d"), ledger.next_key("e")]

    assert await database.turn(ADA, three) == ["e1", "d2", "e3"]
    assert await database.turn(ADA, three) == ["e4", "d5", "e6"]
    assert await database.turn(BEN, three) == ["e1", "d2", "e3"]


FULL_PERSON = Person(
    Key("d1.0"),
    "Åsa Öström",
    Key("e1"),
    TODAY,
    draft=True,
    who="builds boats",
    said="wants to sail to Gotland",
    met_how="by her red scarf",
    handle="asa_o",
    phone="+46 8 123",
    email="asa@example.org",
    telegram_id=2**40,
    next_touch=date(2026, 12, 1),
    touch_how="a call",
    last_contact=NOW,
    debriefed_on=TODAY,
    stopped=True,
)
FULL_EVENT = Event(
    Key("e1"),
    "Boat fair",
    WallTime(EVENING, BERLIN),
    WallTime(EVENING + 5 * HOUR, "Europe/London"),
    "Hall 3",
    prepared=True,
    debriefed=True,
    dismissed=True,
)


async def test_an_event_and_a_person_come_back_with_everything(database: Database) -> None:
    await record(database, Keep(FULL_EVENT), Keep(FULL_PERSON))

    def both(ledger: Ledger) -> tuple[Event | None, Person | None]:
        return ledger.event(FULL_EVENT.key), ledger.person(FULL_PERSON.key)

    assert await database.turn(ADA, both) == (FULL_EVENT, FULL_PERSON)
    assert await database.turn(BEN, both) == (None, None)


FACTS: tuple[Fact, ...] = (
    FULL_EVENT,
    FULL_PERSON,
    Promise(Key("q1"), Key("d1.0"), "send the plans", TODAY, date(2026, 12, 1), mine=False, state=PromiseState.DONE),
    Introduction(Key("i1"), Key("d1.0"), "Bo", TODAY, to_me=True, state=IntroductionState.ASKED_B),
    Note(Key("n1.n0"), Key("d1.0"), NoteKind.PHOTO, "the boat", TODAY, "file-7"),
    Capture(Key("n1"), Key("d1.0"), "the boat", 2**40, made=True, ways="phone email"),
    Apart(apart_key(ApartKind.PAIR, Key("p2"), Key("d1.0")), ApartKind.PAIR, Key("p2"), Key("d1.0")),
    Contact(Key("c1"), Key("d1.0"), NOW, "had a coffee"),
    Plan(Key("l1"), Key("e1"), "I stand alone", "ask the next person", happened=True),
    Takeaway(Key("t1"), Key("e1"), TakeawayKind.FORWARD, "help a beginner", TODAY),
    Offer(Key("o1"), "proof-reading"),
    Mention(Key("forward"), 2, TODAY),
)


def everything(ledger: Ledger) -> set[Fact]:
    by_key = (
        ledger.capture(Key("n1")),
        ledger.mention(Key("forward")),
        ledger.introduction(Key("i1")),
        ledger.takeaway(Key("t1")),
    )
    return {
        *(fact for fact in by_key if fact is not None),
        *ledger.events(),
        *ledger.people(),
        *ledger.promises(open_only=False),
        *ledger.introductions(),
        *ledger.notes(Key("d1.0")),
        *ledger.aparts(),
        *ledger.contacts(Key("d1.0")),
        *ledger.plans(Key("e1")),
        *ledger.takeaways(),
        *ledger.offers(),
    }


async def test_every_kind_of_fact_is_kept_for_its_owner_alone(database: Database) -> None:
    await record(database, *(Keep(fact) for fact in FACTS))
    assert await database.turn(ADA, everything) == set(FACTS)
    assert await database.turn(BEN, everything) == set()


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
async def test_a_fact_withdrawn_is_gone_and_the_others_stay(database: Database, fact: Fact) -> None:
    await record(database, *(Keep(kept) for kept in FACTS))
    await record(database, Withdraw(fact), owner=BEN)
    await record(database, Withdraw(fact))
    assert await database.turn(ADA, everything) == set(FACTS) - {fact}


async def test_a_fact_with_the_same_key_takes_the_place_of_the_one_before(database: Database) -> None:
    await record(database, Keep(person("d1.0", "Ana")))
    await record(database, Keep(person("d1.0", "Anna")))
    assert [met.name for met in await database.turn(ADA, lambda ledger: ledger.people())] == ["Anna"]


async def test_events_are_found_by_where_they_are_in_time(database: Database) -> None:
    past, live, soon = (event(f"e{number}", EVENING + timedelta(days=number - 2)) for number in (1, 2, 3))
    await record(database, Keep(soon), Keep(past), Keep(live))
    start = live.start.utc()

    def at(moment: datetime, ledger: Ledger) -> tuple[object, ...]:
        return ledger.past_events(moment), ledger.live_event(moment), ledger.upcoming_events(moment)

    for moment, found in {
        start - 31 * MINUTE: ((past,), None, (live, soon)),
        start - 30 * MINUTE: ((past,), live, (live, soon)),
        live.end.utc() - MINUTE: ((past,), live, (live, soon)),
        live.end.utc(): ((live, past), None, (soon,)),
    }.items():
        assert await database.turn(ADA, partial(at, moment)) == found
    assert await database.turn(ADA, lambda ledger: ledger.events(limit=2)) == (soon, live)
    assert await database.turn(ADA, lambda ledger: ledger.events(limit=2, offset=2)) == (past,)
    assert await database.turn(ADA, lambda ledger: ledger.count_events()) == 3


async def test_people_are_listed_by_name_as_people_sort_names_and_drafts_come_last(database: Database) -> None:
    names = ["zoe", "Öznur", "anna", "Paul", "Émile"]
    await record(database, *(Keep(person(f"p{number}", name)) for number, name in enumerate(names)))
    await record(database, Keep(person("p9", "Aaron", draft=True)))
    people = await database.turn(ADA, lambda ledger: ledger.people())
    assert [met.name for met in people] == ["anna", "Émile", "Öznur", "Paul", "zoe", "Aaron"]
    assert await database.turn(ADA, lambda ledger: ledger.people(limit=2, offset=4)) == people[4:]
    assert await database.turn(ADA, lambda ledger: ledger.count_people()) == 6


async def test_people_of_an_event_come_in_the_order_in_which_they_were_noted(database: Database) -> None:
    first = [person(f"d1.{number}", f"No {number}", "e1", draft=number % 2 == 0) for number in range(12)]
    await record(database, *(Keep(met) for met in reversed(first)), Keep(person("p1", "Elsewhere")))
    later = person("c1", "Later", "e1")
    await record(database, Keep(later), now=NOW + HOUR)
    await record(database, Keep(first[0]), now=NOW + 2 * HOUR)
    assert await database.turn(ADA, lambda ledger: ledger.people_of(Key("e1"))) == (*first, later)
    assert await database.turn(ADA, lambda ledger: ledger.drafts_of(Key("e1"))) == tuple(first[::2])


async def test_recent_people_are_those_met_last_without_drafts(database: Database) -> None:
    old, new = person("p1", "Old", met_on=TODAY - timedelta(days=9)), person("p2", "New")
    await record(database, Keep(new), Keep(old), Keep(person("p3", "Draft", draft=True)))
    assert await database.turn(ADA, lambda ledger: ledger.recent_people()) == (new, old)
    assert await database.turn(ADA, lambda ledger: ledger.recent_people(limit=1)) == (new,)


async def test_promises_come_by_their_date_and_those_without_one_last(database: Database) -> None:
    undated = Promise(Key("q1"), Key("p1"), "some day", TODAY - timedelta(days=3))
    soon = Promise(Key("q2"), Key("p2"), "soon", TODAY, TODAY + timedelta(days=1))
    overdue = Promise(Key("q3"), None, "long ago", TODAY, TODAY - timedelta(days=1))
    done = Promise(Key("q4"), Key("p1"), "done", TODAY, TODAY, state=PromiseState.DONE)
    await record(database, *(Keep(promise) for promise in (undated, done, soon, overdue)))
    assert await database.turn(ADA, lambda ledger: ledger.promises()) == (overdue, soon, undated)
    assert await database.turn(ADA, lambda ledger: ledger.promises(limit=1, offset=1)) == (soon,)
    assert await database.turn(ADA, lambda ledger: ledger.promises(person=Key("p1"))) == (undated,)
    assert await database.turn(ADA, lambda ledger: ledger.promises(open_only=False)) == (overdue, done, soon, undated)
    assert await database.turn(ADA, lambda ledger: ledger.promise(Key("q4"))) == done
    assert await database.turn(ADA, lambda ledger: ledger.count_promises()) == 3
    assert await database.turn(ADA, lambda ledger: ledger.count_promises(open_only=False)) == 4


async def test_introductions_are_found_by_person_and_by_event(database: Database) -> None:
    here = Introduction(Key("i1"), Key("p1"), "Bo", TODAY)
    there = Introduction(Key("i2"), Key("p2"), "Cy", TODAY)
    await record(database, Keep(person("p1", "Ana", "e1")), Keep(person("p2", "Bea")), Keep(there), Keep(here))
    assert await database.turn(ADA, lambda ledger: ledger.introductions()) == (here, there)
    assert await database.turn(ADA, lambda ledger: ledger.introductions(person=Key("p2"))) == (there,)
    assert await database.turn(ADA, lambda ledger: ledger.introductions(event=Key("e1"))) == (here,)


async def test_contacts_come_latest_first_and_takeaways_by_event(database: Database) -> None:
    first, second = (Contact(Key(f"c{number}"), Key("p1"), NOW + number * HOUR) for number in (1, 2))
    other = Contact(Key("c3"), Key("p2"), NOW)
    takeaway = Takeaway(Key("t1"), None, TakeawayKind.ADVICE, "read more", TODAY)
    await record(database, Keep(first), Keep(second), Keep(other), Keep(takeaway))
    assert await database.turn(ADA, lambda ledger: ledger.contacts(Key("p1"))) == (second, first)
    assert await database.turn(ADA, lambda ledger: ledger.takeaways(Key("e1"))) == ()
    assert await database.turn(ADA, lambda ledger: ledger.takeaways()) == (takeaway,)


async def test_open_loops_count_what_an_event_left_to_do(database: Database) -> None:
    await record(
        database,
        Keep(person("p1", "Ana", "e1")),
        Keep(person("p2", "Bea", "e1", draft=True)),
        Keep(person("p3", "Cleo", "e2")),
        Keep(Promise(Key("q1"), Key("p1"), "open", TODAY)),
        Keep(Promise(Key("q2"), Key("p1"), "kept", TODAY, state=PromiseState.DONE)),
        Keep(Promise(Key("q3"), Key("p3"), "elsewhere", TODAY)),
        Keep(Introduction(Key("i1"), Key("p2"), "Bo", TODAY, state=IntroductionState.INTRODUCED)),
        Keep(Introduction(Key("i2"), Key("p1"), "Bo", TODAY, state=IntroductionState.THANKED)),
    )
    assert await database.turn(ADA, lambda ledger: ledger.open_loops(Key("e1"))) == OpenLoops(1, 1, 1, 1)
    assert await database.turn(BEN, lambda ledger: ledger.open_loops(Key("e1"))) == OpenLoops(0, 0, 0, 0)
