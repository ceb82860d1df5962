"""What comes out of an event: people met and what was exchanged with them, in the bot's words and in the people's."""

from datetime import date, timedelta
from typing import Final, TypeAlias

from conversations.facts import Fact as BotFact
from conversations.facts import Introduction, Key, Person, Promise, Takeaway, TakeawayKind
from tests.year.facts import Advised, Fact, Introducing, Met, Promised, ToPassOn
from tests.year.people import Somebody

NAMES: Final = ("Anouk", "Boris", "Chloé", "Dmitri", "Efua", "Farid", "Greta", "Hiro", "Ines", "Jonas", "Kofi", "Lena")

Telling: TypeAlias = tuple[list[BotFact], list[Fact]]
"""The same things in both words."""


def meeting(somebody: Somebody, key: str, met_on: date) -> Telling:
    """One person, perhaps with a day to be in touch, a promise, an introduction."""
    chance, day = somebody.chance, somebody.today()
    met = Met(key, met_on, day, day + timedelta(days=chance.randint(2, 40)) if chance.random() < 0.3 else None)
    name = f"{chance.choice(NAMES)} {key}"
    person = Person(Key(key), name, Key(key.partition(".")[0]), met_on, next_touch=met.touch, debriefed_on=day)
    facts, noted = list[BotFact]([person]), list[Fact]([met])
    if chance.random() < 0.4:
        due = day + timedelta(days=chance.randint(1, 20)) if chance.random() < 0.8 else None
        to = key if chance.random() < 0.8 else None
        promised = Promised(f"{key}.h", to, due, mine=chance.random() < 0.8)
        facts.append(Promise(Key(promised.key), Key(to) if to else None, "the book", day, due, promised.mine))
        noted.append(promised)
        if to:
            somebody.promised_to[promised.key] = to
    if chance.random() < 0.2:
        introducing = Introducing(f"{key}.b", key, day)
        facts.append(Introduction(Key(introducing.key), Key(key), "Tom", day, to_me=chance.random() < 0.4))
        noted.append(introducing)
    return facts, noted


def taken_home(somebody: Somebody, event: str) -> Telling:
    """Perhaps some advice, perhaps something to pass on."""
    chance, day = somebody.chance, somebody.today()
    facts, noted = list[BotFact](), list[Fact]()
    if chance.random() < 0.4:
        facts.append(Takeaway(Key(f"{event}.a"), Key(event), TakeawayKind.ADVICE, "ask more", day))
        noted.append(Advised(f"{event}.a", day))
    if chance.random() < 0.3:
        facts.append(Takeaway(Key(f"{event}.f"), Key(event), TakeawayKind.FORWARD, "lend a hand", day))
        noted.append(ToPassOn(f"{event}.f", day))
    return facts, noted
