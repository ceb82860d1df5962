"""Introductions from an idea to a word of thanks, in both directions, and who of one's people could meet."""

import pytest

from conversations.address import Deed
from conversations.facts import Introduction, IntroductionState
from tests.bot.whole import scenes
from tests.bot.whole.phone import Phone
from tests.bot.whole.things import looks_up


@pytest.fixture
async def owner(ada: Phone) -> Phone:
    """Ada, whose Ana needs what Ben can do, and whom Cem offered an introduction."""
    await scenes.set_up(ada)
    await ada.says("/met Ana, UX at Figma, needs a carpenter for her boat, @ana_climbs", "/met Ben Orr, carpenter")
    await ada.says("/met Cem, can introduce me to his boss")
    return ada


async def introduction(phone: Phone, *, to_me: bool = False) -> Introduction:
    found = await phone.knows(lambda ledger: ledger.introductions())
    (one,) = [each for each in found if each.to_me is to_me]
    return one


async def state(phone: Phone, *, to_me: bool = False) -> IntroductionState:
    return (await introduction(phone, to_me=to_me)).state


async def bringing_together(phone: Phone) -> None:
    """Ana and Ben are an idea, and its page is open."""
    await phone.says("/connect")
    await phone.taps("1 good idea")


async def moves(phone: Phone, *deeds: Deed) -> None:
    """Press, one after the other, the buttons of an introduction's page that do this, whatever they say."""
    for deed in deeds:
        key = next(key for key in reversed(phone.keyboard()) if key.data.startswith(f"d|{deed.value}|"))
        await phone.presses(key)


ON, NO, BACK = Deed.INTRODUCTION_MOVE, Deed.INTRODUCTION_DROP, Deed.INTRODUCTION_BACK


def has_words(phone: Phone, to: str, *fragments: str) -> None:
    """The page has words to forward, to be copied."""
    phone.sees(f"For {to}:\n", *fragments)
    buttons = [button for row in phone.news[-1]["reply_markup"]["inline_keyboard"] for button in row]
    assert [button for button in buttons if "copy_text" in button]


async def test_an_idea_has_its_reason_and_a_yes_opens_the_introduction(owner: Phone) -> None:
    await owner.says("/connect")
    owner.sees("1. Ana and Ben Orr\nAna needs a carpenter for her boat; Ben Orr: carpenter", "A no is for good.")
    await owner.taps("1 good idea")
    owner.sees("Kept as an idea.", "Ana and Ben Orr\nAn idea, since today", "→ Ask Ana first about meeting Ben.")
    made = await introduction(owner)
    assert (made.state, bool(made.other_key)) == (IntroductionState.IDEA, True)
    await owner.says("/connect")
    owner.sees_not("Ben Orr")


async def test_a_no_is_for_good(owner: Phone) -> None:
    await owner.says("/connect")
    await owner.taps("1 no")
    owner.sees("I will not propose these two again.")
    await owner.says("/connect")
    owner.sees_not("Ana and Ben Orr")
    await owner.lives(days=30, until="12:00")
    await owner.says("/connect")
    owner.sees_not("Ana and Ben Orr")


async def test_a_double_yes_is_one_introduction(owner: Phone) -> None:
    await owner.says("/connect")
    yes = next(key for key in owner.keyboard() if key.label == "1 good idea")
    await owner.presses(yes, yes)
    assert (await introduction(owner)).person


async def test_two_are_brought_together_station_by_station(owner: Phone) -> None:
    await bringing_together(owner)
    has_words(owner, "Ana", "Hi Ana,", "meet Ben Orr")
    await moves(owner, ON)
    has_words(owner, "Ben Orr", "One side asked, since today", "Hi Ben,", "meet Ana")
    await moves(owner, ON)
    has_words(owner, "Ben Orr", "Both asked, since today", "→ Wait for both to say yes, or ask once more.", "Hi Ben,")
    await moves(owner, ON)
    has_words(owner, "both", "Both agreed, since today", "Hi Ana and Ben,", "meet Ben Orr")
    await moves(owner, ON)
    owner.sees("Introduced, since today", "Hear how it went")
    await moves(owner, ON)
    owner.sees("Closed. Well done, all of you.")
    assert await state(owner) is IntroductionState.THANKED
    await owner.says("/intros")
    owner.sees_not("Ben Orr")


