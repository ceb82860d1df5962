"""Nobody fills the disk of all: at a limit all that is there is kept, and a clear word says how to make room."""

import json
from typing import Any

import pytest

from conversations import limits
from conversations.carried.account import Section
from tests.bot.whole import scenes
from tests.bot.whole.network import keep, met
from tests.bot.whole.phone import Exchange, Phone
from tests.bot.whole.test_import import CONNECTIONS, cards, export_of, zipped


def most(monkeypatch: pytest.MonkeyPatch, section: Section, number: int) -> None:
    monkeypatch.setitem(limits.MOST_KEPT, section, number)


async def names(phone: Phone) -> list[str]:
    return [person.name for person in await phone.knows(lambda ledger: ledger.people(100))]


def test_every_kind_has_a_limit_that_nobody_meets_who_means_well() -> None:
    assert set(limits.MOST_KEPT) == set(Section)
    assert min(limits.MOST_KEPT.values()) >= 1_000
    assert limits.MOST_KEPT[Section.PEOPLE] >= 20_000


async def test_one_person_too_many_is_not_written_down_and_said(ada: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    await scenes.set_up(ada)
    most(monkeypatch, Section.PEOPLE, 2)
    await ada.says("/met Zoë, potter", "/met Yan, tall")
    await ada.says("/met Xenia, sails")
    ada.sees("2 people", "did not write down", "/forget", "/export")
    assert await names(ada) == ["Yan", "Zoë"]


async def test_a_limit_of_one_person_is_not_met_by_another(
    ada: Phone, ben: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scenes.set_up(ada)
    await scenes.set_up(ben)
    most(monkeypatch, Section.PEOPLE, 1)
    await ada.says("/met Zoë, potter", "/met Yan, tall")
    await ben.says("/met Xenia, sails")
    assert await names(ben) == ["Xenia"]


async def test_who_makes_room_goes_on_as_before(ada: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    await scenes.set_up(ada)
    most(monkeypatch, Section.PEOPLE, 2)
    await ada.says("/met Zoë, potter", "/met Yan, tall", "/met Xenia, sails")
    await ada.says("/forget Zoë")
    await ada.taps("Yes, forget")
    await ada.says("/met Xenia, sails")
    assert await names(ada) == ["Xenia", "Yan"]


async def test_what_is_there_can_be_changed_at_the_limit(
    exchange: Exchange, ada: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scenes.set_up(ada)
    await ada.says("/met Zoë, potter")
    most(monkeypatch, Section.PEOPLE, 1)
    exchange.database._desk._papers.clear()  # noqa: SLF001 -- a process that knows nothing of her yet
    await ada.says("/met Zoë, sails")
    await ada.says("/who Zoë")
    ada.sees("potter", "sails")


@pytest.mark.parametrize("section", [Section.NOTES, Section.CAPTURES, Section.PROMISES])
async def test_a_note_too_many_leaves_nothing_half_written(
    exchange: Exchange, ada: Phone, monkeypatch: pytest.MonkeyPatch, section: Section
) -> None:
    await scenes.set_up(ada)
    await ada.says("/met Zoë, potter, send her the kiln book by Friday")
    most(monkeypatch, section, 1)
    before = {name: rows for name, rows in exchange.kept(ada.person).items() if name != "owners"}
    await ada.says("/met Yan, tall, sails, send him the map by Friday, send him the chart by Monday")
    ada.sees("did not write down")
    assert {name: rows for name, rows in exchange.kept(ada.person).items() if name != "owners"} == before


async def test_an_answer_too_many_leaves_its_question_open(ada: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    await scenes.set_up(ada)
    most(monkeypatch, Section.EVENTS, 0)
    await ada.says("/event Lantern night in three days at 6pm, Gull Street")
    await ada.taps("Yes")
    ada.sees("0 events", "/events", "Is that right?")
    assert await ada.knows(lambda ledger: ledger.open_dialogue())
    most(monkeypatch, Section.EVENTS, 1)
    await ada.taps("Yes")
    assert len(await ada.knows(lambda ledger: ledger.upcoming_events(ada.exchange.hand.moment, 9))) == 1


async def test_of_an_address_book_as_many_are_brought_in_as_have_room(
    ada: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scenes.set_up(ada)
    await keep(ada, *met(ada, "Ben Okoro"))
    most(monkeypatch, Section.PEOPLE, 20)
    await ada.sends_file("contacts.vcf", "text/vcard", cards(30))
    ada.sees("11 entries I cannot use", "there is no room: I keep 20", "and 6 more")
    await ada.taps("Bring in 19 people")
    ada.sees("19 people are new")
    assert len(await names(ada)) == 20
    await ada.sends_file("Connections.csv", "text/csv", CONNECTIONS.encode())
    ada.sees("there is no room")
    assert len(await names(ada)) == 20


async def test_an_export_that_does_not_fit_changes_nothing(
    ada: Phone, ben: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scenes.set_up(ada)
    await ada.says("/met Zoë, potter", "/met Yan, tall")
    parcel = await export_of(ada)
    most(monkeypatch, Section.PEOPLE, 1)
    await ben.says("/start")
    await ben.sends_file("rapport.zip", "application/zip", parcel)
    ben.sees("more than 1 people", "nothing was changed")
    assert await names(ben) == []


async def test_an_export_for_which_there_is_no_room_any_more_is_answered(
    ada: Phone, ben: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scenes.set_up(ada)
    await ada.says("/met Zoë, potter", "/met Yan, tall")
    parcel = await export_of(ada)
    await ben.says("/start")
    await ben.sends_file("rapport.zip", "application/zip", parcel)
    most(monkeypatch, Section.PEOPLE, 1)
    await ben.taps("Bring it in")
    ben.sees("nothing was changed")
    assert await names(ben) == []


async def test_cards_with_more_notes_than_fit_are_answered(ada: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    await scenes.set_up(ada)
    await ada.sends_file("Connections.csv", "text/csv", CONNECTIONS.encode())
    most(monkeypatch, Section.NOTES, 2)
    await ada.taps("Bring in")
    ada.sees("2 notes", "did not write down")
    assert await names(ada) == []


async def test_a_bomb_of_an_export_is_weighed_before_it_is_taken(ada: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    await scenes.set_up(ada)
    most(monkeypatch, Section.OFFERS, 100)
    offer: dict[str, Any] = {"words": "x" * 1_000, "kept_at": "2026-01-01T10:00:00Z"}
    account = {"format": "rapport", "version": 1, "offers": [offer | {"key": f"o{at}"} for at in range(5_000)]}
    content = zipped("rapport.json", json.dumps(account).encode())
    assert len(content) < 100_000
    await ada.sends_file("rapport.zip", "application/zip", content)
    ada.sees("more than 100 offers", "nothing was changed")
    assert await ada.knows(lambda ledger: ledger.offers()) == ()
