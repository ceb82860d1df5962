"""Pages: an address becomes a screen. Loads what a page shows; how it looks is for conversations/screens/."""

from typing import assert_never

from bot.entries import coming, person_of, thing_of
from bot.menu import COMMAND_NAMES
from bot.sitting import Sitting
from bot.subjects import name_of
from conversations.address import Open, Page
from conversations.dialogue import Dialogue
from conversations.draft_wordings import Occasion, Tone
from conversations.drafts import Facts
from conversations.effects import NudgeState, Revise, Screen, Toast
from conversations.facts import Event, Key, Person, first_name
from conversations.known import Known
from conversations.prose import plain
from conversations.screens import card, draft, events, help_page, people, person, privacy, promises, upcoming, why
from conversations.screens import home as home_page
from conversations.screens.help_page import Situation
from conversations.screens.paging import PER_PAGE
from conversations.screens.settings_page import settings_page
from conversations.screens.tips import tips_page
from conversations.scripts.catalogue import ScriptName, script_named
from conversations.signals import Tapped
from conversations.spine import is_of_use, state_of
from conversations.timing import local_time
from conversations.wording import title_in_a_sentence

MOST_FOUND = 100
GONE = "That is gone already. /events and /people show what is there."
GONE_ALREADY = "That is gone already; nothing to do."


def open_page(sitting: Sitting, to: Open) -> None:
    """Send a page as a new message."""
    sitting.say(screen_of(sitting, to))


def show(sitting: Sitting, to: Open, tap: Tapped, toast: str = "") -> None:
    """Show a page after a tap: in place of the page that carries the button, unless it is to come anew."""
    sitting.do(Toast(tap.tap, toast))
    screen = screen_of(sitting, to)
    if to.anew or tap.message is None:
        sitting.say(screen)
    else:
        sitting.do(Revise(tap.message, screen))


def revise(sitting: Sitting, tap: Tapped, screen: Screen) -> None:
    """Put a screen in place of the message that carries the button, if Telegram still tells which that is."""
    if tap.message is not None:
        sitting.do(Revise(tap.message, screen))


def screen_of(sitting: Sitting, to: Open) -> Screen:
    """The page an address leads to, as things stand now."""
    match to.page:
        case Page.HOME:
            return home(sitting)
        case Page.EVENTS:
            return _events(sitting, to.at)
        case Page.EVENT | Page.CARD:
            return _event(sitting, to)
        case Page.PEOPLE:
            return people_found(sitting, to.part, to.at) if to.part else _people(sitting, to.at)
        case Page.PERSON | Page.DRAFT:
            return _person(sitting, to)
        case Page.PROMISES:
            return _promises(sitting, to.at)
        case Page.UPCOMING:
            return _upcoming(sitting, to.at)
        case Page.WHY:
            return _why(sitting, to.key)
        case Page.TIPS:
            return tips_page(to.at)
        case Page.SETTINGS:
            return settings_page(sitting.settings, sitting.now, to.part)
        case Page.HELP:
            return _help(sitting)
        case Page.PRIVACY:
            return privacy.privacy_page(COMMAND_NAMES)
        case _:
            assert_never(to.page)


def home(sitting: Sitting) -> Screen:
    """Where the owner stands."""
    ledger = sitting.ledger
    ahead = ledger.upcoming_events(sitting.now, 1)
    event = ledger.live_event(sitting.now) or debrief_due(sitting) or (ahead[0] if ahead else None)
    parked = tuple((dialogue.key, script_title(sitting, dialogue)) for dialogue in unfinished(sitting))
    return home_page.home(sitting.settings, event, parked[:3], sitting.now)


def debrief_due(sitting: Sitting) -> Event | None:
    """The last event, when it is over and waits for its debrief."""
    past = sitting.ledger.past_events(sitting.now, 1)
    return next((event for event in past if not (event.debriefed or event.dismissed)), None)


def script_title(sitting: Sitting, dialogue: Dialogue) -> str:
    """A dialogue's name inside a sentence: "your prep for AI meetup"."""
    subject = _subject(sitting, dialogue)
    event = subject if isinstance(subject, Event) else None
    person = subject if isinstance(subject, Person) else None
    nudge = sitting.ledger.nudge(dialogue.subject) if dialogue.subject and subject is None else None
    about = name_of(sitting.ledger, nudge.subject) if nudge else None
    known = Known(sitting.now, sitting.settings, event, person, about=about or "")
    return title_in_a_sentence(script_named(dialogue.script), dialogue, known)


def unfinished(sitting: Sitting) -> tuple[Dialogue, ...]:
    """Dialogues worth going on with: the open one first, then those that were left."""
    left = (sitting.ledger.open_dialogue(), *sitting.ledger.parked_dialogues())
    return tuple(each for each in left if each and is_of_use(each, _subject(sitting, each), sitting.now))


def _subject(sitting: Sitting, dialogue: Dialogue) -> Event | Person | None:
    key = dialogue.subject
    return (sitting.ledger.event(key) or sitting.ledger.person(key)) if key else None


def people_found(sitting: Sitting, query: str, at: int = 0) -> Screen:
    """The people a search finds, by name or by a word of what is noted."""
    found = sitting.ledger.find_people(query, MOST_FOUND)
    rows = tuple((each, _event_of(sitting, each)) for each in found[at : at + PER_PAGE])
    return people.people_page(rows, at, len(found), query)


