"""An answer that could not be used. Its hint says what would be understood."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Misread:
    """`hint` is one sentence for the person; it never blames."""

    hint: str
