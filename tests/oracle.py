"""A second opinion on what we send: every call that a test makes of a local Telegram, held against aiogram's models.

The local Telegram and the bot were written by the same hands; aiogram's models are generated from Telegram's own pages.
They are asked after each test, as importing them takes seconds; what they say about limits, the local Telegram says.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from bot.local_telegram.wire import UploadedFile

if TYPE_CHECKING:
    from aiogram.methods import TelegramMethod

    from bot.local_telegram.local import LocalTelegram

Call = tuple[str, Mapping[str, object]]

ATTACHED = "attach://"


class Oracle:
    """Notes calls while a test runs and judges them afterwards. It counts what it judged, and the methods there are."""

    def __init__(self) -> None:
        self._noted: list[Call] = []
        self.calls = 0
        self.methods: set[str] = set()
        self.known = 0

    def watch(self, local: "LocalTelegram") -> None:
        """Note from now on what a bot calls there."""
        local.observers.append(lambda method, arguments: self._noted.append((method, arguments)))

    def forget(self) -> None:
        """Drop what was noted: it was wrong on purpose."""
        self._noted = []

    def add(self, calls: int, methods: Iterable[str], known: int) -> None:
        """Count what the oracle of another process counted, too."""
        self.calls += calls
        self.methods.update(methods)
        self.known = max(self.known, known)

    def verdict(self) -> list[str]:
        """What is wrong with the calls noted since the last verdict; a line each, empty when all are right."""
        noted, self._noted = self._noted, []
        self.calls += len(noted)
        self.methods |= {method.lower() for method, _ in noted}
        self.known = len(methods()) if noted else self.known
        return [complaint for method, arguments in noted for complaint in complaints(method, arguments)]


def complaints(method: str, arguments: Mapping[str, object]) -> Iterator[str]:
    """What aiogram's model of this method says against these arguments, as they came over the wire."""
    model = methods().get(method.lower())
    if model is None:
        yield f"{method}: the Bot API has no such method"
        return
    given = {name: value for name, value in arguments.items() if not _is_attachment(name, arguments)}
    try:
        read = model.model_validate({name: _read(model, name, value) for name, value in given.items()})
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            yield f"{method}: {'.'.join(map(str, each['loc']))}: {each['msg']}"
        return
    for path in _unknown(read):
        yield f"{method}: {path}: the Bot API has no such parameter"


@cache
def methods() -> "Mapping[str, type[TelegramMethod[Any]]]":
    """aiogram's models, by the names of the methods in lower case."""
    from aiogram import methods as known  # noqa: PLC0415 -- this import takes five seconds

    every = [(getattr(known, name), getattr(known, name).__dict__.get("__api_method__")) for name in known.__all__]
    return {name.lower(): model for model, name in every if isinstance(name, str)}


def _is_attachment(name: str, arguments: Mapping[str, object]) -> bool:
    """Whether this is a file that another argument refers to."""
    text = f'{ATTACHED}{name}"'
    return any(text in f'{value}"' for value in arguments.values() if isinstance(value, str))


def _read(model: type[BaseModel], name: str, value: object) -> object:
    """The argument as aiogram means it: uploads as its files, JSON inside text as values."""
    if isinstance(value, UploadedFile):
        from aiogram.types import BufferedInputFile  # noqa: PLC0415 -- as above

        return BufferedInputFile(value.content, value.name)
    field = model.model_fields.get(name)
    if not isinstance(value, str) or field is None or str in _kinds(field.annotation):
        return value
    try:
        parsed: object = json.loads(value)
    except ValueError:
        return value
    return parsed


def _kinds(annotation: object) -> tuple[object, ...]:
    return get_args(annotation) if get_origin(annotation) in {Union, UnionType} else (annotation,)


def _unknown(read: object, path: str = "") -> Iterator[str]:
    """Names that aiogram's models do not know, at any depth; they let such names pass."""
    match read:
        case BaseModel():
            yield from (f"{path}{name}" for name in read.model_extra or ())
            for name in type(read).model_fields:
                yield from _unknown(getattr(read, name), f"{path}{name}.")
        case list():
            for index, each in enumerate(read):
                yield from _unknown(each, f"{path}{index}.")
        case _:
            pass
