"""Notes taken on the go: a line or a contact becomes a draft person or a detail of one, with no question back."""

from dataclasses import replace

from bot.pages import debrief_due
from bot.sitting import Sitting
from conversations.address import Deed, Do
from conversations.answers import Met
from conversations.captures import is_small_talk, is_undo, read_capture, spoken_of
from conversations.details import as_line, details, mark_of, with_detail, without_detail
from conversations.effects import Button, Keep, Say, Screen, Withdraw
from conversations.facts import Event, Key, Person
from conversations.prose import plain, prose, short
from conversations.signals import Card
from conversations.timing import local_time

HOW = "Write the name first, like this: Ana, UX at Figma, climbs"
NOTHING_KEPT = "I kept nothing of that. {how}. “undo” takes your last note back."


def event_of_the_hour(sitting: Sitting) -> Event | None:
    """The event that is on, or else the last one that waits for its debrief."""
    return sitting.ledger.live_event(sitting.now) or debrief_due(sitting)


def jot(sitting: Sitting, text: str, forwarded_from: str | None = None) -> None:
    """A line about somebody: a new draft, or a detail of one. A forwarded text is about its author."""
    event = event_of_the_hour(sitting)
    drafts = sitting.ledger.drafts_of(event.key) if event else ()
    if forwarded_from:
        _note_or_add(sitting, event, drafts, Met(forwarded_from, as_line(text)))
    elif is_undo(text):
        _take_back_the_last(sitting, drafts)
    elif is_small_talk(text):
        sitting.say(Screen(prose(NOTHING_KEPT, how=HOW)))
    else:
        _keep(sitting, event, drafts, text)


def _keep(sitting: Sitting, event: Event | None, drafts: tuple[Person, ...], text: str) -> None:
    people = read_capture(text)
    told = spoken_of(text, [person.name for person in drafts]) if len(people) <= 1 else None
    if told is not None:
        _add(sitting, drafts[told[0]], told[1])
        return
    for met in people:
        _note_or_add(sitting, event, drafts, met)
    if people:
        return
    if drafts:
        _add(sitting, drafts[-1], text)
    else:
        sitting.say(Screen(plain(f"I could not find a name in that. {HOW}")))


def keep_cards(sitting: Sitting, cards: tuple[Card, ...]) -> None:
    """Contacts shared or picked outside a dialogue."""
    event = event_of_the_hour(sitting)
    for card in cards:
        _note(sitting, event, Met(card.name, None, None, card.handle, card.phone, card.telegram_id))


def _note_or_add(sitting: Sitting, event: Event | None, drafts: tuple[Person, ...], met: Met) -> None:
    """Somebody new, or more about somebody noted under this name."""
    told = spoken_of(met.name, [person.name for person in drafts])
    if told is not None and not told[1]:
        _add(sitting, drafts[told[0]], met.note or "")
    else:
        _note(sitting, event, met)


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


def _add(sitting: Sitting, person: Person, detail: str) -> None:
    name, words = short(person.name, 40), as_line(detail)
    if not words:
        text = prose("<b>{name}</b> is noted already. More goes behind the name: {name}, climbs", name=name)
        sitting.say(Screen(text))
        return
    # Kept anew, so that the next remark and the next undo are about whoever was spoken of last.
    sitting.do(Withdraw(person), Keep(replace(person, note=with_detail(person.note, words))))
    undo = Button("Undo", Do(Deed.CAPTURE_UNDO, person.key, mark_of(words)))
    sitting.say(Screen(prose("Added to <b>{name}</b>: {words}", name=name, words=short(words)), ((undo,),)))


def _take_back_the_last(sitting: Sitting, drafts: tuple[Person, ...]) -> None:
    if not drafts:
        sitting.say(Screen(plain("There is no note to take back.")))
        return
    added = details(drafts[-1].note)
    screen = taken_back(sitting, drafts[-1], mark_of(added[-1]) if added else "")
    if screen is not None:
        sitting.say(screen)


def taken_back(sitting: Sitting, person: Person, mark: str) -> Screen | None:
    """Forget a draft, or of its details the one with this mark; None when that is gone already."""
    name = short(person.name, 40)
    if not mark:
        sitting.do(Withdraw(person))
        return Screen(prose("Taken back: {name}.", name=name))
    without = without_detail(person.note, mark)
    if without is None:
        return None
    note, detail = without
    sitting.do(Keep(replace(person, note=note)))
    return Screen(prose("Taken back from {name}: {detail}", name=name, detail=short(detail)))
