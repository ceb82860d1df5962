"""The page in a real browser, with a test in the place of the bot: questions, sound, pictures, files."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Route, ViewportSize

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.serving import serve
from bot.local_telegram.wire import Json, UploadedFile
from tests.browser.chat import Bot, Chat
from tests.browser.conftest import browser, chromium  # noqa: F401 -- fixtures are found by their names

YOU = 1001
PHONE = ViewportSize(width=390, height=844)
DOT = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")
KEEP = {"text": "Keep", "callback_data": "keep"}


@pytest.fixture
async def chat(local: LocalTelegram, browser: Browser, tmp_path: Path) -> AsyncIterator[Chat]:  # noqa: F811 -- a fixture
    local.say(YOU, "/start")
    local.take_updates()
    context = await browser.new_context(viewport=PHONE, reduced_motion="reduce")
    async with serve(local, port=0) as url:
        opened = Chat(await context.new_page(), Bot(tmp_path, urlsplit(url).port or 0))
        await opened.open()
        yield opened
        await opened.check_fit()
        assert opened.troubles == []
        await context.close()


async def call(local: LocalTelegram, method: str, file: UploadedFile | None = None, /, **params: object) -> Json:
    kind = method.removeprefix("send").lower()
    answer = await local.call("1:local", method, params, {kind: file} if file else {})
    assert answer["ok"], answer
    return answer


async def question(local: LocalTelegram, query: str) -> str:
    """Wait for the next question and confirm it; its id."""
    wanted = {"timeout": 15, "allowed_updates": ["inline_query"]}
    [update] = (await call(local, "getUpdates", **wanted))["result"]
    await call(local, "getUpdates", offset=update["update_id"] + 1)
    assert update["inline_query"]["query"] == query
    return str(update["inline_query"]["id"])


async def answer(local: LocalTelegram, query_id: str, *names: str, **options: object) -> None:
    results = [
        {"type": "article", "id": name, "title": name, "input_message_content": {"message_text": f"Meet {name}"}}
        for name in names
    ]
    await call(local, "answerInlineQuery", inline_query_id=query_id, results=results, cache_time=0, **options)


async def writes(chat: Chat, words: str) -> None:
    await chat.page.locator("#composer").fill(f"@rapport_local_bot {words}")


async def marked(chat: Chat) -> str | None:
    """What the list reads out as chosen."""
    option = await chat.page.locator("#composer").get_attribute("aria-activedescendant")
    return await chat.page.locator(f"#{option}[aria-selected=true] b").text_content() if option else None


async def test_keys_choose_among_the_results(local: LocalTelegram, chat: Chat) -> None:
    await writes(chat, "a")
    await answer(local, await question(local, "a"), "Ana", "Andreas")
    await chat.offered("Andreas")
    assert await marked(chat) == "Ana"
    await chat.page.keyboard.press("ArrowDown")
    assert await marked(chat) == "Andreas"
    await chat.page.keyboard.press("Enter")
    await chat.page.locator(".bubble", has_text="via @rapport_local_bot").wait_for()
    assert local.chat(YOU)[-1]["text"] == "Meet Andreas"
    assert await chat.page.locator("#composer").input_value() == ""
    assert await chat.page.locator("#choices").is_hidden()


async def test_a_press_sends_a_result(local: LocalTelegram, chat: Chat) -> None:
    await writes(chat, "")
    await answer(local, await question(local, ""), "Ana")
    await chat.offered("Ana")
    await chat.picks("Ana", "Meet Ana")


async def test_the_newest_answer_wins(local: LocalTelegram, chat: Chat) -> None:
    await writes(chat, "an")
    old = await question(local, "an")
    await writes(chat, "bo")
    new = await question(local, "bo")
    await answer(local, new, "Boris")
    await chat.offered("Boris")
    await answer(local, old, "Ana")
    await call(local, "sendMessage", chat_id=YOU, text="later than both")
    await chat.page.get_by_text("later than both").wait_for()
    assert await chat.page.locator("#choices li").all_inner_texts() == ["B\nBoris"]
    await writes(chat, "bor")
    await chat.page.keyboard.press("Enter")
    assert await chat.page.locator("#composer").input_value() == "@rapport_local_bot bor"


async def test_escape_leaves_the_question_alone(local: LocalTelegram, chat: Chat) -> None:
    await writes(chat, "a")
    await answer(local, await question(local, "a"), "Ana")
    await chat.offered("Ana")
    await chat.page.keyboard.press("Escape")
    assert await chat.page.locator("#choices").is_hidden()
    assert await chat.page.locator("#composer").input_value() == "@rapport_local_bot a"


async def test_more_results_and_a_button_above_them(local: LocalTelegram, chat: Chat) -> None:
    await writes(chat, "a")
    await answer(local, await question(local, "a"), "Ana", next_offset="1")
    await chat.offered("More")
    await chat.page.get_by_text("More", exact=True).click()
    button = {"text": "Add somebody", "start_parameter": "add"}
    await answer(local, await question(local, "a"), "Andreas", button=button)
    await chat.offered("Add somebody")
    assert await chat.page.locator("#choices li b").all_inner_texts() == ["Ana", "Andreas"]
    assert await marked(chat) == "Andreas"
    await chat.picks("Add somebody", "/start add")


async def test_nothing_found_is_said(local: LocalTelegram, chat: Chat) -> None:
    await writes(chat, "zz")
    await answer(local, await question(local, "zz"))
    await chat.offered("Nothing found")


async def test_commands_are_offered_and_completed(local: LocalTelegram, chat: Chat) -> None:
    await call(local, "setMyCommands", commands=[{"command": "help", "description": "Help"}])
    await chat.page.reload()
    await chat.page.wait_for_selector("body[data-ready=yes]")
    await chat.page.locator("#composer").fill("/h")
    await chat.offered("/help")
    await chat.page.keyboard.press("Tab")
    assert await chat.page.locator("#composer").input_value() == "/help "
    await chat.page.locator("#composer").fill("/h")
    await chat.picks("/help", "/help")


@pytest.mark.parametrize(
    "kind",
    [
        {"switch_inline_query": "ana"},
        {"switch_inline_query_current_chat": "ana"},
        {"switch_inline_query_chosen_chat": {"query": "ana", "allow_user_chats": True}},
    ],
)
async def test_a_button_asks_in_the_message_field(local: LocalTelegram, chat: Chat, kind: Json) -> None:
    markup = {"inline_keyboard": [[{"text": "Find"} | kind]]}
    await call(local, "sendMessage", chat_id=YOU, text="?", reply_markup=markup)
    await chat.page.locator(".inline", has_text="Find").click()
    assert await chat.page.locator("#composer").input_value() == "@rapport_local_bot ana"
    await answer(local, await question(local, "ana"), "Ana")
    await chat.offered("Ana")


async def test_sound_and_pictures_of_the_bots_are_shown(local: LocalTelegram, chat: Chat) -> None:
    await chat.page.locator("#attach").click()
    await chat.page.get_by_text("Voice note", exact=True).click()
    player = chat.page.locator('.row[data-from="me"]', has_text="Voice note, 0:03").locator("audio")
    await player.wait_for()
    await player.evaluate("(audio) => audio.duration === 3 || new Promise((done) => (audio.onloadedmetadata = done))")
    assert await player.evaluate("(audio) => audio.duration") == 3
    voice = local.chat(YOU)[-1]["voice"]["file_id"]
    buttons = {"inline_keyboard": [[KEEP]]}
    more = {"chat_id": YOU, "parse_mode": "HTML", "reply_markup": buttons}
    await call(local, "sendVoice", voice=voice, caption="<b>Yours</b>", **more)
    await call(local, "sendPhoto", UploadedFile("x.gif", "image/gif", DOT), caption="<b>Badge</b>", **more)
    for words, shown in (("Yours", "audio"), ("Badge", ".picture img"), ("Yours", ".inline"), ("Badge", ".inline")):
        row = chat.page.locator('.row[data-from="bot"]', has_text=words)
        await row.locator("b", has_text=words).wait_for()
        await row.locator(shown).wait_for()


async def test_a_card_goes_as_a_file(local: LocalTelegram, chat: Chat) -> None:
    await chat.page.locator("#file").set_input_files({"name": "ana.vcf", "mimeType": "", "buffer": b"BEGIN:VCARD"})
    await chat.page.locator("dialog button[type=submit]").click()
    await chat.page.locator('.row[data-from="me"]', has_text="ana.vcf").wait_for()
    assert local.chat(YOU)[-1]["document"]["mime_type"] in {"text/vcard", "text/x-vcard"}


@pytest.mark.parametrize(("username", "kind"), [("@ben_k", "user"), ("", "hidden_user")])
async def test_what_is_forwarded_says_whose_it_is(local: LocalTelegram, chat: Chat, username: str, kind: str) -> None:
    await chat.page.locator("#attach").click()
    await chat.page.get_by_text("Forwarded message").click()
    for name, words in (("from_name", "Ben"), ("from_username", username), ("text", "Join us")):
        await chat.page.locator(f"dialog [name={name}]").fill(words)
    await chat.page.locator("dialog button[type=submit]").click()
    await chat.page.locator(".bubble", has_text="Forwarded from Ben").wait_for()
    assert local.chat(YOU)[-1]["forward_origin"]["type"] == kind


async def test_what_came_while_the_page_looked_again_stays(local: LocalTelegram, chat: Chat) -> None:
    looked, later, told = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slowly(route: Route) -> None:
        answer = await route.fetch()
        looked.set()
        await later.wait()
        await route.fulfill(response=answer)
        told.set()

    await chat.page.route("**/local/state*", slowly, times=1)
    sent = (await call(local, "sendMessage", chat_id=YOU, text="One of them knows"))["result"]
    await looked.wait()
    await call(local, "editMessageText", chat_id=YOU, message_id=sent["message_id"], text="Both of them know")
    await chat.page.get_by_text("Both of them know").wait_for()
    later.set()
    await told.wait()
    await call(local, "sendMessage", chat_id=YOU, text="And so do I")
    await chat.page.get_by_text("And so do I").wait_for()
    assert "One of them knows" not in " ".join(await chat.texts())
