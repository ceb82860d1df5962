"""The bot's commands, names, descriptions and menu button, as an app shows them."""

import pytest

from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.wire import Json

ANA = 1002
HELP = [{"command": "help", "description": "Help"}]
HILFE = [{"command": "help", "description": "Hilfe"}]


async def ask(local: LocalTelegram, method: str, **params: object) -> object:
    answer = await local.call("1:local", method, params)
    assert answer["ok"], answer
    result: object = answer["result"]
    return result


async def test_every_scope_and_language_has_its_own_commands(local: LocalTelegram) -> None:
    private = {"type": "all_private_chats"}
    await ask(local, "setMyCommands", commands=HELP)
    await ask(local, "setMyCommands", commands=HILFE, scope=private, language_code="de")
    assert await ask(local, "getMyCommands") == HELP
    assert await ask(local, "getMyCommands", scope=private, language_code="de") == HILFE
    assert await ask(local, "getMyCommands", scope=private) == []
    await ask(local, "deleteMyCommands", scope=private, language_code="de")
    assert await ask(local, "getMyCommands", scope=private, language_code="de") == []


async def test_one_chat_can_have_commands_of_its_own(local: LocalTelegram) -> None:
    local.say(ANA, "/start")
    scope = {"type": "chat", "chat_id": ANA}
    await ask(local, "setMyCommands", commands=HELP, scope=scope)
    assert await ask(local, "getMyCommands", scope=scope) == HELP


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"commands": [5]}, "can't parse BotCommand: expected an Object"),
        ({"commands": 5}, "expected an Array of BotCommand"),
        ({"commands": [{"command": "x"}]}, "can't parse BotCommand: Can't find field \"description\""),
        ({"commands": [{"command": "/", "description": "x"}]}, "command must be non-empty"),
        ({"commands": [{"command": "x" * 33, "description": "x"}]}, "command length must not exceed 32"),
        ({"commands": [{"command": "x", "description": " "}]}, "command description must be non-empty"),
        (
            {"commands": [{"command": "x", "description": "x" * 257}]},
            "command description length must not exceed 256",
        ),
        ({"commands": [{"command": "Über", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": HELP * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": HELP, "language_code": "deu"}, "invalid language code specified"),
        ({"commands": HELP, "scope": {"type": "moon"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"commands": HELP, "scope": {"type": "chat"}}, "can't parse BotCommandScope: Empty chat_id specified"),
        ({"commands": HELP, "scope": "5"}, "can't parse BotCommandScope: BotCommandScope must be an Object"),
        (
            {"commands": HELP, "scope": {"type": "chat_administrators", "chat_id": ANA}},
            "can't use specified scope in private chats",
        ),
    ],
)
async def test_commands_that_cannot_be_are_refused(local: LocalTelegram, params: Json, words: str) -> None:
    local.say(ANA, "/start")
    answer = await local.call("1:local", "setMyCommands", params)
    assert answer["description"] == f"Bad Request: {words}"


async def test_names_and_descriptions_fall_back_to_the_one_for_everybody(local: LocalTelegram) -> None:
    assert await ask(local, "getMyName") == {"name": "Rapport"}
    await ask(local, "setMyName", name="Coach")
    await ask(local, "setMyDescription", description="Hallo", language_code="de")
    await ask(local, "setMyShortDescription", short_description="Short")
    assert await ask(local, "getMyName", language_code="de") == {"name": "Coach"}
    assert await ask(local, "getMyDescription") == {"description": ""}
    assert await ask(local, "getMyDescription", language_code="de") == {"description": "Hallo"}
    assert await ask(local, "getMyShortDescription") == {"short_description": "Short"}


@pytest.mark.parametrize(
    ("kind", "method", "most"), [("name", "setMyName", 64), ("description", "setMyDescription", 512)]
)
async def test_too_long_a_name_or_description_is_refused(
    local: LocalTelegram, kind: str, method: str, most: int
) -> None:
    answer = await local.call("1:local", method, {kind: "x" * (most + 1)})
    assert answer["error_code"] == 400
    assert f"at most {most}" in answer["description"]


async def test_a_chat_can_have_a_menu_button_of_its_own(local: LocalTelegram) -> None:
    local.say(ANA, "/start")
    assert await ask(local, "getChatMenuButton", chat_id=ANA) == {"type": "default"}
    await ask(local, "setChatMenuButton", menu_button={"type": "commands"})
    assert await ask(local, "getChatMenuButton", chat_id=ANA) == {"type": "commands"}
    await ask(local, "setChatMenuButton", chat_id=ANA)
    assert await ask(local, "getChatMenuButton", chat_id=ANA) == {"type": "default"}


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ("5", "can't parse menu button: MenuButton must be an Object"),
        ("{}", "can't parse menu button: MenuButton has unsupported type"),
        ("{", "can't parse menu button JSON object"),
    ],
)
async def test_a_menu_button_that_cannot_be_is_refused(local: LocalTelegram, button: str, words: str) -> None:
    answer = await local.call("1:local", "setChatMenuButton", {"menu_button": button})
    assert answer["description"] == f"Bad Request: {words}"
