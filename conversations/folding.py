"""Text as it is searched and compared: without case, accents and the letters that only some keyboards have."""

import unicodedata
from typing import Final

ALIKE: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "n", "ħ": "h", "’": "'"}
)
"""Letters that Unicode does not take apart, by what people type instead of them."""


def folded(text: str) -> str:
    """`text` in small letters without accents: "Łukasz Müller-Strøm" is "lukasz muller-strom"."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold().translate(ALIKE)
