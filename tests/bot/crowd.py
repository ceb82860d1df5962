"""Twenty people who write to the bot, each in a manner of their own. What must become of it is the diary's part."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from random import Random

from bot.local_telegram.local import LocalTelegram
from tests.bot.diary import QUESTIONS, Diary

PEOPLE = 20
A_MOMENT = 0.01
SHORTEST = 11
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

    def is_ready(self, local: LocalTelegram) -> bool:
        """Whether they have read what they wait for, and see the button that they want to tap."""
        if not self.waits or not self.told:
            return True
        newest = next(
            (found for found in reversed(local.world.messages.newest(self.number, 3)) if found.from_bot), None
        )
        if newest is None or not any(fragment in newest.body["text"] for fragment in self.diary.bottom):
            return False
        sent = self.story[self.told]
        rows = newest.body.get("reply_markup", {}).get("inline_keyboard", [])
        return not sent.tapped or any(button["text"] == sent.text for row in rows for button in row)

    def go_on(self, local: LocalTelegram) -> str | None:
        """Send the next thing; the callback query's id when it is a tap."""
        sent = self.story[self.told]
        self.told += 1
        self.diary.sent(sent.text, tapped=sent.tapped)
        if sent.tapped:
            return str(local.press(self.number, sent.text))
        local.say(self.number, sent.text)
        return None


class Crowd:
    """All people, talking at once. `share` is how much of each story may be told by now, from 0 to 1."""

    def __init__(self, local: LocalTelegram, chance: Random, today: date) -> None:
        self._local = local
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
                if within and self._chance.random() < 0.5 and somebody.is_ready(self._local):
                    tap = somebody.go_on(self._local)
                    self.taps += [tap] if tap else []
            await asyncio.sleep(A_MOMENT)


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
