"""What one person takes in the database, and how much is said for it: `make bench` prints it.

Somebody lives half a year with the whole bot: five events with all questions before and after, ten people with fifty
notes, and nudges in between. Then the database copies them, so that there are as many as OWNERS says, and is measured.
"""

import asyncio
import logging
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from statistics import median

from sqlalchemy import Engine, event, insert, select

from bot.playing import known_for
from bot.sitting import Sitting
from conversations.scripts.catalogue import script_named
from conversations.walk import next_place
from storage.engines import engine_for, normalised
from storage.ledger import Ledger
from storage.tables import METADATA
from tests.bot.whole.phone import Exchange, Phone
from tests.databases import migrated
from tests.many_owners import multiply
from tests.postgres import postgres_server

KIM = 1
TODAY = datetime(2026, 11, 23, tzinfo=UTC)
OWNERS = 1_000
EVENTS = (("Ana", "Ben"), ("Cem", "Dora"), ("Edda", "Finn"), ("Gil", "Hana"), ("Ida", "Jon"))
APART = 30
"""Days after an event in which Rapport brings people up, and nobody answers."""

PAGES = "SELECT 'all', page_count * page_size FROM pragma_page_count, pragma_page_size"
TABLES = """
    SELECT relname, pg_total_relation_size(oid) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 2 DESC
"""

ANSWERS = {
    "goal": "Good people",
    "hopes": "Somebody who has opened an office abroad, and how it went",
    "offers": "I can read a CV, and I know two good designers",
    "advice": "How did you find your first clients?",
    "who": "Climbs too, moved here from Lisbon",
    "said": "Her team drops half of its features every year",
    "help": "Send her the article on heat pumps",
    "due": "in ten days",
    "touch": "coffee in two weeks",
    "offered": "Her sister, who runs a gallery",
    "forward": "Show the new colleague around",
}
"""What is said to a question; the others are skipped."""


class Effort:
    """What a life took: statements for each answer, calls of the Bot API, and updates."""

    def __init__(self) -> None:
        self.sent = 0
        self.each: list[int] = []
        self.calls: Counter[str] = Counter()
        self.updates = 0
        event.listen(Engine, "before_cursor_execute", self._note)  # SQLAlchemy tells about all engines of this process

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count the statements of one answer, from its update to the last letter delivered."""
        before = self.sent
        yield
        self.each.append(self.sent - before)

    def note_call(self, method: str, _arguments: object) -> None:
        """The bot called Telegram."""
        self.calls[method.lower()] += 1

    def _note(self, *_: object) -> None:
        self.sent += 1


async def live(phone: Phone, effort: Effort) -> None:
    """From set-up to a month after the last event."""
    await phone.says("/start", "New York")
    await phone.taps("Yes", "09:00", "Just looking around")
    for first, second in EVENTS:
        await phone.says("/event AI meetup in three days at 6pm, Javits Center")
        await phone.taps("Yes, that")
        await phone.says("/prep")
        await answer_all(phone, effort)
        await phone.lives(days=3, until="18:30")
        await phone.says(f"{first}, designer at Figma, climbs, needs a photographer, knows the harbour, likes maps")
        await phone.says(f"{second} from the bar, builds robots, offers a desk, paints, send the article by Friday")
        await phone.says(f"{second} plays chess, reads Pessoa")
        await phone.lives(days=1, until="09:30")
        await phone.says("/debrief")
        await phone.taps("That was everyone")
        await answer_all(phone, effort)
        await phone.lives(days=APART, until="12:00")


async def answer_all(phone: Phone, effort: Effort) -> None:
    """Answer the questions of a dialogue as long as there are any."""
    while step := await phone.knows(asked):
        with effort.counted():
            phone.local.say(KIM, ANSWERS.get(step, "skip"))
            await phone.exchange.bring()
        if await phone.knows(asked) == step:  # several may be ticked; it asks until one says that this was all
            await phone.says("skip")


def asked(ledger: Ledger) -> str | None:
    """The question that is open."""
    if (dialogue := ledger.open_dialogue()) is None:
        return None
    known = known_for(Sitting(ledger, ledger.owner, TODAY, ledger.settings()), dialogue)
    place = next_place(script_named(dialogue.script), dialogue.answers, known)
    return None if place is None else place.step.key


async def one_life(url: str, folder: Path) -> Effort:
    """Have Kim live it on this database."""
    effort, exchange = Effort(), Exchange(url, folder)
    exchange.local.observers.append(effort.note_call)
    await exchange.open()
    await live(Phone(exchange, KIM, "Kim"), effort)
    said = [message for message in exchange.local.chat(KIM) if not message["from"]["is_bot"]]
    effort.updates = len(said) + effort.calls["answercallbackquery"]
    await exchange.close()
    return effort


def copied(life: str, url: str) -> None:
    """Give this database all that is kept in that one."""
    source, goal = engine_for(normalised(life), 1), engine_for(normalised(url), 1)
    with source.begin() as reading, goal.begin() as writing:
        for table in METADATA.sorted_tables:
            if rows := [dict(row) for row in reading.execute(select(table)).mappings()]:
                writing.execute(insert(table), rows)
    source.dispose()
    goal.dispose()


def many(life: str, url: str) -> None:
    """As many who lived like that as OWNERS says."""
    copied(life, url)
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        multiply(connection, range(KIM, KIM + 1), OWNERS)
    engine.dispose()


def told(url: str, question: str) -> list[tuple[str, int]]:
    """What a database says to a question after sizes or numbers."""
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        rows = connection.exec_driver_sql(question).all()
    engine.dispose()
    return [(str(name), int(size)) for name, size in rows]


def kept(url: str) -> list[tuple[str, int]]:
    """How many rows there are of each kind."""
    numbers = (f"SELECT '{name}', count(*) FROM {name}" for name in METADATA.tables)  # noqa: S608 -- our own names
    return told(url, " UNION ALL ".join(numbers))


def show(effort: Effort, life: str, sqlite: int, postgres: list[tuple[str, int]]) -> None:
    """Print it."""
    rows = sorted(kept(life), key=itemgetter(1), reverse=True)
    print(f"rows a person: {sum(number for _, number in rows)}")
    print("  " + ", ".join(f"{number} {name}" for name, number in rows if number))
    each = effort.each
    print(f"updates: {effort.updates}; messages sent: {effort.calls['sendmessage']}")
    print(f"statements an answer: median {median(each):.0f}, most {max(each)}, of {len(each)} answers")
    print(f"SQLite: {sqlite / OWNERS / 1024:.1f} KB a person")
    whole = sum(size for _, size in postgres)
    print(f"PostgreSQL: {whole / OWNERS / 1024:.1f} KB a person, indexes and all")
    for name, size in postgres[:6]:
        print(f"  {name:20}{size / OWNERS / 1024:6.1f} KB")


if __name__ == "__main__":
    logging.disable()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        life, full = (migrated(f"sqlite:///{folder / name}.db") for name in ("life", "full"))
        said = asyncio.run(one_life(life, folder))
        many(life, full)
        address = migrated(stack.enter_context(stack.enter_context(postgres_server()).database()))
        many(life, address)
        show(said, life, told(full, PAGES)[0][1], told(address, TABLES))
