"""The teaching to leaf through: an overview, then a page for each tip and each takeaway. The texts are tips.py's."""

from collections.abc import Sequence
from typing import Final

from conversations.address import Open, Page
from conversations.effects import Button, Link, Screen
from conversations.prose import Html, joined, plain, prose
from conversations.screens.paging import in_rows
from conversations.tips import CREDIT, LESSONS, TAKEAWAYS, Lesson, Takeaway

PAGES: Final[tuple[Lesson | Takeaway, ...]] = (*LESSONS, *TAKEAWAYS)
OVERVIEW: Final = 0


def tips_page(at: int = OVERVIEW) -> Screen:
    """The overview at 0, the lessons and takeaways from 1 on; beyond the last it is the overview again."""
    return _page(at) if 0 < at <= len(PAGES) else _overview()


def _overview() -> Screen:
    habits = len(LESSONS) + 1
    parts = [
        prose("<b>Networking is getting to know people.</b> Five tips, before and after an event:"),
        _titles(LESSONS, 1),
        plain("And five habits that go with them:"),
        _titles(TAKEAWAYS, habits),
        prose("<i>{credit}</i>", credit=CREDIT),
    ]
    buttons = [Button(str(number), Open(Page.TIPS, at=number)) for number in range(1, len(PAGES) + 1)]
    return Screen(joined(parts, "\n\n"), (*in_rows(buttons, 5), (Button("‹ Home", Open(Page.HOME)),)))


def _titles(pages: Sequence[Lesson | Takeaway], first: int) -> Html:
    return joined([prose("{at}. {title}", at=str(at), title=page.title) for at, page in enumerate(pages, first)])


def _page(at: int) -> Screen:
    page = PAGES[at - 1]
    text = joined([prose("<b>{title}</b>", title=page.title), plain(page.page.removeprefix(page.title))], "")
    studies = tuple((Link("Read the study", source.link),) for source in page.sources if source.link)
    after = at + 1 if at < len(PAGES) else OVERVIEW
    steps = (
        Button("‹", Open(Page.TIPS, at=at - 1)),
        Button("All tips", Open(Page.TIPS)),
        Button("›", Open(Page.TIPS, at=after)),
    )
    return Screen(text, (*studies, steps))
