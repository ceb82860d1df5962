"""What travels between a bot, the local Telegram and its page: JSON objects and uploads. It decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

# A Bot API object as JSON carries it. This is the edge of the package: what is inside is checked where it is read.
Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as it came in a multipart request."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a test wants a method to answer; `carried_out` does the work first and loses only the true answer."""

    answer: Mapping[str, object]
    carried_out: bool = False
