"""Twenty people who write to the bot, each in a manner of their own. What must become of it is the diary's part."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from random import Random

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.wire import Json
from tests.bot.diary import QUESTIONS, Diary
from tests.bot.killing import Watch

PEOPLE = 20
A_MOMENT = 0.01
SHORTEST = 11
LOOKED_BACK = 12
CITIES = ("Lisbon", "Berlin", "Oslo", "Vienna", "Madrid")
PREP = tuple(QUESTIONS["before_event"])
TAPPED = {
    "goal": ("Learning",),
    "questions": ("What brought you here?", "What surprised you lately?", "That's it"),
    "obstacle": ("Standing alone",),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing a person sends: words, or a tap on the button with this label."""

    text: str
    tapped: bool = False


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

    def question(self, screen: list[Json]) -> Json | None:
        """Where on their screen they find what they wait for, with the button that they want to tap."""
        sent = self.story[self.told]
        found = (message for message in screen if any(part in message["text"] for part in self.diary.bottom))
        return next((message for message in found if not sent.tapped or sent.text in buttons(message)), None)

    def go_on(self, local: LocalTelegram, question: Json | None) -> str | None:
        """Send the next thing; the callback query's id when it is a tap."""
        sent = self.story[self.told]
        self.told += 1
        self.diary.sent(sent.text, tapped=sent.tapped)
        if sent.tapped and question:
            return local.tap(self.number, question["message_id"], buttons(question)[sent.text])
        local.say(self.number, sent.text)
        return None


class Crowd:
    """All people, talking at once. `share` is how much of each story may be told by now, from 0 to 1."""

    def __init__(self, local: LocalTelegram, watch: Watch, chance: Random, today: date) -> None:
        self._local = local
        self._watch = watch
        self._chance = chance
        self.people = [_somebody(number, chance, today) for number in range(1, PEOPLE + 1)]
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

    def screen(self, somebody: Somebody) -> list[Json]:
        """The bot's newest message, and those above it that a kill made it repeat: they may be the ones in use."""
        sent, times = self._watch.sent[somebody.number], 1
        while sent[-times - 1 : -times] == sent[-1:] and sent:
            times += 1
        newest = self._local.world.messages.newest(somebody.number, LOOKED_BACK)
        return [found.body for found in newest if found.from_bot][-times:]

    def _let_go_on(self, somebody: Somebody) -> None:
        waits = somebody.waits and somebody.told
        question = somebody.question(self.screen(somebody)) if waits else None
        if question or not waits:
            tap = somebody.go_on(self._local, question)
            self.taps += [tap] if tap else []


def buttons(message: Json) -> dict[str, str]:
    """The buttons under a message: label and what a tap sends."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def _somebody(number: int, chance: Random, today: date) -> Somebody:
    waits, taps = number % 3 > 0, number % 3 == 1
    story = list(_story(f"p{number:02}", chance, today, taps=taps))
    return Somebody(number, waits, story[: chance.randint(SHORTEST, len(story))], Diary())


def _story(name: str, chance: Random, today: date, *, taps: bool) -> Iterator[Sent]:
    """Set-up, an event, getting ready for it, another event; words are unique to person and question."""
    yield Sent("/start")
    yield Sent("Berlin", taps) if taps else Sent(chance.choice(CITIES))
    yield Sent("Yes", taps)
    yield Sent(chance.choice(("08:00", "12:00")), taps) if chance.random() < 0.8 else _steer("Skip", taps=taps)
    first, second = (_line(name, title, today) for title in ("first", "second"))
    if chance.random() < 0.5:
        yield Sent("Yes, add it", taps)
        yield Sent(first)
    else:
        yield Sent("Just looking around", taps)
        yield Sent(f"/event {first}")
    yield Sent("Yes, that’s right", taps)
    yield Sent("Get ready now", taps) if taps else Sent("/prep")
    yield from _prep(name, chance, taps=taps)
    yield Sent(f"/event {second}")
    yield Sent("Yes, that’s right", taps)


def _prep(name: str, chance: Random, *, taps: bool) -> Iterator[Sent]:
    skipped = ""
    for place in PREP:
        if place == "plan" and skipped == "obstacle":
            return
        match chance.choice(("slip", "why", "later", "skip", "", "", "")):
            case "slip" if place != "plan":
                yield Sent(f"{name} slips at {place}")
                yield _steer("‹ Back", taps=taps)
            case "why":
                yield _steer("Why?", taps=taps)
            case "later":
                yield _steer("Later", taps=taps)
                yield Sent("/prep")
            case "skip":
                skipped = place
                yield _steer("Skip", taps=taps)
                continue
            case _:
                pass
        if taps and place in TAPPED:
            yield from (Sent(label, tapped=True) for label in TAPPED[place])
        else:
            yield Sent(f"{name} answer to {place}")


def _steer(label: str, *, taps: bool) -> Sent:
    """The button, or its word typed."""
    return Sent(label, tapped=True) if taps else Sent(label.strip("‹ ?").lower())


def _line(name: str, title: str, today: date) -> str:
    day = today + timedelta(days=30 if title == "first" else 40)
    return f"{name} {title} gathering on {day:%d.%m.%Y} 18:00, hall of {name}"
