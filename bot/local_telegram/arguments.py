"""Reads a call's arguments as Telegram reads them: everything may come as text, and JSON may come inside text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.local_telegram.refusals import bad_request
from bot.local_telegram.wire import UploadedFile

TRUE_WORDS = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of one call; empty text counts as left out, as it does in Telegram."""

    values: Mapping[str, object]
    files: Mapping[str, UploadedFile] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The argument as text, "" when it was left out."""
        return as_text(self.values.get(name))

    def required(self, name: str) -> str:
        """The argument as text; refused when it was left out."""
        if text := self.text(name):
            return text
        raise bad_request(f'Parameter "{name}" is required')

    def integer(self, name: str, default: int = 0) -> int:
        """The argument as a whole number; what is no number counts as 0, as in Telegram."""
        text = self.text(name).strip()
        if not text:
            return default
        try:
            return int(text)
        except ValueError:
            return 0

    def within(self, name: str, default: int, limits: tuple[int, int]) -> int:
        """The argument as a whole number, moved to the nearer limit when it lies outside."""
        return max(limits[0], min(limits[1], self.integer(name, default)))

    def flag(self, name: str) -> bool:
        """Whether the argument says yes."""
        return self.text(name).strip().lower() in TRUE_WORDS

    def has(self, name: str) -> bool:
        """Whether the argument was given at all, empty or not."""
        return name in self.values

    def json(self, name: str, complaint: str) -> object:
        """The argument as JSON, None when it was left out; refused with the complaint when it is no JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            parsed: object = json.loads(value)
        except ValueError:
            raise bad_request(complaint) from None
        return parsed


def as_text(value: object) -> str:
    """A JSON value as the text it would be in a form."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)
