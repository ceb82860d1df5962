"""Whether a note is a private remark: on how somebody is, looks, lives, loves, believes or earns. It writes nothing."""

import re
from typing import Final

from conversations import draft_privacy_words as words


def is_private(note: str) -> bool:
    """Whether no message may repeat this thought, to the person it is about or to anybody else."""
    plain = BUSINESS.sub("a number", _plain(note))
    return "?" in plain or PRIVATE.search(plain) is not None or _describes(WORD.findall(plain))


def is_tainted(note: str) -> bool:
    """Whether one word makes the whole note unfit to repeat: it was told in confidence, or is not certain."""
    return TAINTING.search(_plain(note)) is not None


def _plain(note: str) -> str:
    return note.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").lower()


def _describes(low: list[str]) -> bool:
    """Whether something is said to be so or so: "is lovely", "she's a bit lost", "was 40"."""
    return any(_is_a_remark(low[at + 1 :]) for at, word in enumerate(low) if _is_being(word))


def _is_being(word: str) -> bool:
    return word in words.BEING or word in CONTRACTED


def _is_a_remark(rest: list[str]) -> bool:
    said = [word for word in rest if word not in words.SKIPPED]
    if said[:1] == ["a"] and not words.DEGREES.isdisjoint(said[1:2]):
        return True
    return bool(said) and said[0] not in words.TELLS_A_FACT and not said[0].endswith(("ing", "ed"))


CONTRACTED: Final = frozenset({"she's", "he's", "they're", "we're", "you're", "it's"})
WORD: Final = re.compile(r"[\w'-]+")


def _any_of(*themes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(part for theme in themes for part in theme)})(?!\w)")


PRIVATE: Final = _any_of(
    words.TEMPERAMENT,
    words.LOOKS,
    words.AGE,
    words.HEALTH,
    words.MONEY,
    words.BELIEF,
    words.LOVE,
    words.SORROW,
    words.CONFIDENCES,
    words.OPINIONS,
    words.DOUBTS,
)
BUSINESS: Final = _any_of(words.BUSINESS)
TAINTING: Final = _any_of(words.CONFIDENCES, words.UNSURE)
