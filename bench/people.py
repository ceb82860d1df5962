"""People who talk with a bot on a Bot API of ours, and how long they wait. They only follow their dialogue."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from itertools import count
from random import Random

from bench.bot_api import BotApi
from bench.dialogues import Dialogue
from bench.wire import Json

FIRST_CHAT = 1_000


@dataclass(slots=True)
class Person:
    """Where somebody is in the dialogue, and what they see."""

    chat: int
    place: int = 0
    told_at: float = 0.0
    waits_first: bool = False
    keyboard: Json = field(default_factory=dict)

    @property
    def account(self) -> Json:
        """Who they are on Telegram."""
        return {"id": self.chat, "is_bot": False, "first_name": f"P{self.chat}"}


@dataclass
class Waits:
    """Seconds: `first` until anything came after an update, `whole` until the next question was there."""

    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)


class Crowd:
    """People who answer. `ready` is told who has read the next question, or else they answer at once."""

    def __init__(self, api: BotApi, dialogue: Dialogue, ends: str, first_chat: int = FIRST_CHAT) -> None:
        self.told = 0
        self.answered = 0
        self.waits = Waits()
        self.ready: Callable[[Person], None] = self.go_on
        self.stays = True
        """Whether somebody new comes for each who has come to the end."""

        self._api = api
        self._dialogue = dialogue
        self._cues = (*(step.cue for step in dialogue[1:]), ends)
        self._chats = count(first_chat)
        self._present: dict[int, Person] = {}
        self._awaited: dict[int, asyncio.Event] = {}
        api.heard = self.hear

    def join(self) -> Person:
        """Somebody new, who has said nothing yet."""
        person = Person(next(self._chats))
        self._present[person.chat] = person
        return person

    def reached(self, answered: int) -> Coroutine[None, None, bool]:
        """Something to await: that so many updates were answered whole."""
        event = self._awaited.setdefault(answered, asyncio.Event())
        return event.wait()

    def go_on(self, person: Person, since: float | None = None) -> None:
        """Let them answer the question before them; they wait from now on, or from `since`."""
        step = self._dialogue[person.place]
        person.place += 1
        person.waits_first = True
        person.told_at = asyncio.get_running_loop().time() if since is None else since
        self.told += 1
        self._api.tell(person.chat, self._tap(person, step.answer) if step.taps else self._words(person, step.answer))

    def _words(self, person: Person, text: str) -> Json:
        command = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else []
        return {"message": self._api.message(person.chat, text, person.account, entities=command)}

    def _tap(self, person: Person, label: str) -> Json:
        rows = person.keyboard["reply_markup"]["inline_keyboard"]
        data = next(button["callback_data"] for row in rows for button in row if button["text"] == label)
        query = {"id": f"{person.chat}-{self.told}", "from": person.account, "chat_instance": "1", "data": data}
        return {"callback_query": {**query, "message": person.keyboard}}

    def hear(self, chat: int, method: str, message: Json) -> None:
        """Somebody may see something: what the API calls."""
        person = self._present.get(chat)
        if person is None or not person.place:
            return
        now = asyncio.get_running_loop().time()
        if person.waits_first and method != "editMessageReplyMarkup":
            person.waits_first = False
            self.waits.first.append(now - person.told_at)
        if method == "sendMessage":
            if "reply_markup" in message:
                person.keyboard = message
            if self._cues[person.place - 1] in message["text"]:
                self._understand(person, now)

    def _understand(self, person: Person, now: float) -> None:
        """They have what they waited for; whoever has come to the end leaves, and somebody new may come."""
        self.waits.whole.append(now - person.told_at)
        self.answered += 1
        following: Person | None = person
        if person.place == len(self._dialogue):
            del self._present[person.chat]
            following = self.join() if self.stays else None
        if self.answered in self._awaited:
            self._awaited.pop(self.answered).set()
        if following:
            asyncio.get_running_loop().call_later(self._api.delay / 2, self.ready, following)


async def at_a_rate(crowd: Crowd, people: int, a_second: float, seconds: float) -> None:
    """Let somebody who is ready answer so many times a second; where nobody is, their wait counts from then on."""
    loop = asyncio.get_running_loop()
    idle = [crowd.join() for _ in range(people)]
    crowd.ready = idle.append
    chance = Random(7)  # noqa: S311 - nothing is secret about who answers next
    began = loop.time()
    for number in range(int(a_second * seconds)):
        due = began + number / a_second
        await asyncio.sleep(max(0.0, due - loop.time()))
        while not idle:  # noqa: ASYNC110 - nobody is ready: the bot is too slow
            await asyncio.sleep(0.001)
        place = chance.randrange(len(idle))
        idle[place], idle[-1] = idle[-1], idle[place]
        crowd.go_on(idle.pop(), due)
