"""How much one owner may keep: far more than anybody has, so that nobody fills the disk that others use, too.

The rule of this file: whoever is at a limit keeps all that is there, is told so, and is told how to make room.
"""

from collections.abc import Mapping
from typing import Final

from conversations.carried.account import Section

MOST_KEPT: Final[Mapping[Section, int]] = {
    Section.EVENTS: 5_000,
    Section.PEOPLE: 20_000,
    Section.NOTES: 200_000,
    Section.CAPTURES: 200_000,
    Section.PROMISES: 50_000,
    Section.INTRODUCTIONS: 20_000,
    Section.APARTS: 50_000,
    Section.CONTACTS: 200_000,
    Section.PLANS: 20_000,
    Section.TAKEAWAYS: 20_000,
    Section.OFFERS: 1_000,
    Section.DIALOGUES: 200_000,
    Section.BUNDLES: 50_000,
    Section.MENTIONS: 300_000,
    Section.NUDGES: 300_000,
}
"""Of each kind. Ten a day for fifty years are fewer than 200,000."""


class Full(Exception):  # noqa: N818 - named in the words of the field, as all our errors are
    """One more would be more than is kept of one owner."""

    def __init__(self, section: Section) -> None:
        super().__init__(section)
        self.section = section
