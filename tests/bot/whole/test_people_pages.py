"""A person's page on the phone: every field is changed there, two become one, and who is forgotten is gone."""

import pytest

from conversations.facts import Person, PromiseState
from tests.bot.whole import scenes
from tests.bot.whole.network import introduction, keep, known_well, met, promised
from tests.bot.whole.phone import Exchange, Phone
from tests.bot.whole.things import looks_up, speaks


@pytest.fixture
async def owner(ada: Phone) -> Phone:
    """Ada, who knows Ana since this morning."""
    await scenes.set_up(ada)
    await ada.says("/met Ana, UX at Figma")
    return ada


async def person(phone: Phone, name: str = "Ana") -> Person:
    people = await phone.knows(lambda ledger: ledger.people(50))
    (found,) = [each for each in people if each.name == name]
    return found


@pytest.mark.parametrize(
    ("label", "typed", "line"),
    [
        ("Who they are", "Moved here from Lisbon", "Moved here from Lisbon"),
        ("What they said", "Boats teach patience", "They said: “Boats teach patience”"),
        ("How you met", "at the bar", "Met: elsewhere, Mon 23 Nov 2026, at the bar"),
        ("Telegram", "t.me/ana_climbs", "Reach them: @ana_climbs"),
        ("Phone", "+49 30 12345", "Reach them: +49 30 12345"),
        ("Mail", "ana@example.org", "Reach them: ana@example.org"),
    ],
)
async def test_a_field_is_filled_in_changed_and_emptied(owner: Phone, label: str, typed: str, line: str) -> None:
    await looks_up(owner, "Ana")
    before = owner.texts()
    await owner.taps("Edit", label)
    await owner.says(typed)
    owner.sees(line)
    await owner.taps("Edit", label)
    owner.sees("Now: ")
    await owner.taps("Remove it")
    assert owner.texts()[-1] == before[-1]


async def test_a_name_is_changed_and_never_removed(owner: Phone) -> None:
    await looks_up(owner, "Ana")
    await owner.taps("Edit", "Name")
    assert "Remove it" not in {key.label for key in owner.keyboard()}
    await owner.says("x" * 61)
    owner.sees("long for a name")
    await owner.says("Anna Silva")
    owner.sees("Anna Silva\nWork: UX at Figma")


@pytest.mark.parametrize(
    ("label", "wrong", "hint"),
    [("Telegram", "?!", "@ana_climbs"), ("Phone", "12", "five digits"), ("Mail", "nope", "ana@example.org")],
)
async def test_what_cannot_stand_in_a_field_gets_an_example(owner: Phone, label: str, wrong: str, hint: str) -> None:
    await looks_up(owner, "Ana")
    await owner.taps("Edit", label)
    await owner.says(wrong)
    owner.sees(hint)
    await owner.says("/people ana")
    assert await person(owner) == await person(owner, "Ana")
    assert not (await person(owner)).phone


@pytest.mark.parametrize(
    ("label", "line"),
    [("Interests", "Interests: "), ("Needs", "Needs: "), ("Offers", "Offers: "), ("Notes", "Noted: ")],
)
async def test_notes_are_added_changed_and_removed_one_by_one(owner: Phone, label: str, line: str) -> None:
    await looks_up(owner, "Ana")
    await owner.taps("Edit", label)
    await owner.says("old boats\n- maps")
    owner.sees(f"{line}old boats · maps")
    await owner.taps("Edit", label, "1 change")
    owner.sees("instead of “old boats”")
    await owner.says("new boats")
    owner.sees(f"{line}new boats · maps")
    await owner.taps("Edit", label, "2 remove")
    assert owner.toasts == ["Removed."]
    owner.sees_not("maps")
    await owner.taps("Add")
    await owner.says("tea")
    owner.sees(f"{line}new boats · tea")


async def test_where_one_met_is_one_of_the_events_that_were(owner: Phone) -> None:
    await owner.says("/event Lantern night tomorrow 6pm, Gull Street")
    await owner.taps("Yes, that")
    await looks_up(owner, "Ana")
    await owner.taps("Edit", "Where you met")
    assert [key.label for key in owner.keyboard() if "Lantern" in key.label] == []  # it is still to come
    await owner.lives(days=1, until="18:30")
    await looks_up(owner, "Ana")
    await owner.taps("Edit", "Where you met", "Lantern night")
    owner.sees("Where you met: Lantern night")
    await owner.taps("‹ Ana")
    owner.sees("Met: Lantern night, Tue 24 Nov 2026")
    await owner.taps("Edit", "Where you met", "Elsewhere")
    owner.sees("Where you met: elsewhere")


async def test_the_rhythm_is_slowed_down_and_sped_up(owner: Phone) -> None:
    await keep(owner, known_well(owner, "Kai"))
    await looks_up(owner, "Kai")
    owner.sees("Next check-in: Mon 7 Dec 2026")
    await owner.taps("Rhythm", "Less often")
    owner.sees("28 and 90 days after your last contact, then every 180")
    await owner.taps("‹ Kai")
    owner.sees("Next check-in: Mon 21 Dec 2026")
    await owner.taps("Rhythm", "More often", "More often", "‹ Kai")
    owner.sees("Next check-in: Mon 30 Nov 2026")


