"""How Telegram says no: codes and words of the Bot API, which a bot may rely on. Not for what a person does wrong."""

from bot.local_telegram.wire import Json

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
WEBHOOK_IN_THE_WAY = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
OTHER_WEBHOOK = "Conflict: terminated by setWebhook request"


class Refused(Exception):  # noqa: N818 -- it names what happened, as the answers do
    """A call that the Bot API would refuse, with its code and its words."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code
        self.description = description

    def answer(self) -> Json:
        """The answer object as Telegram sends it."""
        return {"ok": False, "error_code": self.code, "description": self.description}


def bad_request(message: str) -> Refused:
    """A 400; Telegram begins the message in lower case unless it begins with a name in capitals."""
    capitals = len(message) > 1 and (message[1] == "_" or message[1].isupper())
    return Refused(400, "Bad Request: " + (message if capitals else message[:1].lower() + message[1:]))


def forbidden(message: str) -> Refused:
    """A 403."""
    return Refused(403, f"Forbidden: {message}")


def conflict(message: str) -> Refused:
    """A 409; the message carries its own prefix."""
    return Refused(409, message)


def unauthorized() -> Refused:
    """A 401: no bot has this token."""
    return Refused(401, "Unauthorized")


def not_found() -> Refused:
    """A 404: no such method, or nothing that could be a token."""
    return Refused(404, "Not Found")


def too_large() -> Refused:
    """A 413: more than 50 MB in one file."""
    return Refused(413, "Request Entity Too Large")
