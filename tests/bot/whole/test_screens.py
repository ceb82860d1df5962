"""Every command and every page that can be reached from them, and what people send where nobody asked for it."""

import itertools

import pytest

from bot.commands import COMMANDS
from bot.handlers import GROUP_HINT
from bot.local_telegram.wire import Json
from tests.bot.whole import scenes
from tests.bot.whole.phone import Exchange, Key, Phone
from tests.bot.whole.test_bad_input import (
    CALENDAR,
    Scene,
    at_home,
    at_the_event,
    debriefing,
    preparing,
    setting_up,
    stranger,
)

MOST_PAGES = 150


@pytest.mark.parametrize("point", [stranger, setting_up, at_home, preparing, at_the_event, debriefing])
async def test_every_command_is_answered_wherever_one_stands(ada: Phone, point: Scene) -> None:
    await point(ada)
    for command in COMMANDS:
        await ada.says(f"/{command}", f"/{command.upper()}@rapport_local_bot words & <b>")


async def test_an_unknown_command_gets_the_nearest(ada: Phone) -> None:
    await ada.says("/setings")
    ada.sees("/setings", "/settings")


async def test_every_page_that_can_be_reached_shows_itself(exchange: Exchange, ada: Phone) -> None:
    """Presses every button of every page that leads to a page, as each page stands."""
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.says(*(f"/{command}" for command in COMMANDS))
    ahead, seen = [key for key in ada.keyboard() if leads_to_a_page(key)], set[str]()
    while ahead and len(seen) < MOST_PAGES:
        key = ahead.pop()
        if key.data not in seen:
            seen.add(key.data)
            await ada.presses(key)
            assert ada.news or len(seen) > 1, f"{key} shows nothing"
            ahead += [new for new in ada.keyboard() if new.message == key.message and leads_to_a_page(new)]
    assert 20 < len(seen) < MOST_PAGES
    assert exchange.kept(ada.person)["people"]


def leads_to_a_page(key: Key) -> bool:
    return key.data.startswith(("o|", "n|"))


async def test_an_event_told_before_set_up_is_kept_and_offered_after_it(ada: Phone) -> None:
    await ada.says("Lantern night Thursday 6pm, Gull Street")
    ada.sees("Where are you")
    await ada.says("Berlin")
    await ada.taps("Yes", "09:00", "Just looking around")
    await ada.taps("Go on", "Keep: Lantern night")
    ada.sees("Lantern night\nThu 26 Nov 2026, 18:00–21:00 (Berlin time)\nGull Street")
    await ada.taps("Yes, that")
    ada.sees("“Lantern night” is in")


async def test_an_event_command_before_set_up_is_kept_too(ada: Phone) -> None:
    await ada.says("/event Lantern night Thursday 6pm, Gull Street", "New York")
    await ada.taps("Yes", "09:00", "Yes, add it", "Keep: Lantern night")
    ada.sees("Thu 26 Nov 2026, 18:00–21:00 (New York time)")