async def test_somebody_introduces_the_owner_station_by_station(owner: Phone) -> None:
    await owner.says("/intros")
    owner.sees("Offered to you\n1. Cem → you and his boss\nOffered, since today")
    await owner.taps("1 · Cem")
    has_words(owner, "Cem", "You offered to introduce me to your boss")
    await moves(owner, ON)
    has_words(owner, "Cem", "Asked for, since today", "a kind reminder is fine", "introduce me to your boss")
    await moves(owner, ON)
    has_words(owner, "Cem", "thank you for the introduction to your boss")
    await moves(owner, ON)
    assert await state(owner, to_me=True) is IntroductionState.THANKED


@pytest.mark.parametrize(("steps", "who"), [((ON,), "Ana"), ((ON, ON), "Ben")])
async def test_a_no_of_either_side_ends_it_kindly(owner: Phone, steps: tuple[Deed, ...], who: str) -> None:
    await bringing_together(owner)
    await moves(owner, *steps)
    await owner.taps(f"{who} would rather not")
    owner.sees("Let go. That is all right, too.")
    assert await state(owner) is IntroductionState.DROPPED
    await owner.lives(days=60, until="12:00")
    owner.sees_not("Ana and Ben Orr", "ask Ben")
    await owner.says("/connect")
    owner.sees_not("Ana and Ben Orr")


async def test_whoever_offered_may_say_no_as_well(owner: Phone) -> None:
    await owner.says("/intros")
    await owner.taps("1 · Cem")
    await moves(owner, ON, NO)
    assert await state(owner, to_me=True) is IntroductionState.DROPPED


async def test_a_step_back_undoes_a_slip(owner: Phone) -> None:
    await bringing_together(owner)
    await moves(owner, ON, ON, BACK)
    owner.sees("A step back.", "One side asked, since today")
    await moves(owner, NO, BACK)
    assert await state(owner) is IntroductionState.IDEA


async def test_an_old_button_moves_nothing_backwards(owner: Phone) -> None:
    await bringing_together(owner)
    asked = next(key for key in owner.keyboard() if key.data.startswith(f"d|{ON.value}|"))
    await moves(owner, ON, ON)
    await owner.presses(asked)
    assert owner.toasts == ["That is noted already."]
    assert await state(owner) is IntroductionState.ASKED_B


async def test_the_words_come_in_three_tones(owner: Phone) -> None:
    await bringing_together(owner)
    words = {owner.texts()[-1]}
    for tone in ("Brief", "Formal"):
        await owner.taps(tone)
        words.add(owner.texts()[-1])
    assert len(words) == 3


async def test_it_is_brought_up_after_a_week_without_a_move(owner: Phone) -> None:
    await bringing_together(owner)
    await moves(owner, ON)
    await owner.lives(days=14, until="12:00")
    assert "ask Ben" in str(owner.local.chat(owner.person))


async def test_those_of_an_event_count_towards_three(ada: Phone) -> None:
    await scenes.the_story_until(ada, scenes.debriefed)
    await ada.says("/intros")
    ada.sees("Lantern night: 1 of 3 people who would introduce you.")
    await looks_up(ada, "Boris")
    await ada.taps("Introduce")
    await ada.says("his aunt, who carves")
    await ada.taps("I am to be introduced")
    ada.sees("Boris → you and his aunt")
    await ada.says("/intros")
    ada.sees("Lantern night: 2 of 3 people who would introduce you.")
