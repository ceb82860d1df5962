"""Answers and letters as JSON and back. The core's own types say what is valid; nothing is declared twice."""

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from conversations.answers import Value
from conversations.effects import Letter

_VALUE: TypeAdapter[Value] = TypeAdapter(Annotated[Value, Field(discriminator="kind")])
_LETTER: TypeAdapter[Letter] = TypeAdapter(Annotated[Letter, Field(discriminator="kind")])

Json = Any
"""What json.loads gives: the databases' JSON columns take and give it."""


def value_written(value: Value) -> Json:
    """An answer, ready for a JSON column."""
    return _VALUE.dump_python(value, mode="json")


def value_read(written: Json) -> Value:
    """The answer that `value_written` made this of.

    Raises:
        pydantic.ValidationError: it is no answer that this version knows.
    """
    return _VALUE.validate_python(written)


def letter_written(letter: Letter) -> Json:
    """A letter, ready for a JSON column; its buttons carry their addresses as callback data.

    Raises:
        pydantic_core.PydanticSerializationError: an address does not fit into callback data.
    """
    return _LETTER.dump_python(letter, mode="json")


def letter_read(written: Json) -> Letter:
    """The letter that `letter_written` made this of.

    Raises:
        pydantic.ValidationError: it is no letter that this version knows.
    """
    return _LETTER.validate_python(written)
