"""Notes taken on the go: whatever is sent becomes a draft person or a detail of one, with no question back."""

import re
from collections.abc import Sequence

from bot import mending
from bot.jotting import (
    add_to,
    event_of_the_hour,
    files_of,
    jotted_down,
    last_noted,
    note_new,
    of_author,
    of_card,
    quoted,
    unnamed,
    with_file,
)
from bot.sitting import Sitting
from conversations.captures import is_small_talk, is_undo
from conversations.effects import Keep, Screen
from conversations.facts import Capture, Person
from conversations.screens import noted as screens
from conversations.screens.noted import Taken
from conversations.signals import Card, Filed, Said

MET = re.compile(r"^/met(?:@\w+)?\s+", re.IGNORECASE)
"""The command before a note, as it stands in a message that is edited."""


def jot(sitting: Sitting, said: Said) -> None:
    """A line about somebody: a new draft, or a detail of one. A forwarded text is about its author."""
    if said.by:
        _say(sitting, [of_author(sitting, said.by, said.text, said.message)])
    elif is_undo(said.text):
        mending.take_back_the_last(sitting)
    elif (mended := mending.mended(sitting, said)) is not None:
        sitting.say(mended)
    elif is_small_talk(said.text):
        sitting.say(screens.nothing_kept())
    else:
        _say(sitting, jotted_down(sitting, said.text, said.message))


def keep_cards(sitting: Sitting, cards: tuple[Card, ...], message: int) -> None:
    """Contacts shared, picked or sent as vCards outside a dialogue."""
    _say(sitting, [of_card(sitting, card, message) for card in cards])


def keep_file(sitting: Sitting, filed: Filed) -> bool:
    """A recording or a picture: about whom its words name, else about whoever was noted last. False: about nobody."""
    if filed.by:
        taken = [of_author(sitting, filed.by, filed.text, filed.message)]
    elif filed.text and not is_small_talk(filed.text):
        taken = jotted_down(sitting, filed.text, filed.message)
    else:
        taken = []
    if not taken:
        last = last_noted(sitting)
        event = event_of_the_hour(sitting)
        if last is None and event is None:
            return False
        taken = [
            add_to(sitting, last, "", filed.message) if last else note_new(sitting, unnamed(sitting), filed.message)
        ]
    _say(sitting, with_file(sitting, taken, filed.kind, filed.file, filed.text))
    return True


def keep_file_of(sitting: Sitting, filed: Filed, person: Person, *, is_said: bool) -> None:
    """A recording or a picture, sent while somebody is spoken of; `is_said`: it is the whole answer."""
    taken = with_file(sitting, [add_to(sitting, person, "", filed.message)], filed.kind, filed.file, filed.text)
    if is_said:
        _say(sitting, taken)


def change_what_was_said(sitting: Sitting, text: str, message: int) -> bool:
    """A message was edited: what had come of it is read anew. False when nothing had come of it."""
    text = MET.sub("", text)
    earlier = sitting.ledger.captures_in(message)
    if not earlier or not text.strip():
        return False
    if len(earlier) == 1 and not is_undo(text) and (taken := mending.read_anew(sitting, earlier[0], text)):
        _say(sitting, [taken])
        return True
    files = [note for capture in earlier for note in files_of(sitting, capture)]
    screens_back = [mending.take_back(sitting, capture) for capture in earlier]
    if is_undo(text):
        for screen in screens_back:
            sitting.say(screen or screens.nothing_to_mend())
    elif files:
        keep_file(sitting, Filed(files[0].kind, files[0].file or "", text, message))
    else:
        jot(sitting, Said(text, message))
    return True


def offer_to_log(sitting: Sitting, said: Said) -> bool:
    """Something that somebody known wrote was forwarded: ask whether it is a contact. False: nobody known."""
    person = known_author(sitting, said.by)
    if person is None:
        return False
    capture = Capture(sitting.ledger.next_key("n"), person.key, said.text, said.message)
    moment = said.by_at or sitting.now
    sitting.do(Keep(capture))
    sitting.say(screens.log_contact(capture, person, str(int(moment.timestamp()) // 60)))
    return True


def known_author(sitting: Sitting, author: Card | None) -> Person | None:
    """The person who wrote a forwarded message, unless they were met only tonight."""
    if author is None:
        return None
    person = sitting.ledger.person_known_as(author.telegram_id, author.handle, author.name)
    is_tonight = person is not None and person.draft and sitting.ledger.live_event(sitting.now) is not None
    return None if is_tonight else person


def as_note(sitting: Sitting, capture: Capture, person: Person) -> Screen:
    """What was forwarded is kept as a note about its author."""
    return screens.noted_screen([quoted(sitting, Taken(capture, person), capture.words)])


def _say(sitting: Sitting, taken: Sequence[Taken]) -> None:
    if not taken:
        sitting.say(screens.no_name())
    elif len(taken) == 1 and not taken[0].capture.made and not (taken[0].facts or taken[0].capture.words):
        sitting.say(screens.known_already(taken[0].person))
    else:
        sitting.say(screens.noted_screen(taken))
