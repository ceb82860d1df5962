"""A message to somebody, ready to be copied or opened in their chat. The words are drafts.py's; we send nothing."""

from collections.abc import Iterator
from typing import Final

from conversations.address import Deed, Do, Open, Page
from conversations.draft_wordings import Occasion, Tone
from conversations.effects import Button, Copy, Link, Screen, Switch
from conversations.facts import Person
from conversations.prose import Html, joined, plain, prose
from conversations.screens.chat_link import chat_link
from conversations.screens.paging import in_rows
from conversations.screens.phrases import called, utf16_length
from conversations.writing import Around, occasions, thing_of, words

MOST_COPIED: Final = 256
"""UTF-16 units that one copy button holds."""

TONES: Final = {Tone.WARM: "Warm", Tone.BRIEF: "Brief", Tone.FORMAL: "Formal"}
OCCASIONS: Final = {
    Occasion.FOLLOW_UP: "First line",
    Occasion.PROMISE_KEPT: "Promise kept",
    Occasion.THANKS: "Thank you",
    Occasion.CHECK_IN: "A line again",
    Occasion.ADVICE_USED: "Their advice",
    Occasion.INTRODUCTION_ASKED: "Ask for the intro",
    Occasion.INTRODUCTION_OFFERED: "Offer an intro",
    Occasion.INTRODUCTION_MADE: "Introduce both",
    Occasion.INTRODUCTION_THANKS: "Thanks for intro",
}


def draft_page(around: Around, tone: Tone, occasion: Occasion) -> Screen:
    """The draft in one tone, with the others and the other occasions a tap away."""
    person, text = around.person, words(around, occasion, tone)
    link = chat_link(person.handle, text)
    parts = [
        prose("For <b>{name}</b>, in your name:", name=called(person)),
        prose("<blockquote>{words}</blockquote>", words=text),
        _hint(person, link),
    ]
    opened = ((Link("Open the chat", link),),) if link else ()
    there = occasions(around)
    reasons = [_tab(person, OCCASIONS[one], tone, one, on=one is occasion) for one in there] if len(there) > 1 else []
    tones = tuple(_tab(person, label, one, occasion, on=one is tone) for one, label in TONES.items())
    thing = thing_of(around, occasion)
    about = f"{occasion.value}.{thing.key}" if thing else occasion.value
    sent = Button("I sent it", Do(Deed.DRAFT_SENT, person.key, about))
    pick = Switch("Pick a chat", called(person))
    back = Button(f"‹ {called(person)[:30]}", Open(Page.PERSON, person.key))
    return Screen(joined(parts, "\n\n"), (*opened, copies(text), tones, *in_rows(reasons), (sent, pick), (back,)))


def _tab(person: Person, label: str, tone: Tone, occasion: Occasion, *, on: bool) -> Button:
    return Button(f"✓ {label}" if on else label, Open(Page.DRAFT, person.key, f"{tone.value}.{occasion.value}"))


def chosen(part: str) -> tuple[Tone, Occasion | None]:
    """The tone and the occasion that an address of the page names."""
    tone, _, occasion = part.partition(".")
    return (
        Tone(tone) if tone in set(Tone) else Tone.WARM,
        Occasion(occasion) if occasion in set(Occasion) else None,
    )


def _hint(person: Person, link: str | None) -> Html:
    if link:
        return plain("Change what does not sound like you, then send it yourself.")
    text = "I do not know {name}’s name on Telegram. Copy the text and paste it where you two write."
    return prose(text, name=called(person))


def copies(words: str) -> tuple[Copy, ...]:
    """Buttons that copy the words, as many as Telegram's limit makes of them."""
    parts = tuple(copied_parts(words))
    if len(parts) == 1:
        return (Copy("Copy", words),)
    return tuple(Copy(f"Copy {number}/{len(parts)}", part) for number, part in enumerate(parts, 1))


def copied_parts(words: str) -> Iterator[str]:
    """The words in as many parts as copy buttons need, cut after a blank where there is one. Joined they are whole."""
    rest = words
    while utf16_length(rest) > MOST_COPIED:
        end = _most_that_fits(rest)
        blank = max(rest.rfind(" ", 0, end), rest.rfind("\n", 0, end)) + 1
        yield rest[: blank or end]
        rest = rest[blank or end :]
    yield rest


def _most_that_fits(words: str) -> int:
    """How many characters from the start fit one copy button."""
    end = MOST_COPIED
    while utf16_length(words[:end]) > MOST_COPIED:
        end -= 1
    return end
