"""Silence: what it means when Telegram asks for a pause, and for whom. It sends nothing and keeps nothing.

Telegram does not say whether a chat was too fast or the whole bot. What we begin ourselves is paced by chat, so when it
is refused, the bot is too fast: nobody begins anything for that long. A reply that is refused concerns its chat, unless
another chat's reply is refused meanwhile: then it is the bot, and nothing at all is sent until the later pause is over.
"""

from datetime import timedelta

from conversations.facts import OwnerId


class Silence:
    """Who has to be quiet until when; all moments are seconds of the event loop's clock."""

    def __init__(self) -> None:
        self._chats: dict[OwnerId, float] = {}
        self.until = 0.0
        """When this process may send again."""

    def asked_for(self, chat: OwnerId, pause: timedelta, now: float) -> bool:
        """A reply to this chat was refused, for this long; whether that means the whole bot."""
        self._chats = {other: end for other, end in self._chats.items() if end > now}
        self._chats[chat] = max(self._chats.get(chat, now), now + pause.total_seconds())
        if len(self._chats) > 1:
            self.until = max(self._chats.values())
        return self.until > now
