"""A finding of the doctor's. It only holds what was seen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `mend` says what to do when it is not in order."""

    what: str
    mend: str | None = None
