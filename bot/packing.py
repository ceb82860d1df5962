"""Packs a parcel: all that is kept of one owner, in a file without a name, so that nothing of it stays behind.

The rule of this file: what an account holds is never in memory as a whole. It is read in short turns that nobody waits
for, and written in a thread.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import ExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final, TypeVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from conversations.carried import files
from conversations.carried.account import Entry, Kept, Section
from conversations.carried.around import Around
from conversations.facts import Contact, Introduction, Key, Note, OwnerId, Person, Promise
from storage.database import Database
from storage.ledger import Ledger

T = TypeVar("T")

AT_ONCE: Final = 100
"""Entries read in one turn: a few milliseconds."""

PARCEL: Final = "the parcel itself"
TRIES: Final = 3
"""How often an account is read anew because it changed meanwhile; the last time it is taken as it comes."""


class Packing:
    """Makes parcels in a folder, or where the machine keeps what is temporary."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def parcel(self, owner: OwnerId, at: datetime, folder: Path | None) -> AsyncIterator[IO[bytes]]:
        """The export as a zip file, open for reading; it is gone when it is closed. `at` is the present moment (UTC).

        Raises:
            OSError: there is no room for it.
            StorageAway: the database cannot be reached.
        """
        for tries in range(1, TRIES + 1):
            with ExitStack() as open_files:
                made = {name: open_files.enter_context(TemporaryFile(dir=folder)) for name in (PARCEL, *files.BESIDE)}
                file = made.pop(PARCEL)
                if await self._pack(file, made, owner, at) or tries == TRIES:
                    file.seek(0)
                    yield file
                    return

    async def _pack(self, file: IO[bytes], beside: Mapping[str, IO[bytes]], owner: OwnerId, at: datetime) -> bool:
        """Whether the account stayed the same meanwhile."""
        owned, changes = await self._turn(owner, lambda ledger: (ledger.owned(), ledger.changes))
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            with archive.open(_member(files.ACCOUNT, at), "w", force_zip64=True) as account:
                outlets = {files.ACCOUNT: account, **beside}
                await _written(outlets, files.opening(owned, at))
                for section in Section:
                    await self._section(outlets, owner, section, at)
                await _written(outlets, files.closing())
            await asyncio.to_thread(_finish, archive, beside, at)
        return changes == await self._turn(owner, lambda ledger: ledger.changes)

    async def _section(self, outlets: Mapping[str, IO[bytes]], owner: OwnerId, section: Section, at: datetime) -> None:
        await _written(outlets, [files.section_opening(section)])
        after, is_first = "", True
        while True:
            entries, around = await self._turn(owner, lambda ledger: _read(ledger, section, after))  # noqa: B023 -- awaited before the next `after`
            await _written(outlets, files.pieces(section, entries, around, at, is_first=is_first))
            if len(entries) < AT_ONCE:
                break
            after, is_first = entries[-1].key, False
        await _written(outlets, [files.section_closing()])

    async def _turn(self, owner: OwnerId, work: Callable[[Ledger], T]) -> T:
        return await self._database.turn(owner, work, urgent=False)


def _read(ledger: Ledger, section: Section, after: str) -> tuple[tuple[Entry, ...], Around]:
    entries = ledger.entries(section, after, AT_ONCE)
    facts = [entry.fact for entry in entries if isinstance(entry, Kept)]
    if section is Section.PEOPLE:
        return entries, _around_people(ledger, [fact for fact in facts if isinstance(fact, Person)])
    keys = {key for fact in facts for key in _people_in(fact) if key}
    return entries, Around(people=ledger.people_named(keys))


def _around_people(ledger: Ledger, people: list[Person]) -> Around:
    events = {key: event for key in {each.event for each in people if each.event} if (event := ledger.event(key))}
    notes: dict[Key, list[Note]] = {}
    for note in ledger.notes_about([each.key for each in people]):
        notes.setdefault(note.person, []).append(note)
    return Around(events=events, notes={key: tuple(theirs) for key, theirs in notes.items()})


def _people_in(fact: object) -> tuple[Key | None, ...]:
    match fact:
        case Promise(person=key) | Contact(person=key):
            return (key,)
        case Introduction(person=key, other_key=other):
            return key, other
        case _:
            return ()


async def _written(outlets: Mapping[str, IO[bytes]], pieces: Iterable[files.Piece]) -> None:
    """Making the text takes longer than writing it; both are done in the thread."""

    def write() -> None:
        for name, text in pieces:
            outlets[name].write(text.encode())

    await asyncio.to_thread(write)


def _finish(archive: ZipFile, beside: Mapping[str, IO[bytes]], at: datetime) -> None:
    archive.writestr(_member(files.README, at), files.ABOUT)
    for name, file in beside.items():
        file.seek(0)
        with archive.open(_member(name, at), "w", force_zip64=True) as member:
            shutil.copyfileobj(file, member)


def _member(name: str, at: datetime) -> ZipInfo:
    member = ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    member.compress_type = ZIP_DEFLATED
    return member
