"""The updates that wait for the bot: kept until confirmed, for 24 hours at most. It delivers none by itself."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.local_telegram.arguments import Arguments
from bot.local_telegram.bell import Bell
from bot.local_telegram.refusals import OTHER_POLL, OTHER_WEBHOOK, WEBHOOK_IN_THE_WAY, bad_request, conflict
from bot.local_telegram.store import Store
from bot.local_telegram.wire import Json

SECONDS_KEPT = 24 * 60 * 60
SECONDS_SHORT = {"inline_query": 30}  # kinds that nobody waits for any longer
LONGEST_POLL = 50  # seconds
ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class WaitingUpdate:
    """An update with its number and the chat whose order it keeps."""

    update_id: int
    chat_id: int
    body: Json


class Updates:
    """The queue between the chats and the bot. Numbers only rise; they begin far above 1."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.bell = Bell()
        self._poll: asyncio.Future[None] | None = None
        self._reason = ""

    def add(self, chat_id: int, moment: int, kind: str, payload: Mapping[str, object]) -> None:
        """Queue an update of a kind made at a moment (Unix seconds), unless the bot does not want that kind."""
        if not self._is_wanted(kind):
            return
        connection = self._store.connection
        connection.execute("DELETE FROM updates WHERE made_at < ?", (moment - SECONDS_KEPT,))
        # What is kept for a shorter time stands there as older, so that it is forgotten with the rest.
        made_at = moment - SECONDS_KEPT + SECONDS_SHORT.get(kind, SECONDS_KEPT)
        connection.execute(
            "INSERT INTO updates (chat_id, made_at, body) VALUES (?, ?, ?)",
            (chat_id, made_at, json.dumps({kind: payload})),
        )
        self.bell.ring()

    def waiting(self, moment: int | None = None, most: int = -1) -> list[WaitingUpdate]:
        """The oldest updates that wait, without those that are too old at a moment."""
        rows = self._store.connection.execute(
            "SELECT * FROM updates WHERE made_at >= ? ORDER BY update_id LIMIT ?",
            (0 if moment is None else moment - SECONDS_KEPT, most),
        )
        return [
            WaitingUpdate(row["update_id"], row["chat_id"], {"update_id": row["update_id"]} | json.loads(row["body"]))
            for row in rows
        ]

    def confirm(self, update_id: int) -> None:
        """Forget one update: the bot has it."""
        self._store.connection.execute("DELETE FROM updates WHERE update_id = ?", (update_id,))

    def drop(self) -> None:
        """Forget all updates."""
        self._store.connection.execute("DELETE FROM updates")

    def want(self, arguments: Arguments) -> None:
        """Remember which kinds the bot asks for; left out means as before, an empty list means the usual ones."""
        given = arguments.json("allowed_updates", "Can't parse allowed updates JSON object")
        if given is None:
            return
        if not isinstance(given, list | tuple) or not all(isinstance(kind, str) for kind in given):
            raise bad_request("Expected an Array of String as allowed updates")
        self._store.keep_fact("allowed_updates", list(given) or None)

    def wanted(self) -> list[str]:
        """The kinds the bot asked for, [] when it asked for none in particular."""
        kinds = self._store.fact("allowed_updates", [])
        return list(kinds) if isinstance(kinds, list) else []

    def _is_wanted(self, kind: str) -> bool:
        kinds = self.wanted()
        return kind in kinds if kinds else kind not in ONLY_WHEN_ASKED

    async def poll(self, arguments: Arguments, moment: int) -> list[Json]:
        """getUpdates: confirms what lies before the offset and waits for something new.

        A later call or a webhook ends a waiting one with a conflict, as in Telegram.
        """
        if self._store.fact("webhook"):
            raise conflict(WEBHOOK_IN_THE_WAY)
        self.want(arguments)
        self.end_poll(OTHER_POLL)
        self._confirm_before(arguments.integer("offset"))
        most = arguments.within("limit", 100, (1, 100))
        seconds = arguments.within("timeout", 0, (0, LONGEST_POLL))
        if found := self.waiting(moment, most):
            return [update.body for update in found]
        return await self._wait(seconds, most) if seconds else []

    def end_poll(self, reason: str = OTHER_WEBHOOK) -> None:
        """Answer a waiting getUpdates with a conflict."""
        if self._poll is not None:
            self._reason = reason
            self._poll.cancel()
            self._poll = None

    def _confirm_before(self, offset: int) -> None:
        connection = self._store.connection
        if offset < 0:
            connection.execute(
                "DELETE FROM updates WHERE update_id NOT IN "
                "(SELECT update_id FROM updates ORDER BY update_id DESC LIMIT ?)",
                (-offset,),
            )
        elif offset > 0:
            connection.execute("DELETE FROM updates WHERE update_id < ?", (offset,))

    async def _wait(self, seconds: int, most: int) -> list[Json]:
        ring = self._poll = self.bell.next_ring()
        try:
            await asyncio.wait({ring}, timeout=seconds)
        finally:
            if self._poll is ring:
                self._poll = None
        if ring.cancelled():
            raise conflict(self._reason)
        ring.cancel()
        return [update.body for update in self.waiting(most=most)]
