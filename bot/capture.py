"""Notes taken on the go: a line or a contact becomes a draft person, with no question back."""

from dataclasses import replace

from bot.pages import debrief_due
from bot.sitting import Sitting
from conversations.address import Deed, Do
from conversations.answers import Met
from conversations.effects import Button, Keep, Say, Screen
from conversations.facts import Event, Key, Person
from conversations.names import read_capture
from conversations.prose import plain, prose, short
from conversations.signals import Card
from conversations.timing import local_time

HOW = "Write the name first, like this: Ana, UX at Figma, climbs"


def event_of_the_hour(sitting: Sitting) -> Event | None:
    """The event that is on, or else the last one that waits for its debrief."""
    return sitting.ledger.live_event(sitting.now) or debrief_due(sitting)


def jot(sitting: Sitting, text: str, forwarded_from: str | None = None) -> None:
    """A line about somebody: a new draft, or a detail of the one noted last. A forwarded text is about its author."""
    event = event_of_the_hour(sitting)
    people = (Met(forwarded_from, text),) if forwarded_from else read_capture(text)
    for met in people:
        _note(sitting, event, met)
    if people:
        return
    drafts = sitting.ledger.drafts_of(event.key) if event else ()
    if not drafts:
        sitting.say(Screen(plain(f"I could not find a name in that. {HOW}")))
        return
    person = drafts[-1]
    note = f"{person.note}\n{text}" if person.note else text
    sitting.do(Keep(replace(person, note=note)))
    sitting.say(Screen(prose("Added to {name}.", name=short(person.name, 40))))


def keep_cards(sitting: Sitting, cards: tuple[Card, ...]) -> None:
    """Contacts shared or picked outside a dialogue."""
    event = event_of_the_hour(sitting)
    for card in cards:
        _note(sitting, event, Met(card.name, None, None, card.handle, card.phone, card.telegram_id))


def _note(sitting: Sitting, event: Event | None, met: Met) -> None:
    today = local_time(sitting.now, sitting.settings.zone).date()
    key: Key = sitting.ledger.next_key("p")
    person = Person(
        key,
        met.name,
        event.key if event else None,
        today,
        draft=True,
        note=met.note,
        handle=met.handle,
        phone=met.phone,
        telegram_id=met.telegram_id,
    )
    sitting.do(Keep(person))
    note = f": {short(met.note)}" if met.note else ""
    text = prose("Noted <b>{name}</b>{note}", name=short(met.name, 40), note=note)
    sitting.do(Say(Screen(text, ((Button("Undo", Do(Deed.CAPTURE_UNDO, person.key)),),))))
