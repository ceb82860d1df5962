"""Counts text in UTF-16 code units, as Telegram counts lengths and offsets. Python counts code points."""


def units(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def index_of(text: str, offset: int) -> int | None:
    """The index of the character that starts at a UTF-16 offset; None inside a character or outside the text."""
    at = 0
    for index, character in enumerate(text):
        if at == offset:
            return index
        at += 2 if character > "\uffff" else 1
        if at > offset:
            return None
    return len(text) if at == offset else None


def part(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity covers; "" when the entity does not fit."""
    begin, end = index_of(text, offset), index_of(text, offset + length)
    return "" if begin is None or end is None else text[begin:end]
