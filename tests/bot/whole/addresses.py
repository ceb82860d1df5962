"""Every address there is: those on the screens one can walk to, and those made up out of keys. No test stands here."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, product

from bot.commands import COMMANDS
from conversations.address import Answer, Begin, Control, Deed, Do, Open, Page, Resume, Steer, written
from conversations.draft_wordings import Occasion, Tone
from conversations.editing import FIELDS
from conversations.facts import IntroductionState
from conversations.facts import Key as FactKey
from conversations.scripts.catalogue import SCRIPTS
from tests.bot.whole.phone import Exchange, Key, Phone, Rows

PARTS: Mapping[Page, tuple[str, ...]] = {
    Page.PERSON: ("", "edit", "rhythm", "event", "forget", "named", "file", *FIELDS),
    Page.DRAFT: ("", *(f"{Tone.WARM}.{occasion}" for occasion in Occasion)),
    Page.EVENT: ("", "delete"),
    Page.LEAVE: ("", "sure"),
    Page.INTRO: ("", *Tone),
}
VALUES: Mapping[Deed, tuple[str, ...]] = {
    Deed.INTRODUCTION_MOVE: tuple(chain(IntroductionState, (f"{state}.page" for state in IntroductionState))),
    Deed.DRAFT_SENT: tuple(Occasion),
    Deed.NUDGE_SNOOZE: ("1",),
    Deed.PROMISE_DONE: ("", "nudge", "person"),
    Deed.PERSON_STOP: ("", "page"),
    Deed.PERSON_SLOWER: ("", "page", "rhythm"),
}
"""What a button can say besides the key; all others say one key more, or nothing."""

FATAL = frozenset(
    {
        *(Deed.PERSON_FORGET_SURE, Deed.PERSON_MERGE, Deed.EVENT_DELETE_SURE, Deed.NOTE_DROP),
        *(Deed.CAPTURE_UNDO, Deed.CAPTURE_NEW, Deed.CONTACT_LOG, Deed.DIALOGUE_DROP),
    }
)
AT_ONCE = 80
"""Buttons pressed before the bot looks."""

ALIKE = 2
"""Addresses pressed of those that differ in their keys alone."""

KINDS = ("o", "n", "b", "a", "s", "r", "d")


class Wiretap:
    """All that the bot calls from now on."""

    def __init__(self, exchange: Exchange) -> None:
        self.calls: list[Mapping[str, object]] = []
        exchange.local.observers.append(lambda _method, arguments: self.calls.append(arguments))

    def addresses(self) -> Iterator[str]:
        """The callback data of all buttons that were sent."""
        for call in self.calls:
            rows = json.loads(str(call.get("reply_markup") or "{}")).get("inline_keyboard", ())
            yield from (button["callback_data"] for row in rows for button in row if "callback_data" in button)

    @staticmethod
    def words(call: Mapping[str, object]) -> str:
        """All that a call says, in lower case."""
        return json.dumps(call, ensure_ascii=False, default=str).lower()


def by_harm(data: str) -> tuple[bool, int, str]:
    """Pages first, then dialogues, then deeds; last what takes something away, so that much is seen before it goes."""
    return takes_away(data), KINDS.index(data[0]), data


def takes_away(data: str) -> bool:
    """Whether something is gone after it."""
    return data.startswith(tuple(f"d|{deed}|" for deed in FATAL))


async def walked(phone: Phone) -> list[str]:
    """Every address that this person sees who presses the buttons of all screens, from all commands and messages on.

    Of those that differ in their keys alone a few are pressed, the others are only seen. The last button of all, after
    which there is nothing, is left alone.
    """
    tap, pressed, alike = Wiretap(phone.exchange), set[str](), Counter[str]()
    seen = {key.data: None for key in phone.keyboard()}
    await phone.says(*(f"/{command}" for command in COMMANDS))
    seen |= dict.fromkeys(tap.addresses())
    page = phone.local.last(phone.person)["message_id"]
    while ahead := sorted(filter(lambda data: data not in pressed and alike[shape(data)] < ALIKE, seen), key=by_harm):
        now = [data for data in ahead if by_harm(data)[:2] == by_harm(ahead[0])[:2]][:AT_ONCE]
        alike.update(map(shape, now))
        pressed.update(now)
        tap.calls.clear()
        await phone.presses(*(Key(page, "", data) for data in now))
        seen |= dict.fromkeys(data for data in tap.addresses() if not data.startswith(f"d|{Deed.ERASE_ALL}|"))
    return list(seen)


def shape(data: str) -> str:
    """An address without the numbers of its keys and rows."""
    return re.sub(r"\d+", "", data)


def made_up(rows: Rows, keys_of_a_kind: int, others: Iterable[str]) -> Iterator[str]:
    """Every address that can be made of these rows' keys, so many of each table; `others` where two belong."""
    keys = [str(row[1]) for each in rows.values() for row in each[:keys_of_a_kind]]
    pairs = {Deed.PERSON_MERGE, Deed.PERSON_APART, Deed.PAIR_MAKE, Deed.PAIR_NEVER, Deed.PERSON_MET_AT}
    seconds = (*keys, *others)
    for page, key in product(Page, keys):
        yield from (written(Open(page, key, part)) for part in PARTS.get(page, ("",)))
    for key, other in product(keys, others):
        yield from (written(Open(Page.SAME, *both)) for both in ((key, other), (other, key)))
    for deed, key in product(Deed, keys):
        yield from (written(Do(deed, key, value)) for value in VALUES.get(deed, ("",)))
    for deed, key, other in product(pairs, keys, others):
        yield from (written(Do(deed, *both)) for both in ((key, other), (other, key)))
    for script, key in product(SCRIPTS.values(), keys):
        first = next(script.all_steps()).key
        yield written(Begin(script.name, key))
        yield from (written(Steer(FactKey(key), first, control)) for control in Control)
        yield from (written(Answer(FactKey(key), first, option)) for option in ("1", *seconds[:1]))
    yield from (written(Resume(FactKey(key))) for key in keys)