async def test_a_line_that_tells_of_an_event_begins_it(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.says("Lantern night Thursday 6pm, Gull Street")
    ada.sees("Thu 26 Nov 2026, 18:00–21:00", "Is that right?")


async def test_a_dialogue_that_was_left_is_offered_again_and_goes_on_at_its_question(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.says("/prep")
    await ada.taps("Good people")
    await ada.says("/event Choir night Friday 7pm, Vault 9")
    await ada.taps("Yes, that")
    ada.sees("Choir night")
    await ada.says("/start")
    ada.sees("Lantern night")
    await ada.taps("Go on")
    ada.sees("2 of 8", "hope to meet")


async def test_cancel_leaves_a_dialogue_without_losing_it(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.an_event)
    await ada.says("/prep")
    await ada.taps("Good people")
    await ada.says("/cancel")
    ada.sees("Kept")
    await ada.says("/cancel")
    ada.sees("Nothing is open")
    await ada.says("/prep")
    ada.sees("2 of 8")


async def test_a_calendar_file_becomes_an_event(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.sends_file("invite.ics", "text/calendar", CALENDAR)
    ada.sees("Choir night\nFri 27 Nov 2026, 18:00–21:00 (New York time)\nVault 9")
    await ada.taps("Yes, that")
    await ada.says("/events")
    ada.sees("Choir night")


@pytest.mark.parametrize(
    ("content", "words"), [(b"BEGIN:VCALENDAR", "calendar file"), (b"x" * 1_000_001, "more than 1 MB")]
)
async def test_a_calendar_file_that_cannot_be_used_says_what_would_be(ada: Phone, content: bytes, words: str) -> None:
    await scenes.set_up(ada)
    await ada.sends_file("invite.ics", "text/calendar", content)
    ada.sees(words)


async def test_a_shared_contact_becomes_a_person_at_the_event(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.met_two)
    await ada.does(
        lambda: ada.local.share_contact(ada.person, phone_number="+49 30 1", first_name="Zed", last_name="O")
    )
    ada.sees("Noted Zed O")
    await ada.taps("Undo")
    ada.sees("Taken back: Zed O")
    [event] = await ada.knows(lambda ledger: ledger.events())
    drafts = await ada.knows(lambda ledger: ledger.drafts_of(event.key))
    assert [person.name for person in drafts] == ["Anouk", "Boris"]


async def test_a_shared_contact_answers_the_question_whom_one_met(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.met_two)
    await ada.lives(days=1, until="09:30")
    await ada.taps("Tell you now")
    await ada.does(lambda: ada.local.share_contact(ada.person, phone_number="+49 30 1", first_name="Zed"))
    ada.sees("Anouk · 1 of 6")
    people = await ada.knows(lambda ledger: ledger.people(10))
    assert {"Anouk", "Boris", "Zed"} == {person.name for person in people}


async def test_a_shared_location_answers_where_one_is(ada: Phone) -> None:
    await ada.says("/start")
    await ada.does(lambda: ada.local.share_location(ada.person, 35.68, 139.65))
    ada.sees("21:00 on Mon 23 Nov")


async def test_forwarded_words_at_an_event_are_about_a_person(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.met_two)
    await ada.does(lambda: ada.local.forward(ada.person, "Zed, paints doors", "Zed Orr"))
    ada.sees("Zed")


async def test_what_looks_like_html_is_shown_as_it_was_written(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.says("/event <b>Lantern</b> & &lt;x Thursday 6pm, <i>Gull</i> Street")
    ada.sees("<b>Lantern</b> & &lt;x", "<i>Gull</i>")
    await ada.taps("Yes, that")
    await ada.says("/events")
    ada.sees("<b>Lantern</b>")
    await ada.lives(days=3, until="18:30")
    await ada.says("/met Zed, </b> & <a href='x'>y</a>")
    ada.sees("</b> & <a href='x'>y</a>")
    await ada.says("/people zed")
    ada.sees("Zed")


async def test_a_first_name_cannot_write_html(exchange: Exchange) -> None:
    mallory = Phone(exchange, 9, "<b>M</b>&amp;")
    await mallory.says("/start")
    mallory.sees("Hello <b>M</b>&amp;.")


async def test_an_edit_is_answered_with_what_would_work(ada: Phone) -> None:
    await scenes.set_up(ada)
    await ada.says("good morning")
    [*_, own] = [message for message in ada.local.chat(ada.person) if not message["from"]["is_bot"]]
    await ada.does(lambda: ada.local.edit(ada.person, own["message_id"], "good evening"))
    ada.sees("changed an earlier message")


async def test_a_group_hears_one_hint_and_nothing_else(exchange: Exchange, ada: Phone) -> None:
    said: list[object] = []
    exchange.local.observers.append(lambda _method, arguments: said.append(arguments.get("text")))
    await scenes.set_up(ada)
    group = {"id": -100, "type": "supergroup", "title": "Choir"}
    user = {"id": 7, "is_bot": False, "first_name": "Ada"}
    bot = {"id": 4711, "is_bot": True, "first_name": "Rapport"}
    joined: Json = {"chat": group, "from": user, "date": 1, "old_chat_member": {"user": bot, "status": "left"}}
    joined["new_chat_member"] = {"user": bot, "status": "member"}
    words = {"message_id": 1, "date": 1, "chat": group, "from": user, "text": "/start@rapport_local_bot"}
    before, numbers = exchange.kept(ada.person), itertools.count(900)
    said.clear()
    for update in ({"my_chat_member": joined}, {"message": words}, {"message": words | {"text": "hello"}}):
        await exchange.rapport.intake.take({"update_id": next(numbers), **update})
        await exchange.deliver()
    assert [text for text in said if text is not None] == [GROUP_HINT]
    assert exchange.kept(ada.person) == before


async def test_a_button_of_another_time_says_so(ada: Phone) -> None:
    await scenes.set_up(ada)
    page = ada.local.last(ada.person)["message_id"]
    for data in (
        "x",
        "o|nowhere|||0",
        "a|d999|line|x",
        "s|d1|zone|dance",
        "d|nothing|x|y",
        "b|no_such|x",
        "r|d999",
        "|",
    ):
        await ada.presses(Key(page, "", data))
        assert ada.news or ada.toasts, data


async def test_a_button_whose_message_telegram_forgot_still_works(exchange: Exchange, ada: Phone) -> None:
    await scenes.set_up(ada)
    forgotten = {"message_id": 3, "date": 0, "chat": {"id": 7, "type": "private"}}
    user = {"id": 7, "is_bot": False, "first_name": "Ada"}
    query = {"id": "77", "from": user, "chat_instance": "1", "message": forgotten, "data": "o|people|||0"}
    await ada.does(lambda: None, quietly=True)
    before = len(ada.local.chat(ada.person))
    await exchange.rapport.intake.take({"update_id": 900, "callback_query": query})
    await exchange.deliver()
    assert len(ada.local.chat(ada.person)) == before + 1
    assert exchange.answers["77"] == 1


@pytest.mark.trouble
async def test_a_defect_costs_one_kind_sentence_and_nothing_else(
    exchange: Exchange, ada: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await scenes.the_story_until(ada, scenes.met_two)
    before = exchange.kept(ada.person)

    def broken(text: str) -> tuple[object, ...]:
        raise ZeroDivisionError(text)

    with monkeypatch.context() as patch:
        patch.setattr("bot.jotting.read_capture", broken)
        await ada.says("Zed, secret of his")
    ada.sees("went wrong on my side")
    assert {name: rows for name, rows in exchange.kept(ada.person).items() if name != "owners"} == {
        name: rows for name, rows in before.items() if name != "owners"
    }
    [parked] = await exchange.parked()
    assert (parked.owner, parked.error) == (ada.person, "ZeroDivisionError")
    assert "secret of his" in parked.raw
    [line] = [record.getMessage() for record in caplog.records if record.levelname in {"WARNING", "ERROR"}]
    assert str(parked.update_id) in line
    assert f"of {ada.person}" in line
    await ada.says("Zed, tall")
    ada.sees("Noted Zed")
