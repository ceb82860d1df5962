"""Screens about people are calm: they neither shout nor push, whatever the state of things."""

import re
from dataclasses import replace

import pytest

from conversations.draft_wordings import Occasion, Tone
from conversations.effects import Screen
from conversations.facts import Capture, Introduction, Key, NoteKind
from conversations.matching import Pair
from conversations.rhythm import FASTEST, SLOWEST
from conversations.screens.connect import Proposal, connect_page
from conversations.screens.draft import draft_page
from conversations.screens.erasing import (
    Goes,
    NamedRow,
    erased,
    forget_page,
    forgotten,
    leave_page,
    leave_sure,
    left,
    named_page,
    nobody_called,
    whom,
    whom_page,
)
from conversations.screens.introductions import IntroductionRow, introductions_page
from conversations.screens.noted import (
    Taken,
    known_already,
    log_contact,
    no_name,
    noted_screen,
    nothing_kept,
    taken_back,
)
from conversations.screens.people import PersonRow
from conversations.screens.person import Bonds, person_page
from conversations.screens.person_parts import edit_page, met_at_page, notes_page, rhythm_page
from conversations.screens.promises import promises_page
from conversations.screens.same import perhaps_known, same_page
from conversations.writing import Around
from tests.conversations.screens.samples import ANA, MEETUP, NOW, OWNER, TODAY, TOM, note, promise
from tests.conversations.screens.seen import assert_telegram_takes, labels, seen

ARTICLE = promise("p1", "send her the article", TODAY)
SISTER = Introduction(Key("i1"), ANA.key, "her sister", TODAY)
NEED = note("n1.n0", NoteKind.NEED, "a designer")
CAPTURE = Capture(Key("n1"), ANA.key, "Ana, needs a designer", made=True)


@pytest.mark.parametrize(
    "screen",
    [
        nothing_kept(),
        no_name(),
        known_already(ANA),
        noted_screen([Taken(CAPTURE, ANA, (NEED, ARTICLE, SISTER))]),
        taken_back(ANA, (NEED,), whole=False),
        log_contact(CAPTURE, ANA, "2611231430"),
        person_page(ANA, Bonds(MEETUP, (NEED,), (ARTICLE,), (SISTER,)), OWNER, NOW),
        person_page(TOM, Bonds(), OWNER, NOW),
        edit_page(ANA, MEETUP, (NEED,)),
        notes_page(ANA, (), "need"),
        met_at_page(ANA, [MEETUP]),
        *(rhythm_page(replace(ANA, pace=pace, stopped=True)) for pace in range(FASTEST, SLOWEST + 1)),
        forget_page(ANA, Goes(1, 1, 1, 1, 1, 1, 1, 1, 1)),
        forgotten(Goes(named=2)),
        named_page(ANA, [NamedRow("Tom", "Knows Ana", None)], 0),
        whom_page([PersonRow(ANA, MEETUP)], 9),
        whom(),
        nobody_called("Zoe"),
        leave_page([(2, "person", "people")]),
        leave_sure(1),
        erased(),
        left([(2, "person", "people")], "Mon 23 Nov 2026, 09:00"),
        same_page(ANA, MEETUP, TOM, None),
        perhaps_known([(ANA, TOM, MEETUP)]),
        promises_page((), 0, 0, TODAY),
        promises_page(((ARTICLE, ANA),), 0, 1, TODAY, ARTICLE),
        introductions_page((), 0, 0, TODAY),
        introductions_page((IntroductionRow(SISTER, ANA),), 0, 1, TODAY, ("AI meetup", 1)),
        connect_page([]),
        connect_page([Proposal(ANA, TOM, Pair(ANA.key, TOM.key, NEED, NEED))]),
        *(draft_page(Around(ANA, OWNER, TODAY), tone, occasion) for tone in Tone for occasion in Occasion),
    ],
)
def test_no_screen_about_people_shouts_or_pushes(screen: Screen) -> None:
    assert_telegram_takes(screen)
    words = " ".join((seen(screen), *labels(screen)))
    assert "!" not in words
    assert not re.search(r"(?i)\b(must|should have|failed|streak|leads?|prospects?|overdue)\b", words)