def card_screen(sitting: Sitting, event: Event) -> Screen:
    """The pocket card of an event."""
    prep = sitting.ledger.latest_dialogue(ScriptName.BEFORE_EVENT, event.key)
    return card.card(event, prep.answers if prep else None, sitting.ledger.plans(event.key), sitting.now)


def _events(sitting: Sitting, at: int) -> Screen:
    rows = tuple(_event_row(sitting, event) for event in sitting.ledger.events(PER_PAGE, at))
    return events.events_page(rows, at, sitting.ledger.count_events(), sitting.settings, sitting.now)


def _event(sitting: Sitting, to: Open) -> Screen:
    event = sitting.ledger.event(Key(to.key))
    if event is None:
        return Screen(plain(GONE))
    if to.page is Page.CARD:
        return card_screen(sitting, event)
    if to.part == "delete":
        return events.delete_sure(event)
    plans = sitting.ledger.plans(event.key)
    return events.event_page(_event_row(sitting, event), plans, sitting.settings, sitting.now)


def _event_row(sitting: Sitting, event: Event) -> events.EventRow:
    loops = sitting.ledger.open_loops(event.key)
    state = state_of(event, sitting.now, loops.promises + loops.introductions)
    return events.EventRow(event, state, loops.people, loops.promises, loops.introductions)


def _people(sitting: Sitting, at: int) -> Screen:
    rows = tuple((each, _event_of(sitting, each)) for each in sitting.ledger.people(PER_PAGE, at))
    return people.people_page(rows, at, sitting.ledger.count_people())


def _person(sitting: Sitting, to: Open) -> Screen:
    found = sitting.ledger.person(Key(to.key))
    if found is None:
        return Screen(plain(GONE))
    if to.page is Page.DRAFT:
        return _draft(sitting, found, to.part)
    ledger = sitting.ledger
    pending = [nudge for nudge in ledger.nudges_of(found.key) if nudge.state is NudgeState.PENDING]
    bonds = person.Bonds(
        event=_event_of(sitting, found),
        promises=ledger.promises(person=found.key),
        introductions=ledger.introductions(person=found.key),
        contacts=ledger.contacts(found.key),
        next_nudge=pending[0] if pending else None,
    )
    return person.person_page(found, bonds, sitting.settings, sitting.now)


def _draft(sitting: Sitting, found: Person, part: str) -> Screen:
    tone = Tone(part) if part in set(Tone) else Tone.WARM
    today = local_time(sitting.now, sitting.settings.zone).date()
    since = local_time(found.last_contact, sitting.settings.zone).date() if found.last_contact else found.met_on
    event = _event_of(sitting, found)
    mine = [promise.words for promise in sitting.ledger.promises(person=found.key) if promise.mine]
    facts = Facts(
        first_name(found),
        event.title if event else None,
        found.said,
        mine[0] if mine else None,
        found.who,
        sitting.settings.first_name or None,
        (today - since).days,
    )
    occasion = Occasion.CHECK_IN if found.last_contact else Occasion.FOLLOW_UP
    return draft.draft_page(found, facts, tone, occasion)


def _promises(sitting: Sitting, at: int) -> Screen:
    ledger = sitting.ledger
    rows = tuple(
        (each, ledger.person(each.person) if each.person else None)
        for each in ledger.promises(limit=PER_PAGE, offset=at)
    )
    return promises.promises_page(rows, at, ledger.count_promises(), sitting.settings, sitting.now)


def _upcoming(sitting: Sitting, at: int) -> Screen:
    rows = coming(sitting)
    return upcoming.upcoming_page(rows[at : at + PER_PAGE], at, len(rows), sitting.settings, sitting.now)


def _why(sitting: Sitting, key: str) -> Screen:
    nudge = sitting.ledger.nudge(Key(key))
    told = nudge and (sitting.ledger.event(nudge.subject) or thing_of(sitting, nudge))
    if not nudge or not told:
        return Screen(plain(GONE))
    person = None if isinstance(told, Event) else person_of(sitting, told)
    return why.why_page(nudge, told, person, sitting.settings)


def _event_of(sitting: Sitting, found: Person) -> Event | None:
    return sitting.ledger.event(found.event) if found.event else None


def _help(sitting: Sitting) -> Screen:
    situation, title, key = _situation(sitting)
    return help_page.help_page(situation, COMMAND_NAMES, title, key)


def _situation(sitting: Sitting) -> tuple[Situation, str, str]:
    """Where somebody stands who asks for help, and what that is about."""
    ledger, now = sitting.ledger, sitting.now
    if not sitting.settings.set_up:
        return Situation.NEW, "", ""
    if dialogue := ledger.open_dialogue():
        return Situation.DIALOGUE, script_title(sitting, dialogue), dialogue.key
    if live := ledger.live_event(now):
        return Situation.LIVE, live.title, live.key
    if due := debrief_due(sitting):
        return Situation.DEBRIEF_DUE, due.title, due.key
    if ahead := ledger.upcoming_events(now, 1):
        return Situation.EVENT_AHEAD, ahead[0].title, ahead[0].key
    return Situation.IDLE, "", ""
