"""The words that steer a dialogue when they are typed and nothing else is. Data, and which of them is meant."""

from collections.abc import Iterator, Mapping
from typing import Final

from conversations.address import Control
from conversations.replies import Option

STOPS: Final = (
    *("enough", "that's enough", "thats enough", "that is enough", "stop", "please stop", "let's stop", "lets stop"),
    *("pause", "let's pause", "lets pause"),
)
UNTIL: Final = ("", "here", "now", "please", "for now", "for today", "for tonight", "for this evening")
STOPS_IN_GERMAN: Final = (
    *("genug", "das ist genug", "das reicht", "es reicht", "reicht", "schluss", "stopp", "pause", "pause machen"),
    *("später", "spaeter"),
)
UNTIL_IN_GERMAN: Final = ("", "jetzt", "bitte", "für jetzt", "für heute", "fuer heute", "für heute abend")


def _leaving() -> Iterator[str]:
    for stops, until in ((STOPS, UNTIL), (STOPS_IN_GERMAN, UNTIL_IN_GERMAN)):
        yield from (f"{stop} {when}".strip() for stop in stops for when in until)


TYPED: Final[Mapping[str, Control]] = {
    **dict.fromkeys(("skip", "pass"), Control.SKIP),
    **dict.fromkeys(("next", "next person"), Control.REST),
    "back": Control.BACK,
    **dict.fromkeys(("why", "why do you ask"), Control.WHY),
    **dict.fromkeys(("later", "not now", "not tonight", "nicht jetzt", "jetzt nicht", *_leaving()), Control.LATER),
    **dict.fromkeys(("done", "that's it"), Control.DONE),
}
THEM: Final = ("her", "him", "them")


def typed(text: str, choices: tuple[Option, ...], name: str = "") -> Control | None:
    """The control that was typed, unless the same words are one of the answers here; a longer text is an answer.

    `name` is whom the question is about: "enough about Ana" ends the questions about her.
    """
    words = " ".join(text.casefold().replace("’", "'").strip(EDGES).split())
    if any(words in option.also for option in choices):
        return None
    about = (name.casefold(), name.casefold().split()[0], *THEM) if name.strip() else ()
    if words in {f"{much} about {who}" for much in ("enough", "nothing") for who in about}:
        return Control.REST
    return TYPED.get(words)


EDGES: Final = " \t\n.!?…,"
