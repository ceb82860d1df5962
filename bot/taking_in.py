"""Takes people and accounts in out of a file, piece by piece. It talks to nobody: what came of it is a screen.

The rule of this file: what is done twice is done once. A piece is a short turn, and says itself what of it is there
already; so an import that a crash cut short is finished by doing it again. Files are read in a thread.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Final, TypeVar

from bot.clock import Clock
from bot.sitting import Sitting
from conversations.carried.account import OF_NUDGES, Kept, Owned, Section
from conversations.carried.brought import AccountFile, ContactsFile, Unreadable, recognised
from conversations.carried.contacts import Newcomer, read_contacts
from conversations.carried.newcomers import Acquaintances, as_person, key_of
from conversations.carried.reading import Found, Rejected, read_entries, read_head
from conversations.effects import Screen, Taking
from conversations.facts import OwnerId
from conversations.nudge_table import Subject
from conversations.screens import carrying
from conversations.screens.carrying import Refused, Surveyed
from conversations.timing import local_time
from storage.database import Database
from storage.ledger import Ledger

T = TypeVar("T")

ENTRIES: Final = 50
"""Entries of an account that are written in one turn."""
PEOPLE: Final = 25
"""Newcomers, each with their notes, that are written in one turn."""
LIKENESSES: Final = 500
"""People who are looked at in one turn."""


@dataclass(slots=True)
class _Survey:
    """What a file would change, while it is counted."""

    here: int = 0
    elsewhere: int = 0
    new: Counter[Section] = field(default_factory=Counter)
    all: Counter[Section] = field(default_factory=Counter)
    refused: Refused = field(default_factory=Refused)


class TakingIn:
    """Looks into files, and takes in what is in them. Raises Unreadable with a reason for the person; StorageAway."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def look(self, owner: OwnerId, content: bytes) -> Screen:
        """What is in a file, with a button that brings it in."""
        match await asyncio.to_thread(recognised, content):
            case AccountFile() as account:
                _, surveyed = await self._survey(owner, account)
                return carrying.account_preview(surveyed)
            case ContactsFile(text=text):
                new, known, refused = await self._newcomers(owner, text)
                return carrying.people_preview(len(new), known, refused)

    async def take(self, owner: OwnerId, content: bytes, how: Taking) -> Screen:
        """Bring in what is in a file; what came of it."""
        match await asyncio.to_thread(recognised, content):
            case AccountFile() as account:
                return await self._take_account(owner, account, how)
            case ContactsFile(text=text):
                new, known, refused = await self._newcomers(owner, text)
                for at in range(0, len(new), PEOPLE):
                    await self._take_people(owner, new[at : at + PEOPLE])
                return carrying.people_brought(len(new), known, refused)

    async def _newcomers(self, owner: OwnerId, text: str) -> tuple[list[Newcomer], int, Refused]:
        acquaintances, after = Acquaintances(), ""
        while page := await self._turn(owner, lambda ledger: ledger.likenesses_behind(after, LIKENESSES)):  # noqa: B023 -- awaited before the next `after`
            acquaintances.add(page)
            after = page[-1].key
        room = await self._turn(owner, lambda ledger: ledger.room(Section.PEOPLE))
        new: list[Newcomer] = []
        known, refused = 0, Refused()
        async for each in _read(read_contacts(text)):
            if isinstance(each, Rejected):
                refused = refused.and_also(each)
            elif acquaintances.knows(each):
                known += 1
            elif len(new) < room:
                new.append(each)
            else:
                refused = refused.and_also(Rejected(each.card.name, carrying.no_room(Section.PEOPLE)))
        return new, known, refused

    async def _take_people(self, owner: OwnerId, newcomers: list[Newcomer]) -> None:
        now = self._clock.now()

        def work(ledger: Ledger) -> None:
            today = local_time(now, ledger.settings().zone).date()
            there = ledger.kept_since(Section.PEOPLE, [key_of(each) for each in newcomers])
            new = [as_person(each, today, now) for each in newcomers if key_of(each) not in there]
            ledger.take_in(Section.PEOPLE, [person for person, _ in new])
            ledger.take_in(Section.NOTES, [note for _, notes in new for note in notes])

        await self._turn(owner, work)

    async def _survey(self, owner: OwnerId, account: AccountFile) -> tuple[Owned, Surveyed]:
        owned = await asyncio.to_thread(lambda: read_head(account.opened()))
        is_empty = not await self._turn(owner, lambda ledger: ledger.holds_facts())
        survey = _Survey()
        async for chunk in _in_chunks(read_entries(account.opened()), ENTRIES):
            await self._look_at(owner, chunk, survey)
        is_foreign = bool(survey.elsewhere) and not survey.here and not is_empty
        new = survey.all if is_empty else survey.new
        for section, number in new.items():
            if number > await self._turn(owner, lambda ledger: ledger.room(section)):  # noqa: B023 -- awaited before the next
                raise Unreadable(carrying.too_much(section))
        surveyed = Surveyed(dict(survey.all), dict(new), survey.refused, is_empty=is_empty, is_foreign=is_foreign)
        return owned, surveyed

    async def _look_at(self, owner: OwnerId, chunk: list[Found | Rejected], survey: _Survey) -> None:
        def work(ledger: Ledger) -> list[bool | None]:
            """Of each: whether it is here; None for one that is here under a key that another thing has."""
            return [each for section, entries in sections for each in _known(ledger, section, entries)]

        sections = [(key, list(found)) for key, found in groupby(_found(chunk), lambda found: found.section)]
        known = await self._turn(owner, work)
        for found, is_here in zip(_found(chunk), known, strict=True):
            survey.all[found.section] += 1
            survey.here += is_here is True
            survey.elsewhere += is_here is None
            survey.new[found.section] += is_here is False
        for each in chunk:
            if isinstance(each, Rejected):
                survey.refused = survey.refused.and_also(each)

    async def _take_account(self, owner: OwnerId, account: AccountFile, how: Taking) -> Screen:
        owned, surveyed = await self._survey(owner, account)
        if surveyed.is_foreign:
            return carrying.account_preview(surveyed)
        if how is Taking.ANEW:
            await self._turn(owner, lambda ledger: None if ledger.holds_facts() else ledger.begin_anew(owned))
        async for chunk in _in_chunks(read_entries(account.opened()), ENTRIES):
            await self._take_some(owner, chunk, owned, how)
        return carrying.account_brought(surveyed)

    async def _take_some(self, owner: OwnerId, chunk: list[Found | Rejected], owned: Owned, how: Taking) -> None:
        """What is added to an account gets its nudges by the rules, as if it had been told now."""
        now = self._clock.now()

        def work(ledger: Ledger) -> None:
            ledger.give_no_key_below(owned.next_key)
            sitting = Sitting(ledger, owner, now, ledger.settings())
            for section, found in groupby(_found(chunk), lambda found: found.section):
                if how is Taking.ANEW:
                    ledger.take_in(section, [each.entry for each in found])
                elif section not in OF_NUDGES:
                    for new in ledger.take_in(section, [each.entry for each in found]):
                        if isinstance(new, Kept) and isinstance(new.fact, Subject):
                            sitting.replan(new.fact)

        await self._turn(owner, work)

    async def _turn(self, owner: OwnerId, work: Callable[[Ledger], T]) -> T:
        return await self._database.turn(owner, work, urgent=False)


def _known(ledger: Ledger, section: Section, found: list[Found]) -> Iterator[bool | None]:
    since = ledger.kept_since(section, [each.entry.key for each in found])
    for each in found:
        at = since.get(each.entry.key)
        yield False if at is None else (True if at == getattr(each.entry, "at", at) else None)


def _found(chunk: list[Found | Rejected]) -> list[Found]:
    return [each for each in chunk if isinstance(each, Found)]


async def _read(each: Iterator[T]) -> AsyncIterator[T]:
    async for chunk in _in_chunks(each, ENTRIES):
        for one in chunk:
            yield one


async def _in_chunks(each: Iterator[T], size: int) -> AsyncIterator[list[T]]:
    """So many at a time, read in a thread."""
    while chunk := await asyncio.to_thread(lambda: list(islice(each, size))):
        yield chunk
