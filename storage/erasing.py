"""Erasing: all that is kept of an owner, and what lies outside of facts and dialogues of somebody they forget.

The rule of this file: what is erased leaves no row behind that tells whose it was. Of the owner themselves one bare row
stays until they are told, for a letter has to belong to somebody; it goes with that letter (see outcomes.py).
"""

import re
from collections.abc import Callable, Iterator, Mapping

from sqlalchemy import Text, bindparam, delete, literal, select, type_coerce, update

from conversations.effects import Letter
from conversations.facts import OwnerId
from storage.bound import Bound
from storage.codec import letter_read, letter_written
from storage.hearing import NOBODY_IN_PARTICULAR
from storage.keyring import Damaged
from storage.ready import Ready
from storage.sealed import opened, opened_json
from storage.statements import insert_into, of
from storage.tables import IS_WAITING, LETTERS, METADATA, OWNERS, PARKED_UPDATES, UPDATES

_EVERY = tuple(table for table in reversed(METADATA.sorted_tables) if table is not OWNERS)
_ALL_OF = tuple(Ready(delete(table).where(table.c.owner == bindparam("of"))) for table in _EVERY)
_HEARD = select(literal(NOBODY_IN_PARTICULAR), UPDATES.c.update_id, UPDATES.c.heard_at).where(
    UPDATES.c.owner == bindparam("of")
)
_WAITING = of(LETTERS, IS_WAITING)
_THIS = (LETTERS.c.owner == bindparam("of")) & (LETTERS.c.number == bindparam("no"))
_TAKE_OUT = Ready(delete(LETTERS).where(_THIS))
_PUT_IN_PLACE = Ready(update(LETTERS).where(_THIS).values(payload=bindparam("payload")))
_UNSENDABLE = Ready(delete(LETTERS).where(LETTERS.c.owner == bindparam("of"), LETTERS.c.state != "waiting"))
_PARKED = Ready(delete(PARKED_UPDATES).where(PARKED_UPDATES.c.owner == bindparam("of")))
_PARKED_OF_NOBODY = select(PARKED_UPDATES.c.update_id, type_coerce(PARKED_UPDATES.c.raw, Text)).where(
    PARKED_UPDATES.c.owner == NOBODY_IN_PARTICULAR
)
_UNPARK = Ready(
    delete(PARKED_UPDATES).where(
        PARKED_UPDATES.c.owner == NOBODY_IN_PARTICULAR, PARKED_UPDATES.c.update_id == bindparam("no")
    )
)


class Erasing(Bound):
    """What an owner has a right to be rid of."""

    erased = False
    """Whether something went in this turn that must not be found in the file any more, either."""

    def erase_everything(self) -> None:
        """Everything of this owner goes out of every table; what is still written in this turn is theirs, anew.

        The numbers of their updates stay for as long as Telegram may repeat one, without saying whose they were.
        """
        heard = insert_into(self._connection.dialect.name, UPDATES).from_select(
            ["owner", "update_id", "heard_at"], _HEARD
        )
        self._connection.execute(heard.on_conflict_do_nothing(), {"of": self.owner})
        for all_of_it in _ALL_OF:
            all_of_it.change(self._connection, {"of": self.owner})
        self._forget_parked_of_nobody()
        self._row.begin_anew()
        self.papers.clear()
        self.erased = True

    def clear_away(self, changed: Callable[[Letter], Letter | None]) -> None:
        """What is kept outside of facts: letters and messages that failed go, and of those that wait what is `changed`.

        A letter that becomes None goes; one that this version cannot read goes too, as nobody knows what it says.
        """
        self._write(LETTERS, _UNSENDABLE, [{"of": self.owner}])
        for row in self._rows(_WAITING):
            try:
                letter: Letter | None = letter_read(
                    opened_json(self._connection, self.owner, LETTERS.c.payload, row["payload"])
                )
            except (ValueError, Damaged):  # pydantic's error is one, too
                letter = None
            this, now = {"of": self.owner, "no": row["number"]}, changed(letter) if letter is not None else None
            if now is None:
                self._write(LETTERS, _TAKE_OUT, [this])
            elif now != letter:
                self._write(LETTERS, _PUT_IN_PLACE, [this | {"payload": letter_written(now)}])
        self._write(PARKED_UPDATES, _PARKED, [{"of": self.owner}])
        self._forget_parked_of_nobody()
        self.erased = True

    def how_much_of_everything(self) -> Mapping[str, int]:
        """How many rows each table has of theirs, by its name."""
        return {table.name: self._count(table) for table in _EVERY}

    def _forget_parked_of_nobody(self) -> None:
        """An update that did not say whose it is may name them all the same."""
        for number in tuple(self._naming_the_owner()):
            self._write(PARKED_UPDATES, _UNPARK, [{"no": number}])

    def _naming_the_owner(self) -> Iterator[int]:
        named = re.compile(rf"(?<!\d){int(self.owner)}(?!\d)")
        nobody = OwnerId(NOBODY_IN_PARTICULAR)
        for number, lies in self._connection.execute(_PARKED_OF_NOBODY):
            if named.search(opened(self._connection, nobody, PARKED_UPDATES.c.raw, lies)):
                yield number
