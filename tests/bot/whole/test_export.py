"""What somebody gets who asks for everything: a file that any program opens, and nothing that stays behind."""

import csv
import io
import json
from zipfile import ZipFile

import pytest
import vobject  # type: ignore[import-untyped]  # it ships no types
from icalendar import Calendar

from bot.local_telegram.wire import Json
from conversations.carried.files import ACCOUNT, BESIDE, README
from tests.bot.whole.full_account import live_a_full_life
from tests.bot.whole.phone import Phone


def unpacked(phone: Phone) -> dict[str, str]:
    """The files in the newest export in the chat."""
    documents = [message["document"] for message in phone.local.chat(phone.person) if "document" in message]
    stored = phone.local.world.files.find(documents[-1]["file_id"])
    assert stored
    with ZipFile(io.BytesIO(stored.file.content)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


async def test_everything_comes_as_a_zip_for_any_program(ada: Phone) -> None:
    await live_a_full_life(ada)
    await ada.says("/export")
    document: Json = ada.news[-1]["document"]
    assert document["file_name"].startswith("rapport-2026")
    assert "everything I keep" in ada.news[-1]["caption"]
    found = unpacked(ada)
    assert {*found} == {ACCOUNT, README, *BESIDE}
    account = json.loads(found[ACCOUNT])
    assert (account["format"], account["version"]) == ("rapport", 1)
    people = {person["name"]: person for person in account["people"]}
    rows = table(found["people.csv"])
    assert {row["name"] for row in rows} == {*people}
    for name in ("people-vcard-3.0.vcf", "people-vcard-4.0.vcf"):
        cards = list(vobject.readComponents(found[name]))
        assert {card.fn.value for card in cards} == {*people}
        assert {card.version.value for card in cards} == {name[13:16]}
    assert len(table(found["promises.csv"])) == len(account["promises"])
    assert len(table(found["introductions.csv"])) == len(account["introductions"])
    assert len(table(found["contacts.csv"])) == len(account["contacts"])
    items = Calendar.from_ical(found["calendar.ics"]).walk("VEVENT")
    dated = [each for each in account["promises"] if each["due"] and each["state"] == "open"]
    assert len(items) == len(account["events"]) + len(dated)


async def test_no_copy_of_it_stays_in_the_database(ada: Phone) -> None:
    await ada.says("/start", "/export")
    assert "document" in ada.news[-1]
    assert not ada.exchange.kept(ada.person).get("letters")


@pytest.mark.parametrize("words", ["Ana =1+1"])
async def test_somebody_new_gets_an_empty_one(ada: Phone, words: str) -> None:
    await ada.says("/export")
    account = json.loads(unpacked(ada)[ACCOUNT])
    assert not account["people"]
