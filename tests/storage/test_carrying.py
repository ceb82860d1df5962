"""An account that is carried out and in is the same account, on both databases."""

import json
from itertools import count

from hypothesis import HealthCheck, Phase, given, settings

from conversations.carried.account import FACTS, Owned, Section
from conversations.carried.lines import as_json, read_entry
from conversations.facts import OwnerId
from storage.database import Database
from storage.ledger import Ledger
from tests.storage.accounts import Account, accounts

OWNERS = count(1)
"""Every example has owners of its own, so that all can share one database."""


def carried_out(ledger: Ledger) -> Account:
    return {section: ledger.entries(section, "", 1000) for section in Section}


async def take_in(database: Database, owner: OwnerId, account: Account, owned: Owned) -> int:
    """As an import does it: the settings, and then section by section."""

    def work(ledger: Ledger) -> int:
        if not ledger.holds_facts():
            ledger.begin_anew(owned)
        ledger.give_no_key_below(owned.next_key)
        return sum(len(ledger.take_in(section, account[section])) for section in Section)

    return await database.turn(owner, work)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # an account takes minutes to shrink
    max_examples=25,
    deadline=None,
)
@given(accounts)
async def test_what_is_carried_out_and_in_is_the_same_account(database: Database, account: Account) -> None:
    first, second = OwnerId(next(OWNERS)), OwnerId(next(OWNERS))
    owned = Owned((await database.turn(first, lambda ledger: ledger.owned())).settings, 1000)
    await take_in(database, first, account, owned)
    out = await database.turn(first, carried_out)
    written = json.dumps({section: [as_json(entry) for entry in entries] for section, entries in out.items()})
    read: Account = {
        Section(section): tuple(read_entry(Section(section), each) for each in entries)
        for section, entries in json.loads(written).items()
    }
    assert read == out
    before = await database.turn(first, lambda ledger: ledger.owned())
    await take_in(database, second, read, before)
    assert await database.turn(second, carried_out) == out
    assert await database.turn(second, lambda ledger: ledger.owned()) == before
    if any(account[section] for section in FACTS):
        assert await take_in(database, second, read, before) == 0
    assert await database.turn(second, carried_out) == out
