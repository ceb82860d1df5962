"""What is kept, why, who can see it, and how to take it along or have it erased."""

from collections.abc import Collection
from typing import Final

from conversations.address import Open, Page
from conversations.effects import Button, Screen
from conversations.prose import joined, plain, prose

KEPT: Final = (
    "<b>What I keep</b>\nYour events; the people you tell me about and what you tell me of them; your answers; "
    "promises, introductions and contacts; when I wrote to you; your settings. Voice notes and photos stay with "
    "Telegram, I keep where to find them. Of a shared location only the time zone."
)
WHY: Final = "<b>Why</b>\nTo bring the right line back to you at the right moment. For nothing else."
WHO: Final = (
    "<b>Who can see it</b>\nYou. Nobody else who uses me: everything is kept under your account only. Whoever runs me "
    "holds the machine it lies on, and Telegram carries our messages. Nobody else gets any of it, and I never write "
    "to the people you met. Logs hold numbers, not words."
)
RIGHTS: Final = (
    ("export", "gives you all of it"),
    ("import", "takes it back, or brings people along after asking you"),
    ("forget", "erases one person"),
    ("deleteme", "erases everything"),
)
FORGET: Final = "Everything noted can be changed or removed, and “Forget” on somebody’s page erases them."
ERASED: Final = (
    "<b>Erased is erased</b>\nWhen something is erased, no row and no log of mine says it any more. "
    "Three things are not in my hands: our chat, which you clear yourself; copies that whoever runs me made "
    "before; and what you call somebody in notes about others, which I count and show you first."
)
OTHERS: Final = "Those you write about are people too: a note they could read is a good note."


def privacy_page(commands: Collection[str]) -> Screen:
    """The page; of the ways to take or erase what is kept, it names those among the `commands` that exist."""
    rights = [prose(f"/{name} {{does}}.", does=does) for name, does in RIGHTS if name in commands]
    yours = joined([prose("<b>It is yours</b>"), plain(FORGET), *rights])
    text = joined([prose(KEPT), prose(WHY), prose(WHO), yours, prose(ERASED), plain(OTHERS)], "\n\n")
    return Screen(text, ((Button("‹ Home", Open(Page.HOME)),),))
