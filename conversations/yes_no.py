"""Typed words that mean yes or no, in the languages people fall back into."""

YES_WORDS = frozenset(
    {"yes", "y", "yep", "yeah", "ok", "okay", "right", "correct", "sure", "ja", "si", "sí", "oui", "👍"}
)
NO_WORDS = frozenset({"no", "n", "nope", "not yet", "wrong", "nein", "non"})
