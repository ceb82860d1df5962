"""Which statements are not about one owner: those that a database divided by owner would have to ask everywhere."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from sqlalchemy import Engine, event

from tests.bot.whole import scenes
from tests.bot.whole.phone import Phone

ABOUT_ONE = re.compile(r"\bowner (= \?|IN \()|^INSERT INTO \w+ \(owner\b|^(BEGIN|SAVEPOINT|RELEASE|ROLLBACK|COMMIT)")
PAGE = Path(__file__).parents[3] / "docs" / "scale.md"
OF_OUTBOX = ("outbox.py", "lending.py", "slots.py")


async def test_only_the_outbox_asks_across_owners_and_only_what_the_page_on_scale_says(ada: Phone) -> None:
    with watched() as crossing:
        await scenes.the_story_until(ada, scenes.debriefed)
        await ada.lives(days=20, until="12:00")
    said = set(re.findall(r"`(\w+)`", PAGE.read_text(encoding="utf-8")))
    assert {"owners_due", "prune"} < crossing
    assert crossing <= said


@contextmanager
def watched() -> Iterator[set[str]]:
    """The public functions of the outbox that sent statements which bind no owner; whoever else does is "nobody"."""
    crossing: set[str] = set()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not ABOUT_ONE.search(re.sub(r"\s+", " ", statement)):
            crossing.add(next(_public(sys._getframe()), f"nobody: {statement}"))  # noqa: SLF001 -- there is no other way to it

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield crossing
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _public(frame: FrameType | None) -> Iterator[str]:
    while frame is not None:
        code = frame.f_code
        if code.co_filename.endswith(OF_OUTBOX) and re.match(r"[a-z]", code.co_name):
            yield code.co_name
        frame = frame.f_back
