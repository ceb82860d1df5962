"""Drafts in any chat: behind our name and a person's, for the owner alone, and nothing of it is kept by Telegram."""

import pytest

from bot.local_telegram.wire import Json
from tests.bot.whole import scenes
from tests.bot.whole.phone import Exchange, Phone


@pytest.fixture
async def owner(ada: Phone) -> Phone:
    """Ada, who met Ana and Boris."""
    await scenes.set_up(ada)
    await ada.says("/met Ana, UX at Figma, restores boats, send her the map by Friday", "/met Boris, paints")
    return ada


async def asks(phone: Phone, words: str) -> tuple[str, Json]:
    """Write these words behind the bot's name; the query and its answer."""
    queries: list[str] = []
    await phone.does(lambda: queries.append(phone.local.ask_inline(phone.person, words)), quietly=True)
    answer = phone.local.inline_answer(queries[0])
    assert answer is not None
    assert (answer["is_personal"], answer["cache_time"]) == (True, 0)
    return queries[0], answer


async def titles(phone: Phone, words: str) -> list[str]:
    _, answer = await asks(phone, words)
    return [result["title"] for result in answer["results"]]


async def test_a_person_by_name_comes_with_every_occasion_in_every_tone(owner: Phone) -> None:
    found = await titles(owner, "ana")
    assert len(found) == 9
    assert {"Ana · Promise kept · warm", "Ana · First line · brief", "Ana · Thank you · formal"} <= set(found)


async def test_a_word_that_was_noted_finds_them_too(owner: Phone) -> None:
    assert {title.partition(" ·")[0] for title in await titles(owner, "boats")} == {"Ana"}


async def test_without_a_word_it_is_those_met_last(owner: Phone) -> None:
    assert await titles(owner, "") == ["Boris · warm", "Boris · brief", "Ana · warm", "Ana · brief"]


async def test_who_is_paused_is_offered_only_by_name(owner: Phone) -> None:
    await owner.says("/people boris")
    await owner.taps("Pause")
    assert {title.partition(" ·")[0] for title in await titles(owner, "")} == {"Ana"}
    assert "Boris" in (await titles(owner, "boris"))[0]


async def test_nobody_found_leads_to_ones_people(owner: Phone) -> None:
    _, answer = await asks(owner, "xylophone")
    assert answer["results"] == []
    assert answer["button"] == {"text": "Nobody found: look at your people", "start_parameter": "people"}
    await owner.says("/start people")
    owner.sees("Your people", "Ana", "Boris")


async def test_who_is_not_set_up_is_told_where_to_begin(ben: Phone) -> None:
    _, answer = await asks(ben, "ana")
    assert answer["results"] == []
    assert answer["button"] == {"text": "Set me up first", "start_parameter": "inline"}
    await ben.says("/start inline")
    ben.sees("Where are you")


async def test_nobody_sees_anybody_elses_people(owner: Phone, ben: Phone) -> None:
    await scenes.set_up(ben)
    for words in ("", "ana", "boats"):
        assert await titles(ben, words) == []


async def test_asking_leaves_no_trace(exchange: Exchange, owner: Phone) -> None:
    before = exchange.kept(owner.person)
    await asks(owner, "ana")
    assert exchange.kept(owner.person) == before
    assert not owner.news


async def test_words_tried_in_our_own_chat_are_answered_and_not_noted(exchange: Exchange, owner: Phone) -> None:
    query, answer = await asks(owner, "ana")
    before = exchange.kept(owner.person)
    await owner.does(lambda: owner.local.pick_inline(owner.person, query, answer["results"][0]["id"]))
    owner.sees("That is how it arrives.", "Only you see the list.")
    after = exchange.kept(owner.person)
    assert {name: rows for name, rows in after.items() if name != "owners"} == {
        name: rows for name, rows in before.items() if name != "owners"
    }


async def test_in_the_middle_of_a_question_it_comes_again(owner: Phone) -> None:
    query, answer = await asks(owner, "ana")
    await owner.says("/event")
    await owner.does(lambda: owner.local.pick_inline(owner.person, query, answer["results"][0]["id"]))
    owner.sees("That is how it arrives.", "Tell me about the event")


async def test_the_words_are_those_of_the_page(owner: Phone) -> None:
    _, answer = await asks(owner, "ana")
    first = next(result for result in answer["results"] if result["title"] == "Ana · First line · warm")
    await owner.says("/people ana")
    await owner.taps("Help me write")
    owner.sees(first["input_message_content"]["message_text"])
