"""A life by chance: what somebody can say, change, press, wait for and do, each with two numbers that choose. No test.

The same numbers do the same thing in the same account, so that a life can be told again, and in fewer steps.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from conversations.address import Address, Begin, Deed, Do, Resume, written
from conversations.facts import Key as FactKey
from conversations.scripts.catalogue import ScriptName
from tests.bot.whole.addresses import AT_ONCE, Wiretap, by_harm
from tests.bot.whole.conftest import ADA
from tests.bot.whole.full_account import PHOTO, VOICE
from tests.bot.whole.orphans import orphans, read, words_about
from tests.bot.whole.phone import Exchange, Key, Phone
from tests.papers import untrue

LINES = (
    "Ana, UX at Figma, climbs, send her the lighthouse book by Friday",
    "Ana Silva, welder, @ana_silva, needs a tent",
    "Ben from the bar, carves pipes, will introduce me to Omar",
    "ben sings, his number is +49 170 1234567",
    "Ana and Ben",
    "Chloe, kayaks, introduce her to Ana",
    "ana also has a dog, offers chess lessons",
    "undo",
    "Dmitri",
    "skip",
    "tomorrow",
    "He told me of his sister",
)
"""What is said, whether it is asked for or not."""

AGES = (timedelta(minutes=10), timedelta(hours=9), timedelta(days=1), timedelta(days=8))
OF: Mapping[Deed | ScriptName, str] = {
    Deed.PERSON_FORGET_SURE: "people",
    Deed.PERSON_MERGE: "people",
    Deed.PERSON_APART: "people",
    Deed.PERSON_MET_AT: "people",
    Deed.PAIR_MAKE: "people",
    Deed.PAIR_NEVER: "people",
    Deed.DRAFT_SENT: "people",
    Deed.EVENT_DELETE_SURE: "events",
    Deed.NOTE_DROP: "notes",
    Deed.CAPTURE_UNDO: "captures",
    Deed.CAPTURE_NEW: "captures",
    Deed.CONTACT_NOTE: "captures",
    Deed.CONTACT_LOG: "captures",
    Deed.PROMISE_DONE: "promises",
    Deed.PROMISE_REOPEN: "promises",
    Deed.PROMISE_LATER: "promises",
    Deed.PROMISE_KEPT: "promises",
    Deed.INTRODUCTION_MOVE: "introductions",
    Deed.INTRODUCTION_BACK: "introductions",
    Deed.INTRODUCTION_DROP: "introductions",
    Deed.TAKEAWAY_DROP: "takeaways",
    Deed.NUDGE_SNOOZE: "nudges",
    Deed.NUDGE_STOP: "nudges",
    Deed.NUDGE_KEEP: "nudges",
    ScriptName.EDIT: "notes",
    ScriptName.PROMISE: "people",
    ScriptName.INTRODUCE: "people",
    ScriptName.TOUCH: "people",
    ScriptName.CHECK_IN: "people",
    ScriptName.BEFORE_EVENT: "events",
    ScriptName.AFTER_EVENT: "events",
    ScriptName.NEW_EVENT: "events",
    ScriptName.SNOOZE: "nudges",
}
"""What can be done or begun, and the table of what it is done to."""

SECONDS = {Deed.INTRODUCTION_MOVE: "introduced", Deed.NUDGE_SNOOZE: "3", Deed.DRAFT_SENT: "thanks"}
PAIRS = frozenset({Deed.PERSON_MERGE, Deed.PERSON_APART, Deed.PAIR_MAKE, Deed.PAIR_NEVER})


@dataclass
class Life:
    """One account, every address that was ever on its screens, and the texts that can be changed."""

    exchange: Exchange
    phone: Phone
    tap: Wiretap
    said: list[int] = field(default_factory=list)

    @property
    def ever(self) -> list[str]:
        return list(dict.fromkeys(self.tap.addresses()))

    async def says(self, which: int, how: int) -> None:
        line = LINES[which % len(LINES)]
        await self.phone.says(line if how % 2 else f"/met {line}")
        own = [each for each in self.phone.local.chat(ADA) if not each["from"]["is_bot"]]
        self.said.append(own[-1]["message_id"])

    async def changes(self, which: int, how: int) -> None:
        """Another text for what was said."""
        if self.said:
            message = self.said[-1 - which % len(self.said)]
            await self.phone.does(
                partial(self.phone.local.edit, ADA, message, f"{LINES[how % len(LINES)]} "), quietly=True
            )

    async def sends(self, which: int, _how: int) -> None:
        await self.phone.sends_file(*(VOICE, PHOTO)[which % 2])

    async def waits(self, which: int, _how: int) -> None:
        await self.exchange.live_until(self.exchange.hand.moment + AGES[which % len(AGES)])

    async def presses(self, which: int, _how: int) -> None:
        """A button, of those seen last."""
        if ever := self.ever:
            await self._press(ever[-1 - which % len(ever)])

    async def acts(self, which: int, how: int) -> None:
        """A deed or a dialogue about something that is there, as a button would have it."""
        what = list(OF)[which % len(OF)]
        tables = read(self.exchange, ADA)
        keys = [row["key"] for row in tables[OF[what]]]
        if not keys:
            return
        key, other = keys[how % len(keys)], keys[how // 3 % len(keys)]
        if what is not Deed.PERSON_MERGE or key == other:
            await self._press(written(_address(what, key, other)))
            return
        noted = words_about(tables, key) | words_about(tables, other)
        await self._press(written(Do(what, key, other)))
        assert noted <= words_about(read(self.exchange, ADA), key)

    async def resumes(self, which: int, _how: int) -> None:
        """A dialogue that was left."""
        keys = [row["key"] for row in read(self.exchange, ADA)["dialogues"]]
        if keys:
            await self._press(written(Resume(keys[-1 - which % len(keys)])))

    async def presses_everything(self) -> None:
        """Every button that was ever there, the old ones too."""
        ever = sorted(self.ever, key=by_harm)
        for at in range(0, len(ever), AT_ONCE):
            await self._press(*ever[at : at + AT_ONCE])
            await self.holds()

    async def _press(self, *datas: str) -> None:
        page = self.phone.local.last(ADA)["message_id"]
        await self.phone.presses(*(Key(page, "", data) for data in datas))

    async def holds(self) -> None:
        """Nothing refers to what is not there, and nothing is remembered that is not so."""
        assert not orphans(self.exchange, ADA)
        assert not await self.phone.knows(untrue)


def _address(what: Deed | ScriptName, key: FactKey, other: FactKey) -> Address:
    if isinstance(what, Deed):
        return Do(what, key, other if what in PAIRS else SECONDS.get(what, ""))
    return Begin(what, key)
