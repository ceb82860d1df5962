"""What is kept, why, who can see it, and how to take it along or have it erased."""

from collections.abc import Collection, Mapping
from typing import Final

from conversations.address import Open, Page
from conversations.effects import Button, Screen
from conversations.encryption import Encryption
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
_ENCRYPTED: Final = (
    "Whoever gets hold of the disk, or of a copy made since, cannot read those words; whoever runs me has the key and "
    "could. "
    "Dates, times, counts and your Telegram number are not encrypted, nor is our chat or a file that you export."
)
HOW: Final[Mapping[Encryption, str]] = {
    Encryption.NONE: (
        "<b>How it lies there</b>\nNot encrypted: whoever runs me, and whoever gets hold of the disk or of a copy of "
        "my database, could read it."
    ),
    Encryption.FROM_NOW_ON: (
        "<b>How it lies there</b>\nWhat you tell me from now on is encrypted: names, ways to reach people, notes, "
        f"promises, answers. What you told before may not be yet. {_ENCRYPTED}"
    ),
    Encryption.ALL: (
        "<b>How it lies there</b>\nWhat you tell me is encrypted: names, ways to reach people, notes, promises, "
        f"answers. {_ENCRYPTED}"
    ),
}
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


def privacy_page(commands: Collection[str], encryption: Encryption) -> Screen:
    """The page; of the ways to take or erase what is kept, it names those among the `commands` that exist."""
    rights = [prose(f"/{name} {{does}}.", does=does) for name, does in RIGHTS if name in commands]
    yours = joined([prose("<b>It is yours</b>"), plain(FORGET), *rights])
    told = [prose(words) for words in (KEPT, WHY, WHO, HOW[encryption])]
    text = joined([*told, yours, prose(ERASED), plain(OTHERS)], "\n\n")
    return Screen(text, ((Button("‹ Home", Open(Page.HOME)),),))
