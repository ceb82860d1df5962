"""What is Ada's stays Ada's: nobody else gets anywhere with her buttons, links, words or messages, or sees them."""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import TypeAlias

import pytest

from bot.commands import COMMANDS
from bot.local_telegram.wire import Json
from bot.reception import receive
from bot.sitting import Sitting
from conversations.address import Open, Page, read, written
from conversations.effects import Toast
from conversations.facts import Key as FactKey
from conversations.signals import Tapped
from storage.ledger import Ledger
from tests.bot.whole import scenes
from tests.bot.whole.addresses import AT_ONCE, Wiretap, by_harm, made_up, takes_away, walked
from tests.bot.whole.full_account import MARK, OTHER_MARK, PHOTO, SPEAKER, VOICE, copied, files_of, live_a_full_life
from tests.bot.whole.network import keep, met, promised
from tests.bot.whole.phone import TOKEN, Exchange, Key, Phone

pytestmark = pytest.mark.no_cover  # thousands of turns, none of which is new to coverage

Restore: TypeAlias = Callable[[], None]
Account: TypeAlias = Callable[[Phone, Phone], Awaitable[Restore]]

IN_OTHER_WORDS = {MARK: "tinsel", MARK.title(): "Tinsel", OTHER_MARK: "maple", OTHER_MARK.title(): "Maple"}
OF_EACH_TABLE, FEWEST_SEEN = 2, 1000
FAR_APART = 5000
"""From which number on keys are of nobody else."""

QUERIES = ("Quillana", "quill", "Quill fair", "quill tool design")
"""Her words, without the other mark: an answer may repeat them."""


async def with_keys_of_his_own(_ada: Phone, ben: Phone) -> Restore:
    """A small account; no key in it is one of hers."""
    await ben.knows(lambda ledger: [ledger.next_key("x") for _ in range(FAR_APART)])
    await scenes.set_up(ben)
    ana, cem = (replace(each, key=FactKey(f"{each.key}.own")) for each in met(ben, "Ana", "Cem"))
    await keep(ben, ana, cem, replace(promised(ben, "Water the plants", 2, ana), key=FactKey("w.own")))
    await ben.says("/event Choir night in three days at 6pm, Vault 9")
    return lambda: None


async def with_her_keys(ada: Phone, ben: Phone) -> Restore:
    """All that she has under the same keys, in other words; whatever he does away with can be had again."""
    await scenes.set_up(ben)
    await ben.sends_file(*VOICE)
    await ben.sends_file(*PHOTO)
    files = dict(zip(files_of(ada), files_of(ben), strict=True))
    rows = ada.exchange.kept(ada.person)

    def restore() -> None:
        copied(ada.exchange, rows, ben, IN_OTHER_WORDS | files)

    restore()
    return restore


both = pytest.mark.parametrize("account", [with_keys_of_his_own, with_her_keys])


async def test_no_button_of_hers_leads_anywhere(exchange: Exchange, ada: Phone, ben: Phone) -> None:
    await live_a_full_life(ada)
    await with_keys_of_his_own(ada, ben)
    cleo = Phone(exchange, 9, "Cleo")
    restore = await with_her_keys(ada, cleo)
    seen = sorted((data for data in await walked(ada) if MARK not in data.lower()), key=by_harm)
    assert len(seen) >= FEWEST_SEEN
    page = ben.local.last(ben.person)["message_id"]
    with unseen_and_untouched(ada):
        for at in range(0, len(seen), AT_ONCE):
            await ben.presses(*(Key(page, "", data) for data in seen[at : at + AT_ONCE]))
        await decide(cleo, seen, restore)


async def test_buttons_carry_keys_and_no_words_but_those_of_a_search(ada: Phone) -> None:
    """What was typed into a search goes on with its arrows; it is the owner's own, and comes back to nobody else."""
    await live_a_full_life(ada)
    for data in await walked(ada):
        is_search = read(data) is not None and data.startswith((f"o|{Page.PEOPLE}|", f"n|{Page.PEOPLE}|"))
        assert is_search or not (MARK in data.lower() or OTHER_MARK in data.lower()), data
        assert TOKEN.partition(":")[2] not in data


@both
async def test_no_button_that_can_be_made_up_leads_anywhere(
    exchange: Exchange, ada: Phone, ben: Phone, account: Account
) -> None:
    """All kinds of address with all kinds of her keys."""
    await live_a_full_life(ada)
    restore = await account(ada, ben)
    own = [str(row[1]) for row in exchange.kept(ben.person)["people"][:1]]
    made = {*made_up(exchange.kept(ada.person), OF_EACH_TABLE, own)}
    with unseen_and_untouched(ada):
        await decide(ben, sorted(made, key=by_harm), restore)