async def test_a_day_of_ones_own_comes_before_the_rhythm(owner: Phone) -> None:
    await keep(owner, known_well(owner, "Kai"))
    await looks_up(owner, "Kai")
    await owner.taps("Rhythm", "Pick a day")
    await owner.says("coffee on Saturday")
    owner.sees("Next check-in: Sat 28 Nov 2026, 09:00 – coffee")
    await owner.lives(days=5, until="09:00")
    owner.sees("Kai · you picked this day", "As you planned: coffee")


async def test_a_pause_is_a_pause(owner: Phone) -> None:
    await looks_up(owner, "Ana")
    await owner.taps("Pause")
    owner.sees("I stay quiet about Ana.")
    await owner.lives(days=60, until="12:00")
    owner.sees_nothing()
    await looks_up(owner, "Ana")
    await owner.taps("Nudge me again")
    owner.sees("Next check-in: ")


async def test_who_is_forgotten_leaves_nothing_behind(exchange: Exchange, owner: Phone) -> None:
    await owner.says("/met Quillon, carves zithers, needs a xylorimba, send him the yttrium book by Friday, @quillon_z")
    await speaks(owner)
    await keep(owner, introduction(owner, await person(owner, "Quillon"), "Tom"))
    await looks_up(owner, "Quillon")
    await owner.taps("I was in touch")
    await owner.says("had a vermouth")
    await owner.taps("Skip")
    await looks_up(owner, "Quillon")
    await owner.taps("Edit", "Mail")
    await owner.says("quillon@example.org")
    await owner.taps("Forget")
    owner.sees(
        "Forget Quillon?", "2 notes, 1 recording or picture, 1 promise, 1 introduction", "1 contact", "no way back"
    )
    await owner.taps("No, keep", "Forget", "Yes, forget")
    assert owner.toasts == ["Forgotten."]
    owner.sees("Forgotten", "With them went 2 notes", "Nothing of it is kept")
    owner.sees_not("Quillon")
    await owner.says("/start")
    left = str(exchange.kept(owner.person)).casefold()
    assert not [word for word in ("quillon", "zither", "xylorimba", "yttrium", "vermouth", "tom") if word in left]


async def test_who_is_forgotten_goes_out_of_the_debrief_as_well(exchange: Exchange, ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await looks_up(ada, "Anouk")
    await ada.taps("Forget", "Yes, forget")
    left = str(exchange.kept(ada.person))
    assert not [word for word in ("Anouk", "orchard", "Boats", "lighthouse", "Tilly", "kayak") if word in left]
    assert "learnt it from his aunt" in left


async def two_anas(phone: Phone) -> None:
    """Ana Silva of today, and Ana of yesterday's party, each with something of her own."""
    await phone.lives(days=1, until="10:00")
    await phone.says("/met Ana Silva, surfs, needs a tent, +49 30 1234567")
    ana, silva = await person(phone), await person(phone, "Ana Silva")
    await keep(phone, promised(phone, "Bring the map", 3, ana), introduction(phone, ana, "Tom"))
    await looks_up(phone, "Ana")
    await phone.taps("I was in touch")
    await phone.says("had tea")
    await phone.taps("Skip")
    assert ana.key != silva.key


async def test_two_who_are_one_become_one_and_no_word_is_lost(owner: Phone) -> None:
    await two_anas(owner)
    await looks_up(owner, "Ana Silva")
    await owner.taps("Same as Ana")
    owner.sees("One person, noted twice?", "Ana Silva\n", "+49 30 1234567")
    await owner.taps("Yes, one person")
    owner.sees("Ana Silva\nInterests: surfs\nWork: UX at Figma", "Needs: a tent", "Reach them: +49 30 1234567")
    owner.sees("You: Bring the map", "and Tom", "had tea")
    one = await person(owner, "Ana Silva")
    (promise,) = await owner.knows(lambda ledger: ledger.promises(person=one.key))
    assert promise.state is PromiseState.OPEN
    assert await owner.knows(lambda ledger: ledger.count_people()) == 1


async def test_two_who_are_two_are_never_asked_about_again(owner: Phone) -> None:
    await two_anas(owner)
    await looks_up(owner, "Ana Silva")
    await owner.taps("Same as Ana", "No, two people")
    assert owner.toasts == ["Two people. I will not ask again."]
    for name in ("Ana Silva", "Ana"):
        await owner.says("/start")
        await looks_up(owner, name)
        assert not [text for text in owner.texts() if "noted twice" in text]
        newest = owner.news[-1]["message_id"]
        assert not [key for key in owner.keyboard() if key.message == newest and key.label.startswith("Also")]


async def test_of_namesakes_the_bare_name_is_a_question_and_merges_nobody(owner: Phone) -> None:
    await keep(owner, *met(owner, "Bea Berg", "Bea Born"))
    await looks_up(owner, "Bea Berg")
    assert not [key for key in owner.keyboard() if key.label.startswith("Also")]
