"""What is kept in a database with a key: it comes back as it was, and nothing of it can be seen."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, update

from conversations.answers import Words
from conversations.dialogue import Dialogue
from conversations.effects import Change, Effect, Keep, KeepDialogue, Lane, Letter
from conversations.facts import (
    Capture,
    Contact,
    Fact,
    Introduction,
    Key,
    Note,
    NoteKind,
    Offer,
    OwnerId,
    Person,
    Plan,
    Promise,
    Settings,
    Takeaway,
    TakeawayKind,
)
from conversations.recall import asked
from storage.database import Database
from storage.engines import engine_for, normalised, wipe
from storage.keyring import PLAIN, Damaged, Keyring, is_sealed
from storage.ledger import Ledger
from storage.outbox import Outbox, Parked
from storage.resealing import TABLES
from storage.sealed import sealed_columns
from storage.shelves import shelf_of
from storage.tables import LETTERS, PEOPLE
from tests.keys import KEY, OTHER_KEY
from tests.lying import places_with
from tests.papers import untrue
from tests.storage.examples import ADA, BEN, NOW, TODAY, event, lend, person, record, say

WORD = "quillumbra"  # too long to come up in base64 by chance
PLANTED = f"Quill {WORD} “{WORD}” {WORD * 3}é"
ACCOUNT = 902_104_715_815
MANY = 40
"""Owners whose turns come at once: more than one group, and more than connections."""

HANDLE, MAIL = f"{WORD}_handle", f"{WORD}@{WORD}.example"


def facts() -> Iterator[Fact]:
    """One of each kind, with the planted word wherever words go."""
    day, one = TODAY, Key("p1")
    yield replace(event("e1", NOW.replace(tzinfo=None) + timedelta(days=1)), title=PLANTED, place=PLANTED)
    yield Person(
        one,
        PLANTED,
        Key("e1"),
        day,
        who=PLANTED,
        said=PLANTED,
        met_how=PLANTED,
        handle=HANDLE,
        phone=PLANTED,
        email=MAIL,
        touch_how=PLANTED,
        telegram_id=ACCOUNT,
    )
    yield Note(Key("n1"), one, NoteKind.VOICE, PLANTED, day, f"{WORD}-file")
    yield Capture(Key("c1"), one, PLANTED, 7)
    yield Promise(Key("h1"), one, PLANTED, day)
    yield Introduction(Key("i1"), one, PLANTED, day)
    yield Contact(Key("k1"), one, NOW, PLANTED)
    yield Plan(Key("l1"), Key("e1"), PLANTED, PLANTED)
    yield Takeaway(Key("t1"), Key("e1"), TakeawayKind.ADVICE, PLANTED, day)
    yield Offer(Key("o1"), PLANTED)


FACTS = tuple(facts())
DIALOGUE = Dialogue(Key("d1"), "before_event", Key("e1"), answers={"goal": Words(PLANTED)})
EFFECTS: tuple[Effect, ...] = (
    Change(Settings(PLANTED)),
    *map(Keep, FACTS),
    KeepDialogue(DIALOGUE),
    say(PLANTED),
    say(PLANTED, Lane.NUDGE),
)


async def fill(database: Database, *owners: OwnerId) -> None:
    """Some of everything that can be kept, for each of these."""
    for owner in owners:
        await record(database, *EFFECTS, owner=owner)
    parked = Parked(1, f'{{"text": "{PLANTED}"}}', "ValueError"), Parked(2, PLANTED, "ValueError", ADA)
    for each in parked:
        await database.post(partial(Outbox.park_update, parked=each, now=NOW))
    first, *_ = await lend(database)
    await database.post(lambda outbox: outbox.unsendable(first, f"Bad Request: {WORD}"))


async def see(database: Database, owner: OwnerId = ADA) -> None:
    """All of it is there."""

    def look(ledger: Ledger) -> None:
        assert ledger.settings() == Settings(PLANTED)
        assert tuple(ledger._fact(shelf_of(fact), fact.key) for fact in FACTS) == FACTS  # noqa: SLF001 - as facts are read
        dialogue = ledger.dialogue(Key("d1"))
        assert dialogue
        assert dialogue.answers == DIALOGUE.answers
        assert ledger.person_known_as(ACCOUNT, None, "X") == FACTS[1]
        assert [each.telegram_id for each in ledger.likenesses()][:1] == [ACCOUNT]
        assert ledger.likenesses_behind("", 1_000) == ledger.likenesses()
        assert [hit.person for hit in ledger.recall(asked(WORD), 5)] == ["p1"]
        assert untrue(ledger) == []

    await database.turn(owner, look)
    parked = await database.post(lambda outbox: outbox.parked_updates())
    assert [PLANTED in each.raw for each in parked] == [True, True]


def seen(url: str) -> list[str]:
    """Where the planted word can be seen."""
    return places_with(url, WORD, str(ACCOUNT))


async def opened(url: str, keys: str | None) -> Database:
    database = Database(url, Keyring(keys) if keys else None)
    await database.migrate()
    return database


async def rewrite(url: str, keys: str) -> None:
    """What the commands do."""
    keyring = Keyring(keys)
    database = await opened(url, keys)
    async for _ in database.reseal(keyring):
        pass
    await database.close()
    wipe(normalised(url))


async def test_without_a_key_the_planted_word_is_seen_in_every_column_that_a_key_seals(url: str) -> None:
    database = await opened(url, None)
    await fill(database, ADA, BEN)
    await database.close()
    columns = {f"{table.name}.{column.name}" for table in TABLES for column in sealed_columns(table)}
    assert set(seen(url)) >= columns - {"people.account"} | {"people.telegram_id"}


async def test_with_a_key_nothing_of_it_is_seen_and_all_of_it_is_there(url: str) -> None:
    database = await opened(url, KEY)
    await fill(database, ADA, BEN)
    await see(database)
    assert seen(url) == []
    await database.close()
    again = await opened(url, KEY)
    await see(again)
    await see(again, BEN)
    await again.close()
    assert seen(url) == []


@pytest.mark.parametrize("keys", [KEY, f"{OTHER_KEY},{KEY}"])
async def test_what_was_plain_is_sealed_and_leaves_nothing_behind(url: str, keys: str) -> None:
    database = await opened(url, None)
    await fill(database, ADA, BEN)
    await database.close()
    await rewrite(url, keys)
    assert seen(url) == []
    with_key = await opened(url, keys)
    health = await with_key.check()
    assert health.seals
    assert (health.seals.whole, health.seals.keys) == (True, Keyring(keys).key_ids[:1])
    await see(with_key)
    await see(with_key, BEN)
    await with_key.close()


async def test_a_new_key_takes_over_from_the_old_one(url: str) -> None:
    database = await opened(url, KEY)
    await fill(database, ADA)
    await database.close()
    both = await opened(url, f"{OTHER_KEY},{KEY}")
    await record(both, Keep(person("p2", "Ben")))
    await see(both)
    await both.close()
    await rewrite(url, f"{OTHER_KEY},{KEY}")
    new = await opened(url, OTHER_KEY)
    await see(new)
    await new.close()


async def test_whoever_wants_back_gets_all_of_it_plainly(url: str) -> None:
    database = await opened(url, KEY)
    await fill(database, ADA)
    await database.close()
    await rewrite(url, f"{PLAIN},{KEY}")
    back = await opened(url, None)
    await see(back)
    await back.close()
    assert len(seen(url)) > len(TABLES)


async def test_words_may_look_sealed_without_being_so(url: str) -> None:
    looks = f"~1~0123abcd~{'A' * 40}"
    database = await opened(url, None)
    await record(database, Change(Settings("Ada")), Keep(replace(person("p1", "Ana"), who=looks)))
    await database.close()
    await rewrite(url, KEY)
    having = await opened(url, KEY)
    assert [each.who for each in await having.turn(ADA, lambda ledger: ledger.people())] == [looks]
    await having.close()


async def test_a_name_that_was_carried_to_another_owner_is_not_told_there(url: str) -> None:
    database = await opened(url, KEY)
    for owner in (ADA, BEN):
        await record(database, Keep(person("p1", f"Somebody of {owner}")), owner=owner)
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        lies = connection.execute(select(PEOPLE.c.name).where(PEOPLE.c.owner == ADA)).scalar_one()
        assert is_sealed(lies)
        connection.execute(update(PEOPLE).where(PEOPLE.c.owner == BEN).values(name=lies))
    engine.dispose()
    await database.close()
    again = await opened(url, KEY)
    with pytest.raises(Damaged, match=r"people\.name"):
        await again.turn(BEN, lambda ledger: ledger.person(Key("p1")))
    assert await again.turn(ADA, lambda ledger: ledger.person(Key("p1")))
    await again.close()


async def test_a_letter_that_was_changed_stops_only_itself(url: str) -> None:
    database = await opened(url, KEY)
    await record(database, say("one"), say("two"), owner=ADA)
    await record(database, say("three"), owner=BEN)
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        carried = select(LETTERS.c.payload).where(LETTERS.c.owner == BEN).scalar_subquery()
        connection.execute(update(LETTERS).where(LETTERS.c.owner == ADA, LETTERS.c.number == 1).values(payload=carried))
    engine.dispose()
    lent = await lend(database)
    assert [(letter.owner, letter.number) for letter in lent] == [(ADA, 2), (BEN, 1)]
    await database.close()


async def test_people_go_by_name_and_page_by_page_as_without_a_key(url: str) -> None:
    names = ["Zoë", "ana", "Ana", "Åsa", "Bo 10", "Bo 9", "Çem", "Öl"]
    people = [Keep(person(f"p{number}", name, draft=number % 3 == 0)) for number, name in enumerate(names)]
    pages = []
    for keys, owner in ((None, ADA), (KEY, BEN)):
        database = await opened(url, keys)
        await record(database, *people, owner=owner)

        def look(ledger: Ledger) -> object:
            rows = [ledger.row_of_person(Key(f"p{number}")) for number in range(len(names) + 1)]
            known = [ledger.person_known_as(None, None, name) for name in (*names, "Bo 9")]
            return [ledger.people(3, at) for at in range(0, 9, 3)], rows, known, ledger.people(1_000)

        pages.append(await database.turn(owner, look))
        await database.close()
    assert pages[0] == pages[1]


async def test_somebody_is_known_by_their_handle_as_without_a_key(url: str) -> None:
    database = await opened(url, KEY)
    ana = replace(person("p1", "Ana"), handle="Ana_Climbs")
    await record(database, Keep(ana), Keep(replace(person("p2", "Bo"), handle="twice")))
    await record(database, Keep(replace(person("p3", "Cem"), handle="TWICE")))
    for handle, whom in (("ana_climbs", ana), ("twice", None), ("nobody", None)):
        known_as = partial(Ledger.person_known_as, telegram_id=None, handle=handle, name="X")
        assert await database.turn(ADA, known_as) == whom
    await database.close()


async def test_what_is_noted_of_somebody_is_found_at_once_though_they_stay_in_their_place(url: str) -> None:
    database = await opened(url, KEY)
    ana = person("p1", "Ana")
    await record(database, Keep(ana))

    def search(ledger: Ledger) -> int:
        return len(ledger.recall(asked("violin"), 5))

    assert await database.turn(ADA, search) == 0
    await record(database, Keep(replace(ana, who="plays the violin")))
    assert await database.turn(ADA, search) == 1
    await database.close()


async def test_turns_that_share_a_commit_are_each_sealed_for_their_owner(url: str) -> None:
    database = await opened(url, KEY)
    owners = [OwnerId(100 + number) for number in range(MANY)]
    told = {owner: person("p1", f"{WORD} of {owner}") for owner in owners}
    said = {owner: say(f"{WORD} to {owner}") for owner in owners}
    await asyncio.gather(*(record(database, Keep(told[owner]), said[owner], owner=owner) for owner in owners))
    await database.close()
    again = await opened(url, KEY)
    lent = await again.post(lambda outbox: outbox.lend(NOW, NOW + timedelta(minutes=1), MANY))
    assert {letter.owner: letter.letter for letter in lent} == said
    found = await asyncio.gather(*(again.turn(owner, lambda ledger: ledger.people()) for owner in owners))
    assert dict(zip(owners, found, strict=True)) == {owner: (told[owner],) for owner in owners}
    await again.close()
    assert seen(url) == []


async def test_what_became_of_several_letters_is_noted_at_once_for_each_owner(url: str) -> None:
    database = await opened(url, KEY)
    for owner in (ADA, BEN):
        await record(database, say("one"), say("two"), say("three"), owner=owner)

    def note(outbox: Outbox) -> None:
        lent = outbox.lend(NOW, NOW + timedelta(minutes=1), 6)
        first, second, third = ([letter for letter in lent if letter.number == number] for number in (1, 2, 3))
        outbox.delivered([(letter, 5) for letter in first])
        for letter in second:
            outbox.unsendable(letter, f"Bad Request: {WORD} of {letter.owner}")
        for letter in third:
            outbox.postpone(letter, NOW + timedelta(hours=1), f"Too Many Requests: {WORD} of {letter.owner}")

    await database.post(note)
    assert seen(url) == []
    await database.close()
    await rewrite(url, f"{PLAIN},{KEY}")
    engine = engine_for(normalised(url), 1)
    with engine.begin() as connection:
        rows = connection.execute(select(LETTERS.c.owner, LETTERS.c.number, LETTERS.c.reason)).all()
    engine.dispose()
    assert {(row.owner, row.number): row.reason for row in rows} == {
        (owner, number): f"{why}: {WORD} of {owner}"
        for owner in (ADA, BEN)
        for number, why in ((2, "Bad Request"), (3, "Too Many Requests"))
    }


async def test_letters_that_wait_are_cleared_and_sealed_again(url: str) -> None:
    database = await opened(url, KEY)
    await record(database, say(f"goes {WORD}"), say(f"changes {WORD}"), say(f"stays {WORD}"))
    changes: dict[Letter, Letter | None] = {
        say(f"goes {WORD}"): None,
        say(f"changes {WORD}"): say(f"changed {WORD}"),
    }
    await database.turn(ADA, lambda ledger: ledger.clear_away(lambda letter: changes.get(letter, letter)))
    assert seen(url) == []
    assert [each.letter for each in await lend(database)] == [say(f"changed {WORD}"), say(f"stays {WORD}")]
    await database.close()


SEALING = """
import asyncio, sys
from storage.database import Database
from storage import resealing
from storage.keyring import Keyring
async def main():
    keyring = Keyring(sys.argv[2])
    database = Database(sys.argv[1], keyring)
    await database.migrate()
    async for rows in database.reseal(keyring):
        pass
