"""What a person sends, read as an answer: text, contacts, a location or a calendar file. It never guesses silently."""

from dataclasses import replace
from typing import assert_never

from conversations.answers import Chosen, Hour, Met, Names, Pledged, Skipped, Ticked, Value, Words
from conversations.answers import Zone as ZoneGiven
from conversations.conditions import View
from conversations.editing import read_field
from conversations.jotted import Jotted, jotted
from conversations.jotted_days import dated, is_a_day
from conversations.misread import Misread
from conversations.moments.clocks import read_clock
from conversations.names import read_names
from conversations.reading_time import (
    NO_EVENT,
    read_calendar,
    read_comeback,
    read_day,
    read_line,
    read_pause_end,
    read_when,
    read_zone,
)
from conversations.replies import (
    AFTER_EVENT,
    YES,
    Choice,
    ComeBack,
    Confirm,
    DueDay,
    EventLine,
    Fill,
    HourOfDay,
    Option,
    PauseEnd,
    People,
    Pledge,
    Reply,
    Text,
    Tick,
    TimeReply,
    TouchDay,
    WhenIsIt,
    ZonePick,
    captured_names,
    options,
    taken,
)
from conversations.shrugs import is_shrug, without_lead
from conversations.signals import Card, Invited, Located, Said, Shared
from conversations.timing import zone_label
from conversations.yes_no import NO_WORDS, YES_WORDS

Heard = Said | Shared | Located | Invited
"""The signals that can carry an answer."""

PEOPLE_HINT = "Names are enough, like “Ana, Ben and Chloé”. If you met nobody, write “nobody”."


def read(reply: Reply, heard: Heard, view: View) -> Value | Misread:
    """The answer to a question that asks for `reply`, or what would be understood instead."""
    match heard:
        case Said(text=text) if text.strip():
            return _read_text(reply, text.strip(), view)
        case Shared(cards=cards) if isinstance(reply, People):
            return Names(captured_names(view).people + tuple(_met(card) for card in cards))
        case Located(zone=zone) if isinstance(reply, ZonePick):
            if zone is None:
                return Misread("I cannot tell the time zone out there. Type the nearest big city, please.")
            return ZoneGiven(zone, zone_label(zone, view.known.now))
        case Invited(calendar=calendar) if isinstance(reply, EventLine):
            return read_calendar(calendar, view)
        case Said() | Shared() | Located() | Invited():
            return Misread("I cannot use that as an answer here. Words will do; I kept your place.")
        case _:
            assert_never(heard)


def _met(card: Card) -> Met:
    note = " · ".join(words for words in (card.work, card.remark) if words) or None
    return Met(card.name, note, None, card.handle, card.phone, card.telegram_id, card.email)


def _read_text(reply: Reply, text: str, view: View) -> Value | Misread:
    option = _option_named(text, options(reply, view))
    if option and not isinstance(reply, Tick | Confirm):
        return taken(reply, option, view)
    match reply:
        case Text():
            return _own_words(text)
        case Choice(own=own):
            return _own_words(text) if own else _choose(reply, view)
        case Pledge():
            return _pledged(text, view)
        case Fill(place=place):
            return read_field(text, view.answers, place)
        case Tick():
            return _read_lines(text, reply, view)
        case Confirm():
            return _read_confirmation(text, option, reply)
        case People():
            people = read_names(text)
            if people is None:
                return Misread(PEOPLE_HINT)
            noted = captured_names(view).people
            names = {met.name.casefold() for met in noted}
            return Names(noted + tuple(met for met in people if met.note or met.name.casefold() not in names))
        case _:
            return _read_time(reply, text, view)


def _read_time(reply: TimeReply, text: str, view: View) -> Value | Misread:
    match reply:
        case DueDay() | TouchDay():
            return read_day(text, view)
        case ComeBack():
            # with an event ahead this would have been one of the options
            return Misread(NO_EVENT) if text.casefold().strip(" .!?") in AFTER_EVENT else read_comeback(text, view)
        case PauseEnd():
            return read_pause_end(text, view)
        case HourOfDay():
            hour = read_clock(text)
            return Hour(hour) if hour else Misread("A time such as “9”, “8:30” or “6pm”, please.")
        case ZonePick():
            return read_zone(text)
        case EventLine():
            return read_line(text, view)
        case WhenIsIt(line=line):
            return read_when(text, view, line)
        case _:
            assert_never(reply)


def _option_named(text: str, choices: tuple[Option, ...]) -> Option | None:
    wanted = text.casefold().strip(" .!?")
    return next((option for option in choices if wanted in {option.label.casefold().strip(" .!?"), *option.also}), None)


def _own_words(text: str) -> Words | Skipped:
    return Skipped() if is_shrug(text) else Words(without_lead(text))


def _pledged(text: str, view: View) -> Pledged | Skipped:
    """What was promised; a day counts only where nothing else was said, so that no word of it is lost."""
    if is_shrug(text):
        return Skipped()
    now, piece = view.known.local_now, text.strip(" .!")
    said = jotted(text, now, view.known.settings.zone)
    if len(said.promises) == 1 and replace(said, introductions=()) == Jotted(promises=said.promises):
        return Pledged(said.promises[0].words, said.promises[0].due)
    if said == Jotted(remarks=(piece,)) and not is_a_day(piece):
        return Pledged(*dated(piece, now))  # "the slides by Friday": a promise because it was asked for
    return Pledged(without_lead(text))


def _read_lines(text: str, reply: Tick, view: View) -> Ticked:
    """What was typed, line by line: an option where a line names one."""
    typed = (line.strip(" -•*\t") for line in text.splitlines())
    lines = [line for line in typed if line and not is_shrug(line)][: reply.most]
    named = [_option_named(line, options(reply, view)) for line in lines]
    ticked = dict.fromkeys(Chosen(option.key, option.label) for option in named if option)
    return Ticked(tuple(ticked), tuple(line for line, option in zip(lines, named, strict=True) if not option))


def _choose(reply: Reply, view: View) -> Misread:
    labels = " or ".join(f"“{option.label}”" for option in options(reply, view)[:4])
    return Misread(f"Tap one of the buttons, please, or write {labels}.")


def _read_confirmation(text: str, option: Option | None, reply: Confirm) -> Value | Misread:
    word = text.casefold().strip(" .!?,")
    if word in YES_WORDS or (option and option.key == YES):
        return Chosen(YES, reply.yes)
    if option:
        return Chosen(option.key, option.label)
    if word in NO_WORDS:
        return Chosen(reply.fixes[0].key, reply.fixes[0].label)
    wrong = ", ".join(f"“{fix.label}”" for fix in reply.fixes)
    return Misread(f"“Yes” if it is right; if not, tap what to change: {wrong}.")
