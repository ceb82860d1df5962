"""Short answers to what was not expected: each says what happened and what would work. They decide nothing."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Final

from conversations.address import Open, Page
from conversations.carried.account import Section
from conversations.effects import Button, Screen
from conversations.limits import MOST_KEPT
from conversations.prose import plain, prose, short

HELP = ((Button("What I can do", Open(Page.HELP)),),)


def unknown_command(name: str, commands: Collection[str]) -> Screen:
    """No command is called so; the nearest that exists is offered."""
    asked = short(name, 32)
    nearest = get_close_matches(asked.casefold(), sorted(commands), n=1)
    if nearest:
        return Screen(prose("I do not know /{asked}. Did you mean /{nearest}?", asked=asked, nearest=nearest[0]), HELP)
    return Screen(prose("I do not know /{asked}. /help shows what I can do.", asked=asked), HELP)


def puzzling(what: str) -> Screen:
    """Something came that cannot be used here; `what` names it in plain words ("a sticker")."""
    text = (
        "That was {what}, and I can use only words, contacts, a location, a calendar file or what /import takes. "
        "A line of text will do."
    )
    return Screen(prose(text, what=short(what, 40)))


def unusable(why: str) -> Screen:
    """A file held nothing that could be used, and why."""
    return Screen(plain(why))


def tried() -> Screen:
    """A draft was sent into our own chat: that is how it looks to others."""
    text = (
        "That is how it arrives. In a chat with somebody, write my name and theirs, as you did here, and pick the "
        "words. Only you see the list."
    )
    return Screen(plain(text))


def edited() -> Screen:
    """A message was changed after it was sent."""
    return Screen(
        plain(
            "You changed an earlier message, and I have answered the first version already. "
            "Please send the new one as a new message."
        )
    )


def nothing_open() -> Screen:
    """Something was said while no question is open."""
    text = (
        "No question is open just now, so I did nothing with that. /met notes somebody you met, /event adds an event."
    )
    return Screen(plain(text))


def zone_unknown() -> Screen:
    """The tz data does not know the zone in which this person lives."""
    text = (
        "I have lost track of your time zone, so I count in UTC and do not write first. "
        "Send /settings and your city, like “/settings Lisbon”, and all goes on as before."
    )
    return Screen(plain(text), ((Button("Choose my zone", Open(Page.SETTINGS, part="zone")),),))


def failed() -> Screen:
    """Something broke on our side while a message was answered."""
    text = "Something went wrong on my side. What you told me before is safe; please send the last thing once more."
    return Screen(plain(text), HELP)


def too_many() -> Screen:
    """So much came at once that no more is taken for a minute."""
    text = (
        "That is more at once than I can take in well. What I answered is kept; what I did not answer, and what comes "
        "in the next minute, I let pass. After that, please send it again."
    )
    return Screen(plain(text))


KINDS: Final[Mapping[Section, str]] = {
    Section.EVENTS: "events",
    Section.PEOPLE: "people",
    Section.NOTES: "notes",
    Section.CAPTURES: "notes",
    Section.PROMISES: "promises",
    Section.INTRODUCTIONS: "introductions",
    Section.CONTACTS: "contacts with people",
    Section.PLANS: "plans for events",
    Section.TAKEAWAYS: "pieces of advice",
    Section.OFFERS: "offers",
}
"""What one tells of oneself that there can be too much of; for anything else there is a plain word."""
MAKING_ROOM: Final[Mapping[Section, str]] = {
    Section.EVENTS: "/events shows them, and each can be deleted on its page.",
    Section.OFFERS: "Those you have are there to pick from in each /prep.",
}


def full(section: Section) -> Screen:
    """More of something was told than is kept of one person."""
    text = (
        "So much fits in here: {most} {kind}, and you have them. I did not write down what you sent last; all that "
        "was there before is kept. {mend} /export gives you all of it first."
    )
    mend = MAKING_ROOM.get(section, "/forget and a name makes room, and so does deleting an event of /events.")
    kind = KINDS.get(section, "entries of one kind")
    return Screen(prose(text, most=f"{MOST_KEPT[section]:,}", kind=kind, mend=mend))
