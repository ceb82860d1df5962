"""Pages: an address becomes a screen. Loads what a page shows; how it looks is for conversations/screens/."""

from collections.abc import Callable, Mapping

from bot import introduction_pages, leaving
from bot.entries import coming, person_of, thing_of
from bot.menu import COMMAND_NAMES
from bot.person_pages import event_of, person_pages
from bot.sitting import Sitting
from bot.subjects import name_of
from conversations.address import Open, Page
from conversations.dialogue import Dialogue
from conversations.effects import Revise, Screen, Toast
from conversations.facts import Event, Key, Person
from conversations.known import Known
from conversations.noting import told
from conversations.nudge_times import today
from conversations.prose import plain
from conversations.recall import By, asked
from conversations.screens import card, events, help_page, people, privacy, promises, upcoming, why
from conversations.screens import home as home_page
from conversations.screens.help_page import Situation
from conversations.screens.paging import PER_PAGE, first_row, rows_on
from conversations.screens.settings_page import settings_page
from conversations.screens.tips import tips_page
from conversations.scripts.catalogue import ScriptName, script_named
from conversations.signals import Tapped
from conversations.spine import is_of_use, state_of
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
    return PAGES[to.page](sitting, to) or Screen(plain(GONE))


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
    there = (each for each in left if each and not _is_planned_anew(sitting, each))
    return tuple(each for each in there if is_of_use(each, _subject(sitting, each), sitting.now))


def _is_planned_anew(sitting: Sitting, dialogue: Dialogue) -> bool:
    """Whether a dialogue was to put off a nudge that is not there any more."""
    subject = dialogue.subject
    return dialogue.script == ScriptName.SNOOZE and (subject is None or sitting.ledger.nudge(subject) is None)


def _subject(sitting: Sitting, dialogue: Dialogue) -> Event | Person | None:
    key = dialogue.subject
    return (sitting.ledger.event(key) or sitting.ledger.person(key)) if key else None


def people_found(sitting: Sitting, query: str, to: Open | None = None) -> Screen:
    """The people a question finds, by name or by whatever was noted of them, and why; of one the whole page at once."""
    found = sitting.ledger.recall(asked(query), MOST_FOUND)
    called = [hit for hit in found if hit.by is By.NAME]
    one = called if len(called) == 1 else found
    if len(one) == 1 and to is None and (page := person_pages(sitting, Open(Page.PERSON, one[0].person))):
        return page
    at = first_row(to, {hit.person: row for row, hit in enumerate(found)}.get, len(found)) if to else 0
    hits = found[at : at + PER_PAGE]
    shown = [each for hit in hits if (each := sitting.ledger.person(hit.person))]
    rows = tuple(people.PersonRow(each, event_of(sitting, each)) for each in shown)
    return people.people_page(rows, at, len(found), query, hits)


def _noted(sitting: Sitting, person: Person) -> str:
    """What was noted of somebody, for one line of a list."""
    return "" if person.who or person.said else " · ".join(told(sitting.ledger.notes(person.key)))


def finds_anybody(sitting: Sitting, query: str) -> bool:
    """Whether a question finds somebody."""
    return bool(sitting.ledger.recall(asked(query), 1))


def card_screen(sitting: Sitting, event: Event) -> Screen:
    """The pocket card of an event."""
    prep = sitting.ledger.latest_dialogue(ScriptName.BEFORE_EVENT, event.key)
    return card.card(event, prep.answers if prep else None, sitting.ledger.plans(event.key), sitting.now)


def _events(sitting: Sitting, to: Open) -> Screen:
    total = sitting.ledger.count_events()
    at = first_row(to, sitting.ledger.row_of_event, total)
    rows = tuple(_event_row(sitting, event) for event in sitting.ledger.events(PER_PAGE, at))
    return events.events_page(rows, at, total, sitting.settings, sitting.now)


def _event(sitting: Sitting, to: Open) -> Screen | None:
    event = sitting.ledger.event(Key(to.key))
    if event is None:
        return None
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


def _people(sitting: Sitting, to: Open) -> Screen:
    total = sitting.ledger.count_people()
    at = first_row(to, sitting.ledger.row_of_person, total)
    rows = tuple(
        people.PersonRow(each, event_of(sitting, each), _noted(sitting, each))
        for each in sitting.ledger.people(PER_PAGE, at)
    )
    return people.people_page(rows, at, total)


def _promises(sitting: Sitting, to: Open) -> Screen:
    """`to.part` names a promise that the last tap settled."""
    ledger = sitting.ledger
    total = ledger.count_promises()
    at = first_row(to, ledger.row_of_promise, total)
    rows = tuple(
        (each, ledger.person(each.person) if each.person else None)
        for each in ledger.promises(limit=rows_on(Page.PROMISES), offset=at)
    )
    settled = ledger.promise(Key(to.part)) if to.part else None
    return promises.promises_page(rows, at, total, today(sitting.settings, sitting.now), settled)


def _upcoming(sitting: Sitting, to: Open) -> Screen:
    rows = coming(sitting)
    places = {nudge.key: row for row, (nudge, _, _) in enumerate(rows)}
    at = first_row(to, places.get, len(rows))
    return upcoming.upcoming_page(rows[at : at + PER_PAGE], at, len(rows), sitting.settings, sitting.now)


def _why(sitting: Sitting, key: str) -> Screen | None:
    nudge = sitting.ledger.nudge(Key(key))
    told = nudge and (sitting.ledger.event(nudge.subject) or thing_of(sitting, nudge))
    if not nudge or not told:
        return None
    person = None if isinstance(told, Event) else person_of(sitting, told)
    return why.why_page(nudge, told, person, sitting.settings)


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


PAGES: Mapping[Page, Callable[[Sitting, Open], Screen | None]] = {
    Page.HOME: lambda sitting, _: home(sitting),
    Page.EVENTS: _events,
    Page.EVENT: _event,
    Page.CARD: _event,
    Page.PEOPLE: lambda sitting, to: people_found(sitting, to.part, to) if to.part else _people(sitting, to),
    Page.PERSON: person_pages,
    Page.DRAFT: person_pages,
    Page.SAME: person_pages,
    Page.PROMISES: _promises,
    Page.INTROS: introduction_pages.introductions,
    Page.INTRO: introduction_pages.introduction,
    Page.CONNECT: lambda sitting, _: introduction_pages.connect(sitting),
    Page.UPCOMING: _upcoming,
    Page.WHY: lambda sitting, to: _why(sitting, to.key),
    Page.TIPS: lambda _, to: tips_page(to.at),
    Page.SETTINGS: lambda sitting, to: settings_page(sitting.settings, sitting.now, to.part),
    Page.HELP: lambda sitting, _: _help(sitting),
    Page.LEAVE: leaving.page,
    Page.PRIVACY: lambda _, __: privacy.privacy_page(COMMAND_NAMES),
}
"""Every page has its way; a test holds this to the list of pages."""
