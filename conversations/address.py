"""Where a button leads: an address, never a state. It is written into callback data (at most 64 bytes) and read back.

An address names what is meant ("answer 2 to the question `goal` of dialogue d7"), so that a button pressed on an old
message either still does the right thing or can say why not.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from conversations.facts import Key


class Control(StrEnum):
    """What can be done with any question, besides answering it."""

    SKIP = "skip"
    BACK = "back"
    WHY = "why"
    LATER = "later"
    KEEP = "keep"  # take the answer that Back had set aside
    DONE = "done"  # finished ticking
    REST = "rest"  # enough about this person


class Page(StrEnum):
    """Pages that are no dialogue."""

    HOME = "home"
    EVENTS = "events"
    EVENT = "event"
    CARD = "card"
    PEOPLE = "people"
    PERSON = "person"
    SAME = "same"  # two people who may be one
    PROMISES = "promises"
    INTROS = "intros"
    INTRO = "intro"
    CONNECT = "connect"
    UPCOMING = "upcoming"
    TIPS = "tips"
    SETTINGS = "settings"
    HELP = "help"
    PRIVACY = "privacy"
    DRAFT = "draft"
    WHY = "why"
    LEAVE = "leave"  # everything is to be erased


class Deed(StrEnum):
    """What a button can do outside a dialogue."""

    PROMISE_DONE = "p_done"
    PROMISE_DROP = "p_drop"
    PROMISE_KEPT = "p_kept"  # from a nudge: done, and a contact with the person
    PROMISE_LATER = "p_late"  # a week more
    PROMISE_REOPEN = "p_open"  # it was tapped done or dropped by mistake
    INTRODUCTION_MOVE = "i_move"
    INTRODUCTION_DROP = "i_drop"
    INTRODUCTION_BACK = "i_back"  # it was moved by mistake
    PAIR_MAKE = "pr_yes"
    PAIR_NEVER = "pr_no"
    TAKEAWAY_DONE = "t_done"
    TAKEAWAY_DROP = "t_drop"
    EVENT_DELETE = "e_del"
    EVENT_DELETE_SURE = "e_del2"
    DEBRIEF_DISMISS = "e_dis"
    NUDGE_SNOOZE = "n_snz"
    NUDGE_STOP = "n_stop"
    NUDGE_KEEP = "n_keep"  # brought up three times without an answer: keep to it
    EVENT_QUIET = "e_quiet"
    PERSON_STOP = "m_stop"
    PERSON_RESUME = "m_res"
    PERSON_SLOWER = "m_slow"
    PERSON_FASTER = "m_fast"
    PERSON_MET_AT = "m_at"
    PERSON_FORGET = "m_del"
    PERSON_FORGET_SURE = "m_del2"
    PERSON_MERGE = "m_one"
    PERSON_APART = "m_two"
    NOTE_DROP = "nt_del"
    NOTE_MOVE = "nt_mv"  # it was about somebody else
    FILES_SHOW = "nt_show"
    DRAFT_SENT = "k_sent"
    CAPTURE_UNDO = "c_undo"
    CAPTURE_NEW = "c_new"  # it was about somebody else than it was added to
    CONTACT_LOG = "k_log"
    CONTACT_NOTE = "k_note"
    DIALOGUE_DROP = "g_drop"
    SET_HOUR = "s_hour"
    SET_QUIET = "s_quiet"
    SET_ZONE = "s_zone"
    SET_DAYS = "s_days"
    SET_WEEKLY = "s_weekly"
    RESUME_NUDGES = "s_resume"
    EXPORT = "x_out"
    IMPORT = "x_in"
    IMPORT_NOT = "x_no"
    ERASE_ALL = "erase"  # the key is the minute at which it was asked whether that is meant
    NOTHING = "nil"


@dataclass(frozen=True, slots=True)
class Answer:
    """Take an option of the question at `place`."""

    dialogue: Key
    place: str
    option: str


@dataclass(frozen=True, slots=True)
class Steer:
    """Use a control on the question at `place`."""

    dialogue: Key
    place: str
    control: Control


@dataclass(frozen=True, slots=True)
class Open:
    """Show a page: of the thing named `key`, part `part` of it, from row `at` on.

    It replaces the page that carries the button, unless `anew`: then it comes as a new message.
    """

    page: Page
    key: str = ""
    part: str = ""
    at: int = 0
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Do:
    """Do a deed to the thing named `key`."""

    deed: Deed
    key: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Begin:
    """Start a dialogue about `subject`."""

    script: str
    subject: str = ""
    option: str = ""  # with which its first question is answered at once


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on with a parked dialogue."""

    dialogue: Key


Address = Answer | Steer | Open | Do | Begin | Resume

LIMIT = 64
"""Bytes that Telegram allows in callback data."""

LAST_ROW = 10_000
"""The row beyond which no page begins: nobody leafs that far, and a database takes no number of thirty digits."""


def written(address: Address) -> str:
    """The address as callback data.

    Raises:
        ValueError: it does not fit into Telegram's 64 bytes.
    """
    match address:
        case Answer(dialogue=dialogue, place=place, option=option):
            parts = ["a", dialogue, place, option]
        case Steer(dialogue=dialogue, place=place, control=control):
            parts = ["s", dialogue, place, control.value]
        case Open(page=page, key=key, part=part, at=at, anew=anew):
            parts = ["n" if anew else "o", page.value, key, part, str(at)]
        case Do(deed=deed, key=key, value=value):
            parts = ["d", deed.value, key, value]
        case Begin(script=script, subject=subject, option=option):
            parts = ["b", script, subject, *([option] if option else [])]
        case Resume(dialogue=dialogue):
            parts = ["r", dialogue]
        case _:
            assert_never(address)
    text = "|".join(parts)
    if len(text.encode()) > LIMIT:
        raise ValueError(f"an address must fit into {LIMIT} bytes: shorten the keys in {text!r}")
    return text


def read(text: str) -> Address | None:
    """The address that `written` made this callback data of; None when it is not one of ours (any more)."""
    try:
        match text.split("|"):
            case ["a", dialogue, place, option]:
                return Answer(Key(dialogue), place, option)
            case ["s", dialogue, place, control]:
                return Steer(Key(dialogue), place, Control(control))
            case ["o" | "n" as how, page, key, part, at]:
                return Open(Page(page), key, part, min(max(0, int(at)), LAST_ROW), how == "n")
            case ["d", deed, key, value]:
                return Do(Deed(deed), key, value)
            case ["b", script, subject, *option] if len(option) <= 1:
                return Begin(script, subject, *option)
            case ["r", dialogue]:
                return Resume(Key(dialogue))
            case _:
                return None
    except ValueError:
        return None
