"""Finds the entities Telegram finds by itself: commands, links, mentions, hashtags. Good enough, not complete."""

import re

from bot.local_telegram.utf16 import units
from bot.local_telegram.wire import Json

DOMAIN_ENDS = "com|org|net|io|dev|app|me|co|ai|edu|gov|info|de|at|ch|eu|uk|fr|nl|es|it|us"

# In the order of preference: where two overlap, the earlier kind wins.
KINDS = (
    ("url", re.compile(r"\b(?:https?|ftp|tg|ton)://[^\s<>\"]*[^\s<>\".,;:!?)\]}'…]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.IGNORECASE)),
    (
        "url",
        re.compile(
            rf"(?<![\w@./-])(?:[\w-]+\.)+(?:{DOMAIN_ENDS})\b(?!\.\w)(?:[/?#][^\s<>\"]*[^\s<>\".,;:!?)\]}}'…])?",
            re.IGNORECASE,
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>`@])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>@])")),
    ("mention", re.compile(r"(?<![\w@])@[a-zA-Z0-9_]{4,32}\b")),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d_])\w{1,256}(?!\w)")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d(?:[ ()-]?\d){6,14}(?!\w)")),
)


def found_entities(text: str) -> list[Json]:
    """What Telegram would mark in this text by itself, in order."""
    taken: list[tuple[int, int, str]] = []
    for kind, pattern in KINDS:
        for match in pattern.finditer(text):
            begin, end = match.span()
            if all(end <= other_begin or begin >= other_end for other_begin, other_end, _ in taken):
                taken.append((begin, end, kind))
    return [
        {"type": kind, "offset": units(text[:begin]), "length": units(text[begin:end])}
        for begin, end, kind in sorted(taken)
    ]
