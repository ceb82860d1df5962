"""How each dialogue ends: what is changed for good, what is said, and where it leads. Pure.

Facts that a dialogue made itself are harvest.py's; here stand the changes to what was there before it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from conversations.address import Begin, Open, Page
from conversations.answers import Day, Moment, Ticked
from conversations.conditions import chosen_options
from conversations.dialogue import Dialogue
from conversations.editing import changed
from conversations.effects import Button, Change, Keep, Named, Nudge, NudgeKind, Record, Screen, Withdraw
from conversations.event_line import read_event_line
from conversations.facts import Event, Introduction, Person, Plan, Promise, PromiseState, Settings
from conversations.harvest import harvested, settled, whose
from conversations.known import Known
from conversations.nudging import planned, put_off
from conversations.prose import Html, joined, plain, prose, short
from conversations.scripts.catalogue import ScriptName
from conversations.spine import EventState, state_of
from conversations.summary import summary
from conversations.timing import local_time, spoken_day, zone_label
from conversations.typed import words_at

ADDED = (
    "“{title}” is in. I will ask once more the evening before, give you your card on the day, "
    "and ask afterwards whom you met.\n\nShall we get you ready now? Five minutes."
)
ADDED_SOON = (
    "“{title}” is in. Your card waits under /card, and afterwards I ask whom you met."
    "\n\nShall we get you ready now? Five minutes."
)
ADDED_LIVE = (
    "“{title}” is in, and it is on. Write me a line about anybody you meet, such as “Ana, climbs, send her the "
    "article”. Afterwards I ask about them."
)
PUT_OFF = "I will come back to it on {day} at {hour}."
PUT_OFF_BEYOND_PAUSE = "I will come back to it when your pause is over, on {day} at {hour}."
PAUSED = (
    "I write nothing by myself before {day}. What you set to a minute yourself still comes, "
    "and you can write to me all the time. /settings ends the pause sooner."
)
IN_THE_PAUSE = "“{event}” falls into it; /prep, /card and /debrief are there when you want them."
UNMOVED = "All right, I leave it as it is."
NOT_THERE = "That is no longer in my notes, so there is nothing to put off."
GONE = "That is no longer in my notes, so there is nothing to add it to."


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends a dialogue: records, screens to say, and where to go at once."""

    records: tuple[Record, ...] = ()
    screens: tuple[Screen, ...] = ()
    then: Begin | Open | None = None
    words: str = ""  # the first answer to the dialogue that follows


def ending(dialogue: Dialogue, known: Known) -> Ending:
    """The end of a dialogue all of whose questions are answered."""
    match ScriptName(dialogue.script):
        case ScriptName.SET_UP:
            return _set_up(dialogue, known)
        case ScriptName.NEW_EVENT:
            return _new_event(dialogue, known)
        case ScriptName.BEFORE_EVENT:
            return _before_event(dialogue, known)
        case ScriptName.AFTER_EVENT:
            return _after_event(dialogue, known)
        case ScriptName.CHECK_IN:
            return _check_in(dialogue, known)
        case ScriptName.SNOOZE:
            return _snooze(dialogue, known)
        case ScriptName.PAUSE:
            return _pause(dialogue, known)
        case ScriptName.EDIT:
            return _edit(dialogue, known)
        case ScriptName.PROMISE:
            return _person_page(known)
        case ScriptName.INTRODUCE:
            return _introduce(dialogue, known)
        case ScriptName.TOUCH:
            return _touch(dialogue, known)
        case never:
            assert_never(never)


def _set_up(dialogue: Dialogue, known: Known) -> Ending:
    settings = replace(settled(dialogue, known.settings), set_up=True)
    text = prose(
        "You are set: {hour}, {zone}, and nothing between {start} and {end}. /settings changes it.",
        hour=f"{settings.nudge_hour:%H:%M}",
        zone=zone_label(settings.zone, known.now),
        start=f"{settings.quiet_from:%H:%M}",
        end=f"{settings.quiet_until:%H:%M}",
    )
    words = words_at(dialogue.answers, "next") or ""
    if read_event_line(words, local_time(known.now, settings.zone), settings.zone).start is None:
        words = ""
    wants_event = words or {"add", "came"} & set(chosen_options(dialogue.answers, "next"))
    then = Begin(ScriptName.NEW_EVENT) if wants_event else Open(Page.HOME)
    return Ending((Change(settings),), (Screen(text),), then, words)


def _new_event(dialogue: Dialogue, known: Known) -> Ending:
    event = next((fact for fact in harvested(dialogue, known) if isinstance(fact, Event)), None)
    if event is None:
        text = "I added nothing. /event starts again whenever you like."
        return Ending(screens=(Screen(plain(text)),))
    if event.end.utc() <= known.now and not (event.debriefed or event.dismissed):
        text_over = prose("“{title}” is noted. Now to the people.", title=short(event.title))
        return Ending(screens=(Screen(text_over),), then=Begin(ScriptName.AFTER_EVENT, event.key))
    if known.event is not None:
        return Ending(screens=(Screen(prose("Changed: “{title}”.", title=short(event.title))),))
    return Ending(screens=(_added(event, known),))


def _added(event: Event, known: Known) -> Screen:
    """What happens with a new event, said truly: one that is on, or comes soon, gets no evening before."""
    title = short(event.title)
    if state_of(event, known.now, 0) is EventState.LIVE:
        return Screen(prose(ADDED_LIVE, title=title))
    ready = (Button("Get ready now", Begin(ScriptName.BEFORE_EVENT, event.key)),)
    nudges = planned(event, known.settings, known.now).nudges
    if not any(nudge.kind is NudgeKind.PREPARE for nudge in nudges):
        return Screen(prose(ADDED_SOON, title=title), (ready, (_event_button("Not now", event),)))
    return Screen(prose(ADDED, title=title), (ready, (_event_button("The evening before is fine", event),)))


