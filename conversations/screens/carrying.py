"""What is said about taking everything along and bringing people in. Decides nothing."""

from datetime import datetime

from conversations.effects import Screen
from conversations.prose import plain


def file_name(at: datetime) -> str:
    """What an export is called, by its moment (UTC)."""
    return f"rapport-{at:%Y-%m-%d}.zip"


def handed_over() -> Screen:
    """The words below an export."""
    text = (
        "Here is everything I keep of you: as JSON, which I take back with /import, as tables, as cards for your "
        "address book and as a calendar. It holds what you told me about others: keep it as you would keep a diary."
    )
    return Screen(plain(text))


def not_packed() -> Screen:
    """The machine has no room for an export."""
    text = (
        "I could not pack it: there is no room left on the machine I run on. Nothing is lost; please try again later."
    )
    return Screen(plain(text))


def too_large() -> Screen:
    """Telegram takes no file as large as the export."""
    text = "Your export is larger than the files that Telegram takes from me. Whoever runs me can copy it for you."
    return Screen(plain(text))
