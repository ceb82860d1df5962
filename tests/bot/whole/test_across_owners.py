"""Which statements are not about one owner: those that a database divided by owner would have to ask everywhere.

Those about one owner bind each table that they read or write to that owner, not only one of them.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from sqlalchemy import Engine, event

from tests.bot.whole import scenes
from tests.bot.whole.addresses import AT_ONCE, by_harm, walked
from tests.bot.whole.full_account import live_a_full_life
from tests.bot.whole.phone import Key, Phone

ABOUT_ONE = re.compile(r"\bowner (= \?|IN \()|^INSERT INTO \w+ \(owner\b|^(BEGIN|SAVEPOINT|RELEASE|ROLLBACK|COMMIT)")
TABLE = re.compile(r"(?:\bFROM|\bJOIN|^UPDATE) (\w+)(?: AS (\w+))?(?! *\()")
PAGE = Path(__file__).parents[3] / "docs" / "scale.md"
OF_OUTBOX = ("outbox.py", "lending.py", "slots.py")


async def test_only_the_outbox_asks_across_owners_and_only_what_the_page_on_scale_says(ada: Phone) -> None:
    with watched() as crossing:
        await scenes.the_story_until(ada, scenes.debriefed)
        await ada.lives(days=20, until="12:00")
    said = set(re.findall(r"`(\w+)`", PAGE.read_text(encoding="utf-8")))
    assert {"owners_due", "prune"} < crossing
    assert crossing <= said


async def test_whatever_is_asked_told_or_erased_each_table_is_bound_to_its_owner(ada: Phone, ben: Phone) -> None:
    with watched() as crossing:
        await scenes.set_up(ben)
        await live_a_full_life(ada)
        for data in sorted(await walked(ada), key=by_harm)[-AT_ONCE:]:
            said = (message for message in reversed(ada.local.chat(ada.person)) if "text" in message)
            await ada.presses(Key(next(said)["message_id"], "", data))
        await ada.lives(days=3, until="12:00")
        for name in ("Quillana", "Quillzoe", "quill"):
            await ada.says(f"/forget {name}", f"/who {name}")
            ada.local.ask_inline(ada.person, name)
            await ada.exchange.bring()
        await ada.taps("1")
        await ada.taps("Where that is", "‹ Forget?", "Yes, forget")
        await ada.says("/deleteme")
        await ada.taps("Go on to erasing", "Erase everything now")
    assert crossing <= set(re.findall(r"`(\w+)`", PAGE.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT notes.words FROM notes JOIN people ON people.key = notes.person WHERE notes.owner = ?",
        "SELECT words FROM notes WHERE person IN (SELECT people.key FROM people) AND notes.owner = ?",
        "DELETE FROM notes WHERE notes.key = ?",
        "UPDATE owners SET blocked = ? WHERE owners.last_seen < ?",
    ],
)
def test_a_table_that_is_bound_to_nobody_is_noticed(statement: str) -> None:
    assert not is_about_one(statement)


@contextmanager
def watched() -> Iterator[set[str]]:
    """The public functions of the outbox that sent statements which bind no owner; whoever else does is "nobody"."""
    crossing: set[str] = set()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not is_about_one(re.sub(r"\s+", " ", statement)):
            crossing.add(next(_public(sys._getframe()), f"nobody: {statement}"))  # noqa: SLF001 -- there is no other way to it

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield crossing
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def is_about_one(statement: str) -> bool:
    """Whether it binds an owner, and each of its tables to one."""
    named = re.findall(TABLE, statement)
    return bool(ABOUT_ONE.search(statement)) and all(
        re.search(rf"\b{alias or table}\.owner\b", statement) for table, alias in named
    )


def _public(frame: FrameType | None) -> Iterator[str]:
    while frame is not None:
        code = frame.f_code
        if code.co_filename.endswith(OF_OUTBOX) and re.match(r"[a-z]", code.co_name):
            yield code.co_name
        frame = frame.f_back
