"""python-telegram-bot's own Bot talks to the local Telegram over real HTTP and notices no difference."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputFile,
    InputTextMessageContent,
    KeyboardButton,
    KeyboardButtonRequestUsers,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
    SwitchInlineQueryChosenChat,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.serving import serve

YOU = 1001


@contextlib.asynccontextmanager
async def talking(local: LocalTelegram, *, token: str = "1:local") -> AsyncIterator[Bot]:  # noqa: S107 -- a made-up token
    async with serve(local, port=0) as url, Bot(token, f"{url}/bot", f"{url}/file/bot") as bot:
        yield bot


async def test_a_conversation(local: LocalTelegram) -> None:
    async with talking(local) as bot:
        local.say(YOU, "/start")
        [update] = await bot.get_updates(timeout=10)
        assert update.message is not None
        assert update.message.text == "/start"
        keyboard = InlineKeyboardMarkup(
            [
                [
                    InlineKeyboardButton("Yes", callback_data="yes"),
                    InlineKeyboardButton("Copy", copy_text=CopyTextButton("x")),
                ]
            ]
        )
        asked = await update.message.reply_text("<b>Ready?</b>", ParseMode.HTML, reply_markup=keyboard, do_quote=True)
        assert asked.text_html == "<b>Ready?</b>"
        assert asked.reply_markup == keyboard
        local.press(YOU, "Yes")
        [update] = await bot.get_updates(offset=update.update_id + 1, timeout=10)
        query = update.callback_query
        assert query is not None
        assert await query.answer("Good", show_alert=True)
        assert local.toasts(YOU) == ["Good"]
        await query.edit_message_text("Here we go")
        assert local.last(YOU)["text"] == "Here we go"
        with pytest.raises(BadRequest, match="Message is not modified"):
            await query.edit_message_text("Here we go")
        with pytest.raises(BadRequest, match="Query is too old"):
            await query.answer()


async def test_a_poll_is_woken_over_http(local: LocalTelegram) -> None:
    async with talking(local) as bot:
        arrived = asyncio.Event()
        local.observers.append(lambda _method, _params: arrived.set())
        asked = asyncio.create_task(bot.get_updates(timeout=50))
        await arrived.wait()
        local.say(YOU, "hello")
        [update] = await asked
        assert update.message is not None
        assert update.message.text == "hello"


async def test_files_go_both_ways(local: LocalTelegram) -> None:
    async with talking(local) as bot:
        said = local.send_file(YOU, "Connections.csv", "text/csv", b"First Name\nAna", "import these")
        fetched = await bot.get_file(said["document"]["file_id"])
        assert bytes(await fetched.download_as_bytearray()) == b"First Name\nAna"
        sent = await bot.send_document(YOU, b"BEGIN:VCALENDAR", caption="Yours", filename="meetup.ics")
        assert sent.document is not None
        assert sent.document.file_name == "meetup.ics"
        attached = InputFile(b"BEGIN:VCALENDAR", "again.ics", attach=True)
        assert (await bot.send_document(YOU, attached)).document is not None
        assert (await bot.send_document(YOU, sent.document)).document == sent.document


async def test_sound_and_pictures_go_both_ways(local: LocalTelegram) -> None:
    async with talking(local) as bot:
        voice = local.send_file(YOU, "voice.ogg", "audio/ogg", b"OggS")["voice"]["file_id"]
        photo = local.send_file(YOU, "x.gif", "image/gif", b"GIF89a\x04\x00\x03\x00")["photo"][0]["file_id"]
        first, second = (
            InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label)]]) for label in ("Keep", "Drop")
        )
        uploaded = await bot.send_voice(YOU, b"OggS", duration=4, caption="<b>Yours</b>", parse_mode="HTML")
        assert uploaded.voice is not None
        assert (uploaded.voice.to_dict()["duration"], uploaded.caption_html) == (4, "<b>Yours</b>")
        for sent in (
            await bot.send_voice(YOU, voice, caption="Old", reply_markup=first),
            await bot.send_photo(YOU, photo, "Old", reply_markup=first),
        ):
            edited = await sent.edit_caption("<i>New</i>", parse_mode="HTML", reply_markup=first)
            assert isinstance(edited, Message)
            assert edited.caption_html == "<i>New</i>"
            edited = await sent.edit_reply_markup(second)
            assert isinstance(edited, Message)
            assert (edited.caption, edited.reply_markup) == ("New", second)


async def test_a_question_in_the_message_field_is_answered(local: LocalTelegram) -> None:
    async with talking(local) as bot:
        assert (await bot.get_me()).supports_inline_queries
        query_id = local.ask_inline(YOU, "ana")
        [update] = await bot.get_updates(timeout=10, allowed_updates=["inline_query", "message"])
        query = update.inline_query
        assert query is not None
        assert (query.id, query.query, query.chat_type) == (query_id, "ana", "sender")
        content = InputTextMessageContent("<b>Ana</b>, UX at Figma", ParseMode.HTML)
        ana = InlineQueryResultArticle("ana", "Ana", content, description="UX at Figma")
        button = InlineQueryResultsButton("Add somebody", start_parameter="add")
        assert await query.answer([ana], cache_time=0, is_personal=True, button=button)
        with pytest.raises(BadRequest, match="Query is too old"):
            await query.answer([])
        sent = local.pick_inline(YOU, query_id, "ana")
        [update] = await bot.get_updates(offset=update.update_id + 1)
        assert update.message is not None
        assert update.message.message_id == sent["message_id"]
        assert update.message.text_html == "<b>Ana</b>, UX at Figma"
        assert update.message.via_bot == await bot.get_me()


async def test_buttons_that_begin_a_question_are_kept(local: LocalTelegram) -> None:
    async with talking(local) as bot:
        local.say(YOU, "hi")
        chosen = SwitchInlineQueryChosenChat("ana", allow_user_chats=True)
        keyboard = InlineKeyboardMarkup(
            [
                [InlineKeyboardButton("Here", switch_inline_query_current_chat="ana")],
                [InlineKeyboardButton("There", switch_inline_query="ana")],
                [InlineKeyboardButton("To a person", switch_inline_query_chosen_chat=chosen)],
            ]
        )
        assert (await bot.send_message(YOU, "?", reply_markup=keyboard)).reply_markup == keyboard


async def test_keyboards_below_and_picked_people(local: LocalTelegram) -> None:
    async with talking(local) as bot:
        local.say(YOU, "hi")
        button = KeyboardButton("Who?", request_users=KeyboardButtonRequestUsers(3, request_name=True))
        await bot.send_message(YOU, "Who?", reply_markup=ReplyKeyboardMarkup([[button]], one_time_keyboard=True))
        local.pick_users(YOU, 3, [{"user_id": 5, "first_name": "Ben"}])
        update = (await bot.get_updates())[-1]
        assert update.message is not None
        assert update.message.users_shared is not None
        assert update.message.users_shared.users[0].first_name == "Ben"


async def test_the_rest_of_what_a_coach_needs(local: LocalTelegram) -> None:
    async with talking(local) as bot:
        said = local.say(YOU, "hi")
        assert (await bot.get_me()).username == "rapport_local_bot"
        assert (await bot.get_chat(YOU)).first_name == "You"
        assert await bot.set_my_commands([BotCommand("help", "Help")])
        assert await bot.get_my_commands() == (BotCommand("help", "Help"),)
        assert await bot.set_my_description("About")
        assert (await bot.get_my_description()).description == "About"
        assert await bot.send_chat_action(YOU, "typing")
        assert await bot.set_message_reaction(YOU, said["message_id"], "👍")
        assert (await bot.send_contact(YOU, "+49", "Ben")).contact is not None
        assert (await bot.send_venue(YOU, 1, 2, "Hall", "Street")).venue is not None
        assert (await bot.copy_message(YOU, YOU, said["message_id"])).message_id == local.last(YOU)["message_id"]
        forwarded = await bot.forward_message(YOU, YOU, said["message_id"])
        assert forwarded.forward_origin is not None
        answer = await bot.send_message(YOU, "x", reply_parameters=ReplyParameters(said["message_id"]))
        assert answer.reply_to_message is not None
        assert await bot.pin_chat_message(YOU, answer.message_id)
        assert await bot.delete_message(YOU, answer.message_id)
        menu = await bot.get_chat_menu_button(YOU)
        assert menu.type == "default"


async def test_everything_a_person_does_can_be_read(local: LocalTelegram) -> None:
    async with talking(local) as bot:
        await bot.get_updates(allowed_updates=["message", "edited_message", "my_chat_member", "message_reaction"])
        said = local.say(YOU, "hi")["message_id"]
        local.edit(YOU, said, "ho")
        local.sticker(YOU, "👋")
        local.forward(YOU, "Join us", "Ben", "ben_k")
        local.forward(YOU, "Join us", "Ben")
        local.share_contact(YOU, phone_number="+49", first_name="Ben")
        local.share_location(YOU, 1, 2)
        local.send_file(YOU, "x.ogg", "audio/ogg", b"OggS")
        local.react(YOU, said, "👍")
        local.block(YOU)
        local.unblock(YOU)
        updates = await bot.get_updates()
        assert len(updates) == 11
        assert updates[8].message_reaction is not None
        assert updates[9].my_chat_member is not None
        assert updates[9].my_chat_member.new_chat_member.status == "kicked"


async def test_refusals_are_the_errors_a_bot_expects(local: LocalTelegram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with talking(local) as bot:
        local.say(YOU, "hi")
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(5, "x")
        local.fail_next(
            "sendMessage",
            {"error_code": 429, "description": "Too Many Requests: retry after 3", "parameters": {"retry_after": 3}},
        )
        with pytest.raises(RetryAfter):
            await bot.send_message(YOU, "x")
        local.block(YOU)
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(YOU, "x")
        await bot.set_webhook("http://127.0.0.1:9/hook")
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()


async def test_another_token_gets_nowhere(local: LocalTelegram) -> None:
    with pytest.raises(InvalidToken):
        async with talking(local, token="2:other"):
            pass


async def test_arguments_come_by_any_of_https_ways(local: LocalTelegram) -> None:
    local.say(YOU, "hi")
    async with serve(local, port=0) as url, httpx.AsyncClient(base_url=f"{url}/bot1:local") as http:
        params: dict[str, str | int] = {"chat_id": YOU, "text": "x"}
        for answer in (
            await http.get("/sendMessage", params=params),
            await http.post("/sendMessage", json=params),
            await http.post("/sendMessage", data=params),
            await http.post("/sendMessage", params={"chat_id": YOU}, json={"text": "x"}),
        ):
            assert answer.json()["ok"], answer.text
        for content in ("{", "5"):
            broken = await http.post("/getMe", content=content, headers={"Content-Type": "application/json"})
            assert broken.status_code == 400


async def test_a_file_is_downloaded_with_the_token_only(local: LocalTelegram) -> None:
    local.send_file(YOU, "x.txt", "text/plain", b"x")
    async with serve(local, port=0) as url, httpx.AsyncClient(base_url=f"{url}/file") as http:
        assert (await http.get("/bot1:local/documents/file_1.txt")).content == b"x"
        assert (await http.get("/bot1:other/documents/file_1.txt")).status_code == 401
        for path in ("photos/file_1.txt", "documents/file_2.txt", "x"):
            assert (await http.get(f"/bot1:local/{path}")).status_code == 404


async def test_it_can_be_served_again(local: LocalTelegram) -> None:
    for _ in range(2):
        async with talking(local) as bot:
            local.say(YOU, "hi")
            assert await bot.get_updates(timeout=10)
