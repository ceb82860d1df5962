"""A link into a Telegram chat with somebody, with words filled in for the person to send. Nothing is sent by it."""

import re
from typing import Final
from urllib.parse import quote

HANDLE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{2,31}")
LONGEST_URL: Final = 2000
"""Characters; some phones refuse to open longer ones. Convention, no limit of Telegram's is documented."""


def chat_link(handle: str | None, words: str = "") -> str | None:
    """The link, or None without a handle that Telegram could have given. Words that do not fit are left out."""
    if handle is None or not HANDLE.fullmatch(handle):
        return None
    bare = f"https://t.me/{handle}"
    filled = f"{bare}?text={quote(words, safe='', errors='replace')}"
    return filled if words and len(filled) <= LONGEST_URL else bare