def _event_button(label: str, event: Event) -> Button:
    return Button(label, Open(Page.EVENT, event.key, anew=True))


def _before_event(dialogue: Dialogue, known: Known) -> Ending:
    if known.event is None:
        return Ending(screens=(Screen(plain(GONE)),))
    plans = [fact for fact in harvested(dialogue, known) if isinstance(fact, Plan)]
    lines = [prose("• If {cue} → {action}", cue=plan.cue, action=plan.action) for plan in plans]
    earlier = [plan for plan in known.plans if not plan.key.startswith(f"{dialogue.key}.")]
    records: tuple[Record, ...] = (
        Keep(replace(known.event, prepared=True)),
        *(Withdraw(plan) for plan in earlier),
    )
    if not lines:
        text = plain("That is your prep. Here is your card for the pocket.")
        return Ending(records, (Screen(text),), Open(Page.CARD, known.event.key))
    head = plain("You are ready. Read these once, slowly; saying a plan over helps it happen.")
    foot = plain("And here is your card for the pocket.")
    return Ending(records, (Screen(joined([head, joined(lines), foot], "\n\n")),), Open(Page.CARD, known.event.key))


def _after_event(dialogue: Dialogue, known: Known) -> Ending:
    records: list[Record] = []
    if known.event is not None:
        records.append(Keep(replace(known.event, debriefed=True)))
    happened = dialogue.answers.get("plans")
    if isinstance(happened, Ticked):
        keys = {choice.option for choice in happened.ticked}
        records += [Keep(replace(plan, happened=plan.key in keys)) for plan in known.plans]
    facts = (*(fact for fact in harvested(dialogue, known) if whose(fact) not in known.gone),)
    named = {fact.key for fact in facts if isinstance(fact, Person)}
    today = known.local_now.date()
    records += [
        Keep(replace(person, draft=False, debriefed_on=today)) for person in known.captured if person.key not in named
    ]
    told = {fact.key for fact in facts}
    noted = (fact for fact in known.noted if isinstance(fact, Promise | Introduction) and fact.key not in told)
    return Ending(tuple(records), (summary((*facts, *(fact for fact in noted if fact.person in named)), known),))


def _check_in(dialogue: Dialogue, known: Known) -> Ending:
    if known.person is None:
        return Ending(screens=(Screen(plain(GONE)),))
    records: list[Record] = []
    kept = set(chosen_options(dialogue.answers, "kept"))
    records += [Keep(replace(promise, state=PromiseState.DONE)) for promise in known.promises if promise.key in kept]
    text = prose("Noted. The rhythm with {person} starts anew from today.", person=short(known.person.name, 40))
    button = Button(short(known.person.name, 30), Open(Page.PERSON, known.person.key, anew=True))
    return Ending(tuple(records), (Screen(text, ((button,),)),))


def _snooze(dialogue: Dialogue, known: Known) -> Ending:
    if known.nudge is None:
        return Ending(screens=(Screen(plain(NOT_THERE)),))
    until = _until(dialogue)
    if until is None:
        return Ending(screens=(Screen(plain(UNMOVED)),))
    marks = put_off(known.nudge, until, known.settings)
    return Ending(marks, (Screen(_comes_back(marks[-1].nudge, known.settings)),))


def _until(dialogue: Dialogue) -> date | datetime | None:
    match dialogue.answers.get("until"):
        case Day(day=day):
            return day
        case Moment(start=start):
            return start
        case _:
            return None


def _comes_back(nudge: Nudge, settings: Settings) -> Html:
    """When it comes; a pause holds back what was put off to a day, and nothing that was set to the minute."""
    at, pause = local_time(nudge.due, settings.zone), settings.paused_until
    held = nudge.named is not Named.MOMENT and pause is not None and nudge.at.local.date() < pause
    return prose(PUT_OFF_BEYOND_PAUSE if held else PUT_OFF, day=spoken_day(at.date()), hour=f"{at:%H:%M}")


def _pause(dialogue: Dialogue, known: Known) -> Ending:
    until = dialogue.answers.get("until")
    if not isinstance(until, Day) or until.day is None:
        return Ending(screens=(Screen(plain(UNMOVED)),))
    parts = [prose(PAUSED, day=spoken_day(until.day))]
    event, zone = known.next_event, known.settings.zone
    if event and known.now < event.start.utc() and local_time(event.start.utc(), zone).date() < until.day:
        parts.append(prose(IN_THE_PAUSE, event=short(event.title, 60)))
    change = Change(replace(known.settings, paused_until=until.day))
    return Ending((change,), (Screen(joined(parts, "\n\n")),))


def _person_page(known: Known, *records: Record) -> Ending:
    """Back to the person, who looks as they are known now."""
    if known.person is None:
        return Ending(screens=(Screen(plain(GONE)),))
    return Ending(records, then=Open(Page.PERSON, known.person.key))


def _edit(dialogue: Dialogue, known: Known) -> Ending:
    person = known.person
    return _person_page(known, *(changed(person, dialogue.key, dialogue.answers, known) if person else ()))


def _introduce(dialogue: Dialogue, known: Known) -> Ending:
    made = next((fact for fact in harvested(dialogue, known) if isinstance(fact, Introduction)), None)
    return Ending(then=Open(Page.INTRO, made.key)) if made else _person_page(known)


def _touch(dialogue: Dialogue, known: Known) -> Ending:
    day, person = dialogue.answers.get("day"), known.person
    if person is None or not isinstance(day, Day):
        return _person_page(known)
    return _person_page(known, Keep(replace(person, next_touch=day.day, touch_how=day.words if day.day else None)))
