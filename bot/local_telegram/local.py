"""The local Telegram as tests and the app use it: bots call it, people act in it. Its rules stand in other files."""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from starlette.applications import Starlette

from bot.local_telegram import inline_asking, saying, touching
from bot.local_telegram.arguments import Arguments
from bot.local_telegram.deliveries import Deliveries
from bot.local_telegram.methods import method_called
from bot.local_telegram.refusals import Refused, not_found, unauthorized
from bot.local_telegram.server import application
from bot.local_telegram.timetable import Timetable
from bot.local_telegram.wire import Json, Outcome, UploadedFile
from bot.local_telegram.world import World

Observer = Callable[[str, Mapping[str, object]], None]


class LocalTelegram:
    """A Bot API server and its people, kept in one SQLite file; one event loop uses it.

    A person is a user id, which is the chat id too; whoever is named is made up on the spot. `observers` are told
    every call of the bot, with its arguments and files, before it is judged.
    """

    def __init__(self, path: str | Path, timetable: Timetable, *, token: str = "1:local") -> None:  # noqa: S107 -- a made-up token for this machine
        self.world = World.opened(path, timetable, token)
        self.deliveries = Deliveries(self.world)
        self.observers: list[Observer] = []
        self.is_revoked = False
        """Whether BotFather was asked to revoke the token: then nobody has it."""

        self._outcomes: defaultdict[str, deque[Outcome]] = defaultdict(deque)

    async def call(
        self,
        token: str,
        method: str,
        params: Mapping[str, object],
        files: Mapping[str, UploadedFile] | None = None,
    ) -> Json:
        """A bot's call of a method; the whole answer object, `ok` included."""
        arguments = Arguments(params, files or {})
        try:
            self._check_token(token)
            for observer in self.observers:
                observer(method, dict(params) | dict(arguments.files))
            planned = self._outcomes[method.lower()]
            outcome = planned.popleft() if planned else None
            if outcome is not None and not outcome.carried_out:
                return _failed(outcome)
            result = await self._carry_out(method, arguments)
        except Refused as refusal:
            return refusal.answer()
        return _failed(outcome) if outcome is not None else {"ok": True, "result": result}

    def _check_token(self, token: str) -> None:
        if token == self.world.token and not self.is_revoked:
            return
        number, colon, secret = token.partition(":")
        raise unauthorized() if number.isdecimal() and colon and secret else not_found()

    async def _carry_out(self, method: str, arguments: Arguments) -> object:
        if method.lower() == "getupdates":
            return await self.world.updates.poll(arguments, self.world.now())
        work = method_called(method)
        with self.world.store.transaction():
            result = work(self.world, arguments)
        self.deliveries.start()
        return result

    def fail_next(self, method: str, answer: Mapping[str, object], *, carried_out: bool = False) -> None:
        """Let the next call of a method fail with this answer (error_code, description, parameters).

        `carried_out` does the work first, as when an answer is lost on the way. Calls of this add up.
        """
        self._outcomes[method.lower()].append(Outcome(answer, carried_out))

    def introduce(
        self, person: int, *, first_name: str, username: str | None = None, language_code: str = "en"
    ) -> None:
        """Name a person and the language of their app."""
        self.world.people.introduce(person, first_name, username, language_code)

    def say(self, person: int, text: str, reply_to: int | None = None) -> Json:
        """The person writes. Raises ValueError for what Telegram's apps would not send."""
        return saying.say(self.world, person, text, reply_to)

    def edit(self, person: int, message_id: int, text: str) -> Json:
        """The person edits an own message."""
        return saying.edit(self.world, person, message_id, text)

    def tap(self, person: int, message_id: int, data: str) -> str:
        """The person taps an inline button; the callback query's id."""
        return touching.tap(self.world, person, message_id, data)

    def press(self, person: int, label: str) -> str | Json:
        """The person presses the newest button with this label; see `touching.press`."""
        return touching.press(self.world, person, label)

    def share_contact(
        self, person: int, *, phone_number: str, first_name: str, last_name: str = "", user_id: int | None = None
    ) -> Json:
        """The person shares a contact card."""
        card = {"phone_number": phone_number, "first_name": first_name, "last_name": last_name, "user_id": user_id}
        return saying.share_contact(self.world, person, card)

    def share_location(self, person: int, latitude: float, longitude: float) -> Json:
        """The person shares a place, in degrees."""
        return saying.share_location(self.world, person, latitude, longitude)

    def pick_users(self, person: int, request_id: int, users: Sequence[Mapping[str, object]]) -> Json:
        """The person picks people for a request_users button."""
        return saying.pick_users(self.world, person, request_id, users)

    def send_file(self, person: int, name: str, mime: str, content: bytes, caption: str | None = None) -> Json:
        """The person sends a file: a picture as a photo, Ogg audio as a voice note."""
        return saying.send_file(self.world, person, UploadedFile(name, mime, content), caption)

    def forward(self, person: int, text: str, from_name: str, from_username: str | None = None) -> Json:
        """The person forwards somebody else's words."""
        return saying.forward(self.world, person, text, from_name, from_username)

    def sticker(self, person: int, emoji: str) -> Json:
        """The person sends a sticker."""
        return saying.sticker(self.world, person, emoji)

    def ask_inline(self, person: int, query: str, offset: str = "") -> str:
        """The person types "@bot query"; the query's id. An `inline_query` is queued unless an answer is kept."""
        return inline_asking.ask_inline(self.world, person, query, offset).id

    def inline_answer(self, query_id: str) -> Json | None:
        """The bot's answer (results, cache_time, is_personal, next_offset, perhaps button), None when there is none."""
        found = self.world.inline_queries.find(query_id)
        return found.answer if found else None

    def pick_inline(self, person: int, query_id: str, result_id: str) -> Json:
        """The person sends a result as an own message with `via_bot`. Raises LookupError without such a result."""
        return inline_asking.pick_inline(self.world, person, query_id, result_id)

    def react(self, person: int, message_id: int, emoji: str | None) -> None:
        """The person reacts to a message, or takes that back."""
        touching.react(self.world, person, message_id, emoji)

    def block(self, person: int) -> None:
        """The person blocks the bot."""
        touching.block(self.world, person, blocked=True)

    def unblock(self, person: int) -> None:
        """The person lets the bot write again."""
        touching.block(self.world, person, blocked=False)

    def chat(self, person: int) -> list[Json]:
        """All messages of a person's chat, oldest first, as Bot API Messages."""
        return [found.body for found in self.world.messages.newest(person, -1)]

    def last(self, person: int) -> Json:
        """The newest message of the bot to a person. Raises LookupError when there is none."""
        return touching.newest_of_bot(self.world, person).body

    def toasts(self, person: int) -> list[str]:
        """What the bot answered to this person's taps, oldest first."""
        return self.world.taps.toasts(person)

    def waiting_updates(self) -> list[Json]:
        """The updates that the bot has not confirmed yet."""
        return [update.body for update in self.world.updates.waiting(self.world.now())]

    def take_updates(self) -> list[Json]:
        """The updates that wait, confirmed by this."""
        taken = self.waiting_updates()
        for update in taken:
            self.world.updates.confirm(update["update_id"])
        return taken

    @cached_property
    def app(self) -> Starlette:
        """The web application: the bot's routes and the page's."""
        return application(self)

    def welcome(self) -> None:
        """Begin in the running event loop what goes on beside calls: webhook deliveries and waiting."""
        self.world.updates.bell.silenced = False
        self.world.notices.bell.silenced = False
        self.deliveries.start()

    def release(self) -> None:
        """Let go of everybody who waits, so that a server can end."""
        self.deliveries.stop()
        self.world.updates.bell.silence()
        self.world.notices.bell.silence()

    def close(self) -> None:
        """Close the file; what was said stays in it."""
        self.release()
        self.world.store.close()


def _failed(outcome: Outcome) -> Json:
    return {"ok": False, "error_code": 500, "description": "Internal Server Error"} | dict(outcome.answer)
