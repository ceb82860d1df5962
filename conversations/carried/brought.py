"""A file that somebody brings along: what it is, and a way to read it that no size, depth or number can hurt.

The rule of this file: nothing is believed. What a file says of its own size is not asked; what is read is counted.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, Final, Self, cast
from zipfile import BadZipFile, ZipFile

from conversations.carried.files import ACCOUNT

LARGEST: Final = 20_000_000
"""Bytes of a file; Telegram lets a bot fetch no larger ones."""
LARGEST_ACCOUNT: Final = 200_000_000
LARGEST_CONTACTS: Final = 20_000_000
"""Bytes of what is in it, unpacked."""
MOST_MEMBERS: Final = 5_000
LINKEDIN: Final = "connections.csv"
MARK: Final = b"\xef\xbb\xbf"
"""What some programs write before UTF-8."""
ZIP: Final = b"PK\x03\x04"
NOTHING_OF_USE: Final = (
    "I find nothing in that file that I could bring in. I can read my own export (the zip or its rapport.json), "
    "contacts (.vcf) and LinkedIn’s Connections.csv."
)
TOO_LARGE: Final = "That file is larger than 20 MB, and Telegram lets me fetch no larger ones."
DAMAGED: Final = "That file is damaged; I cannot open it. Could you fetch it once more and send it again?"
UNPACKS_TOO_LARGE: Final = "What is in that file is far larger than any export of mine. I left it alone."


class Unreadable(ValueError):  # noqa: N818 - named in the words of the field, as all our errors are
    """A file of which nothing can be brought in; the message is for the person."""


@dataclass(frozen=True, slots=True)
class AccountFile:
    """An export of ours, as JSON."""

    content: bytes
    member: str = ""

    def opened(self) -> IO[bytes]:
        """Its JSON, to be read once from the start."""
        return _opened(self.content, self.member, LARGEST_ACCOUNT)


@dataclass(frozen=True, slots=True)
class ContactsFile:
    """People in a format of others; which it is shows in what it says."""

    text: str


def recognised(content: bytes) -> AccountFile | ContactsFile:
    """What a file is. Raises Unreadable with a reason for the person."""
    if len(content) > LARGEST:
        raise Unreadable(TOO_LARGE)
    member = _member(content) if content.startswith(ZIP) else ""
    if PurePosixPath(member).name.lower() == ACCOUNT or (not member and _is_json(content)):
        return AccountFile(content, member)
    with _opened(content, member, LARGEST_CONTACTS) as file:
        text = decoded(_all(file))
    if "BEGIN:VCARD" in text.upper() or "," in text:
        return ContactsFile(text)
    raise Unreadable(NOTHING_OF_USE)


def decoded(content: bytes) -> str:
    """Text in the encoding that it is in; what is damaged of it is shown as such."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content.decode("utf-16" if wide else "utf-8-sig", "replace").replace("\0", "")


def _member(content: bytes) -> str:
    """The file in a zip that is of use: ours, else LinkedIn's, else cards."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(DAMAGED) from error
    if len(names) > MOST_MEMBERS:
        raise Unreadable(NOTHING_OF_USE)
    by_name = {PurePosixPath(name).name.lower(): name for name in reversed(names)}
    cards = next((name for name in by_name if name.endswith(".vcf")), "")
    found = next((by_name[name] for name in (ACCOUNT, LINKEDIN, cards) if name in by_name), None)
    if found is None:
        raise Unreadable(NOTHING_OF_USE)
    return found


def _is_json(content: bytes) -> bool:
    return content[:100].removeprefix(MARK).lstrip().startswith(b"{")


def _all(file: IO[bytes]) -> bytes:
    return b"".join(iter(lambda: file.read(1 << 16), b""))


def _opened(content: bytes, member: str, most: int) -> IO[bytes]:
    return cast("IO[bytes]", _Counted(BytesIO(content), most, member))


class _Counted:
    """A file of which no more is read than is allowed, however much a zip unpacks to."""

    def __init__(self, file: BytesIO, most: int, member: str) -> None:
        self._left = most
        self._mark = MARK
        try:
            self._file: IO[bytes] = ZipFile(file).open(member) if member else file  # noqa: SIM115 -- closed with this
        except (BadZipFile, OSError, RuntimeError, NotImplementedError, KeyError) as error:
            raise Unreadable(DAMAGED) from error  # a RuntimeError: it has a password

    def read(self, size: int = -1) -> bytes:
        """Some more of it. Raises Unreadable when it is damaged or too much."""
        try:
            found = self._file.read(size if 0 <= size <= 1 << 20 else 1 << 20)
        except (BadZipFile, OSError, EOFError, RuntimeError, zlib.error) as error:
            raise Unreadable(DAMAGED) from error
        self._left -= len(found)
        if self._left < 0:
            raise Unreadable(UNPACKS_TOO_LARGE)
        if found:
            found, self._mark = found.removeprefix(self._mark), b""
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.read(1 << 16), b"")
