"""Reads Telegram's HTML: the tags it knows, its four named references, its words for what is wrong. No other HTML.

Offsets in complaints count bytes of UTF-8, offsets of entities count UTF-16 units, as in Telegram.
"""

import re
import sys
from dataclasses import dataclass

from bot.local_telegram.html_marks import KIND_OF_TAG, language_of, mark_of
from bot.local_telegram.refusals import Refused, bad_request
from bot.local_telegram.utf16 import units
from bot.local_telegram.wire import Json

END = "\0"
NAMED_REFERENCES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-zA-Z]+));?")
TAG_NAME = re.compile(rf"[^\s>{END}]*")
ATTRIBUTE_NAME = re.compile(rf"[^\s=>/\"'{END}]*")
NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
SPACE = re.compile(r"\s*")


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities in order; refused as Telegram refuses markup that it cannot read."""
    reader = _Reader(source.replace(END, ""))
    while reader.at < reader.end:
        reader.step()
    if reader.stack:
        raise _unreadable(f'Can\'t find end tag corresponding to start tag "{reader.stack[-1].tag}"')
    for entity in reader.entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return "".join(reader.parts), reader.entities


def _unreadable(message: str) -> Refused:
    return bad_request(f"Can't parse entities: {message}")


def _referred(hexadecimal: str | None, decimal: str | None, name: str | None) -> str:
    """The character a reference stands for, "" when Telegram would leave it as it is."""
    if name:
        return NAMED_REFERENCES.get(name, "")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal or "0")
    half_of_a_pair = 0xD800 <= code <= 0xDFFF  # noqa: PLR2004 -- the bounds are Unicode's
    return "" if half_of_a_pair or not 0 < code < sys.maxunicode else chr(code)


@dataclass(frozen=True, slots=True)
class _OpenTag:
    tag: str
    attributes: dict[str, str]
    offset: int
    first_part: int


class _Reader:
    """A cursor over the source; what it has read stands in `parts`, `entities` and the stack of open tags."""

    def __init__(self, source: str) -> None:
        self.end = len(source)
        self._source = source + END
        self.at = 0
        self.parts: list[str] = []
        self.entities: list[Json] = []
        self.stack: list[_OpenTag] = []
        self._offset = 0

    def step(self) -> None:
        """Read one tag, one reference or a run of plain text."""
        match self._source[self.at]:
            case "<" if self._source[self.at + 1] == "/":
                self._close_tag()
            case "<":
                self._open_tag()
            case "&":
                self._write(self._reference() or self._take(1))
            case _:
                following = re.search(rf"[<&{END}]", self._source[self.at :])
                self._write(self._take(following.start() if following else 0))

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self._offset += units(text)

    def _take(self, length: int) -> str:
        taken = self._source[self.at : self.at + length]
        self.at += length
        return taken

    def _match(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._source, self.at)
        return self._take(len(match.group())) if match else ""

    def _reference(self) -> str:
        match = REFERENCE.match(self._source, self.at)
        if match is None:
            return ""
        character = _referred(*match.groups())
        self.at = match.end() if character else self.at
        return character

    def _byte(self, position: int) -> int:
        return len(self._source[:position].encode(errors="surrogatepass"))

    def _open_tag(self) -> None:
        begin = self.at
        where = f"at byte offset {self._byte(begin)}"
        self._take(1)
        tag = self._match(TAG_NAME).lower()
        if self._source[self.at] == END:
            raise _unreadable(f"Unclosed start tag {where}")
        if tag not in KIND_OF_TAG:
            raise _unreadable(f'Unsupported start tag "{tag}" {where}')
        attributes = self._attributes(tag, where)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _unreadable(f'Tag "span" must have class "tg-spoiler" {where}')
        self.stack.append(_OpenTag(tag, attributes, self._offset, len(self.parts)))

    def _attributes(self, tag: str, where: str) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._match(SPACE)
            if self._source[self.at] == ">":
                self._take(1)
                return attributes
            name = self._match(ATTRIBUTE_NAME)
            if not name:
                raise _unreadable(f'Empty attribute name in the tag "{tag}" {where}')
            self._match(SPACE)
            if self._source[self.at] == "=":
                self._take(1)
                self._match(SPACE)
                attributes[name] = self._attribute_value(tag, where)
            elif self._source[self.at] == END:
                raise _unreadable(f'Unclosed start tag "{tag}" {where}')
            else:
                attributes[name] = ""

    def _attribute_value(self, tag: str, where: str) -> str:
        quote = self._source[self.at]
        if quote == END:
            raise _unreadable(f'Unclosed start tag "{tag}" {where}')
        if quote not in "\"'":
            begin = self._byte(self.at)
            value = self._match(NAME_TOKEN).lower()
            if not self._source[self.at].isspace() and self._source[self.at] not in (">", END):
                raise _unreadable(f"Unexpected end of name token at byte offset {begin}")
        else:
            self._take(1)
            value = self._quoted(quote)
        if self._source[self.at] == END:
            raise _unreadable(f"Unclosed start tag {where}")
        return value

    def _quoted(self, quote: str) -> str:
        value = ""
        while self._source[self.at] not in (quote, END):
            value += (self._reference() if self._source[self.at] == "&" else "") or self._take(1)
        if self._source[self.at] == quote:
            self._take(1)
        return value

    def _close_tag(self) -> None:
        where = f"at byte offset {self._byte(self.at)}"
        if not self.stack:
            raise _unreadable(f"Unexpected end tag {where}")
        self._take(2)
        found = self._match(TAG_NAME).lower()
        self._match(SPACE)
        if self._source[self.at] != ">":
            raise _unreadable(f"Unclosed end tag {where}")
        self._take(1)
        opened = self.stack.pop()
        if found and found != opened.tag:
            raise _unreadable(f'Unmatched end tag {where}, expected "</{opened.tag}>", found "</{found}>"')
        if self._offset > opened.offset:
            self._mark(opened)

    def _mark(self, opened: _OpenTag) -> None:
        place: Json = {"offset": opened.offset, "length": self._offset - opened.offset}
        if opened.tag == "code" and self._names_language(opened, place):
            return
        if opened.tag == "pre" and self._takes_language(place):
            return
        covered = "".join(self.parts[opened.first_part :])
        try:
            mark = mark_of(opened.tag, opened.attributes, covered)
        except ValueError as complaint:
            raise _unreadable(str(complaint)) from None
        if mark:
            self.entities.append(mark | place)

    def _names_language(self, code: _OpenTag, place: Json) -> bool:
        """`<code class="language-x">` around all of a `<pre>` gives it the language."""
        last = self.entities[-1] if self.entities else {}
        language = language_of(code.attributes)
        if language and last.get("type") == "pre" and place.items() <= last.items():
            last["language"] = language
            return True
        return False

    def _takes_language(self, place: Json) -> bool:
        """`<pre>` around all of a `<code class="language-x">` takes its language."""
        last = self.entities[-1] if self.entities else {}
        if last.get("type") == "code" and "language" in last and place.items() <= last.items():
            last["type"] = "pre"
            return True
        return False
