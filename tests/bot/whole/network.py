"""A network that is there already: people, promises and takeaways as facts, for tests of what follows from many."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.sitting import Sitting
from conversations.effects import Change, Keep
from conversations.facts import Fact, Introduction, Key, Person, Promise, Settings, Takeaway, TakeawayKind
from storage.ledger import Ledger
from tests.bot.whole.phone import Phone

NAMES = [
    "Ana",
    "Bea",
    "Cem",
    "Dan",
    "Eva",
    "Fay",
    "Gil",
    "Hal",
    "Ida",
    "Jon",
    "Kai",
    "Lea",
    "Mia",
    "Ned",
    "Oda",
    "Pia",
    "Quin",
    "Rob",
    "Sam",
    "Tia",
]


async def keep(phone: Phone, *facts: Fact) -> None:
    """Write these facts down as a dialogue would, with the nudges that follow from them."""
    now = phone.exchange.hand.moment

    def work(ledger: Ledger) -> None:
        Sitting(ledger, phone.person, now, ledger.settings()).do(*(Keep(fact) for fact in facts))

    await phone.knows(work)


async def change(phone: Phone, changed: Callable[[Settings], Settings]) -> None:
    """Change the settings as a page would."""
    now = phone.exchange.hand.moment

    def work(ledger: Ledger) -> None:
        settings = ledger.settings()
        Sitting(ledger, phone.person, now, settings).do(Change(changed(settings)))

    await phone.knows(work)


def today(phone: Phone) -> date:
    return phone.exchange.hand.moment.astimezone(phone.zone).date()


def met(phone: Phone, *names: str) -> tuple[Person, ...]:
    """People debriefed today."""
    day = today(phone)
    return tuple(
        Person(Key(f"p{number}"), name, None, day, debriefed_on=day) for number, name in enumerate(names or NAMES)
    )


def known_well(phone: Phone, name: str, key: str = "p90") -> Person:
    """Somebody one was in touch with just now: the rhythm is silent for a while."""
    (person,) = met(phone, name)
    return replace(person, key=Key(key), last_contact=phone.exchange.hand.moment)


def promised(phone: Phone, words: str, days: int | None, person: Person | None = None) -> Promise:
    """A promise due in so many days."""
    due = None if days is None else today(phone) + timedelta(days=days)
    return Promise(Key(f"w{len(words)}.{days}"), person.key if person else None, words, today(phone), due)


def introduction(phone: Phone, person: Person, other: str, *, to_me: bool = False) -> Introduction:
    return Introduction(Key("i1"), person.key, other, today(phone), to_me=to_me)


def advice(phone: Phone, words: str) -> Takeaway:
    return Takeaway(Key("t1"), None, TakeawayKind.ADVICE, words, today(phone))


def to_pass_on(phone: Phone, words: str, key: str = "t2") -> Takeaway:
    return Takeaway(Key(key), None, TakeawayKind.FORWARD, words, today(phone))
