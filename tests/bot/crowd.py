"""People who write to the bot, each in a manner of their own. What must become of it is the diary's part."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from random import Random

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.wire import Json
from tests.bot.diary import Diary
from tests.bot.killing import Watch
from tests.bot.questions import NUDGES, REMINDER, kind_of_nudge
from tests.bot.stories import Sent, short_story

PEOPLE = 20
A_MOMENT = 0.01
SHORTEST = 11
LOOKED_BACK = 12


@dataclass
class Somebody:
    """A person with a story. Who does not wait for the coach writes ahead; only who waits can tap."""

    number: int
    waits: bool
    story: list[Sent]
    diary: Diary
    told: int = 0

    @property
    def is_done(self) -> bool:
        return self.told == len(self.story)

    @property
    def next(self) -> Sent:
        return self.story[self.told]

    @property
    def looks(self) -> bool:
        """Whether they look at the screen before they go on."""
        return bool(self.told) and (self.waits or bool(self.next.after))

    def question(self, messages: Sequence[Json]) -> Json | None:
        """Which of these is what they wait for, with the button that they want to tap."""
        sent = self.next
        awaited = NUDGES[sent.after] if sent.after else self.diary.bottom
        found = (message for message in messages if any(part in message["text"] for part in awaited))
        return next((message for message in found if not sent.tapped or sent.text in buttons(message)), None)

    def go_on(self, local: LocalTelegram, question: Json | None) -> str | None:
        """Send the next thing; the callback query's id when it is a tap."""
        sent = self.next
        self.told += 1
        self.diary.sent(sent.text, tapped=sent.tapped)
        if sent.tapped and question:
            return local.tap(self.number, question["message_id"], buttons(question)[sent.text])
        local.say(self.number, sent.text)
        return None


class Crowd:
    """All people, talking at once. `share` is how much of each story may be told by now, from 0 to 1."""

    def __init__(self, local: LocalTelegram, watch: Watch, chance: Random, people: Sequence[Somebody]) -> None:
        self._local = local
        self._watch = watch
        self._chance = chance
        self._seen: dict[int, int] = {}
        self.people = people
        self.share = 0.0
        self.taps: list[str] = []

    @property
    def updates(self) -> int:
        return sum(len(somebody.story) for somebody in self.people)

    async def talk(self) -> None:
        """Tell all stories to their ends, in an order that chance decides."""
        while unfinished := [somebody for somebody in self.people if not somebody.is_done]:
            for somebody in self._chance.sample(unfinished, len(unfinished)):
                within = somebody.told < ceil(self.share * len(somebody.story))
                if within and self._chance.random() < 0.5:
                    self._let_go_on(somebody)
            await asyncio.sleep(A_MOMENT)

    def lose_hope(self, numbers: Collection[int]) -> None:
        """The nudge for which these wait does not come: they turn to the coach themselves."""
        for each in self.people:
            if each.number in numbers:
                each.story = [Sent("/debrief") if sent.after else sent for sent in each.story]
                self._seen.pop(each.number, None)

    def screen(self, somebody: Somebody) -> list[Json]:
        """The bot's newest answer, and those above it that a kill made it repeat: they may be the ones in use."""
        sent, times = self._watch.sent[somebody.number], 1
        while sent[-times - 1 : -times] == sent[-1:] and sent:
            times += 1
        newest = (message for message in self._messages(somebody, LOOKED_BACK) if not kind_of_nudge(message["text"]))
        return [message for message in newest if REMINDER not in message["text"]][-times:]

    def _let_go_on(self, somebody: Somebody) -> None:
        question, calls = None, self._watch.calls_of[somebody.number]
        if somebody.looks:
            if self._seen.get(somebody.number) == calls:
                return  # nothing has changed since they looked last
            self._seen[somebody.number] = calls
            question = somebody.question(self._in_view(somebody))
            if question is None:
                return
        self._seen.pop(somebody.number, None)
        tap = somebody.go_on(self._local, question)
        self.taps += [tap] if tap else []

    def _in_view(self, somebody: Somebody) -> list[Json]:
        """A nudge may have come long ago."""
        return self._messages(somebody, -1) if somebody.next.after else self.screen(somebody)

    def _messages(self, somebody: Somebody, newest: int) -> list[Json]:
        messages = self._local.world.messages.newest(somebody.number, newest)
        return [found.body for found in messages if found.from_bot]


def twenty(chance: Random, now: datetime) -> list[Somebody]:
    """People with short stories; a third does not wait for answers, a third taps."""
    return [_somebody(number, chance, now) for number in range(1, PEOPLE + 1)]


def buttons(message: Json) -> dict[str, str]:
    """The buttons under a message: label and what a tap sends."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def _somebody(number: int, chance: Random, now: datetime) -> Somebody:
    waits, taps = number % 3 > 0, number % 3 == 1
    story = list(short_story(f"p{number:02}", chance, now.date(), taps=taps))
    return Somebody(number, waits, story[: chance.randint(SHORTEST, len(story))], Diary(now))
