"""Every script by its name."""

from collections.abc import Mapping
from enum import StrEnum

from conversations.script import Script
from conversations.scripts.after_event import AFTER_EVENT
from conversations.scripts.before_event import BEFORE_EVENT
from conversations.scripts.check_in import CHECK_IN
from conversations.scripts.edit import EDIT
from conversations.scripts.introduce import INTRODUCE
from conversations.scripts.new_event import NEW_EVENT
from conversations.scripts.pause import PAUSE
from conversations.scripts.promise import PROMISE
from conversations.scripts.set_up import SET_UP
from conversations.scripts.snooze import SNOOZE
from conversations.scripts.touch import TOUCH


class ScriptName(StrEnum):
    """The names under which dialogues are stored; never renamed."""

    SET_UP = "set_up"
    NEW_EVENT = "new_event"
    BEFORE_EVENT = "before_event"
    AFTER_EVENT = "after_event"
    CHECK_IN = "check_in"
    SNOOZE = "snooze"
    PAUSE = "pause"
    EDIT = "edit"
    PROMISE = "promise"
    INTRODUCE = "introduce"
    TOUCH = "touch"


SCRIPTS: Mapping[ScriptName, Script] = {
    ScriptName(script.name): script
    for script in (
        SET_UP,
        NEW_EVENT,
        BEFORE_EVENT,
        AFTER_EVENT,
        CHECK_IN,
        SNOOZE,
        PAUSE,
        EDIT,
        PROMISE,
        INTRODUCE,
        TOUCH,
    )
}


def is_known(name: str) -> bool:
    """Whether this version has a script of that name; another version may have written one that it has not."""
    return name in frozenset(ScriptName)


def script_named(name: str) -> Script:
    """The script of that name.

    Raises:
        ValueError: no script is called so.
    """
    return SCRIPTS[ScriptName(name)]
