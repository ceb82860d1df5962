"""Which of several wordings is used: a stable choice by a key, never by chance."""

from collections.abc import Sequence
from zlib import crc32


def variant(wordings: Sequence[str], key: str) -> str:
    """The wording this key always gets, on every machine and in every run; `wordings` must not be empty."""
    return wordings[crc32(key.encode(errors="replace")) % len(wordings)]
