"""Help that fits where one stands: first the one thing that helps now, then all commands."""

from collections.abc import Collection
from enum import StrEnum
from typing import assert_never

from conversations.address import Begin, Open, Page, Resume
from conversations.effects import Button, Screen
from conversations.facts import Key
from conversations.prose import Html, joined, plain, prose, short
from conversations.screens.commands import command_list
from conversations.scripts.catalogue import ScriptName


class Situation(StrEnum):
    """Where somebody stands who asks for help."""

    NEW = "new"
    DIALOGUE = "dialogue"
    EVENT_AHEAD = "event_ahead"
    LIVE = "live"
    DEBRIEF_DUE = "debrief_due"
    IDLE = "idle"


def help_page(situation: Situation, commands: Collection[str], title: str = "", key: str = "") -> Screen:
    """Help for a situation, and the `commands` that exist.

    `title` and `key` are those of the event, or of the open dialogue with its title inside a sentence ("your prep").
    """
    text = joined([_advice(situation, short(title, 60)), command_list(commands)], "\n\n")
    home = Button("‹ Home", Open(Page.HOME))
    return Screen(text, (_steps(situation, key), (Button("Tips", Open(Page.TIPS)), home)))


def _advice(situation: Situation, title: str) -> Html:
    match situation:
        case Situation.NEW:
            return plain(
                "I get you ready for an event, help you remember the people you met there, "
                "and remind you of what you promised them. We start with three short questions.",
            )
        case Situation.DIALOGUE:
            text = (
                "We are in the middle of {title}. Answer in your own words or tap a button. “Skip”, “Back”, “Why?” and "
                "“Later” always work, also typed. Every answer is kept at once, so you can leave whenever you like."
            )
            return prose(text, title=title or "a conversation")
        case Situation.EVENT_AHEAD:
            text = "<b>{title}</b> is ahead. Get ready in five minutes, or look at your card."
            return prose(text, title=title or "An event")
        case Situation.LIVE:
            text = (
                "<b>{title}</b> is on. Write me a name and a few words about anybody you meet: "
                "“Ana, climbs, send her the article”. I ask nothing back until it is over."
            )
            return prose(text, title=title or "Your event")
        case Situation.DEBRIEF_DUE:
            text = "<b>{title}</b> is over. Tell me whom you met; a minute a person, and you may stop at any time."
            return prose(text, title=title or "Your event")
        case Situation.IDLE:
            return plain("Nothing waits for you. When you hear of an event, tell me about it in a line.")
        case never:
            assert_never(never)


def _steps(situation: Situation, key: str) -> tuple[Button, ...]:
    match situation:
        case Situation.NEW:
            return (Button("Let’s start", Begin(ScriptName.SET_UP)),)
        case Situation.DIALOGUE:
            return (Button("Go on", Resume(Key(key))),)
        case Situation.EVENT_AHEAD:
            ready = Button("Get ready", Begin(ScriptName.BEFORE_EVENT, key))
            return ready, Button("My card", Open(Page.CARD, key))
        case Situation.LIVE:
            return (Button("My card", Open(Page.CARD, key)),)
        case Situation.DEBRIEF_DUE:
            return (Button("Start the debrief", Begin(ScriptName.AFTER_EVENT, key)),)
        case Situation.IDLE:
            return (Button("Add an event", Begin(ScriptName.NEW_EVENT)),)
        case never:
            assert_never(never)
