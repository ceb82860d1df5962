"""The keys that notes are sealed with: the first of NOTES_KEY writes, all of them read. It knows no table.

A sealed text is `~1~`, the eight hexadecimal digits by which its key is known, `~`, and in base64 a nonce and what
AES-256-GCM makes of the words. Each owner has a key of their own, derived from ours, and the place where the words lie
("people.name") is authenticated with them: what is carried to another owner or another column cannot be opened there.
"""

import hmac
import re
from binascii import Error as NoBase64
from binascii import a2b_base64, b2a_base64, hexlify
from collections.abc import Callable, Mapping
from functools import lru_cache
from os import urandom
from typing import NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from conversations.facts import OwnerId
from storage.failures import KeyMissing

PLAIN = "plain"
"""Stands for a key in NOTES_KEY, as the first of them: words are written as they are, so that one gets back to that."""

MARK = "~1~"
KEY_BYTES, NONCE_BYTES = 32, 12
_ID_DIGITS = 8
_HEAD = len(MARK) + _ID_DIGITS + 1
_SEALED = re.compile(rf"{re.escape(MARK)}[0-9a-f]{{{_ID_DIGITS}}}~(?:[A-Za-z0-9+/]{{4}}){{9,}}[A-Za-z0-9+/=]{{4}}")
"""At least a nonce and a tag: 28 bytes."""

OWNERS_AT_HAND = 1024
"""Owners whose derived keys we keep: deriving one takes five microseconds."""


class MalformedKey(ValueError):  # noqa: N818 - named in the words of the field
    """What stands in NOTES_KEY is no key; it says what one looks like and not what was there."""


class Damaged(Exception):  # noqa: N818 - named in the words of the field
    """Something sealed cannot be opened where it lies: it was changed, or carried there from elsewhere."""


def new_key() -> str:
    """A key to put into NOTES_KEY."""
    return b2a_base64(urandom(KEY_BYTES), newline=False).decode("ascii").translate(_FOR_URLS)


def is_sealed(text: str) -> bool:
    """Whether a text looks as if somebody sealed it, with whatever key."""
    return text.startswith(MARK) and _SEALED.fullmatch(text) is not None


def key_of(sealed: str) -> str:
    """The id of the key that a sealed text wants."""
    return sealed[len(MARK) : _HEAD - 1]


class Seal:
    """Seals and opens one owner's words."""

    __slots__ = ("_ciphers", "_prefix", "_write")

    def __init__(self, ciphers: Mapping[str, AESGCM], prefix: str | None) -> None:
        """`ciphers` by how what they sealed begins; `prefix`: that of the one that writes, None when none does."""
        self._ciphers = ciphers
        self._prefix = prefix
        self._write = None if prefix is None else ciphers[prefix].encrypt

    @property
    def writes(self) -> bool:
        """Whether it seals what is written."""
        return self._write is not None

    def closed(self, place: bytes, words: str) -> str:
        """The words as they may lie at this place."""
        if self._write is None or self._prefix is None:
            return words
        nonce = urandom(NONCE_BYTES)
        sealed = nonce + self._write(nonce, words.encode(), place)
        return self._prefix + b2a_base64(sealed, newline=False).decode("ascii")

    def opened(self, place: bytes, lies: str) -> str:
        """The words that lie at this place, sealed or not.

        Raises:
            KeyMissing: another key is needed.
            Damaged: they were changed, or they belong elsewhere.
        """
        cipher = self._ciphers.get(lies[:_HEAD])
        if cipher is None:
            return refused_if_sealed(lies)
        try:
            sealed = a2b_base64(lies[_HEAD:])
            return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place).decode()
        except (InvalidTag, NoBase64, ValueError) as error:
            raise Damaged(f"what lies at {place.decode()} was not sealed there") from error

    def is_due(self, lies: str) -> bool:
        """Whether this has to be written anew to lie as this seal writes."""
        return is_sealed(lies) if self._prefix is None else not lies.startswith(self._prefix)


class Keyring:
    """The keys in the order in which NOTES_KEY names them; the database knows them by `key_ids`."""

    def __init__(self, written: str) -> None:
        """Raises MalformedKey when one of them is none."""
        names = [name.strip() for name in written.split(",")]
        if PLAIN in names[1:]:
            raise MalformedKey(
                f"has {PLAIN!r} behind a key. It may only stand first, and means: write unencrypted again"
            )
        self._keys = {_id(key): key for key in map(_key, (name for name in names if name != PLAIN))}
        self.key_ids = tuple(self._keys)
        self.writes = None if names[0] == PLAIN else self.key_ids[0]
        """The id of the key that seals; None when nothing is sealed any more."""
        if not self.key_ids:
            raise MalformedKey(f"names no key behind {PLAIN!r}. Remove it to run without encryption")
        self._written = written
        self.of: Callable[[OwnerId], Seal] = lru_cache(OWNERS_AT_HAND)(self._of)

    def to_plain(self) -> "Keyring":
        """One that reads the same and seals nothing any more."""
        return self if self.writes is None else Keyring(f"{PLAIN},{self._written}")

    @property
    def prefix(self) -> str | None:
        """How everything begins that this keyring seals."""
        return None if self.writes is None else _prefix(self.writes)

    @property
    def prefixes(self) -> tuple[str, ...]:
        """How everything begins that one of these keys sealed."""
        return tuple(map(_prefix, self.key_ids))

    def _of(self, owner: OwnerId) -> Seal:
        """The seal of one owner; `of` keeps the last ones at hand."""
        purpose = b"rapport notes of %d" % owner
        ciphers = {_prefix(name): AESGCM(_derived(key, purpose)) for name, key in self._keys.items()}
        return Seal(ciphers, self.prefix)


def refused_if_sealed(lies: str) -> str:
    """The words, if they are not sealed.

    Raises:
        KeyMissing: they are, and whoever reads them has not the key.
    """
    return _without_key(lies) if is_sealed(lies) else lies


def _without_key(lies: str) -> NoReturn:
    raise KeyMissing(f"NOTES_KEY lacks the key {key_of(lies)}, with which others seal")


_FOR_URLS = str.maketrans("+/", "-_")
_FROM_URLS = str.maketrans("-_", "+/")


def _key(written: str) -> bytes:
    try:
        key = a2b_base64(written.translate(_FROM_URLS), strict_mode=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise MalformedKey(
            f"is no key: it takes {KEY_BYTES} bytes in base64, several keys with commas between them. "
            "`python -m bot new-key` makes one"
        )
    return key


def _id(key: bytes) -> str:
    return hexlify(_derived(key, b"rapport key id")[: _ID_DIGITS // 2]).decode("ascii")


def _prefix(key_id: str) -> str:
    return f"{MARK}{key_id}~"


def _derived(key: bytes, purpose: bytes) -> bytes:
    """HKDF-Expand with one block (RFC 5869): the key is random already, so nothing has to be extracted."""
    return hmac.digest(key, purpose + b"\x01", "sha256")
