"""What the chat page reads and does, and who is kept away from it."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.serving import serve
from bot.local_telegram.timetable import Landmark
from bot.local_telegram.wire import Json
from tests.bot.local_telegram.hand_clock import NOON, HandClock

YOU, ANA = 1001, 1002


@pytest.fixture
async def page(local: LocalTelegram) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=local.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8081") as client:
        yield client


async def send(local: LocalTelegram, **params: object) -> Json:
    answer = await local.call("1:local", "sendMessage", {"chat_id": YOU, "text": "?"} | params)
    message: Json = answer["result"]
    return message


async def do(page: httpx.AsyncClient, act: str, **fields: object) -> Json:
    answer = await page.post(f"/local/{act}", json={"as": 1} | fields)
    assert answer.status_code == 200, answer.text
    given: Json = answer.json()
    return given


async def test_the_page_and_its_parts_are_served(page: httpx.AsyncClient) -> None:
    index = await page.get("/?as=2")
    assert index.headers["content-type"].startswith("text/html")
    assert "default-src 'self'" in index.headers["content-security-policy"]
    assert (await page.get("/page/chat.js")).status_code == 200
    assert (await page.get("/page/../local.py")).status_code == 404


async def test_an_empty_chat_has_a_whole_state(page: httpx.AsyncClient, clock: HandClock) -> None:
    clock.marks = [Landmark("just after AI meetup", NOON + timedelta(hours=3))]
    assert (await page.get("/local/state?as=2")).json() == {
        "me": {"id": ANA, "first_name": "Ana", "username": "ana_1002"},
        "bot": {
            "id": 1,
            "first_name": "Rapport",
            "username": "rapport_local_bot",
            "description": "",
            "short_description": "",
            "commands": [],
            "menu_button": {"type": "default"},
        },
        "messages": [],
        "now": "2026-11-23T12:00:00Z",
        "zone_hint": None,
        "reactions": {},
        "blocked": False,
        "version": 0,
        "keyboard": None,
        "landmarks": [{"label": "just after AI meetup", "moment": "2026-11-23T15:00:00Z"}],
        "pinned": None,
    }


async def test_the_state_shows_what_happened(local: LocalTelegram, page: httpx.AsyncClient) -> None:
    said = local.say(YOU, "hi")
    asked = await send(local, reply_markup={"keyboard": [["a"]]})
    at = {"chat_id": YOU, "message_id": said["message_id"]}
    await local.call("1:local", "setMessageReaction", at | {"reaction": [{"type": "emoji", "emoji": "👍"}]})
    await local.call("1:local", "pinChatMessage", at)
    commands = [{"command": "help", "description": "Help"}]
    scope = {"type": "all_private_chats"}
    await local.call("1:local", "setMyCommands", {"commands": commands, "scope": scope})
    local.block(YOU)
    state = (await page.get("/local/state")).json()
    assert state["messages"] == [said, asked]
    assert state["reactions"] == {str(said["message_id"]): ["👍"]}
    assert state["pinned"] == said
    assert state["keyboard"] == {"keyboard": [[{"text": "a"}]]}
    assert state["bot"]["commands"] == commands
    assert state["blocked"]
    assert state["version"] == 6


async def test_a_person_writes_edits_and_answers(local: LocalTelegram, page: httpx.AsyncClient) -> None:
    said = await do(page, "send", text="/start")
    assert said["entities"][0]["type"] == "bot_command"
    asked = await send(local)
    assert (await do(page, "send", text="x", reply_to=asked["message_id"]))["reply_to_message"] == asked
    assert (await do(page, "edit", message_id=said["message_id"], text="ho"))["text"] == "ho"
    assert len(local.waiting_updates()) == 3


async def test_a_person_taps_and_the_bot_hears(local: LocalTelegram, page: httpx.AsyncClient) -> None:
    local.say(YOU, "hi")
    asked = await send(local, reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]})
    tapped = await do(page, "tap", message_id=asked["message_id"], data="b")
    query = local.take_updates()[-1]["callback_query"]
    assert tapped == {"callback_query_id": query["id"]}
    assert query["data"] == "b"


async def test_a_person_asks_and_chooses(local: LocalTelegram, page: httpx.AsyncClient) -> None:
    asked = await do(page, "ask", query="ana", offset="1")
    query = local.take_updates()[-1]["inline_query"]
    assert (query["query"], query["offset"]) == ("ana", "1")
    assert asked == {"inline_query_id": query["id"], "answer": None}
    content = {"message_text": "Ana, UX at Figma"}
    results = [{"type": "article", "id": "7", "title": "Ana", "input_message_content": content}]
    await local.call("1:local", "answerInlineQuery", {"inline_query_id": query["id"], "results": results})
    told = json.loads(local.world.notices.since(YOU, 0)[-1][1])
    assert (told["kind"], told["inline_query_id"], told["answer"]["results"]) == ("inline", query["id"], results)
    again = await do(page, "ask", query="ana", offset="1")
    assert again["answer"]["results"] == results
    sent = await do(page, "choose", inline_query_id=again["inline_query_id"], result_id="7")
    assert (sent["text"], sent["via_bot"]["id"]) == ("Ana, UX at Figma", 1)
    gone = await page.post("/local/choose", json={"as": 1, "inline_query_id": "5", "result_id": "7"})
    assert gone.json() == {"error": "The bot has not answered that."}


async def test_a_person_shares_all_kinds_of_things(local: LocalTelegram, page: httpx.AsyncClient) -> None:
    card = {"phone_number": "+49", "first_name": "Ben"}
    assert (await do(page, "contact", **card))["contact"] == card
    place = {"latitude": 1.0, "longitude": 2.0}
    assert (await do(page, "location", **place))["location"] == place
    forwarded = await do(page, "forward", text="Join us", from_name="Ben", from_username="ben_k")
    assert forwarded["forward_origin"]["sender_user"]["username"] == "ben_k"
    assert (await do(page, "sticker", emoji="👋"))["sticker"]["emoji"] == "👋"
    await send(local, reply_markup={"keyboard": [[{"text": "Who", "request_users": {"request_id": 1}}]]})
    assert (await do(page, "pick", request_id=1, users=[{"user_id": 5}]))["users_shared"]["request_id"] == 1
    said = await do(page, "send", text="x")
    assert await do(page, "react", message_id=said["message_id"], emoji="🔥") == {}
    assert local.world.messages.all_reactions(said["message_id"]) == ["🔥"]


async def test_a_file_goes_up_and_comes_back(page: httpx.AsyncClient) -> None:
    def parcel(name: str, mime: str, content: bytes) -> dict[str, tuple[str, bytes, str]]:
        return {"file": (name, content, mime)}

    sent = await page.post(
        "/local/file", data={"as": "1", "caption": "Look"}, files=parcel("x.html", "text/html", b"<script>")
    )
    document = sent.json()["document"]
    assert sent.json()["caption"] == "Look"
    back = await page.get(f"/local/file/{document['file_id']}")
    assert back.content == b"<script>"
    assert back.headers["content-disposition"] == "attachment"
    assert back.headers["x-content-type-options"] == "nosniff"
    gif = await page.post("/local/file", data={"as": "1"}, files=parcel("x.gif", "image/gif", b"GIF89a\4\0\3\0"))
    shown = await page.get(f"/local/file/{gif.json()['photo'][0]['file_id']}")
    assert shown.headers["content-type"] == "image/gif"
    odd = await page.post(
        "/local/file", data={"as": "1"}, files=parcel("x.gif", "image/gif", b"GIF89a\xff\xff\xff\xff")
    )
    assert odd.status_code == 400
    assert "would not take this file" in odd.json()["error"]


async def test_a_person_blocks_and_unblocks(local: LocalTelegram, page: httpx.AsyncClient) -> None:
    assert await do(page, "block", blocked=True) == {"blocked": True}
    assert local.world.people.get(YOU).blocked
    assert await do(page, "block", blocked=False) == {"blocked": False}


@pytest.mark.parametrize(
    ("fields", "now"),
    [
        ({"move": "hour"}, "2026-11-23T13:00:00Z"),
        ({"move": "day"}, "2026-11-24T12:00:00Z"),
        ({"move": "week"}, "2026-11-30T12:00:00Z"),
        ({"move": "morning"}, "2026-11-24T07:00:00Z"),
        ({"to": "2026-12-01T10:00:00+02:00"}, "2026-12-01T08:00:00Z"),
    ],
)
async def test_the_clock_moves_forward(page: httpx.AsyncClient, clock: HandClock, fields: Json, now: str) -> None:
    assert await do(page, "clock", **fields) == {"now": now}
    assert clock.moment > NOON
    assert (await page.get("/local/state")).json()["now"] == now


@pytest.mark.parametrize(
    ("act", "fields", "words"),
    [
        ("send", {"text": " "}, "There is nothing to send: the message is empty."),
        ("send", {"text": "x", "as": 0}, "People here have numbers from 1 to 999."),
        ("send", {"text": "x", "reply_to": "y"}, "The page sent no reply to."),
        ("edit", {"message_id": 5, "text": "x"}, "You can edit only texts that you wrote yourself."),
        ("tap", {"message_id": 5, "data": "x"}, "That message is not there any more."),
        ("tap", {"data": "x"}, "The page sent no message id."),
        ("contact", {"first_name": "Ben"}, "A contact needs a phone number."),
        ("location", {"latitude": "north"}, "The page sent no latitude."),
        ("pick", {"request_id": 1, "users": 5}, "The page sent no people to pick."),
        (
            "pick",
            {"request_id": 1, "users": [{"user_id": 5}]},
            "The keyboard in this chat does not ask for people with that number.",
        ),
        ("file", {}, "There is no file to send."),
        ("forward", {"text": "x"}, "Say who wrote what you forward."),
        ("clock", {}, "The clock moves by an hour, a day or a week, to the morning or to a moment."),
        ("clock", {"to": "soon"}, "'soon' is no moment; one looks like 2026-11-26T18:00:00Z."),
        ("clock", {"to": "2026-12-01T10:00"}, "A moment needs its zone; add Z for UTC."),
        ("clock", {"to": "2020-12-01T10:00Z"}, "The clock only goes forward."),
        ("dance", {}, "The page cannot do that."),
    ],
)
async def test_what_a_person_cannot_do_is_said_kindly(
    page: httpx.AsyncClient, act: str, fields: Json, words: str
) -> None:
    answer = await page.post(f"/local/{act}", json={"as": 1} | fields)
    assert answer.status_code == 400
    assert answer.json() == {"error": words}


async def test_a_missing_file_and_broken_json_are_said_kindly(page: httpx.AsyncClient) -> None:
    assert (await page.get("/local/file/LOCAL7")).json() == {"error": "There is no such file here."}
    broken = await page.post("/local/send", content="{", headers={"Content-Type": "application/json"})
    assert broken.status_code == 400


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/local/send", {"Host": "evil.example"}, 403),
        ("/local/send", {"Origin": "http://evil.example"}, 403),
        ("/local/send", {"Origin": "null"}, 403),
        ("/bot1:local/getMe", {"Origin": "http://evil.example"}, 403),
        ("/local/send", {"Content-Type": "text/plain"}, 415),
        ("/local/send", {"Origin": "http://127.0.0.1:8081"}, 200),
        ("/local/send", {"Host": "localhost:8081"}, 200),
        ("/local/send", {"Host": "[::1]:8081"}, 200),
        ("/bot1:local/getMe", {"Host": "telegram.internal"}, 200),
    ],
)
async def test_other_sites_are_kept_away(
    page: httpx.AsyncClient, path: str, headers: dict[str, str], status: int
) -> None:
    content = json.dumps({"as": 1, "text": "x"})
    answer = await page.post(path, content=content, headers={"Content-Type": "application/json"} | headers)
    assert answer.status_code == status


async def test_a_page_cannot_be_opened_under_a_foreign_name(page: httpx.AsyncClient) -> None:
    assert (await page.get("/", headers={"Host": "evil.example"})).status_code == 403


async def test_an_open_page_is_told_everything_in_order(local: LocalTelegram) -> None:
    local.say(YOU, "before")
    async with serve(local, port=0) as url, httpx.AsyncClient(base_url=url) as http:
        async with http.stream("GET", "/local/events?as=1&since=1") as stream:
            lines = aiter(stream.aiter_lines())
            await anext(lines)
            asked = await send(local, reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]})
            at = {"chat_id": YOU, "message_id": asked["message_id"]}
            query = local.press(YOU, "a")
            await local.call("1:local", "sendChatAction", {"chat_id": YOU, "action": "typing"})
            await local.call("1:local", "answerCallbackQuery", {"callback_query_id": query, "text": "Yes"})
            await local.call("1:local", "editMessageText", at | {"text": "!"})
            local.react(YOU, asked["message_id"], "👍")
            await local.call("1:local", "deleteMessage", at)
            await send(local, reply_markup={"keyboard": [["a"]]})
            await local.call("1:local", "setMyName", {"name": "Coach"})
            await http.post("/local/clock", json={"move": "hour"})
            told = [await notice(lines) for _ in range(10)]
        assert [(one["version"], one["kind"]) for one in told] == list(
            enumerate(
                [
                    "message",
                    "typing",
                    "toast",
                    "edited",
                    "reaction",
                    "deleted",
                    "message",
                    "keyboard",
                    "profile",
                    "clock",
                ],
                start=2,
            )
        )
        assert told[0]["message"] == asked
        assert told[2] == {"version": 4, "kind": "toast", "text": "Yes", "alert": False, "callback_query_id": query}
        assert told[4]["emoji"] == ["👍"]
        assert told[9]["now"] == "2026-11-23T13:00:00Z"


async def test_a_page_that_comes_back_goes_on_where_it_was(local: LocalTelegram) -> None:
    for text in ("one", "two", "three"):
        local.say(YOU, text)
    async with serve(local, port=0) as url, httpx.AsyncClient(base_url=url) as http:
        address = "/local/events?as=1&since=0"
        async with http.stream("GET", address, headers={"Last-Event-ID": "2"}) as stream:
            assert (await notice(aiter(stream.aiter_lines())))["message"]["text"] == "three"


async def notice(lines: AsyncIterator[str]) -> Json:
    async for line in lines:
        if line.startswith("data: "):
            told: Json = json.loads(line.removeprefix("data: "))
            return told
    raise EOFError


async def test_a_quiet_page_hears_that_the_server_is_there(
    local: LocalTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.local_telegram.page_stream.SECONDS_OF_SILENCE", 0)
    async with (
        serve(local, port=0) as url,
        httpx.AsyncClient(base_url=url) as http,
        http.stream("GET", "/local/events?as=1") as stream,
    ):
        lines = aiter(stream.aiter_lines())
        assert [await anext(lines) for _ in range(3)] == [": welcome", "", ": still here"]
