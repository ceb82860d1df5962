"""The commands that exist. commands.py does them; a test holds the two together."""

COMMAND_NAMES = (
    "start",
    "event",
    "events",
    "prep",
    "card",
    "met",
    "debrief",
    "people",
    "who",
    "promises",
    "intros",
    "connect",
    "upcoming",
    "tips",
    "settings",
    "forget",
    "deleteme",
    "privacy",
    "help",
    "cancel",
)
