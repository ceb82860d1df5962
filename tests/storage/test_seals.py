"""Whose keys fit a database, at a start and later. What is sealed and how: see the other tests of sealing."""

from dataclasses import replace

import pytest

from conversations.effects import Change, Keep, Say, Screen
from conversations.encryption import Encryption
from conversations.facts import Settings
from conversations.prose import plain
from storage.database import Database
from storage.failures import KeyMissing, WrongKey
from storage.keyring import PLAIN, Keyring
from tests.keys import KEY, OTHER_KEY
from tests.storage.examples import ADA, BEN, NOW, person, record

FIRST, SECOND = (Keyring(key).key_ids[0] for key in (KEY, OTHER_KEY))


async def started(url: str, keys: str | None) -> Database:
    database = Database(url, Keyring(keys) if keys else None)
    try:
        await database.migrate()
    except WrongKey:
        await database.close()
        raise
    return database


async def start(url: str, keys: str | None) -> None:
    await (await started(url, keys)).close()


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        (None, f"encrypted.*{FIRST}.*NOTES_KEY is not set"),
        (OTHER_KEY, f"does not fit.*{FIRST}"),
        (f"{PLAIN},{OTHER_KEY}", f"does not fit.*{FIRST}"),
    ],
)
async def test_who_has_not_the_key_of_a_database_is_refused(url: str, keys: str | None, says: str) -> None:
    await start(url, KEY)
    with pytest.raises(WrongKey, match=says):
        await start(url, keys)
    await start(url, KEY)


async def test_a_new_key_is_brought_along_with_the_old_one(url: str) -> None:
    await start(url, KEY)
    await start(url, f"{KEY},{OTHER_KEY}")
    await start(url, KEY)
    await start(url, f"{OTHER_KEY},{KEY}")
    with pytest.raises(WrongKey, match=SECOND):
        await start(url, KEY)
    with pytest.raises(WrongKey, match=FIRST):
        await start(url, OTHER_KEY)


async def test_another_key_of_the_same_name_is_told_apart(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.keyring._id", lambda _key: "0" * 8)
    await start(url, KEY)
    with pytest.raises(WrongKey, match="does not fit"):
        await start(url, OTHER_KEY)


async def test_a_process_without_the_key_is_not_ready_any_more(url: str) -> None:
    without = await started(url, None)
    assert (await without.check()).ready
    await start(url, KEY)
    health = await without.check()
    assert not health.ready
    assert "NOTES_KEY is not set" in (health.objection or "")
    await without.close()


async def test_who_lacks_the_key_takes_no_turn_of_an_owner_whose_words_are_sealed(url: str) -> None:
    without = await started(url, None)
    await record(without, Change(Settings("Ada")), Keep(person("p1", "Ana")))
    await record(without, Keep(person("p1", "Ana")), owner=BEN)
    having = await started(url, KEY)
    await having.turn(ADA, lambda ledger: ledger.record((Keep(person("p2", "Bo")),), NOW, lend_until=None))
    with pytest.raises(KeyMissing, match=FIRST):
        await without.turn(ADA, lambda ledger: ledger.people())
    assert len(await without.turn(BEN, lambda ledger: ledger.people())) == 1
    assert [each.name for each in await having.turn(ADA, lambda ledger: ledger.people())] == ["Ana", "Bo"]
    await having.close()
    await without.close()


async def test_who_lacks_the_key_leaves_letters_to_others(url: str) -> None:
    having, without = await started(url, KEY), Database(url)
    said = Say(Screen(plain("Hello Ada")))
    await record(having, said)
    with pytest.raises(KeyMissing):
        await without.post(lambda outbox: outbox.lend(NOW, NOW, 10))
    (lent,) = await having.post(lambda outbox: outbox.lend(NOW, NOW, 10))
    assert lent.letter == said
    await having.close()
    await without.close()


async def test_a_database_in_which_nothing_was_kept_is_sealed_from_its_beginning(url: str) -> None:
    first = await started(url, KEY)
    health = await first.check()
    assert health.seals
    assert (health.seals.keys, health.seals.whole) == ((FIRST,), True)
    await first.close()


async def test_words_that_were_written_plainly_for_a_while_are_not_forgotten(url: str) -> None:
    await start(url, KEY)
    await start(url, f"{PLAIN},{KEY}")
    again = await started(url, KEY)
    health = await again.check()
    assert health.seals
    assert not health.seals.whole
    await again.close()


@pytest.mark.parametrize(
    ("keys", "encryption"),
    [
        (None, Encryption.NONE),
        (f"{PLAIN},{KEY}", Encryption.NONE),
        (KEY, Encryption.ALL),
        (f"{OTHER_KEY},{KEY}", Encryption.FROM_NOW_ON),
    ],
)
async def test_a_turn_knows_how_far_words_are_encrypted(url: str, keys: str | None, encryption: Encryption) -> None:
    if keys is not None:
        await start(url, KEY)
    database = await started(url, keys)
    assert await database.turn(ADA, lambda ledger: ledger.encryption()) is encryption
    await database.close()


async def test_what_was_kept_before_there_was_a_key_is_known_to_lie_there_plainly(url: str) -> None:
    without = await started(url, None)
    await record(without, Keep(replace(person("p1", "Ana"), who="climbs")))
    await without.close()
    having = await started(url, KEY)
    health = await having.check()
    assert health.seals
    assert not health.seals.whole
    assert [each.who for each in await having.turn(ADA, lambda ledger: ledger.people())] == ["climbs"]
    await having.close()
