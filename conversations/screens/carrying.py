"""What is said about taking everything along and bringing people in. Decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from conversations.address import Deed, Do, Open, Page
from conversations.carried.account import Section
from conversations.carried.reading import Rejected
from conversations.effects import Button, Screen, Taking
from conversations.limits import MOST_KEPT
from conversations.prose import Html, joined, listed, plain, prose, short
from conversations.screens.phrases import counted

MOST_NAMED: Final = 5
FILE_GONE: Final = "I do not find that file in our chat any more. Please send it once more."
COUNTED: Final = {
    Section.PEOPLE: ("person", "people"),
    Section.EVENTS: ("event", "events"),
    Section.NOTES: ("note", "notes"),
    Section.PROMISES: ("promise", "promises"),
    Section.INTRODUCTIONS: ("introduction", "introductions"),
    Section.CONTACTS: ("contact", "contacts"),
}
"""What is counted of an account, and how one says it."""
LEAVE_IT: Final = Button("Leave it", Do(Deed.IMPORT_NOT))


@dataclass(frozen=True, slots=True)
class Refused:
    """What of a file cannot be brought in: the first few by where they stand, and how many there are."""

    first: tuple[Rejected, ...] = ()
    number: int = 0

    def and_also(self, other: Rejected) -> "Refused":
        """One more."""
        first = (*self.first, other) if len(self.first) < MOST_NAMED else self.first
        return replace(self, first=first, number=self.number + 1)


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What is in an export, and what of it is not in the account. Foreign: it is another's, and cannot be mixed in."""

    all: Mapping[Section, int]
    new: Mapping[Section, int]
    refused: Refused
    is_empty: bool
    is_foreign: bool


def what_to_send() -> Screen:
    """What can be brought in, and where one gets it."""
    text = (
        "Send me a file, and I tell you what is in it before anything happens:\n"
        "• an export of mine, to have everything back: the zip or its rapport.json\n"
        "• contacts of your phone or mail program, as a .vcf file\n"
        "• LinkedIn’s Connections.csv, or the zip it comes in: there under Settings, Data privacy, Get a copy of your "
        "data, Connections"
    )
    return Screen(plain(text))


def people_preview(new: int, known: int, refused: Refused) -> Screen:
    """Who is in a file, before anything is done."""
    total = counted(new + known, "person", "people")
    if not new and not known:
        return Screen(
            joined([plain("There is nobody in that file whom I could bring in."), *_refused(refused)], "\n\n")
        )
    if not new:
        text = prose("<b>{total}</b>, and you know all of them already. There is nothing to bring in.", total=total)
        return Screen(joined([text, *_refused(refused)], "\n\n"))
    already = f", {known} already known: I leave those as they are" if known else ""
    parts = [
        prose("<b>{total}</b>{already}.", total=total, already=already),
        plain("I do not bring them up by myself; “Nudge me again” on somebody’s page changes that."),
        *_refused(refused),
    ]
    bring = Button(f"Bring in {counted(new, 'person', 'people')}", Do(Deed.IMPORT))
    return Screen(joined(parts, "\n\n"), ((bring, LEAVE_IT),))


def people_brought(new: int, known: int, refused: Refused) -> Screen:
    """What came of bringing people in."""
    if new:
        said = f"{counted(new, 'person is', 'people are')} new among your people"
        text = f"Done. {said}, {known} you knew already." if known else f"Done. {said}."
    else:
        text = "They are all among your people already; there was nothing left to do."
    rows = ((Button("Your people", Open(Page.PEOPLE)),),)
    return Screen(joined([plain(text), *_refused(refused)], "\n\n"), rows)


def account_preview(surveyed: Surveyed) -> Screen:
    """What an export holds, before anything is done."""
    said = prose("An export of mine: <b>{all}</b>.", all=_listed(surveyed.all))
    if surveyed.is_foreign:
        text = (
            "It is of another account, and yours is not empty; I do not mix the two. Its people can come along: send "
            "me the people-vcard-3.0.vcf that lies beside it."
        )
        return Screen(joined([said, plain(text)], "\n\n"))
    how, bring = Taking.ADD, "Bring it in"
    if surveyed.is_empty:
        text, how = (
            "Nothing is kept of you here, so you get everything back as it was, with your settings.",
            Taking.ANEW,
        )
    elif any(surveyed.new.get(section) for section in COUNTED):
        text = f"Not here: {_listed(surveyed.new)}. I add that and leave everything else as it is now."
    else:
        return Screen(joined([said, plain("All of it is here already."), *_refused(surveyed.refused)], "\n\n"))
    button = Button(bring, Do(Deed.IMPORT, value=how))
    return Screen(joined([said, plain(text), *_refused(surveyed.refused)], "\n\n"), ((button, LEAVE_IT),))


def account_brought(surveyed: Surveyed) -> Screen:
    """What came of bringing an account in."""
    there = any(surveyed.new.get(section) for section in COUNTED)
    text = f"Done: {_listed(surveyed.new)}." if there else "All of it is here already; there was nothing left to do."
    home = ((Button("Where you stand", Open(Page.HOME)),),)
    return Screen(joined([plain(text), *_refused(surveyed.refused)], "\n\n"), home)


def no_room(section: Section) -> str:
    """Why one of these cannot be brought in."""
    return f"there is no room: I keep {MOST_KEPT[section]:,}"


def too_much(section: Section) -> str:
    """Why an export cannot be brought in."""
    _, kind = COUNTED.get(section, ("", str(section)))
    return (
        f"With what is in that file you would have more than {MOST_KEPT[section]:,} {kind}, and I keep no more of one "
        "person. I left it alone; nothing was changed. /forget and a name makes room."
    )


def bringing_in() -> Screen:
    """What takes the place of a preview when its button was pressed."""
    return Screen(plain("I bring it in. That may take a moment; you can go on meanwhile."))


def left_out() -> Screen:
    """Somebody thought better of it."""
    return Screen(plain("Left out. Nothing was changed."))


def not_fetched() -> Screen:
    """Telegram does not give us the file."""
    return Screen(plain("Telegram does not give me that file any more. Please send it once more."))


def not_read(why: str) -> Screen:
    """The file holds nothing that can be brought in, and why."""
    return Screen(plain(why))


def _refused(refused: Refused) -> tuple[Html, ...]:
    if not refused.number:
        return ()
    lines = [plain(f"• {short(each.where, 40)}: {short(each.why, 100)}") for each in refused.first]
    more = refused.number - len(refused.first)
    rest = [plain(f"• and {more:,} more")] if more else []
    head = f"{counted(refused.number, 'entry', 'entries')} I cannot use:"
    return (joined([plain(head), *lines, *rest]),)


def _listed(numbers: Mapping[Section, int]) -> str:
    words = [counted(number, *COUNTED[section]) for section in COUNTED if (number := numbers.get(section, 0))]
    return listed(words) if words else "nothing told yet"


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


def not_legible() -> Screen:
    """Something that is kept cannot be read, so nothing was exported."""
    text = (
        "I could not pack it: something that I keep cannot be read. Nothing was changed. My log says to whoever runs "
        "me what it is; please try again once that is mended."
    )
    return Screen(plain(text))


def too_large() -> Screen:
    """Telegram takes no file as large as the export."""
    text = "Your export is larger than the files that Telegram takes from me. Whoever runs me can copy it for you."
    return Screen(plain(text))
