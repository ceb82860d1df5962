"""Slash commands: each opens a page or a dialogue. None of them loses the dialogue that is open."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot import capture, forgetting, playing
from bot.entries import can_come_back
from bot.jotting import event_of_the_hour
from bot.pages import home, open_page, people_found
from bot.sitting import Sitting
from conversations.address import Begin, Open, Page
from conversations.effects import Ask, AskButton, Change, HandOver, Screen
from conversations.facts import Event, Key
from conversations.prose import plain, prose, short
from conversations.screens import carrying, notices
from conversations.screens.noted import HOW
from conversations.scripts.catalogue import ScriptName
from conversations.signals import Commanded, Said
from conversations.timing import zone_label
from conversations.zones import find_zone

ADD_FIRST = "There is no event ahead that I know of. Tell me about it in a line, and we go from there."
NO_PAUSE = frozenset({"off", "end", "stop", "over"})
OF_PEOPLE = frozenset(
    {ScriptName.CHECK_IN, ScriptName.EDIT, ScriptName.PROMISE, ScriptName.INTRODUCE, ScriptName.TOUCH}
)
"""Dialogues that are about somebody."""

NO_DEBRIEF = "No event waits for a debrief. If you just came from one, tell me about it in a line."


def run(sitting: Sitting, command: Commanded) -> None:
    """Do what the command says; an unknown one gets the nearest that exists."""
    action = COMMANDS.get(command.name.casefold())
    if action is None:
        sitting.say(notices.unknown_command(command.name, tuple(COMMANDS)))
        return
    if not sitting.settings.set_up and command.name.casefold() in NEEDS_SET_UP:
        set_up_first(sitting, command.argument if command.name == "event" else "")
        return
    action(sitting, command)


def set_up_first(sitting: Sitting, text: str = "") -> None:
    """Nothing with a date in it makes sense before the time zone is known. A line that came first is kept for later."""
    if text:
        sitting.say(Screen(prose("I keep “{text}” for in a moment.", text=short(text))))
        playing.keep_for_later(sitting, Begin(ScriptName.NEW_EVENT), text)
    playing.begin(sitting, Begin(ScriptName.SET_UP))


def move_to_zone(sitting: Sitting, zone: str | None) -> None:
    """A location shared outside set-up moves the owner's zone, and everything pending with it."""
    if zone is None:
        sitting.say(Screen(plain("I cannot tell the time zone out there. /settings takes the name of a city.")))
        return
    sitting.do(Change(replace(sitting.settings, zone=zone)))
    local = playing.local_now(sitting)
    text = prose(
        "Noted: {zone}, where it is {time} now. What is planned moves with you.",
        zone=zone_label(zone, sitting.now),
        time=f"{local:%H:%M}",
    )
    sitting.say(Screen(text, clear_asks=True))


def begin_about(sitting: Sitting, to: Begin) -> None:
    """Start a dialogue about something, if that something is still there."""
    if not sitting.settings.set_up and to.script != ScriptName.SET_UP:
        set_up_first(sitting)
        return
    if to.script not in set(ScriptName) or not _is_there(sitting, to):
        sitting.say(Screen(plain("That is gone already. /events and /people show what is there.")))
        return
    playing.begin(sitting, to)


def _is_there(sitting: Sitting, to: Begin) -> bool:
    """Whether what the dialogue is to be about is there; what is put off is a nudge."""
    key, ledger = Key(to.subject), sitting.ledger
    if to.script == ScriptName.SNOOZE:
        nudge = ledger.nudge(key)
        return nudge is not None and can_come_back(sitting, nudge)
    if to.script == ScriptName.EDIT and ledger.note(key) is not None:
        return True
    of_person = to.script in OF_PEOPLE
    return not (key or of_person) or ledger.person(key) is not None or (not of_person and ledger.event(key) is not None)


def _start(sitting: Sitting, command: Commanded) -> None:
    if sitting.settings.set_up and command.argument == "people":
        open_page(sitting, Open(Page.PEOPLE))
    elif sitting.settings.set_up:
        sitting.say(home(sitting))
    else:
        playing.begin(sitting, Begin(ScriptName.SET_UP))


def _event(sitting: Sitting, command: Commanded) -> None:
    said = Said(command.argument, command.message) if command.argument else None
    playing.begin(sitting, Begin(ScriptName.NEW_EVENT), said)


def _prep(sitting: Sitting, _command: Commanded) -> None:
    event = _next_event(sitting)
    if event is None:
        sitting.say(Screen(plain(ADD_FIRST)))
        playing.begin(sitting, Begin(ScriptName.NEW_EVENT))
        return
    playing.begin(sitting, Begin(ScriptName.BEFORE_EVENT, event.key))


