"""Encrypting what is in a database already, under another key, or not at all any more: what the commands do."""

import sqlite3
from collections.abc import Callable

from bot import catching_up
from storage.database import Database
from storage.engines import normalised, wipe
from storage.keyring import Keyring

NO_KEY = (
    "NOTES_KEY is not set. `python -m bot new-key` makes a key; give it to every process of the bot, and keep a copy."
)
TO_PLAIN = "NOTES_KEY begins with “plain”, so words are written unencrypted: python -m bot decrypt"
STILL_WRITTEN = (
    "Other processes go on writing words in another way. Start them again with the same NOTES_KEY, and try once more."
)
LEFT_IN_FREE_PAGES = (
    "All words are rewritten, but others use the file all the time, so that the old ones stay in its free pages. "
    "Stop the bot and try once more."
)
POSTGRES_KEEPS = (
    "PostgreSQL keeps the words as they were in its files until it is told to write them anew (when nobody is at work: "
    "vacuumdb --full), and in its log until that is written over."
)


class LeftInFile(Exception):  # noqa: N818 - named in the words of the field
    """The words are rewritten, but the file could not be: it holds what they were."""


async def rewrite(url: str, keyring: Keyring, tell: Callable[[int], None]) -> None:
    """Rewrite all words in the database as this keyring writes them; `tell` is told how many rows so far.

    Raises:
        WrongKey: the keys do not fit the database.
        TablesBusy: others go on writing in the old way.
        Damaged: something cannot be opened where it lies.
        LeftInFile: see there.
        StorageAway: the database cannot be reached.
    """
    database = Database(url, keyring)
    try:
        await catching_up.migrate(database)
        async for rows in database.reseal(keyring):
            tell(rows)
    finally:
        await database.close()
    try:
        wipe(normalised(url))
    except sqlite3.OperationalError as error:
        raise LeftInFile(LEFT_IN_FREE_PAGES) from error
