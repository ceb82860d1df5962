"""Whether what is typed at a question of a dialogue is itself a question, about people one knows. It answers none."""

import re
from typing import Final

from conversations.recall import TRIGGERS, Asked, asked
from conversations.recall_words import FILLER

_SOMEBODY: Final = "(?:(?:i|he|she|it|we|you|they|ich|er|sie|es|wir|du|man|ihr)\\b|(?-i:[A-ZÀ-Þ][a-zß-ÿ]))"
_HELPING: Final = (
    "(?:did|do|does|have|has|had|should|can|could|may|might|is|was|would|will|habe?|hat|hatte|kenne|kennt|kann|könnte"
    "|soll|sollte|muss|darf|will|wollte|würde|ist|war)"
)
ASIDE: Final = re.compile(
    rf"(?i)\s*(?:(?:who|wer)(?:['’]s)?\s+(?!{_SOMEBODY})\S|(?:whom|wen|wem)\s+{_HELPING}\b"
    r"|(?:what|when|where|how)\s+(?:did|have|do|had)\s+i\b"
    r"|(?:was|wann|wo|wie|woher)\s+(?:habe?|hatte|kenne|weiß|weiss)\s+ich\b).*"
)
"""How one asks a coach; "whom she knows from work" begins like that and tells something."""


def aside(text: str) -> Asked | None:
    """What is asked about people in the middle of something else; None when the text may as well be an answer."""
    return asked(text) if ASIDE.fullmatch(text) else None


def is_asked(text: str) -> bool:
    """Whether the text says that it is a question, whatever it is about."""
    return text.rstrip().endswith("?")


def names_only(question: Asked) -> bool:
    """Whether only a name can be meant: "who is Will?", but not "who are you?" or "who knows"."""
    return set(question.words) <= FILLER | TRIGGERS