resealing.AT_ONCE, resealing.A_FEW = 1, 1
done = resealing.reseal_some
def some(connection, keyring, owner):
    rows = done(connection, keyring, owner, 2)
    print("rows", flush=True)
    return rows
resealing.reseal_some = some
asyncio.run(main())
"""


async def test_who_is_killed_while_sealing_leaves_all_of_it_and_the_next_goes_on(url: str) -> None:
    database = await opened(url, None)
    await fill(database, ADA, BEN)
    await database.close()
    sealing = await asyncio.create_subprocess_exec(sys.executable, "-c", SEALING, url, KEY, stdout=subprocess.PIPE)
    assert sealing.stdout
    for _ in range(4):
        assert await sealing.stdout.readline()
    sealing.kill()
    await sealing.wait()
    half = await opened(url, KEY)
    health = await half.check()
    assert health.seals
    assert not health.seals.whole
    await see(half)
    await see(half, BEN)
    await half.close()
    assert seen(url) != []
    await rewrite(url, KEY)
    assert seen(url) == []


async def test_turns_go_on_while_it_is_sealed(url: str) -> None:
    before = await opened(url, None)
    await fill(before, ADA)
    await before.close()
    bot = await opened(url, KEY)
    sealing = await opened(url, KEY)
    async for _ in sealing.reseal(Keyring(KEY)):
        await see(bot)
        await record(bot, Keep(person("p2", "Ben")))
    await see(bot)
    await sealing.close()
    await bot.close()
    assert seen(url) in ([], [Path(normalised(url).database or "").name])  # free pages are wiped by the command
