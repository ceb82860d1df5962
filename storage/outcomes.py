"""What became of letters that were lent: they were taken, or have to wait, or never go. It lends and sends nothing."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from itertools import groupby

from sqlalchemy import BigInteger, any_, bindparam, delete, update
from sqlalchemy.dialects.postgresql import ARRAY

from conversations.effects import Lane, Say
from conversations.facts import OwnerId
from storage.at_hand import counted
from storage.dialogues import is_asked
from storage.lending import OURS, UNTRIED, Lending, of_lending
from storage.letters import LentLetter, is_farewell, lane_of
from storage.ready import Ready
from storage.tables import DIALOGUES, IS_WAITING, LETTERS, OWNERS

_LATER = update(LETTERS).where(OURS).values(not_before=bindparam("again"), lent_until=None, reason=bindparam("why"))
_BEHIND = (
    update(LETTERS)
    .where(LETTERS.c.owner == bindparam("of"), LETTERS.c.number > bindparam("no"), LETTERS.c.lane == Lane.REPLY)
    .where(LETTERS.c.lent_until.is_not(None), IS_WAITING)
    .values(UNTRIED)
)
_ASKED = Ready(
    update(DIALOGUES)
    .where(DIALOGUES.c.owner == bindparam("of"), DIALOGUES.c.key == bindparam("this"))
    .values(question=bindparam("message"))
)
_TAKEN = delete(LETTERS).where(LETTERS.c.owner == bindparam("of"))
_DELIVERED = Ready(_TAKEN.where(LETTERS.c.number == bindparam("no")))
_ALL_DELIVERED = Ready(_TAKEN.where(LETTERS.c.number == any_(bindparam("numbers", type_=ARRAY(BigInteger)))))
_LEFT = Ready(
    delete(OWNERS).where(OWNERS.c.owner == bindparam("of"), OWNERS.c.last_seen.is_(None)).returning(OWNERS.c.owner)
)
_LETTERS_LEFT = Ready(delete(LETTERS).where(LETTERS.c.owner == bindparam("of")))


class Outcomes(Lending):
    """What is noted of letters on their way out. All moments are UTC."""

    def delivered(self, taken: Sequence[tuple[LentLetter, int | None]]) -> None:
        """Telegram took these letters, each as the message with this id; a question's is kept with its dialogue."""
        in_order = sorted(taken, key=lambda each: (each[0].owner, each[0].number))
        for letter, message in in_order:
            said = letter.letter
            if message is not None and isinstance(said, Say) and said.question_of is not None:
                changes = counted(self._connection, letter.owner)
                if changes is not None:  # they did not erase it all meanwhile
                    self.news.append((letter.owner, changes, partial(is_asked, said.question_of, message)))
                asked = {"of": letter.owner, "this": said.question_of, "message": message}
                _ASKED.change(self._connection, asked)
        for owner, theirs in groupby(in_order, key=lambda each: each[0].owner):
            self._take_out(owner, [letter.number for letter, _ in theirs])
        for letter, _ in in_order:
            if is_farewell(letter.letter):
                self._see_off(letter.owner)

    def _take_out(self, owner: OwnerId, numbers: Sequence[int]) -> None:
        if self._connection.dialect.name == "sqlite":
            _DELIVERED.change_all(self._connection, [{"of": owner, "no": number} for number in numbers])
        else:
            _ALL_DELIVERED.change(self._connection, {"of": owner, "numbers": numbers})

    def postpone(self, letter: LentLetter, not_before: datetime, reason: str) -> None:
        """Try again from `not_before` on; what waits behind it waits too and is not lent any more.

        Does nothing when the letter was lent to somebody else meanwhile.
        """
        self._belongs_to(letter.owner)
        again = {"again": not_before, "why": reason, **of_lending(letter)}
        if self._connection.execute(_LATER, again).rowcount and lane_of(letter.letter) is Lane.REPLY:
            self._connection.execute(_BEHIND, {"of": letter.owner, "no": letter.number})

    def unsendable(self, letter: LentLetter, reason: str) -> None:
        """It will never go; it is kept with the reason for 30 days, and what waits behind it goes on.

        The last words to somebody who erased everything are not kept.
        """
        if is_farewell(letter.letter):
            _DELIVERED.change(self._connection, {"of": letter.owner, "no": letter.number})
            self._see_off(letter.owner)
            return
        self._note_gone(letter.owner, letter.number, reason)

    def _see_off(self, owner: OwnerId) -> bool:
        """They erased everything and were told: nothing stays of them, unless they were heard since."""
        is_gone = bool(_LEFT.rows(self._connection, {"of": owner}))
        if is_gone:
            _LETTERS_LEFT.change(self._connection, {"of": owner})
        self.erased = True
        return is_gone
