"""How far what is kept is encrypted: for the words that tell people so. What encrypts it is storage's."""

from enum import Enum


class Encryption(Enum):
    """Of the words of everybody, in the database that is used."""

    NONE = "none"
    FROM_NOW_ON = "from now on"
    """What was told before there was a key may lie there as it was told."""

    ALL = "all"