async def decide(phone: Phone, addresses: Iterable[str], restore: Restore) -> None:
    """Press all of these, with the account as it was. What is decided is kept and looked at; nothing is sent."""

    def press(ledger: Ledger) -> None:
        sitting = Sitting(ledger, phone.person, phone.exchange.hand.moment, ledger.settings())
        receive(sitting, Tapped(read(data), "tap", 1))
        assert [each.tap for each in sitting.letters if isinstance(each, Toast)] == ["tap"], data
        assert MARK not in repr(sitting.letters).lower(), data

    for data in addresses:
        await phone.knows(press)
        if takes_away(data):
            restore()


@both
async def test_no_words_and_no_links_find_her_people(
    exchange: Exchange, ada: Phone, ben: Phone, account: Account
) -> None:
    await live_a_full_life(ada)
    await account(ada, ben)
    keys = [str(rows[0][1]) for table, rows in exchange.kept(ada.person).items() if table != "budgets"]
    with unseen_and_untouched(ada, OTHER_MARK):
        for query in QUERIES:
            await ben.says(f"/who {query}")
            ben.sees("I found nobody")
        for command in COMMANDS:
            await ben.says(*(f"/{command} {query}" for query in QUERIES), "/cancel")
        await ben.says(*(f"/start {key}" for key in (*keys, "people", "inline")), "/cancel")
        page = ben.local.last(ben.person)["message_id"]
        await ben.presses(*(Key(page, "", written(Open(Page.PEOPLE, part=query))) for query in QUERIES))
        for query in ("", *QUERIES, "quillzoe"):
            asked = ben.local.ask_inline(ben.person, query)
            await exchange.bring()
            assert ben.local.inline_answer(asked) is not None


async def test_her_own_words_find_them(exchange: Exchange, ada: Phone) -> None:
    await live_a_full_life(ada)
    for query in QUERIES:
        asked = ada.local.ask_inline(ada.person, query)
        await exchange.bring()
        assert OTHER_MARK in str(ada.local.inline_answer(asked)).lower()
        await ada.says(f"/who {query}")
        ada.sees(OTHER_MARK.title())


@both
async def test_no_message_of_hers_can_be_changed_or_pressed(
    exchange: Exchange, ada: Phone, ben: Phone, account: Account
) -> None:
    await live_a_full_life(ada)
    await account(ada, ben)
    user = {"id": ben.person, "is_bot": False, "first_name": "Ben"}
    chat: Json = {"id": ben.person, "type": "private", "first_name": "Ben"}
    numbers, hers = count(1), [message["message_id"] for message in ada.local.chat(ada.person)]
    noted = exchange.kept(ben.person)["captures"]
    with unseen_and_untouched(ada):
        for number in hers:
            message = {"message_id": number, "date": 1, "chat": chat, "from": user, "text": "Bea, paints walls"}
            query = {"id": f"q{number}", "from": user, "chat_instance": "1", "message": message, "data": "o|people|||0"}
            for update in ({"edited_message": message | {"edit_date": 2}}, {"callback_query": query}):
                await exchange.rapport.intake.take({"update_id": next(numbers), **update})
            await exchange.deliver()
            assert exchange.answers[f"q{number}"] == 1
    assert noted or not exchange.kept(ben.person)["captures"]


@both
async def test_nobody_whom_she_knows_is_known_to_him(
    exchange: Exchange, ada: Phone, ben: Phone, account: Account
) -> None:
    await live_a_full_life(ada)
    await account(ada, ben)
    await ben.says("/cancel")
    with unseen_and_untouched(ada, OTHER_MARK):
        await ben.does(lambda: ben.local.forward(ben.person, "Gladly", "Zoe", "quillzoe"))
        await ben.does(
            lambda: ben.local.share_contact(ben.person, phone_number="+49 170 1234567", first_name="Z", user_id=SPEAKER)
        )


@contextmanager
def unseen_and_untouched(ada: Phone, mark: str = MARK) -> Iterator[None]:
    """Nothing that the bot says meanwhile holds words or files of hers; her chat and all that is kept stay the same."""
    exchange = ada.exchange
    kept, chat, tap = exchange.kept(ada.person), ada.local.chat(ada.person), Wiretap(exchange)
    yield
    for secret in (mark, *map(str.lower, files_of(ada))):
        assert not [call for call in tap.calls if secret in tap.words(call)]
    assert not [call for call in tap.calls if call.get("chat_id") == ada.person]
    assert exchange.kept(ada.person) == kept
    assert ada.local.chat(ada.person) == chat
