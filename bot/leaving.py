"""Leaving: everything of the owner is erased, after two questions that say what goes. The receipt is the last word."""

from bot.sitting import Sitting
from conversations.address import Do, Open
from conversations.effects import Revise, Say, Screen, Toast
from conversations.facts import Settings
from conversations.screens import erasing as screens
from conversations.signals import Tapped
from conversations.timing import local_time, spoken_day, zone_label

GOOD_FOR = 15
"""Minutes for which the last question may be answered: an old button must not erase anything."""

THINGS = (
    ("events", "event", "events"),
    ("people", "person", "people"),
    ("notes", "note", "notes"),
    ("promises", "promise", "promises"),
    ("introductions", "introduction", "introductions"),
    ("contacts", "contact", "contacts"),
    ("plans", "plan", "plans"),
    ("takeaways", "piece of advice or thing to pass on", "pieces of advice and things to pass on"),
    ("offers", "thing you can offer", "things you can offer"),
    ("dialogues", "conversation with your answers", "conversations with your answers"),
    ("nudges", "nudge, sent or to come", "nudges, sent and to come"),
    ("parked_updates", "message I could not read", "messages I could not read"),
)
"""The tables of which it is told how much is in them, with one and many of it. What is not told of goes, too."""


def page(sitting: Sitting, to: Open) -> Screen:
    """The first of the two questions, or the second."""
    if to.part == "sure":
        return screens.leave_sure(_minute(sitting))
    return screens.leave_page(_kept(sitting))


def erase_all(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """All of it goes in this turn. Who answers too late, or with a made up button, is asked from the start again."""
    if not deed.key.isdecimal() or not 0 <= _minute(sitting) - int(deed.key) <= GOOD_FOR:
        sitting.do(Toast(tap.tap, "That question is old, so I ask again."))
        sitting.say(screens.leave_page(_kept(sitting)))
        return
    kept, zone = _kept(sitting), sitting.settings.zone
    local = local_time(sitting.now, zone)
    when = f"{spoken_day(local.date())}, {local:%H:%M} ({zone_label(zone, sitting.now)})"
    sitting.ledger.erase_everything()
    sitting.settings = Settings()
    sitting.letters.clear()
    sitting.do(Toast(tap.tap, "Erased."))
    if tap.message is not None:
        sitting.do(Revise(tap.message, screens.erased()))
    sitting.do(Say(screens.left(kept, when), farewell=True))


def _kept(sitting: Sitting) -> list[tuple[int, str, str]]:
    counts = sitting.ledger.how_much_of_everything()
    return [(counts[table], one, many) for table, one, many in THINGS]


def _minute(sitting: Sitting) -> int:
    return int(sitting.now.timestamp()) // 60
