"""Whom an inline query is about: the people it finds by name or by a word, or those met last."""

from bot.drafting import around
from bot.sitting import Sitting
from conversations.inline import MOST_PEOPLE, Article, articles
from conversations.recall import asked


def offered(sitting: Sitting, query: str) -> tuple[Article, ...] | None:
    """Drafts for them; None to somebody who is not set up."""
    if not sitting.settings.set_up:
        return None
    ledger = sitting.ledger
    if query.strip():
        keys = (hit.person for hit in ledger.recall(asked(query), MOST_PEOPLE))
        people = tuple(person for key in keys if (person := ledger.person(key)))
    else:
        people = tuple(person for person in ledger.recent_people(MOST_PEOPLE) if not person.stopped)
    return articles([around(sitting, person) for person in people])
