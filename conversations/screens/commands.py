"""What each slash command does, in a line, by the time one needs it. Which of them exist is told by who asks."""

from collections.abc import Collection
from typing import Final

from conversations.prose import Html, joined, prose

GROUPS: Final[tuple[tuple[str, tuple[tuple[str, str], ...]], ...]] = (
    (
        "Before an event",
        (
            ("event", "add one in a line"),
            ("events", "all of them, and what is open"),
            ("prep", "get ready, five minutes"),
            ("card", "what to carry in your pocket"),
            ("share", "let others get ready for it too"),
        ),
    ),
    ("During it", (("met", "note somebody: “Ana, climbs, from Lisbon”"),)),
    (
        "After it",
        (
            ("debrief", "whom you met, one by one"),
            ("promises", "yours, and those made to you"),
            ("intros", "introductions on their way"),
            ("upcoming", "what I bring up next, and why"),
        ),
    ),
    (
        "Your people",
        (
            ("people", "everybody you met"),
            ("who", "find somebody by a word: /who climbs"),
            ("connect", "who could help whom"),
            ("progress", "how your circle grows"),
        ),
    ),
    (
        "Around it",
        (
            ("tips", "five tips, five habits"),
            ("settings", "time zone, hours, days, pause"),
            ("privacy", "what I keep, and why"),
            ("export", "take everything with you"),
            ("import", "bring people along"),
            ("forget", "erase one person"),
            ("deleteme", "erase everything"),
            ("cancel", "leave a conversation, nothing is lost"),
            ("start", "where you stand"),
        ),
    ),
)


def command_list(commands: Collection[str]) -> Html:
    """Those of these commands that are explained above, in groups; a group without any is left out."""
    groups: list[Html] = []
    for title, entries in GROUPS:
        lines = [prose(f"/{name} – {{does}}", does=does) for name, does in entries if name in commands]
        if lines:
            groups.append(joined([prose("<b>{title}</b>", title=title), *lines]))
    return joined(groups, "\n\n")
