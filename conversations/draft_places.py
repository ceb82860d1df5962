"""Where one met and how long ago, as one says it."""

from typing import Final

from conversations.jottings import one_line

LONGEST_TITLE: Final = 50


def at_event(title: str | None) -> str:
    """As in "at the AI meetup", with a blank before it; empty when there is no title worth saying."""
    line = one_line(title, LONGEST_TITLE)
    return f" at {_with_article(line)}" if line and line.lower() not in UNTITLED else ""


def recently(days: int | None) -> str:
    """As in "today" or "yesterday", with a blank before it; empty for any other day."""
    return RECENT.get(days, "")


def since(days: int | None) -> str:
    """A length of time as it follows "for"; empty when it is too short to mention."""
    if days is None or days < FORTNIGHT:
        return ""
    if days < FEW_WEEKS:
        return "a couple of weeks" if days < SOME_WEEKS else "a few weeks"
    months = round(days / 30.4)
    return f"about {NUMBERS[months]} months" if months < len(NUMBERS) else "a long time"


# What an event is called that was never given a name.
UNTITLED: Final = frozenset({"an event", "event", "the event"})
FORTNIGHT: Final = 14
SOME_WEEKS: Final = 19
FEW_WEEKS: Final = 49
NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
RECENT: Final[dict[int | None, str]] = {0: " today", 1: " yesterday"}
GATHERINGS: Final = frozenset(
    {"meetup", "meet-up", "conference", "party", "dinner", "lunch", "breakfast", "brunch", "drinks", "workshop", "fair"}
    | {"summit", "event", "evening", "reception", "mixer", "gala", "retreat", "hackathon", "seminar", "gathering"}
    | {"tandem", "club", "tasting", "session", "lecture", "hike", "picnic", "barbecue", "get-together", "screening"}
    | {"opening", "vernissage", "wedding", "concert", "panel", "forum", "congress", "expo", "festival", "group", "gym"}
    | {"day", "night", "course", "meeting", "exhibition", "stammtisch", "treffen", "konferenz", "messe", "feier"}
)
OWNED: Final = frozenset({"the", "a", "an", "our", "my", "your", "this"})


def _with_article(title: str) -> str:
    """The AI meetup takes an article, PyCon, The Summit and Bea's party do not; "Dinner with Lea" is a dinner."""
    first, *rest = title.split()
    if first.lower() in OWNED or first.endswith(("'s", "s'")):
        return " ".join([first.lower() if first.lower() in OWNED - {"the"} else first, *rest])
    if first.lower() in GATHERINGS:
        return " ".join(["the", first.lower(), *rest])
    return f"the {title}" if rest and rest[-1] in GATHERINGS else title
