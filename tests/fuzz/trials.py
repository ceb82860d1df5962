"""How much is tried: a little and always the same in `make test`; with RAPPORT_FUZZ so many examples, others each time.

What is odd in texts and values is drawn here as well. No test stands here.
"""

import os
from collections.abc import Callable
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

Test = TypeVar("Test", bound=Callable[..., object])

EXAMPLES = int(os.environ.get("RAPPORT_FUZZ") or "0")
NEVER_MIND = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large)
"""One bot hears all examples: what it was told before is no reason to fall over."""


def tried(few: int) -> Callable[[Test], Test]:
    """So many examples in `make test`."""
    return settings(
        max_examples=EXAMPLES or few,
        derandomize=not EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=NEVER_MIND,
    )


ODD = (
    *(
        "\0",
        "\ud83d",
        "\udc00",
        "\u202e",
        "\u2066",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u0301" * 30,
        "\x1b[2J",
        "\u2028",
        "\x0b",
    ),
    *("👩‍👩‍👧‍👦", "🇺🇦🇺", "❤️", "😀" * 30, "ﷺ", "İ", "ß", "ﬀ", "١٢٣", "²", "Ⅷ", "½", "𝟙", "שלום", "محمد", "名前"),
    *(
        "<b>",
        "</b",
        "&lt;",
        "{0}",
        "{name}",
        "%s",
        "$x",
        "=1+1",
        "'; --",
        "../..",
        "(((((((",
        "[[[[",
        '"',
        "“",
        "\\",
        "/",
    ),
    *(
        " " * 50,
        "\n" * 50,
        "\t",
        ",,,",
        "...",
        "--",
        "a" * 300,
        "0" * 300,
        "9" * 40,
        "-1",
        "1e999",
        "NaN",
        "x@y",
        "+1 555",
    ),
)
WORDS = (
    *(
        "Ana",
        "Ben and Chloé",
        "Dr. No",
        "who",
        "knows",
        "needs",
        "a potter",
        "climbs",
        "works at",
        "Figma",
        "UX",
        "her",
    ),
    *(
        "I promised to",
        "send her the book",
        "by Friday",
        "tomorrow",
        "next week",
        "at 6pm",
        "25.11.",
        "31 Feb",
        "25:99",
    ),
    *("in two weeks", "the day after", "Thursday", "noon", "for 3 hours", "2026-02-30", "T", "Z", "the 99th", "never"),
    *(
        "not Ben",
        "but Tom",
        "is called",
        "forget",
        "undo",
        "/met",
        "/who",
        "it’s",
        "’s name is",
        "introduce",
        "to",
        "with",
    ),
    *(
        "morgen um 19 Uhr",
        "am Montag",
        "nächste Woche",
        "mañana",
        "hier à 9h",
        "und",
        "?",
        "!",
        ",",
        ":",
        "(",
        ")",
        "-",
    ),
)
texts = st.one_of(
    st.lists(st.sampled_from((*WORDS, *ODD)), max_size=25).map(" ".join),
    st.lists(st.sampled_from((*WORDS, *ODD)), max_size=25).map("".join),
    st.tuples(st.sampled_from((*WORDS, *ODD)), st.integers(1, 1000)).map(lambda drawn: (drawn[0] * drawn[1])[:4096]),
    st.text(st.characters(), max_size=80),
)
"""What somebody may write, of at most 4,096 characters or not many more."""