def _card(sitting: Sitting, _command: Commanded) -> None:
    event = _next_event(sitting) or event_of_the_hour(sitting)
    if event is None:
        sitting.say(Screen(plain(ADD_FIRST)))
        playing.begin(sitting, Begin(ScriptName.NEW_EVENT))
        return
    open_page(sitting, Open(Page.CARD, event.key))


def _met(sitting: Sitting, command: Commanded) -> None:
    if command.argument:
        capture.jot(sitting, Said(command.argument, command.message))
        return
    text = f"{HOW}, after /met. During an event you can leave the /met away. Or pick somebody you write with already."
    sitting.say(Screen(plain(text), asks=(AskButton("Pick from my chats", Ask.CONTACTS),)))


def _debrief(sitting: Sitting, _command: Commanded) -> None:
    event = event_of_the_hour(sitting)
    if event is None:
        sitting.say(Screen(plain(NO_DEBRIEF)))
        playing.begin(sitting, Begin(ScriptName.NEW_EVENT))
        return
    playing.begin(sitting, Begin(ScriptName.AFTER_EVENT, event.key))


def _people(sitting: Sitting, command: Commanded) -> None:
    if command.argument:
        sitting.say(people_found(sitting, command.argument))
    else:
        open_page(sitting, Open(Page.PEOPLE))


def _forget(sitting: Sitting, command: Commanded) -> None:
    sitting.say(forgetting.asked_for(sitting, command.argument))


def _settings(sitting: Sitting, command: Commanded) -> None:
    if not command.argument:
        open_page(sitting, Open(Page.SETTINGS))
        return
    word, _, rest = command.argument.partition(" ")
    if word.casefold() == "pause":
        _pause(sitting, rest.strip(), command.message)
        return
    found = find_zone(command.argument)
    if not found:
        sitting.say(
            Screen(prose("I know no place called {place}. The nearest big city will do.", place=command.argument[:60]))
        )
        return
    move_to_zone(sitting, found[0].zone)


def _pause(sitting: Sitting, words: str, message: int) -> None:
    """Ask until when, unless the words say it: "/settings pause until 5 January", "/settings pause off"."""
    if not sitting.settings.set_up:
        set_up_first(sitting)
    elif words.casefold() in NO_PAUSE:
        sitting.do(Change(replace(sitting.settings, paused_until=None)))
        sitting.say(Screen(plain("I go on as usual.")))
    else:
        playing.begin(sitting, Begin(ScriptName.PAUSE), Said(words, message) if words else None)


def _export(sitting: Sitting, _command: Commanded) -> None:
    sitting.do(HandOver())


def _import(sitting: Sitting, _command: Commanded) -> None:
    sitting.say(carrying.what_to_send())


def _cancel(sitting: Sitting, _command: Commanded) -> None:
    dialogue = sitting.ledger.open_dialogue()
    if dialogue is None:
        sitting.say(Screen(plain("Nothing is open. /help shows what I can do.")))
        return
    playing.leave(sitting, dialogue)


def _page(page: Page) -> Callable[[Sitting, Commanded], None]:
    return lambda sitting, _command: open_page(sitting, Open(page))


def _next_event(sitting: Sitting) -> Event | None:
    ahead = sitting.ledger.upcoming_events(sitting.now, 1)
    return ahead[0] if ahead else None


COMMANDS: Mapping[str, Callable[[Sitting, Commanded], None]] = {
    "start": _start,
    "event": _event,
    "events": _page(Page.EVENTS),
    "prep": _prep,
    "card": _card,
    "met": _met,
    "debrief": _debrief,
    "people": _people,
    "who": _people,
    "promises": _page(Page.PROMISES),
    "intros": _page(Page.INTROS),
    "connect": _page(Page.CONNECT),
    "upcoming": _page(Page.UPCOMING),
    "tips": _page(Page.TIPS),
    "settings": _settings,
    "export": _export,
    "import": _import,
    "forget": _forget,
    "deleteme": _page(Page.LEAVE),
    "privacy": _page(Page.PRIVACY),
    "help": _page(Page.HELP),
    "cancel": _cancel,
}

OWN = {"export", "import", "forget", "deleteme", "privacy"}
NEEDS_SET_UP = frozenset(COMMANDS) - OWN - {"tips", "settings", "help", "cancel"}
"""Commands whose dates would be wrong without a time zone."""
