"""What the buttons about introductions do: a step on, a step back, let go; an idea becomes one, or never does."""

from bot.pages import GONE_ALREADY, show
from bot.sitting import Sitting
from conversations.address import Deed, Do, Open, Page
from conversations.effects import Keep, PlanNudges, Toast
from conversations.facts import Apart, ApartKind, Introduction, IntroductionState, Key, Person, apart_key
from conversations.introducing import is_ahead, moved_to, state_before
from conversations.nudge_times import today
from conversations.signals import Tapped

ON_PAGE = "page"


def move(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """An introduction came to its next station, or is let go. An old button takes none back."""
    introduction = sitting.ledger.introduction(Key(deed.key))
    if introduction is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    station, _, where = deed.value.rpartition(".") if "." in deed.value else (deed.value, "", "")
    on_page = ON_PAGE in (where, station)
    state = IntroductionState.DROPPED if deed.deed is Deed.INTRODUCTION_DROP else _station(station)
    if state is None or not is_ahead(introduction, state):
        sitting.do(Toast(tap.tap, "That is noted already."))
        return
    move_on(sitting, introduction, state)
    word = _word(state)
    if on_page:
        show(sitting, Open(Page.INTRO, introduction.key), tap, toast=word)
    else:
        sitting.do(Toast(tap.tap, word, alert=True))


def step_back(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """It was moved by mistake; or what was let go is taken up again."""
    introduction = sitting.ledger.introduction(Key(deed.key))
    before = state_before(introduction) if introduction else None
    if introduction is None or before is None:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
        return
    if deed.value not in ("", introduction.state):
        show(sitting, Open(Page.INTRO, introduction.key), tap, toast="That is noted already.")
        return
    move_on(sitting, introduction, before)
    show(sitting, Open(Page.INTRO, introduction.key), tap, toast="A step back.")


def pair(sitting: Sitting, deed: Do, tap: Tapped) -> None:
    """A proposed pair: a good idea, or not, and then never again."""
    one, other = sitting.ledger.person(Key(deed.key)), sitting.ledger.person(Key(deed.value))
    if one is None or other is None or one.key == other.key:
        sitting.do(Toast(tap.tap, GONE_ALREADY))
    elif deed.deed is Deed.PAIR_NEVER:
        key = apart_key(ApartKind.PAIR, one.key, other.key)
        sitting.do(Keep(Apart(key, ApartKind.PAIR, one.key, other.key)))
        show(sitting, Open(Page.CONNECT), tap, toast="Noted. I will not propose these two again.")
    else:
        _make(sitting, one, other, tap)


def _make(sitting: Sitting, one: Person, other: Person, tap: Tapped) -> None:
    """An introduction of the two; there is one of them at most."""
    between = {one.key, other.key}
    theirs = sitting.ledger.introductions(person=one.key)
    made = next((each for each in theirs if {each.person, each.other_key} == between), None)
    if made is None:
        key, day = sitting.ledger.next_key("i"), today(sitting.settings, sitting.now)
        made = Introduction(key, one.key, other.name, day, other_key=other.key)
        sitting.do(Keep(made))
    show(sitting, Open(Page.INTRO, made.key), tap, toast="Kept as an idea.")


def move_on(sitting: Sitting, introduction: Introduction, state: IntroductionState) -> None:
    """The introduction stands there from today; that is an answer, too."""
    moved = moved_to(introduction, state, today(sitting.settings, sitting.now))
    sitting.do(PlanNudges(introduction.key, ()), Keep(moved))  # what was put off is settled with the move
    sitting.answered(introduction.person)


def _word(state: IntroductionState) -> str:
    if state is IntroductionState.THANKED:
        return "Closed. Well done, all of you."
    if state is IntroductionState.DROPPED:
        return "Let go. That is all right, too."
    if state is IntroductionState.INTRODUCED:
        return "Good. In a week I ask how it went."
    return "Noted. I will ask again in a week."


def _station(value: str) -> IntroductionState | None:
    return IntroductionState(value) if value in set(IntroductionState) else None
