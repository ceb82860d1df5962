"""What was typed at a place of a dialogue, whatever kind of question stood there."""

from conversations.answers import Answers, Day, Pledged, Words


def words_at(answers: Answers, place: str) -> str | None:
    """What was typed at a place; None when it was skipped, ticked or not asked."""
    value = answers.get(place)
    return value.text if isinstance(value, Words) else None


def pledged(answers: Answers, what: str, due: str) -> Pledged | None:
    """What was promised at a place, with the day that was told along or at `due`; None when nothing was."""
    words, day = answers.get(what), answers.get(due)
    if not isinstance(words, Words | Pledged):
        return None
    told = words.day if isinstance(words, Pledged) else None
    return Pledged(words.text, told or (day.day if isinstance(day, Day) else None))
