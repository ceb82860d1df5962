"""Answers that say there is no answer: "idk", "nothing", "weiß nicht". It knows words, and no question."""

import re
from typing import Final

NOTHING: Final = frozenset(
    {
        *("no", "n", "nope", "nah", "none", "none yet", "no one", "noone", "nobody", "nothing", "nothing yet"),
        *("nothing really", "nothing much", "nothing special", "nothing for now", "not much", "not yet", "not really"),
        *("n/a", "na", "i dont have any", "i dont have people", "i have none", "i have nothing", "i have nobody"),
        *("nein", "nichts", "niemand", "niemanden", "noch nichts", "noch niemand", "gar nichts", "eigentlich nicht"),
        *("nicht wirklich", "keine", "keiner", "nada", "nadie", "non", "rien", "personne"),
    }
)
"""Alone, these say that there is nothing, or nobody, to tell."""
UNSURE: Final = frozenset(
    {
        *("", "idk", "dunno", "i dunno", "no idea", "no clue", "i dont know", "dont know", "i do not know", "not sure"),
        *("im not sure", "cant say", "i cant say", "hard to say", "cant remember", "i cant remember"),
        *("i dont remember", "i forgot", "hm", "hmm", "hmmm", "🤷", "weiss nicht"),
        *("ich weiss nicht", "weiss ich nicht", "ich weiss es nicht", "keine ahnung"),
        *("ka", "kp"),
    }
)
"""Alone, these say that the person does not know; a lone "?" or "-" does, too."""
LEAD: Final = re.compile(r"(?i)^(?:(?:ok|okay|hm+|well|um+|uh+|so|na ja|naja|tja|also)\s*(?:,|…|\.{2,}|:)\s*)+(?=\S)")
EDGES: Final = " \t\n.!?,;:…-–—_"


def is_shrug(text: str) -> bool:
    """Whether the whole text says that there is no answer."""
    return _bare(text) in NOTHING | UNSURE


def says_nothing(text: str) -> bool:
    """Whether the whole text says that there is nothing or nobody, rather than that it is not known."""
    return _bare(text) in NOTHING


def without_lead(text: str) -> str:
    """The text without the "ok," or "well," that people begin with."""
    return LEAD.sub("", text)


def _bare(text: str) -> str:
    folded = without_lead(text.strip()).casefold().translate(_NO_APOSTROPHES)  # casefold writes ß as ss
    return " ".join(folded.strip(EDGES).split())


_NO_APOSTROPHES: Final = str.maketrans("", "", "'’`")
