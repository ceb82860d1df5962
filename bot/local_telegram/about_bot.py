"""The methods about the bot itself: who it is, its commands, names, descriptions and menu button."""

import json
import re
from collections.abc import Mapping

from bot.local_telegram.arguments import Arguments, as_text
from bot.local_telegram.outgoing import known
from bot.local_telegram.refusals import bad_request
from bot.local_telegram.wire import Json
from bot.local_telegram.world import World

COMMAND = re.compile(r"[a-z0-9_]+")
LANGUAGE = re.compile(r"(?:[a-z]{2})?")
LONGEST_COMMAND = 32
LONGEST_COMMAND_DESCRIPTION = 256
MOST_COMMANDS = 100
LONGEST = {"name": 64, "description": 512, "short_description": 120}
WIDE_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
DEFAULT_MENU: Json = {"type": "default"}


def get_me(world: World, _arguments: Arguments) -> Json:
    """`getMe`."""
    can = ("can_join_groups", "can_read_all_group_messages", "can_connect_to_business", "has_main_web_app")
    return world.bot_user() | dict.fromkeys(can, False) | {"supports_inline_queries": True}


def set_my_commands(world: World, arguments: Arguments) -> bool:
    """`setMyCommands`; every scope and language has its own list."""
    given = arguments.json("commands", "Can't parse commands JSON object") or []
    if not isinstance(given, list | tuple):
        raise bad_request("Expected an Array of BotCommand")
    commands = [_command(command) for command in given]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.store.keep_fact(_commands_key(world, arguments), commands or None)
    return _tell_pages(world)


def delete_my_commands(world: World, arguments: Arguments) -> bool:
    """`deleteMyCommands`."""
    world.store.keep_fact(_commands_key(world, arguments), None)
    return _tell_pages(world)


def get_my_commands(world: World, arguments: Arguments) -> object:
    """`getMyCommands`, of exactly this scope and language."""
    return world.store.fact(_commands_key(world, arguments), [])


def commands_for(world: World, person: int, language: str) -> object:
    """The commands this person's app shows: the narrowest list there is, in the person's language if there is one."""
    for scope in (f"chat:{person}", "all_private_chats", "default"):
        for code in (language, ""):
            if commands := world.store.fact(f"commands:{scope}:{code}"):
                return commands
    return []


def _command(given: object) -> Json:
    if not isinstance(given, Mapping):
        raise bad_request("Can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if name not in given:
            raise bad_request(f"Can't parse BotCommand: Can't find field \"{name}\"")
    command = as_text(given["command"]).strip().removeprefix("/")
    description = as_text(given["description"]).strip()
    if not command:
        raise bad_request("Command must be non-empty")
    if len(command) > LONGEST_COMMAND:
        raise bad_request(f"Command length must not exceed {LONGEST_COMMAND}")
    if not description:
        raise bad_request("Command description must be non-empty")
    if len(description) > LONGEST_COMMAND_DESCRIPTION:
        raise bad_request(f"Command description length must not exceed {LONGEST_COMMAND_DESCRIPTION}")
    if not COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


def _commands_key(world: World, arguments: Arguments) -> str:
    given = arguments.json("scope", "Can't parse BotCommandScope JSON object")
    return f"commands:{_scope(world, {'type': 'default'} if given is None else given)}:{_language(arguments)}"


def _scope(world: World, given: object) -> str:
    if not isinstance(given, Mapping):
        raise bad_request("Can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = as_text(given.get("type"))
    if kind in WIDE_SCOPES:
        return kind
    if kind not in CHAT_SCOPES:
        raise bad_request("Can't parse BotCommandScope: Unsupported type specified")
    chat_id = as_text(given.get("chat_id"))
    if not chat_id:
        raise bad_request("Can't parse BotCommandScope: Empty chat_id specified")
    person = known(world, Arguments({"chat_id": chat_id}))
    if kind != "chat":
        raise bad_request("Can't use specified scope in private chats")
    return f"chat:{person.id}"


def _language(arguments: Arguments) -> str:
    code = arguments.text("language_code")
    if not LANGUAGE.fullmatch(code):
        raise bad_request("Invalid language code specified")
    return code


def set_profile_text(world: World, arguments: Arguments, kind: str) -> bool:
    """`setMyName`, `setMyDescription` and `setMyShortDescription`; the words for too long are our own."""
    text = arguments.text(kind).strip()
    if len(text) > LONGEST[kind]:
        raise bad_request(f"{kind} is too long: {len(text)} characters, at most {LONGEST[kind]}")
    world.store.keep_fact(f"{kind}:{_language(arguments)}", text or None)
    return _tell_pages(world)


def get_profile_text(world: World, arguments: Arguments, kind: str) -> Json:
    """`getMyName` and its like: the one for the language, else the one for everybody."""
    return {kind: profile_text(world, kind, _language(arguments))}


def profile_text(world: World, kind: str, language: str) -> str:
    """A text of the bot's profile as an app in this language shows it, "" when there is none."""
    usual = "Rapport" if kind == "name" else ""
    return as_text(world.store.fact(f"{kind}:{language}") or world.store.fact(f"{kind}:") or usual)


def set_chat_menu_button(world: World, arguments: Arguments) -> bool:
    """`setChatMenuButton`, for one chat or for all."""
    given = arguments.json("menu_button", "Can't parse menu button JSON object")
    given = DEFAULT_MENU if given is None else given
    if not isinstance(given, Mapping):
        raise bad_request("Can't parse menu button: MenuButton must be an Object")
    if given.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("Can't parse menu button: MenuButton has unsupported type")
    world.store.keep_fact(_menu_key(world, arguments), json.loads(json.dumps(given)))
    return _tell_pages(world)


def get_chat_menu_button(world: World, arguments: Arguments) -> object:
    """`getChatMenuButton`, of one chat or of all."""
    return world.store.fact(_menu_key(world, arguments)) or world.store.fact("menu:", DEFAULT_MENU)


def _menu_key(world: World, arguments: Arguments) -> str:
    return f"menu:{known(world, arguments).id}" if arguments.text("chat_id") else "menu:"


def bot_on_page(world: World, person: int, language: str) -> Json:
    """The bot as a page shows it to a person."""
    user = world.bot_user()
    return {
        "id": user["id"],
        "first_name": profile_text(world, "name", language),
        "username": user["username"],
        "description": profile_text(world, "description", language),
        "short_description": profile_text(world, "short_description", language),
        "commands": commands_for(world, person, language),
        "menu_button": world.store.fact(f"menu:{person}") or world.store.fact("menu:", DEFAULT_MENU),
    }


def _tell_pages(world: World) -> bool:
    for person in world.people.everybody():
        shown = bot_on_page(world, person, world.people.get(person).language_code)
        world.notices.add(person, "profile", {"bot": shown})
    return True
