"""Whatever is typed, shared or sent at any question of any dialogue is an answer or a hint, and raises nothing.

Settings and what is told of an update before it is parsed are read here, too: neither comes from a dialogue.
"""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.raw_updates import is_for_answer, is_id, is_update, sender, tap_in, without_old_words
from bot.settings import Misconfigured, Settings, hints, read_settings
from conversations.answers import Names
from conversations.conditions import View
from conversations.facts import Settings as Wishes
from conversations.known import Known
from conversations.misread import Misread
from conversations.reading import Heard, read
from conversations.replies import Reply
from conversations.scripts.catalogue import SCRIPTS
from conversations.signals import Card, Invited, Located, Said, Shared
from tests.fuzz.test_readers import ICS, lines_of, values
from tests.fuzz.trials import ODD, texts, tried

KNOWN = Known(now=datetime(2026, 11, 28, 17, 7, tzinfo=UTC), settings=Wishes(zone="America/New_York", set_up=True))


def replies() -> Iterator[tuple[str, Reply]]:
    """What each question asks for; of those that ask for the same, one."""
    seen: list[Reply] = []
    for script in SCRIPTS.values():
        for step in script.all_steps():
            if step.reply not in seen:
                seen.append(step.reply)
                yield f"{script.name} {step.key}", step.reply


REPLIES = dict(replies())
odd_texts = st.sampled_from(ODD) | texts
cards = st.builds(
    Card, odd_texts, st.none() | odd_texts, st.none() | odd_texts, st.none() | st.integers(), st.none() | odd_texts
)
sent: st.SearchStrategy[Heard] = st.one_of(
    texts.map(lambda text: Said(text, 1)),
    st.lists(cards, max_size=3).map(lambda found: Shared(tuple(found), 1)),
    (st.none() | st.sampled_from(("Europe/Berlin", "No/Where", ""))).map(lambda zone: Located(zone, 1)),
    lines_of(ICS, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT").map(lambda data: Invited(data, 1)),
)


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES)
@tried(15)
@given(heard=sent)
def test_whatever_is_sent_at_a_question_is_an_answer_or_gets_a_hint(reply: Reply, heard: Heard) -> None:
    found = read(reply, heard, View({"people": Names(())}, KNOWN, "met/0/"))
    if isinstance(found, Misread):
        assert found.hint.strip()


@tried(100)
@given(
    given_values=st.dictionaries(
        st.sampled_from([name.upper() for name in Settings.model_fields]),
        odd_texts.filter(lambda text: "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)),
        max_size=4,
    )
)
def test_settings_are_read_or_refused_by_their_names(given_values: dict[str, str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in given_values.items():
            patch.setenv(name, value)
        with contextlib.suppress(Misconfigured):
            assert read_settings().database
        list(hints(given_values))


@tried(200)
@given(update=st.dictionaries(st.sampled_from(("message", "callback_query", "update_id", "x")), values, max_size=3))
def test_of_anything_it_can_be_told_whose_update_it_is(update: dict[str, Any]) -> None:
    assert is_id(sender(update))
    for look in (is_update, is_for_answer, tap_in, without_old_words):
        look(update)
